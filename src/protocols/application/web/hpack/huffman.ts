/** The Huffman code of header strings, RFC 7541 section 5.2 and appendix B; RFC 9204 uses the same. */

/**
 * The octets that `coded` from `from` to `to` stands for; undefined where they are damaged: padding of eight bits or more,
 * or not of ones, or the symbol that ends a string inside it.
 */
export function huffmanDecoded(coded: Uint8Array, from: number, to: number): Uint8Array | undefined {
  const octets = new Uint8Array(Math.floor(((to - from) * 8) / shortest))
  let length = 0
  let at = from
  /** Bits that were read and not used yet, and how many: at most 38 would be needed, and 30 are kept. */
  let held = 0
  let count = 0
  for (;;) {
    while (count <= 22 && at < to) {
      held = ((held << 8) | coded[at++]!) & 0x3fffffff
      count += 8
    }
    const missing = Math.max(0, fastBits - count)
    const next = missing > 0 ? (held << missing) | ((1 << missing) - 1) : held >>> (count - fastBits)
    const entry = fast[next & ((1 << fastBits) - 1)]!
    if (entry === 0 || (entry & 15) > count) break
    octets[length++] = entry >> 4
    count -= entry & 15
    held &= (1 << count) - 1
  }
  return slowly(coded, { at, to, held, count }, octets, length)
}

interface Place {
  at: number
  readonly to: number
  held: number
  count: number
}

/** Goes on where a symbol is longer than the table of short ones, or the string ends. */
function slowly(coded: Uint8Array, place: Place, octets: Uint8Array, length: number): Uint8Array | undefined {
  for (;;) {
    let code = 0
    let size = 0
    for (; ; size++) {
      const found = size < shortest ? undefined : symbolOf(code, size)
      if (found !== undefined) {
        if (found === endOfString) return undefined
        octets[length++] = found
        break
      }
      const bit = nextBit(coded, place)
      if (bit < 0) return size < 8 && code === (1 << size) - 1 ? octets.subarray(0, length) : undefined
      code = code * 2 + bit
    }
  }
}

function nextBit(coded: Uint8Array, place: Place): number {
  if (place.count === 0) {
    if (place.at >= place.to) return -1
    place.held = coded[place.at++]!
    place.count = 8
  }
  return (place.held >>> --place.count) & 1
}

function symbolOf(code: number, size: number): number | undefined {
  const index = code - firstCodes[size]!
  const symbols = symbolsOf[size]!
  return index >= 0 && index < symbols.length ? symbols[index] : undefined
}

/** How many bits the code of each octet has; that of the end of a string has 30. */
const lengths = [
  13, 23, 28, 28, 28, 28, 28, 28, 28, 24, 30, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 28,
  6, 10, 10, 12, 13, 6, 8, 11, 10, 10, 8, 11, 8, 6, 6, 6, 5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 7, 8, 15, 6, 12, 10,
  13, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 8, 7, 8, 13, 19, 13, 14, 6,
  15, 5, 6, 5, 6, 5, 6, 6, 6, 5, 7, 7, 6, 6, 6, 5, 6, 7, 6, 5, 5, 6, 7, 7, 7, 7, 7, 15, 11, 14, 13, 28,
  20, 22, 20, 20, 22, 22, 22, 23, 22, 23, 23, 23, 23, 23, 24, 23, 24, 24, 22, 23, 24, 23, 23, 23, 23, 21, 22, 23, 22, 23, 23, 24,
  22, 21, 20, 22, 22, 23, 23, 21, 23, 22, 22, 24, 21, 22, 23, 23, 21, 21, 22, 21, 23, 22, 23, 23, 20, 22, 22, 22, 23, 22, 22, 23,
  26, 26, 20, 19, 22, 23, 22, 25, 26, 26, 26, 27, 27, 26, 24, 25, 19, 21, 26, 27, 27, 26, 27, 24, 21, 21, 26, 26, 28, 27, 27, 27,
  20, 24, 20, 21, 22, 21, 21, 23, 22, 22, 25, 25, 24, 24, 26, 23, 26, 27, 26, 26, 27, 27, 27, 27, 27, 28, 27, 27, 27, 27, 27, 26,
  30,
] as const

const endOfString = 256
const shortest = 5
const longest = 30
/** Codes up to this length are found at once. */
const fastBits = 8

/** By length; the code is canonical: codes of one length count up in the order of their symbols. */
const symbolsOf: readonly (readonly number[])[] = Array.from({ length: longest + 1 }, (_, size) =>
  lengths.flatMap((length, symbol) => (length === size ? [symbol] : [])),
)

/** The first code of each length. */
const firstCodes: readonly number[] = (() => {
  const codes = [0]
  for (let size = 1; size <= longest; size++) codes.push((codes[size - 1]! + symbolsOf[size - 1]!.length) * 2)
  return codes
})()

/** By the next bits: the symbol, and in the lowest four bits its length; 0 where that is longer. */
const fast: Uint16Array = (() => {
  const table = new Uint16Array(1 << fastBits)
  for (let size = shortest; size <= fastBits; size++)
    for (const [index, symbol] of symbolsOf[size]!.entries()) {
      const rest = fastBits - size
      const from = (firstCodes[size]! + index) << rest
      table.fill((symbol << 4) | size, from, from + (1 << rest))
    }
  return table
})()
