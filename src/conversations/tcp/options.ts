/** What the options of a segment say that its connection remembers: RFC 7323, section 2.2, and RFC 2018, section 3. */
import { noScale } from './connection.ts'

/** By how many bits the sender shifts its windows; `noScale` if it does not offer to. */
export function scaleIn(bytes: Uint8Array, from: number, to: number): number {
  const at = find(windowScale, scaleLength, bytes, from, to)
  return at < 0 ? noScale : Math.min(bytes[at + 2]!, largestShift)
}

/** How many bytes the blocks of a selective acknowledgment have together. */
export function receivedIn(bytes: Uint8Array, from: number, to: number): number {
  const found = find(selective, 2, bytes, from, to)
  if (found < 0) return 0
  let sum = 0
  const end = Math.min(found + bytes[found + 1]!, to)
  for (let at = found + 2; at + blockLength <= end; at += blockLength)
    sum += (wordAt(bytes, at + 4) - wordAt(bytes, at)) >>> 0
  return sum
}

/** A number of 32 bits with a sign. */
export const wordAt = (bytes: Uint8Array, at: number): number =>
  (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!

/** Where an option is that has at least `length` bytes; -1 if there is none. */
function find(kind: number, length: number, bytes: Uint8Array, from: number, to: number): number {
  for (let at = from; at < to;) {
    const found = bytes[at]!
    if (found === endOfList) return -1
    if (found === noOperation) {
      at++
      continue
    }
    const taken = at + 1 < to ? bytes[at + 1]! : 0
    if (taken < 2 || at + taken > to) return -1
    if (found === kind && taken >= length) return at
    at += taken
  }
  return -1
}

const endOfList = 0
const noOperation = 1
const windowScale = 3
const scaleLength = 3
const selective = 5
/** Bytes of a block: where it begins, and where it ends. */
const blockLength = 8
const largestShift = 14
