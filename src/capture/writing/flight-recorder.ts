import { AsyncClosing } from '../../files/streams/disposal.ts'
import { Batch } from '../../files/batch.ts'
import type { Frame } from '../../files/frame.ts'
import { FrameRing, type Keeping } from './frame-ring.ts'
import type { CaptureWriter } from './capture-writer.ts'

export interface FlightRecorderOptions {
  /** How many of the frames before a trigger are written. */
  readonly keep: Keeping
  /** Returns whether a frame is a trigger. */
  readonly trigger?: ((batch: Batch, index: number) => boolean) | undefined
  /** Seconds after a trigger during which frames are written as they arrive. */
  readonly after?: number | undefined
  /** The clock for these seconds, in seconds since 1970. Default: the timestamps of the frames. */
  readonly clock?: (() => number) | undefined
}

/**
 * Keeps the latest frames in memory and writes them when a trigger occurs, including the triggering frame. Each frame
 * is written at most once, and in order. In a series of files, each trigger begins a new one; with `rotate.lazy` the
 * first trigger does so too.
 *
 *     const recorder = new FlightRecorder(await openWriter('trace.pcapng', { source }), { keep: { seconds: 30 } })
 *     process.on('SIGUSR2', () => recorder.trigger())
 */
export class FlightRecorder extends AsyncClosing implements CaptureWriter {
  /** Number of triggers so far. */
  triggers = 0
  private readonly kept: FrameRing
  /** Time until which frames are written as they arrive. */
  private until = -Infinity
  private lastTime = NaN
  private writing: Promise<void> | undefined
  private readonly single = new Batch()

  /** Closing the recorder closes the writer. */
  constructor(
    private readonly writer: CaptureWriter & { endFile?(): Promise<void> },
    private readonly options: FlightRecorderOptions,
  ) {
    super()
    this.kept = new FrameRing(options.keep)
  }

  get frames(): number {
    return this.writer.frames
  }
  get done(): boolean {
    return this.writer.done
  }
  /** Frames in memory that have not been written. */
  get waiting(): number {
    return this.kept.length
  }

  write(from: Batch | Frame, index = 0): void | Promise<void> {
    const batch = from instanceof Batch ? from : this.single.hold(from)
    return this.writing ? this.writing.then(() => this.record(batch, index)) : this.record(batch, index)
  }

  /** Writes the frames in memory. */
  async trigger(): Promise<void> {
    while (this.writing) await this.writing
    await this.fire()
  }

  drain(): Promise<void> | undefined {
    return this.writing ?? this.writer.drain()
  }

  async flush(): Promise<void> {
    await this.writing
    await this.writer.flush()
  }

  async close(): Promise<void> {
    while (this.writing) await this.writing
    await this.writer.close()
  }

  private record(batch: Batch, index: number): void | Promise<void> {
    this.lastTime = batch.seconds[index]! + batch.nanoseconds[index]! / 1e9
    const triggered = this.options.trigger?.(batch, index) === true
    if (this.until !== -Infinity) {
      if (this.now <= this.until) {
        if (triggered) this.extend()
        return this.writer.write(batch, index)
      }
      return this.become(this.endFile().then(() => this.record(batch, index)))
    }
    this.kept.add(batch, index)
    if (triggered) return this.fire()
  }

  private get now(): number {
    return this.options.clock?.() ?? this.lastTime
  }

  private extend(): void {
    this.triggers++
    this.until = this.now + (this.options.after ?? 0)
  }

  private fire(): Promise<void> {
    this.extend()
    return this.become(this.writeKept())
  }

  private async writeKept(): Promise<void> {
    const { kept, writer } = this
    for (let frame = kept.take(); frame !== undefined; frame = kept.take()) {
      await writer.write(frame, 0)
      await writer.drain()
    }
    if (this.options.after === undefined) await this.endFile()
    else await writer.flush()
  }

  /** Back to keeping frames in memory. */
  private async endFile(): Promise<void> {
    this.until = -Infinity
    await (this.writer.endFile ? this.writer.endFile() : this.writer.flush())
  }

  /** Later writes wait for this. */
  private become(writing: Promise<void>): Promise<void> {
    const settled = writing.finally(() => {
      if (this.writing === settled) this.writing = undefined
    })
    this.writing = settled
    return settled
  }
}
