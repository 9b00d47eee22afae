/** When frames are sent: as their times say, or so many a second. */

export interface PaceOptions {
  /** A multiple of the speed at which frames were captured; Infinity without pauses. Default: 1. */
  readonly speed?: number | undefined
  /** Frames a second, whatever their times. */
  readonly rate?: number | undefined
}

/** Times are in milliseconds, on any clock that does not go back. */
export class Pace {
  private readonly speed: number
  private readonly each: number | undefined
  /** When the round began, and the time of its first frame that has one. */
  private begun: number
  private first: { readonly seconds: number; readonly nanoseconds: number } | undefined
  private frames = 0
  /** When the last frame was due, from the beginning of the round. */
  private last = 0

  constructor({ speed = 1, rate }: PaceOptions, now: number) {
    this.speed = speed
    this.each = rate === undefined ? undefined : 1000 / rate
    this.begun = now
  }

  /** Another round of the same frames begins with the end of the last. */
  again(): void {
    if (this.each !== undefined) return
    this.begun += this.last
    this.first = undefined
    this.last = 0
  }

  /** When the next frame is due. A frame without a time, or with an earlier one, is due with the one before it. */
  due(seconds: number, nanoseconds: number): number {
    if (this.each !== undefined) return this.begun + this.frames++ * this.each
    if (this.speed === Infinity) return this.begun
    if (!Number.isNaN(seconds)) {
      this.first ??= { seconds, nanoseconds }
      const { first } = this
      const after = (seconds - first.seconds) * 1000 + (nanoseconds - first.nanoseconds) / 1e6
      this.last = Math.max(this.last, after / this.speed)
    }
    return this.begun + this.last
  }
}
