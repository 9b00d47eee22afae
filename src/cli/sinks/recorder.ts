import { FlightRecorder } from '../../capture/writing/flight-recorder.ts'
import type { FrameStream } from '../../files/streams/frame-stream.ts'
import type { WaitOptions } from '../../capture/writing/byte-sink.ts'
import type { FileAccess } from '../../capture/writing/file-opener.ts'
import { openWriter } from '../../capture/writing/writer.ts'
import type { CaptureWriter } from '../../capture/writing/capture-writer.ts'
import type { Batch } from '../../files/batch.ts'
import { formatOfPath } from '../../files/writer.ts'
import type { WritePlan } from '../arguments/plans/parts/writing.ts'
import type { FramePredicate, PacketSink } from './pipeline.ts'
import { say } from '../say.ts'
import { onSignal } from '../sources/shutdown.ts'
import { Trigger } from './trigger.ts'

/** A source of packets; a live one can be stopped. */
export type RecordedSource = FrameStream & { stop?(): void }

/** What of a plan a recorder needs. */
export type RecorderPlan = Pick<WritePlan, 'path'> & Partial<WritePlan>

/** When written packets are flushed: when the buffer is full, at the latest each second, or after each batch. */
export type Pace = 'full' | 'second' | 'batch'

export interface RecorderParts {
  /** Triggers a flight recorder, as SIGUSR2 does. */
  readonly trigger?: FramePredicate | undefined
  /** How files are opened and deleted: see `openWriter`. */
  readonly files?: FileAccess | undefined
  /** How to wait for the reader of a connection or a named pipe. */
  readonly waiting?: WaitOptions | undefined
}

/** Writes frames to capture files. */
export class Recorder implements PacketSink {
  /** All files are full; packets they do not take have been removed from the batch. */
  full = false
  private failure: unknown
  private readonly timer: NodeJS.Timeout | undefined
  private readonly trigger: Trigger | undefined
  /** SIGUSR2 flushes the file, as in tcpdump. */
  private readonly flushing: { release(): void } | undefined

  private constructor(
    private readonly writer: CaptureWriter,
    private readonly pace: Pace,
    private readonly stop: (() => void) | undefined,
  ) {
    if (pace === 'second') this.timer = setInterval(() => void this.attempt(writer.flush()), 1000).unref()
    if (writer instanceof FlightRecorder)
      this.trigger = new Trigger(writer, (triggered) => void this.attempt(triggered))
    else if (stop !== undefined) this.flushing = onSignal('SIGUSR2', () => void this.attempt(writer.flush()))
  }

  static async open(
    source: RecordedSource,
    pace: Pace,
    { path, rotation, keep, after, warning, format, compress, withoutSecrets }: RecorderPlan,
    { trigger, files, waiting }: RecorderParts = {},
  ): Promise<Recorder> {
    const stop = source.stop?.bind(source)
    const clock = stop && systemClock
    const writer = await openWriter(path, {
      ...waiting,
      files,
      source: withoutSecrets ? secretless(source) : source,
      format: format ?? formatOfPath(path) ?? (stop ? 'pcapng' : undefined),
      compress,
      rotate: rotation && { ...rotation, clock },
    })
    if (warning !== undefined) say(`onwire: ${warning}\n`)
    return new Recorder(keep ? new FlightRecorder(writer, { keep, after, clock, trigger }) : writer, pace, stop)
  }

  async take(batch: Batch): Promise<void> {
    if (this.failure !== undefined) throw this.failure
    const { writer } = this
    for (let index = 0; index < batch.length; index++) {
      const before = writer.frames
      const waits = writer.write(batch, index)
      if (waits) await waits
      if (!writer.done) continue
      this.full = true
      batch.length = writer.frames === before ? index : index + 1
    }
    const waits = this.pace === 'batch' ? writer.flush() : writer.drain()
    if (waits) await waits
  }

  async end(): Promise<void> {
    clearInterval(this.timer)
    this.flushing?.release()
    await this.writer.close()
    this.trigger?.end()
    if (this.failure !== undefined) throw this.failure
  }

  /** Awaits work that is done between packets: if it fails, or all files are full, the source is stopped. */
  private async attempt(done: Promise<void>): Promise<void> {
    try {
      await done
      if (this.writer.done) this.stop?.()
    } catch (error) {
      this.failure = error
      this.stop?.()
    }
  }
}

/** The same source, but for what decrypts it. */
const secretless = (source: FrameStream): FrameStream =>
  new Proxy(source, {
    get: (target, name) => (name === 'secrets' ? [] : (Reflect.get(target, name, target) as unknown)),
  })

const systemClock = () => Date.now() / 1000
