/** Readers of integers: all arithmetic is settled when they are made. */
import type { FieldSource, PlainReader } from '../field.ts'

/** The `size` bits that begin `bit` bits into byte `at`, in network order. */
export function unsigned(size: number, bit: number): PlainReader<number> {
  if (bit === 0 && size === 8) return (bytes, at) => bytes[at]!
  if (bit === 0 && size === 16) return (bytes, at) => (bytes[at]! << 8) | bytes[at + 1]!
  if (bit === 0 && size === 24) return (bytes, at) => (bytes[at]! << 16) | (bytes[at + 1]! << 8) | bytes[at + 2]!
  if (bit === 0 && size === 32) return word
  if (bit === 0 && size === 48)
    return (bytes, at) => ((bytes[at]! << 8) | bytes[at + 1]!) * 2 ** 32 + word(bytes, at + 2)
  const mask = 2 ** size - 1
  const span = bit + size
  if (span <= 8) return (bytes, at) => (bytes[at]! >> (8 - span)) & mask
  if (span <= 16) return (bytes, at) => (((bytes[at]! << 8) | bytes[at + 1]!) >> (16 - span)) & mask
  if (span <= 24)
    return (bytes, at) => (((bytes[at]! << 16) | (bytes[at + 1]! << 8) | bytes[at + 2]!) >> (24 - span)) & mask
  if (span <= 32) return (bytes, at) => (word(bytes, at) >>> (32 - span)) & mask
  throw new TypeError(`no reader for ${size} bits at bit ${bit}`)
}

const word: PlainReader<number> = (bytes, at) =>
  ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) >>> 0

/** The same in little-endian order: the bits from bit `bit` on, counted from the lowest of byte `at`. */
export function unsignedLittle(size: number, bit = 0): PlainReader<number> {
  if (bit === 0 && size === 8) return (bytes, at) => bytes[at]!
  if (bit === 0 && size === 16) return (bytes, at) => bytes[at]! | (bytes[at + 1]! << 8)
  if (bit === 0 && size === 24) return (bytes, at) => bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16)
  if (bit === 0 && size === 32) return littleWord
  if (bit === 0 && size === 48)
    return (bytes, at) => littleWord(bytes, at) + (bytes[at + 4]! | (bytes[at + 5]! << 8)) * 2 ** 32
  const mask = 2 ** size - 1
  const span = bit + size
  if (span <= 8) return (bytes, at) => (bytes[at]! >> bit) & mask
  if (span <= 16) return (bytes, at) => ((bytes[at]! | (bytes[at + 1]! << 8)) >> bit) & mask
  if (span <= 24) return (bytes, at) => ((bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16)) >> bit) & mask
  if (span <= 32) return (bytes, at) => (littleWord(bytes, at) >>> bit) & mask
  throw new TypeError(`no little-endian reader for ${size} bits at bit ${bit}`)
}

const littleWord: PlainReader<number> = (bytes, at) =>
  (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)) >>> 0

/** What `unsigned` or `unsignedLittle` reads `offset` bytes into a layer, as an expression. */
export function unsignedSource(size: number, bit: number, offset: number, order?: 'little'): FieldSource {
  const span = bit + size
  const count = Math.ceil(span / 8)
  const byte = (index: number) => `bytes[at + ${offset + index}]`
  const shifted = (index: number, left: number) => (left === 0 ? byte(index) : `${byte(index)} << ${left}`)
  const bytes = Array.from({ length: Math.min(count, 4) }, (_, index) =>
    shifted(index, order === 'little' ? index * 8 : (count - 1 - index) * 8),
  )
  const word = bytes.length === 1 ? bytes[0]! : `(${bytes.join(' | ')})`
  const skipped = order === 'little' ? bit : count * 8 - span
  const signless = count === 4 ? `${word} >>> ${skipped}` : skipped === 0 ? word : `${word} >> ${skipped}`
  const isClear = order === 'little' ? span === count * 8 : bit === 0
  const text = isClear ? signless : `${signless} & ${2 ** size - 1}`
  return { text, needed: offset + count }
}
