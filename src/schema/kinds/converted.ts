/** Values worked out from the bits of one field. */
import type { Field, FieldType, Holding } from '../field.ts'
import { isAbsent } from '../view.ts'

/**
 * A field whose value is worked out from what is on the wire, as a number with an exponent; `type` where that differs.
 * `back` gives what is on the wire for a value: without it, the field can only be read.
 */
export function converted<T, Self, N, R extends number | bigint | string | undefined>(
  field: Field<T, Self, N>,
  convert: (value: T) => R,
  type: FieldType = field.type,
  back?: (value: Exclude<R, undefined>) => T,
): Field<R, Self, N> {
  const { source: _source, number: _number, place: _place, parts: _parts, little, within, wire, ...rest } = field
  return {
    ...rest,
    type,
    ...(wire && back && { wire: { kind: 'converted', of: wire, back: back as never } }),
    bind: (bit) => {
      const read = field.bind(bit)
      return (bytes, at, self) => {
        const value = read(bytes, at, self)
        return isAbsent(value) ? (undefined as R) : convert(value)
      }
    },
    show: (value, self) => (type === field.type ? field.show(value as never, self) : `${value}`),
    ...(little && { little: () => converted(little(), convert, type, back) }),
    ...(within && { within: (size) => converted(within(size), convert, type, back) }),
  }
}

/**
 * A field whose value tells something else of people and machines than values of its kind do by default:
 * `holding(text(..), 'vocabulary')` for a word of the protocol; with a function, some values do.
 */
export const holding = <T, Self, N>(
  field: Field<T, Self, N>,
  holds: Holding | ((value: T) => Holding | undefined),
): Field<T, Self, N> => {
  const { within } = field
  return { ...field, holds, ...(within && { within: (size) => holding(within(size), holds) }) }
}

/** Flags as text, a letter for each, from the highest on; a dot in the middle where one is not set. */
export const letters = (filter: string, label: string, names: string): Field<string, unknown> => ({
  filter,
  label,
  also: [],
  type: 'text',
  size: names.length,
  bind: (bit) => {
    const places = Array.from(names, (letter, index) => ({
      letter,
      at: (bit + index) >> 3,
      mask: 0x80 >> ((bit + index) & 7),
    }))
    return (bytes, start) => places.map(({ letter, at, mask }) => (bytes[start + at]! & mask ? letter : '·')).join('')
  },
  show: (value) => value,
  wire: { kind: 'letters', names },
})

const symbols = '0123456789*#abc'
const filler = 15

/**
 * Telephone numbers and identities, 3GPP TS 29.002, section 17.7.8 (TBCD-STRING): bytes as digits, the lower half of each byte
 * first, up to a half of which all bits are set.
 */
export const bcd = <Self, N>(packed: Field<Uint8Array, Self, N>): Field<string, Self, N> =>
  holding(converted(packed, digitsIn, 'text', packedDigits), 'digits')

function digitsIn(packed: Uint8Array): string {
  let text = ''
  for (const octet of packed) {
    const [low, high] = [octet & filler, octet >> 4]
    if (low === filler) break
    text += symbols[low]!
    if (high === filler) break
    text += symbols[high]!
  }
  return text
}

function packedDigits(text: string): Uint8Array {
  const codes = Array.from(text, (digit) => Math.max(0, symbols.indexOf(digit)))
  return Uint8Array.from(
    { length: (codes.length + 1) >> 1 },
    (_, index) => codes[2 * index]! | ((codes[2 * index + 1] ?? filler) << 4),
  )
}
