/** Numbers and flags of 1 to 64 bits. */
import { readerOf } from '../amount.ts'
import type { Field, FieldSource, Names } from '../field.ts'
import type { View } from '../view.ts'
import { unsigned, unsignedLittle, unsignedSource } from './readers.ts'

export { unsigned, unsignedLittle } from './readers.ts'

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

/** A number of 1 to 32 bits, or of 48. In little-endian order bits count from the lowest of the first byte. */
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
    wire: { kind: 'number', size, times, signed, order },
    bind: (bit) => {
      const read = order === 'little' ? unsignedLittle(size, bit) : unsigned(size, bit)
      if (signed) return (bytes, at) => withSign(read(bytes, at), size) * times
      return times === 1 ? read : (bytes, at) => read(bytes, at) * times
    },
    ...(!signed && size <= 32 && { source: numberSource(size, times, order) }),
    show: shownNumber(size, look),
    little: () => bits(size, filter, label, { ...look, order: 'little' }),
  }
}

const numberSource =
  (size: number, times: number, order: Look['order']) =>
  (bit: number, offset: number): FieldSource => {
    const { text, needed } = unsignedSource(size, bit, offset, order)
    return { text: times === 1 ? text : `(${text}) * ${times}`, needed }
  }

const withSign = (value: number, size: number) => (value >= 2 ** (size - 1) ? value - 2 ** size : value)

const number = (size: number) => (filter: string, label: string, look?: Look) => bits(size, filter, label, look)
export const u8 = number(8)
export const u16 = number(16)
export const u24 = number(24)
export const u32 = number(32)
export const u48 = number(48)

/** A number of 64 bits: a bigint, since a number holds 53. */
export function u64(filter: string, label: string, look: Omit<Look, 'times'> = {}): Field<bigint, unknown> {
  const { also, base, order, signed = false, names, unit = '' } = look
  const little = order === 'little'
  const half = little ? unsignedLittle(32) : unsigned(32, 0)
  const [high, low] = little ? [4, 0] : [0, 4]
  const figure = (value: bigint) =>
    base === 16 ? `0x${value.toString(16).padStart(16, '0')}` : unit === '' ? `${value}` : `${value} ${unit}`
  return {
    filter,
    label,
    size: 64,
    also: listed(also),
    type: 'number',
    ...(signed && { signed }),
    wire: { kind: 'large number', signed, order },
    bind: () => (bytes, at) => {
      const value = (BigInt(half(bytes, at + high)) << 32n) | BigInt(half(bytes, at + low))
      return signed ? BigInt.asIntN(64, value) : value
    },
    show: (value) => (names ? `${nameIn(names, Number(value)) ?? 'Unknown'} (${figure(value)})` : figure(value)),
  }
}

/** A length in bytes of the layer or record it is in, where 0 stands for all there is. */
export const orRest = (field: Field<number, unknown>): Field<number, View> => ({
  ...field,
  relative: true,
  bind: (bit) => {
    const read = field.bind(bit)
    return (bytes, at, self) => read(bytes, at, self) || self.end - self.start
  },
  ...(field.source && {
    source: (bit: number, offset: number) => {
      const { text, needed } = field.source!(bit, offset)
      return { text: `(${text}) || end - at`, needed }
    },
  }),
})

const float =
  (size: 32 | 64) =>
  (
    filter: string,
    label: string,
    { also, order, unit = '' }: Pick<Look, 'also' | 'order' | 'unit'> = {},
  ): Field<number, unknown> => ({
    filter,
    label,
    size,
    also: listed(also),
    type: 'float',
    wire: { kind: 'float', size, order },
    bind: () => (bytes, at) => {
      if (at + size / 8 > bytes.length) return NaN
      const view = new DataView(bytes.buffer, bytes.byteOffset + at, size / 8)
      return size === 32 ? view.getFloat32(0, order === 'little') : view.getFloat64(0, order === 'little')
    },
    show: (value) => (unit === '' ? `${value}` : `${value} ${unit}`),
  })
/** Floating-point numbers, IEEE 754; one that is not a number is absent. */
export const f32 = float(32)
export const f64 = float(64)

