/**
 * Decompresses one lz4 block into `memory` from `at`, of which what lies before may be referred to, and returns where
 * it ends: at most `limit`. Undefined if the block contradicts itself.
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
    // Most are shorter than what a call costs.
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
    // What is copied may overlap what it is copied to, and then repeats: so byte by byte.
    if (length > 64 && distance >= length) memory.copyWithin(to, to - distance, to - distance + length)
    else for (let index = 0; index < length; index++) memory[to + index] = memory[to + index - distance]!
    to += length
  }
  return to
}
