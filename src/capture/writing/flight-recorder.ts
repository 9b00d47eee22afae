import { Batch } from '../../files/batch.ts'
import type { Frame } from '../../files/frame.ts'
import { FrameRing, type Keeping } from './frame-ring.ts'
import type { CaptureWriter } from './capture-writer.ts'

export interface FlightRecorderOptions {
  /** How much of what came before a trigger is written. */
  readonly keep: Keeping
  /** A frame of which this is true is a trigger. */
  readonly trigger?: ((batch: Batch, index: number) => boolean) | undefined
  /** For how many seconds after a trigger frames are written as they come. */
  readonly after?: number | undefined
  /** Where these seconds are taken from: the times of the frames unless given. Seconds since 1970. */
  readonly clock?: (() => number) | undefined
}

/**
 * Keeps the last frames in memory and writes none of them until a trigger: then all that it has, the frame that was the
 * trigger included. Each frame is written once at most, and in order. Of a series of files, each trigger begins
 * another; `rotate.lazy` makes that the first does as well.
 *
 *     const recorder = new FlightRecorder(await openWriter('trace.pcapng', { source }), { keep: { seconds: 30 } })
 *     process.on('SIGUSR2', () => recorder.trigger())
 */
export class FlightRecorder implements CaptureWriter {
  /** How many there were. */
  triggers = 0
  private readonly kept: FrameRing
  /** Until when frames are written as they come. */
  private until = -Infinity
  private lastTime = NaN
  private writing: Promise<void> | undefined
  private readonly single = new Batch()

  /** The writer is closed with this. */
  constructor(
    private readonly writer: CaptureWriter & { endFile?(): Promise<void> },
    private readonly options: FlightRecorderOptions,
  ) {
    this.kept = new FrameRing(options.keep)
  }

  get frames(): number {
    return this.writer.frames
  }
  get done(): boolean {
    return this.writer.done
  }
  /** Frames kept and not written. */
  get waiting(): number {
    return this.kept.length
  }

  write(from: Batch | Frame, index = 0): void | Promise<void> {
    const batch = from instanceof Batch ? from : this.single.hold(from)
    return this.writing ? this.writing.then(() => this.record(batch, index)) : this.record(batch, index)
  }

  /** Writes what is kept. */
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

  /** What comes is kept again. */
  private async endFile(): Promise<void> {
    this.until = -Infinity
    await (this.writer.endFile ? this.writer.endFile() : this.writer.flush())
  }

  /** What is written from now on waits for this. */
  private become(writing: Promise<void>): Promise<void> {
    const settled = writing.finally(() => {
      if (this.writing === settled) this.writing = undefined
    })
    this.writing = settled
    return settled
  }
}