/** A boolean of one bit. */
export const flag = (filter: string, label: string, { order }: Pick<Look, 'order'> = {}): Field<boolean, unknown> => ({
  filter,
  label,
  size: 1,
  also: [],
  type: 'boolean',
  wire: { kind: 'flag', order },
  bind: (bit) => {
    const mask = order === 'little' ? 1 << bit : 0x80 >> bit
    return (bytes, at) => (bytes[at]! & mask) !== 0
  },
  source: (bit, offset) => {
    const { text, needed } = unsignedSource(1, bit, offset, order)
    return { text: `(${text}) !== 0`, needed }
  },
  show: (value) => (value ? 'Set' : 'Not set'),
  little: () => flag(filter, label, { order: 'little' }),
})

/**
 * A number that is worked out from the rest, such as the length of a payload; it is not on the wire. `from` may name
 * the field it is worked out from, also one of the same literal.
 */
export function computed<Self>(
  filter: string,
  label: string,
  work: (self: Self) => number,
  look?: Look,
): Field<number, Self, {}>
export function computed<const P extends string>(
  filter: string,
  label: string,
  from: P,
  work: (value: number) => number,
  look?: Look,
): Field<number, unknown, { readonly [K in P]: number | undefined }>
export function computed<const P extends string>(
  filter: string,
  label: string,
  from: P,
  work: (value: string) => number | undefined,
  look?: Look,
): Field<number | undefined, unknown, { readonly [K in P]: string | undefined }>
export function computed(
  filter: string,
  label: string,
  from: string | ((self: never) => number),
  ...more: readonly unknown[]
): Field<any, never> {
  const [convert, look = {}] = (typeof from === 'string' ? more : [undefined, ...more]) as [
    convert?: (value: number) => number,
    look?: Look,
  ]
  const read = (typeof from === 'string' ? readerOf(from) : from) as (self: View) => number
  return {
    filter,
    label,
    size: 0,
    also: listed(look.also),
    type: 'number',
    computed: true,
    ...(look.signed && { signed: true }),
    ...(typeof from === 'string' && { references: { paths: [from] } }),
    bind: () => (convert ? (_bytes, _at, self) => convert(read(self)) : (_bytes, _at, self) => read(self)),
    show: shownNumber(32, look),
  }
}

/** What a number is called; undefined where it has no name. */
export function nameIn(names: Names, value: number): string | undefined {
  const name = names[value]
  if (name !== undefined) return name
  const ranges = rangesOf(names)
  for (let index = 0; index < ranges.length; index++) {
    const range = ranges[index]!
    if (value >= range.from && value <= range.to) return range.name
  }
  return undefined
}

interface NamedRange {
  readonly from: number
  readonly to: number
  readonly name: string
}
const namedRanges = new WeakMap<Names, readonly NamedRange[]>()

/** The ranges among names, found once for each table. */
function rangesOf(names: Names): readonly NamedRange[] {
  let ranges = namedRanges.get(names)
  if (ranges === undefined) {
    ranges = Object.entries(names).flatMap(([key, name]) => {
      const [from, to] = key.split('..').map(Number)
      return to === undefined ? [] : [{ from: from!, to, name: name as string }]
    })
    namedRanges.set(names, ranges)
  }
  return ranges
}

/** Gives a number the names that go with the fields before it, such as a code's with its type. */
export const namedBy = <Self, N>(
  field: Field<number, NoInfer<Self>, N>,
  names: (self: Self) => Names | undefined,
): Field<number, Self, N> => ({
  ...field,
  show: (value, self) => {
    const table = self && names(self)
    const name = table && nameIn(table, value)
    const shown = field.show(value, self)
    return name === undefined ? shown : `${name} (${shown})`
  },
})

export const listed = (also: string | readonly string[] | undefined): readonly string[] =>
  also === undefined ? [] : typeof also === 'string' ? [also] : also

/** Writes a number as its look says: in words where there is a name for it. */
export function shownNumber(size: number, { base, names, unit = '' }: Look): (value: number) => string {
  const digits = Math.ceil(size / 4)
  const figure = (value: number) =>
    base === 16 ? `0x${value.toString(16).padStart(digits, '0')}` : unit === '' ? `${value}` : `${value} ${unit}`
  return names ? (value) => `${nameIn(names, value) ?? 'Unknown'} (${figure(value)})` : figure
}
