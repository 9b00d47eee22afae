/** Bytes that are appended, and read at random: chunks of memory, none of which is copied to grow. */
export class ByteStore {
  length = 0
  private readonly chunks: Uint8Array[] = []
  /** Where each chunk begins. */
  private readonly starts: number[] = []
  private room = new Uint8Array(0)

  /** Copies the bytes from `from` to `to`; returns where they are. They lie in one chunk. */
  append(bytes: Uint8Array, from = 0, to = bytes.length): number {
    const count = to - from
    if (count > this.room.length) this.addChunk(count)
    const position = this.length
    this.room.set(from === 0 && to === bytes.length ? bytes : bytes.subarray(from, to))
    this.room = this.room.subarray(count)
    this.length += count
    return position
  }

  /** The bytes from a position on: a window, or a copy where they lie in several chunks; fewer at the end. */
  read(position: number, length: number): Uint8Array {
    const found = this.window(position)
    const wanted = Math.min(length, this.length - position)
    if (found.length >= wanted) return found.subarray(0, wanted)
    const whole = new Uint8Array(wanted)
    for (let at = 0; at < wanted;) {
      const next = this.window(position + at).subarray(0, wanted - at)
      whole.set(next, at)
      at += next.length
    }
    return whole
  }

  /** The bytes from a position on, as far as they lie in one chunk. */
  window(position: number): Uint8Array {
    const { starts, chunks } = this
    let [low, high] = [0, starts.length - 1]
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (starts[middle]! <= position) low = middle
      else high = middle - 1
    }
    const end = starts[low + 1] ?? this.length
    return chunks[low]?.subarray(position - starts[low]!, end - starts[low]!) ?? nothing
  }

  private addChunk(least: number): void {
    // The first ones are small: most captures are.
    const chunk = new Uint8Array(Math.max(least, Math.min(longestChunk, Math.max(shortestChunk, this.length))))
    // What is left of the chunk before is not used: positions go on with the next one.
    this.chunks.push(chunk)
    this.starts.push(this.length)
    this.room = chunk
  }
}

const shortestChunk = 4 << 10
const longestChunk = 1 << 20
const nothing = new Uint8Array(0)
