/** Tags and lengths of BER, X.690, sections 8.1.2 and 8.1.3. */

/** Where the parts of a value are; `to` and `next` may lie beyond the bytes there are. */
export interface Head {
  /** The first byte of the tag: class, form, and the number where it is below 31. */
  readonly tag: number
  /** Where the length begins. */
  readonly lengthAt: number
  /** Where the content begins and ends. */
  readonly from: number
  readonly to: number
  /** Where the next value begins: after the content, and after the two zeros that end one of indefinite length. */
  readonly next: number
}

/**
 * The head of the value that begins at `at`; undefined if tag and length do not end before `end`, or are longer than
 * any can be.
 */
export function headOf(bytes: Uint8Array, at: number, end: number): Head | undefined {
  const lengthAt = afterTag(bytes, at, end)
  if (lengthAt === undefined || lengthAt >= end) return undefined
  const tag = bytes[at]!
  const first = bytes[lengthAt]!
  const from = lengthAt + 1
  if (first < 0x80) return { tag, lengthAt, from, to: from + first, next: from + first }
  if (first === 0x80) {
    const to = endOfContents(bytes, from, end)
    return { tag, lengthAt, from, to, next: to + 2 }
  }
  const size = first & 0x7f
  if (size > 4 || from + size > end) return undefined
  let length = 0
  for (let index = 0; index < size; index++) length = length * 256 + bytes[from + index]!
  return { tag, lengthAt, from: from + size, to: from + size + length, next: from + size + length }
}

/** A tag of a number from 31 on goes on in bytes of 7 bits each; four of them hold all that are assigned. */
function afterTag(bytes: Uint8Array, at: number, end: number): number | undefined {
  if (at >= end) return undefined
  if ((bytes[at]! & 0x1f) !== 0x1f) return at + 1
  for (let next = at + 1; next < Math.min(end, at + 5); next++) if (bytes[next]! < 0x80) return next + 1
  return undefined
}

/**
 * Where the contents of indefinite length that begin at `from` end: one pass over the values in it, counting those that
 * are open.
 */
function endOfContents(bytes: Uint8Array, from: number, end: number): number {
  let open = 1
  for (let at = from; at + 1 < end;) {
    if (bytes[at] === 0 && bytes[at + 1] === 0) {
      open--
      if (open === 0) return at
      at += 2
      continue
    }
    const lengthAt = afterTag(bytes, at, end)
    if (lengthAt === undefined || lengthAt >= end) return Infinity
    if (bytes[lengthAt] === 0x80) {
      open++
      at = lengthAt + 1
    } else at = headOf(bytes, at, end)?.next ?? Infinity
  }
  return Infinity
}
