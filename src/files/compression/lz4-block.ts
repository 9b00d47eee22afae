/**
 * Decompresses one lz4 block into `memory` at `at`; matches may refer to the bytes before it. Returns the end of the
 * output, at most `limit`; undefined if the block is malformed.
 * https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md
 */
export function decodeLz4Block(block: Uint8Array, memory: Uint8Array, at: number, limit: number): number | undefined {
  const end = block.length
  let from = 0
  let to = at
  while (from < end) {
    const token = block[from++]!
    let length = token >> 4
    if (length === 15) {
      let more
      do {
        if (from >= end) return undefined
        more = block[from++]!
        length += more
      } while (more === 255)
    }
    if (length > end - from || length > limit - to) return undefined
    // Most literals are so short that a call to `set` costs more than the loop.
    if (length > 32) memory.set(block.subarray(from, from + length), to)
    else for (let index = 0; index < length; index++) memory[to + index] = block[from + index]!
    from += length
    to += length
    if (from === end) return to
    if (end - from < 2) return undefined
    const distance = block[from]! | (block[from + 1]! << 8)
    from += 2
    if (distance === 0 || distance > to) return undefined
    length = (token & 15) + 4
    if (length === 19) {
      let more
      do {
        if (from >= end) return undefined
        more = block[from++]!
        length += more
      } while (more === 255)
    }
    if (length > limit - to) return undefined
    // Source and destination may overlap, which repeats the bytes: copy byte by byte then.
    if (length > 64 && distance >= length) memory.copyWithin(to, to - distance, to - distance + length)
    else for (let index = 0; index < length; index++) memory[to + index] = memory[to + index - distance]!
    to += length
  }
  return to
}
