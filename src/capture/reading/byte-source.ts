/** Bytes that come one after another: from a file, a pipe, or out of a decompressor. */
export interface ByteSource {
  /** Bytes taken from the file or pipe so far: compressed ones where it is compressed. */
  readonly bytesRead: number
  /** How many there are in all, where that is known. */
  readonly size: number | undefined
  /** Whether bytes are always there at once, so that reading never waits and must leave the event loop its turns. */
  readonly immediate: boolean
  /**
   * Writes bytes to `memory` from `at`, as many as are there and fit, and says how many; 0 is the end. There is a
   * promise only where it must wait. Rejects with a CaptureError.
   */
  read(memory: Uint8Array, at: number): number | Promise<number>
  /** Ends reading, also a read that waits, which then gives 0. */
  close(): void
}
