/** The window of a Zstandard frame: its latest output, to which following blocks may refer. */
export class ZstdWindow {
  bytes: Uint8Array = new Uint8Array(firstLength)
  /** End of the output in `bytes`. */
  end = 0
  private size = 0

  /** Begins a frame with a window of `size` bytes. */
  begin(size: number): void {
    this.size = size
    this.end = 0
  }

  /** Appends the output of a block, at most 128 KiB. */
  append(block: Uint8Array): void {
    if (this.end + block.length > this.bytes.length) this.makeRoom(block.length)
    this.bytes.set(block, this.end)
    this.end += block.length
  }

  /**
   * Memory grows with the actual output, not with the window size the header announces. Once the buffer is a quarter
   * longer than the window, the window moves to its beginning, so a byte is moved about four times instead of once per
   * block.
   */
  private makeRoom(more: number): void {
    const kept = Math.min(this.end, this.size)
    const longest = this.size + Math.max(this.size >> 2, firstLength)
    const last = this.bytes.subarray(this.end - kept, this.end)
    if (this.bytes.length < longest) {
      // From an eighth of the limit, grow to the limit at once: each step needs both the old and the new buffer.
      const length = this.bytes.length * 8 >= longest ? longest : this.bytes.length * 2
      this.bytes = new Uint8Array(Math.max(length, kept + more))
      this.bytes.set(last)
    } else this.bytes.copyWithin(0, this.end - kept, this.end)
    this.end = kept
  }
}

/** Two blocks. */
const firstLength = 256 << 10
