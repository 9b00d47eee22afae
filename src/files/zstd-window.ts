/** What a Zstandard frame has given last, which its next blocks may refer to. */
export class ZstdWindow {
  bytes: Uint8Array = new Uint8Array(firstLength)
  /** Where what was given last ends in `bytes`; what was given before lies in front of it. */
  end = 0
  private size = 0

  /** Begins a frame that may refer to the last `size` bytes it gave. */
  begin(size: number): void {
    this.size = size
    this.end = 0
  }

  /** Takes in what a block gave, at most 128 KiB. */
  append(block: Uint8Array): void {
    if (this.end + block.length > this.bytes.length) this.makeRoom(block.length)
    this.bytes.set(block, this.end)
    this.end += block.length
  }

  /**
   * Memory grows with what a frame has given, and not because its header announces a large window. Once it is a quarter
   * longer than the window, what is still needed of it moves to its beginning: so a byte is moved about four times, and
   * not for each block.
   */
  private makeRoom(more: number): void {
    const kept = Math.min(this.end, this.size)
    const longest = this.size + Math.max(this.size >> 2, firstLength)
    const last = this.bytes.subarray(this.end - kept, this.end)
    if (this.bytes.length < longest) {
      // From an eighth on the rest at once: each step takes the memory of both the old and the new.
      const length = this.bytes.length * 8 >= longest ? longest : this.bytes.length * 2
      this.bytes = new Uint8Array(Math.max(length, kept + more))
      this.bytes.set(last)
    } else this.bytes.copyWithin(0, this.end - kept, this.end)
    this.end = kept
  }
}

/** Two blocks. */
const firstLength = 256 << 10
