import type { Frame } from '../../files/frame.ts'

/** A producer of frames that can be paused, resumed and stopped. */
export interface Tap {
  pause?(): unknown
  resume?(): unknown
  stop?(): unknown
}

/** A queue of frames between a producer and a loop. */
export class FrameQueue implements AsyncIterableIterator<Frame> {
  private frames: Frame[] = []
  private taken = 0
  private wake: () => void = () => {}
  private failure: unknown
  private over = false
  private paused = false

  constructor(private readonly tap: Tap) {}

  push(frame: Frame): void {
    if (this.over) return
    this.frames.push(frame)
    if (this.frames.length - this.taken >= most && !this.paused) {
      this.paused = true
      this.tap.pause?.()
    }
    this.wake()
  }

  end(): void {
    this.over = true
    this.wake()
  }

  /** Frames pushed before are still delivered. */
  fail(failure: unknown): void {
    if (this.over) return
    this.failure = failure
    this.end()
  }

  async next(): Promise<IteratorResult<Frame, undefined>> {
    for (;;) {
      const frame = this.frames[this.taken]
      if (frame !== undefined) {
        this.taken++
        return { done: false, value: frame }
      }
      this.frames = []
      this.taken = 0
      if (this.paused) {
        this.paused = false
        this.tap.resume?.()
      }
      if (this.over) return this.finish()
      await new Promise<void>((resolve) => {
        this.wake = resolve
      })
    }
  }

  async return(): Promise<IteratorResult<Frame, undefined>> {
    this.over = true
    this.frames = []
    this.taken = 0
    this.tap.stop?.()
    return { done: true, value: undefined }
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  private finish(): IteratorResult<Frame, undefined> {
    const { failure } = this
    this.failure = undefined
    if (failure !== undefined) throw failure
    return { done: true, value: undefined }
  }
}

/** Queued frames at which the producer is paused. */
const most = 1000
