import type { Batch } from './batch.ts'
import type { CaptureDescription } from './description.ts'

/** Reads frames from the bytes of a capture, delivered in pieces of any size. Keeps no bytes. */
export interface CaptureReader extends CaptureDescription {
  /** Length in bytes of the frame or block at which the last read stopped, including its header; 0 if unknown. */
  readonly needed: number
  /**
   * Fills `batch` with the complete frames in `bytes` from `from` to `end` and returns the position reached; the next
   * call continues there. Metadata between frames is recorded. An empty batch and an unchanged position mean that more
   * bytes are needed.
   *
   * Throws a CaptureError at damage, after all frames before it have been delivered.
   */
  read(bytes: Uint8Array, from: number, end: number, batch: Batch): number
  /**
   * Call at the end of the input. Throws a CaptureError (`truncated`) if the remaining bytes are an incomplete frame or
   * block.
   */
  finish(bytes: Uint8Array, from: number, end: number): void
}
