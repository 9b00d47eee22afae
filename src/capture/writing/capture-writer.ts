import type { Batch } from '../../files/batch.ts'
import type { Frame } from '../../files/frame.ts'

/**
 * Writes frames to capture files. Its methods fail with a CaptureError: what was written before is then closed in good
 * order.
 */
export interface CaptureWriter {
  /** Frames written so far. */
  readonly frames: number
  /** Whether all files there were to be are full: what comes now is not written. */
  readonly done: boolean
  /**
   * Writes one frame of a batch, or one at hand. There is a promise where it began another file while the one before is
   * still being compressed: to be awaited, or memory grows.
   */
  write(batch: Batch, index: number): void | Promise<void>
  write(frame: Frame): void | Promise<void>
  /** To be called after each batch: gives a promise if what was written so far must go out before there is more. */
  drain(): Promise<void> | undefined
  /** Writes out everything now, so that it can be read. */
  flush(): Promise<void>
  /** Writes what is left, and what the source says at its end. May be called more than once. */
  close(): Promise<void>
}
