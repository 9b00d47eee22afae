/** An open capture: a file, or bytes from elsewhere. */
import { Batch } from '../batch.ts'
import type { CaptureReader } from '../capture-reader.ts'
import type { Compression } from '../compression/compression.ts'
import {
  type CaptureFormat,
  type CaptureInterface,
  type CaptureSection,
  commonLinkType,
  type NameRecord,
  type PcapHeader,
  type Secret,
} from '../description.ts'
import { tooShort } from '../reader.ts'
import { onAbort } from './abort.ts'
import type { BufferedReader } from './buffered-reader.ts'
import { readHeader } from './capture-header.ts'
import { Closing } from './disposal.ts'
import { openDecompressed, type GzipOpener } from './decompression.ts'
import { EventLoopTurns } from './event-loop-turns.ts'
import type { FrameStream } from './frame-stream.ts'
import type { OpenedSource } from './source.ts'

export interface OpenCaptureOptions {
  /**
   * Reuses one buffer: a batch and its frames are then valid only until the next batch is requested. Default: false,
   * they stay valid.
   */
  readonly reuseMemory?: boolean | undefined
  /** Ends reading when it is aborted: opening, or the loop over the batches, rejects with its reason. */
  readonly signal?: AbortSignal | undefined
}

/**
 * Opens a capture (pcap or pcapng, also compressed) and reads up to its first interface. Closes the source if that
 * fails.
 */
export async function openCapture(
  { reader: input, size }: OpenedSource,
  name: string,
  { reuseMemory = false, signal }: OpenCaptureOptions,
  openGzip: GzipOpener,
): Promise<CaptureFile> {
  const release = onAbort(signal, () => input.close())
  try {
    const { intake, compression } = await openDecompressed(input, name, reuseMemory, openGzip)
    const reader = await readHeader(intake, name)
    if (!reader) throw tooShort(intake.memory, intake.from, intake.end, name)
    const file = new CaptureFile(name, intake, { input, size }, reader, compression, reuseMemory, signal)
    await file.readAhead()
    signal?.throwIfAborted()
    return file
  } catch (error) {
    input.close()
    throw signal?.aborted ? signal.reason : error
  } finally {
    release()
  }
}

/** An open capture file. It can be read once. */
export class CaptureFile extends Closing implements FrameStream {
  /** The batch read, and the error met, while opening; the loop delivers them. */
  private ahead: Batch | undefined
  private aheadError: unknown
  private started = false
  private closed = false
  private readonly turns = new EventLoopTurns()
  private readonly release: () => void

  /** Use `openFile`, `openBytes` or `openStream`. */
  constructor(
    readonly name: string,
    private readonly intake: BufferedReader,
    private readonly origin: { readonly input: BufferedReader; readonly size: number | undefined },
    private readonly reader: CaptureReader,
    /** The compression of the file, if any. */
    readonly compression: Compression | undefined,
    private readonly reuseMemory: boolean,
    private readonly signal: AbortSignal | undefined,
  ) {
    super()
    this.release = onAbort(signal, () => this.close())
  }

  get format(): CaptureFormat {
    return this.reader.format
  }
  get interfaces(): readonly CaptureInterface[] {
    return this.reader.interfaces
  }
  get sections(): readonly CaptureSection[] {
    return this.reader.sections
  }
  get names(): readonly NameRecord[] {
    return this.reader.names
  }
  get secrets(): readonly Secret[] {
    return this.reader.secrets
  }
  get pcapHeader(): PcapHeader | undefined {
    return this.reader.pcapHeader
  }
  get linkType(): number | undefined {
    return commonLinkType(this.interfaces)
  }
  /** Bytes of the file read so far and in total, if known; before decompression. */
  get bytesRead(): number {
    return this.origin.input.bytesRead
  }
  get size(): number | undefined {
    return this.origin.size
  }

  close(): void {
    this.closed = true
    this.release()
    this.intake.close()
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Batch, void, undefined> {
    if (this.started) throw new TypeError(`${this.name} has already been read: open it again`)
    this.started = true
    try {
      this.signal?.throwIfAborted()
      if (this.ahead) {
        yield this.ahead.of(this)
        this.intake.giveBack()
        this.signal?.throwIfAborted()
      }
      if (this.aheadError) throw this.aheadError
      let batch = this.ahead ?? new Batch()
      for (;;) {
        if (!this.reuseMemory) batch = new Batch()
        if (!(await this.fill(batch))) break
        yield batch.of(this)
        this.intake.giveBack()
        this.signal?.throwIfAborted()
      }
      this.signal?.throwIfAborted()
    } catch (error) {
      // An error that follows from the abort does not matter.
      throw this.signal?.aborted ? this.signal.reason : error
    } finally {
      this.close()
    }
  }

  /** Reads until there are frames or an interface, which callers need before the loop. */
  async readAhead(): Promise<void> {
    const batch = new Batch()
    try {
      if ((await this.fill(batch, () => this.interfaces.length > 0)) || batch.length > 0) this.ahead = batch
    } catch (error) {
      this.aheadError = error
    }
  }

  /** Reads the next frames; false at the end. Stops without frames as soon as `enough` returns true. */
  private async fill(batch: Batch, enough?: () => boolean): Promise<boolean> {
    const { intake, reader } = this
    for (;;) {
      intake.from = reader.read(intake.memory, intake.from, intake.end, batch)
      if (batch.length > 0) return true
      if (enough?.()) return false
      const more = intake.more(reader.needed)
      if (typeof more !== 'boolean' ? await more : more) {
        if (intake.immediate && this.turns.due) await this.turns.give()
        continue
      }
      // After `close`, an early end is not an error.
      if (!this.closed) reader.finish(intake.memory, intake.from, intake.end)
      return false
    }
  }
}
