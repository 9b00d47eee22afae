import { AsyncClosing } from '../../files/streams/disposal.ts'
import type { Readable } from 'node:stream'
import { Batch } from '../../files/batch.ts'
import {
  type CaptureFormat,
  type CaptureInterface,
  type CaptureSection,
  commonLinkType,
  type InterfaceStatistics,
  type NameRecord,
  type Secret,
} from '../../files/description.ts'
import { CaptureError } from '../../files/error.ts'
import { tooShort } from '../../files/reader.ts'
import type { CaptureReader } from '../../files/capture-reader.ts'
import { stopOnAbort } from '../../files/streams/abort.ts'
import { streamSource } from './descriptor.ts'
import { readHeader } from '../../files/streams/capture-header.ts'
import { SourceReader, type BufferedReader } from '../../files/streams/buffered-reader.ts'
import type { LiveCapture, LiveStatistics, OpenStreamOptions } from '../live-capture.ts'

/** The producer of a capture stream, in another process or on another host: how it is stopped and how it ends. */
export interface CapturingProcess {
  /** The name of the source for messages. */
  readonly name: string
  readonly engine: string
  readonly unmet: readonly string[]
  readonly remarks: readonly string[]
  /** Number of interfaces that the stream describes before its packets. Default: 1. */
  readonly interfaces?: number
  /** Asks it to end. It writes its remaining packets first, unless `atOnce`, when they are not needed. */
  stop(atOnce: boolean): void
  /** Ends it immediately. */
  close(): void
  /** Resolves after the stream and the producer have ended, with an error if they failed. */
  failure(): Promise<Error | undefined>
  /** Its own statistics after the end; undefined if those of the stream apply. */
  statistics?(): LiveStatistics | undefined
}

/**
 * Opens a live capture that arrives as a capture file stream. Rejects with the producer's error if the stream ends
 * before its header.
 */
export async function openCaptureStream(
  stream: Readable,
  by: CapturingProcess,
  options: OpenStreamOptions,
): Promise<LiveCapture> {
  const { reuseMemory = false, signal } = options
  const intake = new SourceReader(streamSource(stream, by.name), reuseMemory)
  try {
    const reader = await readHeader(intake, by.name, () => moreOf(intake, by))
    if (!reader) throw (await by.failure()) ?? tooShort(intake.memory, intake.from, intake.end, by.name)
    const capture = new CaptureStream(intake, reader, by, reuseMemory, signal)
    await capture.readAhead()
    return capture
  } catch (error) {
    by.close()
    intake.close()
    throw error
  }
}

/** The producer's error explains more than that of a broken stream. */
async function moreOf(intake: BufferedReader, by: CapturingProcess, needed?: number): Promise<boolean> {
  try {
    return await intake.more(needed)
  } catch (error) {
    throw (await by.failure()) ?? error
  }
}

class CaptureStream extends AsyncClosing implements LiveCapture {
  /** The batch read while opening. */
  private ahead: Batch | undefined
  private started = false
  private stopped = false
  private closed = false
  /** Whether the stream has been read to the end. */
  private over = false
  private readonly release: () => void

  constructor(
    private readonly intake: BufferedReader,
    private readonly reader: CaptureReader,
    private readonly by: CapturingProcess,
    private readonly reuse: boolean,
    signal: AbortSignal | undefined,
  ) {
    super()
    this.release = stopOnAbort(this, signal)
  }

  get name(): string {
    return this.by.name
  }
  get engine(): string {
    return this.by.engine
  }
  get unmet(): readonly string[] {
    return this.by.unmet
  }
  get remarks(): readonly string[] {
    return this.by.remarks
  }
  get format(): CaptureFormat {
    return this.reader.format
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
  get linkType(): number | undefined {
    return commonLinkType(this.reader.interfaces)
  }

  /** A pcap stream does not name its interface. */
  get interfaces(): readonly CaptureInterface[] {
    const {
      reader: { format, interfaces },
      by,
    } = this
    return format === 'pcapng'
      ? interfaces
      : interfaces.map((each) => ({ ...each, name: by.name, statistics: by.statistics?.() }))
  }

  get statistics(): LiveStatistics | undefined {
    return this.by.statistics?.() ?? sum(this.reader.interfaces.flatMap(({ statistics }) => statistics ?? []))
  }

  stop(): void {
    this.stopped = true
    this.by.stop(false)
  }

  async inject(): Promise<void> {
    throw new CaptureError({
      code: 'unsupported',
      path: this.name,
      expected: 'an engine that can send frames',
      found: this.engine,
    })
  }

  close(): void {
    this.stopped = true
    this.closed = true
    this.release()
    this.by.close()
    this.intake.close()
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Batch, void, undefined> {
    if (this.started) throw new TypeError(`${this.name} has already been read`)
    this.started = true
    try {
      let batch = this.ahead ?? new Batch()
      if (batch.length > 0) {
        yield batch.of(this)
        this.intake.giveBack()
      }
      for (;;) {
        if (!this.reuse) batch = new Batch()
        if (!(await this.fill(batch))) break
        yield batch.of(this)
        this.intake.giveBack()
      }
      await this.finish()
    } finally {
      await this.leave()
      this.close()
    }
  }

  /** Reads until the interfaces or packets are known, which callers need before the loop. */
  async readAhead(): Promise<void> {
    const batch = new Batch()
    const { interfaces = 1 } = this.by
    await this.fill(batch, () => this.reader.interfaces.length >= interfaces)
    if (batch.length > 0) this.ahead = batch
    if (this.over && this.reader.interfaces.length === 0) await this.finish()
  }

  /** Reads the next packets; false at the end. Stops without packets as soon as `enough` returns true. */
  private async fill(batch: Batch, enough?: () => boolean): Promise<boolean> {
    const { intake, reader } = this
    for (;;) {
      intake.from = reader.read(intake.memory, intake.from, intake.end, batch)
      if (batch.length > 0) return true
      if (enough?.()) return false
      if (await moreOf(intake, this.by, reader.needed)) continue
      this.over = true
      return false
    }
  }

  /** Reports the producer's error, unless it was asked to end: a signal of the terminal may have reached both. */
  private async finish(): Promise<void> {
    const failure = await this.by.failure()
    if (this.stopped) return
    if (failure) throw failure
    this.reader.finish(this.intake.memory, this.intake.from, this.intake.end)
  }

  /**
   * After the loop was left early, discards the remaining stream: the producer reports statistics only at a regular
   * end.
   */
  private async leave(): Promise<void> {
    if (this.over || this.closed) return
    this.stopped = true
    const { intake, by } = this
    by.stop(true)
    try {
      while (await intake.more()) intake.from = intake.end
      await by.failure()
    } catch {
      // An error after the close is of no interest.
    }
  }
}

function sum(counts: readonly InterfaceStatistics[]): LiveStatistics | undefined {
  if (counts.length === 0) return undefined
  const total = (key: keyof InterfaceStatistics) => {
    const known = counts.flatMap((each) => each[key] ?? [])
    return known.length === 0 ? undefined : known.reduce((total, each) => total + each, 0)
  }
  return {
    received: total('received'),
    droppedByInterface: total('droppedByInterface'),
    droppedByKernel: total('droppedByKernel'),
    acceptedByFilter: total('acceptedByFilter'),
    delivered: total('delivered'),
  }
}
