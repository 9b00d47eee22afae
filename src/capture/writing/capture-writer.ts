import type { Batch } from '../../files/batch.ts'
import type { AsyncClosable } from '../../files/streams/disposal.ts'
import type { Frame } from '../../files/frame.ts'

/**
 * Writes frames to capture files. After a CaptureError of one of its methods, the file ends with the last complete
 * frame.
 */
export interface CaptureWriter extends AsyncClosable {
  /** Number of frames written. */
  readonly frames: number
  /** Whether the last file is full: further frames are not written. */
  readonly done: boolean
  /**
   * Writes a frame of a batch, or a single one. Returns a promise if a new file was begun while the previous one is
   * still being compressed; await it, or memory grows.
   */
  write(batch: Batch, index: number): void | Promise<void>
  write(frame: Frame): void | Promise<void>
  /** Call after each batch: returns a promise if buffered data must be written before more is added. */
  drain(): Promise<void> | undefined
  /** Writes all buffered data, so that it can be read. */
  flush(): Promise<void>
  /** Writes the remaining data and the final statistics of the source. May be called more than once. */
  close(): Promise<void>
}
