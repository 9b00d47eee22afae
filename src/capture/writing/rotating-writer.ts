import { AsyncClosing } from '../../files/streams/disposal.ts'
import { Batch } from '../../files/batch.ts'
import { CaptureError } from '../../files/error.ts'
import type { Frame } from '../../files/frame.ts'
import type { OutputBytes } from '../../files/output-bytes.ts'
import type { CaptureEncoder } from '../../files/capture-encoder.ts'
import type { ByteSink } from './byte-sink.ts'
import { requireFolder } from './open-sink.ts'
import { FileWriter } from './file-writer.ts'
import { endOf, type Rotation, type SeriesFile } from './rotation.ts'
import type { CaptureWriter } from './capture-writer.ts'

/** The functions that a series of files needs. */
export interface SeriesParts {
  readonly name: (file: SeriesFile) => string
  readonly open: (path: string) => ByteSink
  readonly remove: (path: string) => void
  readonly encoder: (path: string) => CaptureEncoder
}

/** Writes frames to a series of files, each complete in itself. */
export class RotatingWriter extends AsyncClosing implements CaptureWriter {
  frames = 0
  done = false
  private current: FileWriter | undefined
  /** Resolves when the previous file is closed. */
  private ending: Promise<void> | undefined
  private closed = false
  private end = Infinity
  private files = 0
  private filesInPeriod = 0
  private periodTime = NaN
  private lastTime = NaN
  private readonly kept: string[] = []
  private readonly spares: OutputBytes[] = []
  private readonly single = new Batch()
  private readonly size: number
  private readonly packets: number
  private readonly most: number

  /** Use `openWriter`. */
  constructor(
    private readonly rotation: Rotation,
    private readonly parts: SeriesParts,
  ) {
    super()
    const { size = Infinity, packets = Infinity, files = Infinity, clock, lazy } = rotation
    this.size = size
    this.packets = packets
    this.most = files
    if (lazy)
      requireFolder(parts.name({ number: 0, numberInPeriod: 0, time: systemClock(), periodTime: systemClock() }))
    else if (clock) this.begin(clock())
  }

  write(from: Batch | Frame, index = 0): void | Promise<void> {
    if (this.closed) throw new TypeError('this writer is closed')
    const batch = from instanceof Batch ? from : this.single.hold(from)
    if (this.current === undefined || this.end !== Infinity) this.makeReady(this.timeOf(batch, index))
    if (this.done) return this.ending
    const current = this.current!
    current.write(batch, index)
    this.frames++
    if (current.frames >= this.packets || current.bytes >= this.size) this.endCurrent()
    return this.ending
  }

  drain(): Promise<void> | undefined {
    return this.ending ?? this.current?.drain()
  }

  /** With a clock, also begins a new file if it is due. */
  async flush(): Promise<void> {
    const { clock, punctual } = this.rotation
    // A number of files ends in time even if no frames come.
    if (clock && this.current && (punctual || this.most < Infinity)) this.makeReady(clock())
    await this.ending
    await this.current?.flush()
  }

  /** Ends the current file, if any; the next frame begins a new one. */
  async endFile(): Promise<void> {
    this.endCurrent()
    await this.ending
  }

  async close(): Promise<void> {
    if (this.closed) return
    this.closed = true
    if (this.files === 0 && !this.rotation.lazy) this.begin(this.rotation.clock?.() ?? systemClock())
    this.endCurrent()
    await this.ending
  }

  /** Ensures that there is a file for a frame of this time, or that the writer is `done`. */
  private makeReady(time: number): void {
    const timely = time >= this.end
    if (timely) this.endCurrent()
    if (this.current || this.done) return
    this.begin(time, timely)
  }

  private begin(time: number, timely = true): void {
    if (timely || Number.isNaN(this.periodTime)) {
      this.filesInPeriod = 0
      this.periodTime = time
    }
    const { parts, ending } = this
    const path = parts.name({
      number: this.files++,
      numberInPeriod: this.filesInPeriod++,
      time,
      periodTime: this.periodTime,
    })
    const sink = ending ? new LaterSink(ending.then(() => this.open(path))) : this.open(path)
    this.current = new FileWriter(sink, () => parts.encoder(path), this.spares)
    this.end = endOf(this.rotation, time, this.periodTime)
  }

  private endCurrent(): void {
    const { current } = this
    if (current === undefined) return
    this.current = undefined
    this.done = this.files >= this.most
    const ended = current.end()
    if (!ended) return
    const ending = ended.finally(() => {
      if (this.ending === ending) this.ending = undefined
    })
    this.ending = ending
  }

  private open(path: string): ByteSink {
    const {
      kept,
      rotation: { keep },
    } = this
    if (keep !== undefined) {
      const again = kept.indexOf(path)
      if (again >= 0) kept.splice(again, 1)
      while (kept.length >= keep) this.remove(kept.shift()!)
      kept.push(path)
    }
    return this.parts.open(path)
  }

  private remove(path: string): void {
    try {
      this.parts.remove(path)
    } catch (cause) {
      // Another program deleted it.
      if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return
      throw new CaptureError({
        code: 'unwritable',
        path,
        expected: 'an oldest file that can be deleted',
        found: (cause as Error).message,
        cause,
      })
    }
  }

  /** A frame without a timestamp has that of the previous one. */
  private timeOf(batch: Batch, index: number): number {
    const {
      rotation: { clock },
    } = this
    if (clock) return clock()
    const time = batch.seconds[index]! + batch.nanoseconds[index]! / 1e9
    if (!Number.isNaN(time)) this.lastTime = time
    return Number.isNaN(this.lastTime) ? systemClock() : this.lastTime
  }
}

const systemClock = () => Date.now() / 1000

/** A sink that is opened later. */
class LaterSink implements ByteSink {
  readonly immediate = false

  constructor(private readonly sink: Promise<ByteSink>) {
    // Reported by the next write.
    sink.catch(() => {})
  }

  async write(bytes: Uint8Array): Promise<void> {
    await (await this.sink).write(bytes)
  }

  async flush(): Promise<void> {
    await (await this.sink).flush?.()
  }

  async close(): Promise<void> {
    await (await this.sink).close()
  }
}
