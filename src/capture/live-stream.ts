import type { Readable } from 'node:stream'
import { Batch } from '../files/batch.ts'
import { commonLinkType, type CaptureInterface, type CaptureSection } from '../files/description.ts'
import { CaptureError } from '../files/error.ts'
import { type CaptureReader, startReader } from '../files/reader.ts'
import { StreamSource } from './descriptor.ts'
import { SourceIntake, type Intake } from './intake.ts'
import type { LiveCapture } from './live.ts'

/** A capture that another process makes, as it is told to and as it ends. */
export interface CapturingProcess {
  /** The interface. */
  readonly name: string
  readonly engine: string
  readonly unmet: readonly string[]
  readonly remarks: readonly string[]
  /** Asks it to end; what it has goes out before. */
  stop(): void
  /** Ends it at once. */
  close(): void
  /** Once its stream has ended: why, if nobody asked it to. */
  failure(): Promise<Error | undefined>
}

/**
 * Opens a capture that comes as a stream of a capture file; with `reuse` a batch is valid only until the next is asked for.
 * Rejects with the reason if it ends before it begins.
 */
export async function openCaptureStream(stream: Readable, by: CapturingProcess, reuse: boolean): Promise<LiveCapture> {
  const intake = new SourceIntake(new StreamSource(stream, by.name), reuse)
  for (;;) {
    const started = startReader(intake.memory, intake.from, intake.end, by.name)
    if (started) {
      intake.from = started.position
      return new CaptureStream(intake, started.reader, by, reuse)
    }
    if (await intake.more()) continue
    throw await by.failure() ?? new TypeError(`the capture of ${by.name} ended before it began`)
  }
}

class CaptureStream implements LiveCapture {
  readonly format = 'pcap'
  readonly names = []
  readonly secrets = []
  readonly statistics = undefined
  readonly interfaces: readonly CaptureInterface[]
  private stopped = false

  constructor(
    private readonly intake: Intake,
    private readonly reader: CaptureReader,
    private readonly by: CapturingProcess,
    private readonly reuse: boolean,
  ) {
    this.interfaces = reader.interfaces.map((each) => ({ ...each, name: by.name }))
  }

  get name(): string { return this.by.name }
  get engine(): string { return this.by.engine }
  get unmet(): readonly string[] { return this.by.unmet }
  get remarks(): readonly string[] { return this.by.remarks }
  get sections(): readonly CaptureSection[] { return this.reader.sections }
  get linkType(): number | undefined { return commonLinkType(this.interfaces) }

  stop(): void {
    this.stopped = true
    this.by.stop()
  }

  async inject(): Promise<void> {
    throw new CaptureError({ code: 'unsupported', path: this.name, expected: 'an engine that can send frames', found: this.engine })
  }

  close(): void {
    this.stopped = true
    this.by.close()
    this.intake.close()
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Batch, void, undefined> {
    const { intake, reader } = this
    try {
      let batch = new Batch()
      for (let more = true; more;) {
        intake.from = reader.read(intake.memory, intake.from, intake.end, batch)
        if (batch.length === 0) {
          more = await intake.more()
          continue
        }
        yield batch
        if (!this.reuse) batch = new Batch()
      }
      const failure = this.stopped ? undefined : await this.by.failure()
      if (failure) throw failure
    } finally {
      this.close()
    }
  }
}
