/** Sums of the Internet checksum, RFC 1071. */

/** The 16-bit words from `from` to `to`, added up; an odd last byte counts as the upper half of one. */
export function sumOf(bytes: Uint8Array, from: number, to: number): number {
  let sum = 0
  let at = from
  for (; at + 1 < to; at += 2) sum += (bytes[at]! << 8) | bytes[at + 1]!
  return at < to ? sum + (bytes[at]! << 8) : sum
}

/** A sum with its carries added back in. */
export function fold(sum: number): number {
  let folded = sum
  while (folded > 0xffff) folded = (folded % 0x10000) + Math.floor(folded / 0x10000)
  return folded
}
