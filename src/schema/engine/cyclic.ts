/** Cyclic redundancy checks of 32 bits, which frames and SCTP have. */

/** A check over bytes, reflected, with all bits of its start and its result inverted. */
function cyclicCheck(polynomial: number): (bytes: Uint8Array, at: number, end: number) => number {
  const table = Int32Array.from({ length: 256 }, (_, byte) => {
    let value = byte
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ polynomial : value >>> 1
    return value
  })
  return (bytes, at, end) => {
    let value = -1
    for (; at < end; at++) value = table[(value ^ bytes[at]!) & 255]! ^ (value >>> 8)
    return ~value >>> 0
  }
}

/** IEEE 802.3, section 3.2.9. */
export const crc32 = cyclicCheck(0xedb88320)
const castagnoli = cyclicCheck(0x82f63b78)

/** That of RFC 9260, appendix A, from `at` to `end`, in which the check itself, at `place`, counts as zero. */
export function crc32c(bytes: Uint8Array, at: number, end: number, place: number): number {
  const copy = bytes.slice(at, end)
  copy.fill(0, place - at, place - at + 4)
  return castagnoli(copy, 0, copy.length)
}
