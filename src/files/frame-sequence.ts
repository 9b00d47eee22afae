import type { Batch } from './batch.ts'

/**
 * Numbers the frames of a capture across batches, and gives each batch the time of the first frame of the capture
 * that has one and of the frame before the batch.
 */
export class FrameSequence {
  /** Number of frames so far. */
  frames = 0
  private firstSeconds = NaN
  private firstNanoseconds = 0
  private lastSeconds = NaN
  private lastNanoseconds = 0

  /** Processes the next batch, before any frame is removed from it. */
  pass(batch: Batch): void {
    const { length } = batch
    batch.numberFrom(this.frames + 1)
    if (length === 0) return
    const isFirst = this.frames === 0
    this.frames += length
    // Frames may have no time: what is said of the others does not depend on where batches begin.
    for (let index = 0; index < length && Number.isNaN(this.firstSeconds); index++) {
      this.firstSeconds = batch.seconds[index]!
      this.firstNanoseconds = batch.nanoseconds[index]!
    }
    batch.firstSeconds = this.firstSeconds
    batch.firstNanoseconds = this.firstNanoseconds
    // The first frame has no predecessor: its delta time is 0.
    batch.earlierSeconds = isFirst ? batch.seconds[0]! : this.lastSeconds
    batch.earlierNanoseconds = isFirst ? batch.nanoseconds[0]! : this.lastNanoseconds
    this.lastSeconds = batch.seconds[length - 1]!
    this.lastNanoseconds = batch.nanoseconds[length - 1]!
  }
}
