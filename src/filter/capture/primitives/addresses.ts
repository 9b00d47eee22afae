/** Reads the addresses in a filter as numbers. */

/**
 * An IPv4 address, or the first parts of one, as a number of `bits` bits; undefined if a part is above 255 or not
 * decimal.
 */
export function ipv4Of(text: string): { readonly number: number; readonly bits: number } | undefined {
  const parts = text.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : NaN))
  if (!parts.every((part) => part <= 255)) return undefined
  return { number: parts.reduce((sum, part) => sum * 256 + part, 0), bits: 8 * parts.length }
}

/** An IPv6 address as four numbers of 32 bits; undefined if its dotted part is no IPv4 address. */
export function ipv6Of(text: string): readonly number[] | undefined {
  const [before = '', after] = text.split('::')
  const head = halvesOf(before)
  const tail = after === undefined ? [] : halvesOf(after)
  const halves = [...head, ...Array<number>(Math.max(0, 8 - head.length - tail.length)).fill(0), ...tail]
  if (halves.length !== 8 || halves.some((half) => Number.isNaN(half))) return undefined
  return [0, 2, 4, 6].map((at) => halves[at]! * 65536 + halves[at + 1]!)
}

function halvesOf(text: string): readonly number[] {
  if (text === '') return []
  return text.split(':').flatMap((group) => {
    if (!group.includes('.')) return [Number.parseInt(group, 16)]
    const { number } = ipv4Of(group) ?? { number: NaN }
    return [Math.floor(number / 65536), number % 65536]
  })
}

/** The mask of a prefix of so many bits, as four numbers of 32 bits. */
export const maskOf6 = (bits: number): readonly number[] =>
  [0, 32, 64, 96].map((from) => maskOf(Math.min(32, Math.max(0, bits - from))))

export const maskOf = (bits: number): number => (bits === 0 ? 0 : (0xffffffff << (32 - bits)) >>> 0)

/** The six bytes of a MAC address in any of its spellings. */
export function macOf(text: string): readonly number[] {
  const groups = text.split(/[:.-]/)
  const pairs = groups.length === 6 ? groups : groups.join('').match(/../g)!
  return pairs.map((pair) => Number.parseInt(pair, 16))
}

/** A DECnet address, area and node, as a number of 16 bits; undefined if it is none. */
export function decnetOf(text: string): number | undefined {
  const [, area, node] = /^(\d+)\.(\d+)$/.exec(text) ?? []
  return area !== undefined && Number(area) <= 63 && Number(node) <= 1023
    ? Number(area) * 1024 + Number(node)
    : undefined
}
