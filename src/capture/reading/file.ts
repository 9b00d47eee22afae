import { Batch } from '../../files/batch.ts'
import type { Compression } from '../../files/compression/compression.ts'
import {
  type CaptureFormat,
  type CaptureInterface,
  type CaptureSection,
  commonLinkType,
  type NameRecord,
  type PcapHeader,
  type Secret,
} from '../../files/description.ts'
import { tooShort } from '../../files/reader.ts'
import type { CaptureReader } from '../../files/capture-reader.ts'
import type { ByteSource } from './byte-source.ts'
import { openBytes } from './descriptor.ts'
import { openDecompressed } from './decompression.ts'
import { readHeader } from './header.ts'
import type { BufferedReader } from './buffered-reader.ts'
import type { FrameStream } from '../frame-stream.ts'
import { EventLoopTurns } from './event-loop-turns.ts'

export interface OpenFileOptions {
  /**
   * Reuses one buffer: a batch and its frames are then valid only until the next batch is requested. Default: false,
   * they stay valid.
   */
  readonly reuseMemory?: boolean
}

/**
 * Opens a capture file (pcap or pcapng, also compressed by gzip, zstd or lz4), a named pipe or, for `-`, standard
 * input, and reads up to its first interface. Rejects with a CaptureError; so does the loop over its batches at damage,
 * after all frames before it.
 *
 *     for await (const batch of await openFile('trace.pcapng')) for (const frame of batch) console.log(frame.number)
 */
export async function openFile(path: string, options: OpenFileOptions = {}): Promise<CaptureFile> {
  const bytes = await openBytes(path)
  const name = path === '-' ? 'standard input' : path
  try {
    const reuseMemory = options.reuseMemory ?? false
    const { intake, compression } = await openDecompressed(bytes, name, reuseMemory)
    const reader = await readHeader(intake, name)
    if (!reader) throw tooShort(intake.memory, intake.from, intake.end, name)
    const file = new CaptureFile(name, intake, bytes, reader, compression, reuseMemory)
    await file.readAhead()
    return file
  } catch (error) {
    bytes.close()
    throw error
  }
}

/** An open capture file. It can be read once. */
export class CaptureFile implements FrameStream {
  /** The batch read, and the error met, while opening; the loop delivers them. */
  private ahead: Batch | undefined
  private aheadError: unknown
  private started = false
  private closed = false
  private readonly turns = new EventLoopTurns()

  /** Use `openFile`. */
  constructor(
    readonly name: string,
    private readonly intake: BufferedReader,
    private readonly file: ByteSource,
    private readonly reader: CaptureReader,
    /** The compression of the file, if any. */
    readonly compression: Compression | undefined,
    private readonly reuseMemory: boolean,
  ) {}

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
    return this.file.bytesRead
  }
  get size(): number | undefined {
    return this.file.size
  }

  close(): void {
    this.closed = true
    this.intake.close()
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Batch, void, undefined> {
    if (this.started) throw new TypeError(`${this.name} has already been read: open it again`)
    this.started = true
    try {
      if (this.ahead) {
        yield this.ahead
        this.intake.giveBack()
      }
      if (this.aheadError) throw this.aheadError
      let batch = this.ahead ?? new Batch()
      for (;;) {
        if (!this.reuseMemory) batch = new Batch()
        if (!(await this.fill(batch))) return
        yield batch
        this.intake.giveBack()
      }
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
