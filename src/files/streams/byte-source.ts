/** A stream of bytes: a file, a pipe, or the output of a decompressor. */
export interface ByteSource {
  /** Bytes read from the file or pipe so far, before decompression. */
  readonly bytesRead: number
  /** The total, if known. */
  readonly size: number | undefined
  /** Whether reading never waits, so that the caller must yield to the event loop. */
  readonly immediate: boolean
  /**
   * Writes available bytes to `memory` at `at` and returns their number; 0 at the end. Returns a promise only if it
   * must wait. Rejects with a CaptureError.
   */
  read(memory: Uint8Array, at: number): number | Promise<number>
  /** Ends reading; a pending read resolves with 0. */
  close(): void
}
