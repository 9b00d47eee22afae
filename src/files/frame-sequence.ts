import type { Batch } from './batch.ts'

/**
 * Follows a capture from batch to batch: numbers its frames, and lets each batch know when the capture began and what
 * came before its first frame.
 */
export class FrameSequence {
  /** Frames so far. */
  frames = 0
  private firstSeconds = NaN
  private firstNanoseconds = 0
  private lastSeconds = NaN
  private lastNanoseconds = 0

  /** Takes the next batch of the capture, all its frames still in it. */
  pass(batch: Batch): void {
    const { length } = batch
    batch.numberFrom(this.frames + 1)
    if (length === 0) return
    this.frames += length
    const isFirst = Number.isNaN(this.lastSeconds)
    if (Number.isNaN(this.firstSeconds)) {
      this.firstSeconds = batch.seconds[0]!
      this.firstNanoseconds = batch.nanoseconds[0]!
    }
    batch.firstSeconds = this.firstSeconds
    batch.firstNanoseconds = this.firstNanoseconds
    // Nothing came before the first of all: no time has passed.
    batch.earlierSeconds = isFirst ? batch.seconds[0]! : this.lastSeconds
    batch.earlierNanoseconds = isFirst ? batch.nanoseconds[0]! : this.lastNanoseconds
    this.lastSeconds = batch.seconds[length - 1]!
    this.lastNanoseconds = batch.nanoseconds[length - 1]!
  }
}
