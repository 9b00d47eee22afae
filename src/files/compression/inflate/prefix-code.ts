/** Prefix codes of DEFLATE: RFC 1951, section 3.2.2. */
export interface PrefixCode {
  /** By the next `fastBits` bits: the symbol times 16 plus its length; 0 for longer codes, or none. */
  readonly fast: Uint16Array
  /** How many codes there are of each length. */
  readonly counts: Uint16Array
  /** The symbols in the order of their codes. */
  readonly symbols: Uint16Array
}

export const longestCode = 15
/** Codes up to this length are found at once. The table is small, since a block may be, too. */
export const fastBits = 9

/** The code with these lengths by symbol, 0 for those without; undefined if there is none such. */
export function prefixCode(lengths: Uint8Array): PrefixCode | undefined {
  const counts = new Uint16Array(longestCode + 1)
  for (const length of lengths) counts[length]!++
  counts[0] = 0
  let left = 1
  for (let length = 1; length <= longestCode; length++) {
    left = left * 2 - counts[length]!
    if (left < 0) return undefined
  }
  // What is incomplete may have one code, or none at all.
  const total = counts.reduce((sum, count) => sum + count)
  if (left > 0 && total > 1) return undefined
  const offsets = new Uint16Array(longestCode + 2)
  const next = new Uint16Array(longestCode + 2)
  for (let length = 1; length <= longestCode; length++) {
    offsets[length + 1] = offsets[length]! + counts[length]!
    next[length + 1] = (next[length]! + counts[length]!) << 1
  }
  const symbols = new Uint16Array(lengths.length)
  const fast = new Uint16Array(1 << fastBits)
  for (let symbol = 0; symbol < lengths.length; symbol++) {
    const length = lengths[symbol]!
    if (length === 0) continue
    symbols[offsets[length]!++] = symbol
    const code = reversed(next[length]!++, length)
    if (length <= fastBits) for (let at = code; at < fast.length; at += 1 << length) fast[at] = (symbol << 4) | length
  }
  return { fast, counts, symbols }
}

/** The bits of a code, the first of which is the lowest. */
function reversed(code: number, length: number): number {
  let result = 0
  for (let bit = 0; bit < length; bit++) result |= ((code >> bit) & 1) << (length - 1 - bit)
  return result
}
