import type { Batch } from './batch.ts'
import type { OutputBytes } from './output-bytes.ts'

/** Encodes frames as a capture file. */
export interface CaptureEncoder {
  readonly littleEndian: boolean
  /** Writes the file header. */
  start(output: OutputBytes): void
  /** Throws a CaptureError (`unsupported`) if the format cannot hold this frame. */
  frame(output: OutputBytes, batch: Batch, index: number): void
  /** Writes what follows the last frame. */
  finish(output: OutputBytes): void
}
