/** Numbers and flags of 1 to 64 bits. */
import type { Field, Names, PlainReader } from '../field.ts'

/** How a number is written on the wire and shown to a person. */
export interface Look {
  readonly base?: 16
  readonly names?: Names
  /** The wire counts in units of this many, as header lengths count in words. */
  readonly times?: number
  readonly unit?: string
  readonly also?: string | readonly string[]
  readonly order?: 'little'
  readonly signed?: boolean
}

/** A number of 1 to 48 bits. */
export function bits(size: number, filter: string, label: string, look: Look = {}): Field<number, unknown> {
  const { names, times = 1, order, signed = false } = look
  return {
    filter,
    label,
    size,
    also: listed(look.also),
    type: 'number',
    ...(names && { names }),
    ...(signed && { signed }),
    bind: (bit) => {
      const read = order === 'little' ? unsignedLittle(size) : unsigned(size, bit)
      if (signed)
        return (bytes, at) => {
          const value = read(bytes, at)
          return value >= 2 ** (size - 1) ? value - 2 ** size : value
        }
      return times === 1 ? read : (bytes, at) => read(bytes, at) * times
    },
    show: shownNumber(size, look),
  }
}

const number = (size: number) => (filter: string, label: string, look?: Look) => bits(size, filter, label, look)
export const u8 = number(8)
export const u16 = number(16)
export const u24 = number(24)
export const u32 = number(32)
export const u48 = number(48)

/** A number of 64 bits: a bigint, since a number holds 53. */
export function u64(
  filter: string,
  label: string,
  { also, base }: Pick<Look, 'also' | 'base'> = {},
): Field<bigint, unknown> {
  const high = unsigned(32, 0)
  return {
    filter,
    label,
    size: 64,
    also: listed(also),
    type: 'number',
    bind: () => (bytes, at) => (BigInt(high(bytes, at)) << 32n) | BigInt(high(bytes, at + 4)),
    show: (value) => (base === 16 ? `0x${value.toString(16).padStart(16, '0')}` : `${value}`),
  }
}

/** A boolean of one bit. */
export const flag = (filter: string, label: string): Field<boolean, unknown> => ({
  filter,
  label,
  size: 1,
  also: [],
  type: 'boolean',
  bind: (bit) => {
    const mask = 0x80 >> bit
    return (bytes, at) => (bytes[at]! & mask) !== 0
  },
  show: (value) => (value ? 'Set' : 'Not set'),
})

/** A number that is worked out from the rest, such as the length of a payload. */
export const computed = <Self>(
  filter: string,
  label: string,
  work: (self: Self) => number,
  look: Look = {},
): Field<number, Self> => ({
  filter,
  label,
  size: 0,
  also: listed(look.also),
  type: 'number',
  computed: true,
  ...(look.signed && { signed: true }),
  bind: () => (_bytes, _at, self) => work(self),
  show: shownNumber(32, look),
})

/** What a number is called; undefined where it has no name. */
export const nameIn = (names: Names, value: number): string | undefined => names[value]

/** Gives a number the names that go with the fields before it, such as a code's with its type. */
export const namedBy = <Self>(
  field: Field<number, unknown>,
  names: (self: Self) => Names | undefined,
): Field<number, Self> => ({
  ...field,
  show: (value, self) => {
    const name = self && names(self)?.[value]
    return name === undefined ? field.show(value) : `${name} (${field.show(value)})`
  },
})

export const listed = (also: string | readonly string[] | undefined): readonly string[] =>
  also === undefined ? [] : typeof also === 'string' ? [also] : also

/** Writes a number as its look says: in words where there is a name for it. */
export function shownNumber(size: number, { base, names, unit = '' }: Look): (value: number) => string {
  const digits = Math.ceil(size / 4)
  const figure = (value: number) =>
    base === 16 ? `0x${value.toString(16).padStart(digits, '0')}` : unit === '' ? `${value}` : `${value} ${unit}`
  return names ? (value) => `${names[value] ?? 'Unknown'} (${figure(value)})` : figure
}

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

function unsignedLittle(size: number): PlainReader<number> {
  if (size === 8) return (bytes, at) => bytes[at]!
  if (size === 16) return (bytes, at) => bytes[at]! | (bytes[at + 1]! << 8)
  if (size === 32)
    return (bytes, at) => (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)) >>> 0
  throw new TypeError(`no little-endian reader for ${size} bits`)
}
