/** Small fields under one number, such as flags, and other names for the bits of a field. */
import type { Aspect, Checked, Field, Fields, PropertiesOfFields } from '../field.ts'
import { Schema } from '../schema.ts'
import type { ViewOf } from '../values.ts'
import type { View } from '../view.ts'
import { bits, unsigned, unsignedLittle, type Look } from './numbers.ts'

/** Gives the bits of a field other names besides, such as that of a flag inside an address. */
export const alias = <T, Self, N>(field: Field<T, Self, N>, ...aspects: readonly Aspect[]): Field<T, Self, N> => ({
  ...field,
  aspects,
})
/** A field whose bytes are read once more by the fields after it; shown as worked out. */
export const overlay = <T, Self, N>(field: Field<T, Self, N>): Field<T, Self, N> => ({
  ...field,
  size: 0,
  computed: true,
})
/**
 * The last bytes of the layer, as many as the field has; absent where the capture ends before it, or where they are not
 * there after its other fields. It takes none of the bytes of the fields. What the layer carries ends before it: its
 * `.payload` says so.
 */
export function atEnd<T, N>(field: Field<T, unknown, N>): Field<T | undefined, unknown, N> {
  const { size, source: _, wire: __, number: ___, place: ____, ...rest } = field
  const length = Number(size) >> 3
  const read = field.bind(0)
  return {
    ...rest,
    size: 0,
    computed: true,
    atEnd: length,
    bind: () => (bytes, at, self) => {
      const { limit, originalEnd } = self as View
      return limit === originalEnd && limit - length >= at ? read(bytes, limit - length, self) : undefined
    },
  } as Field<T | undefined, unknown, N>
}

/**
 * A number in the next `size` bits, or those `skip` bits further on, before it is known which fields they belong to.
 * Conditions and keys can name it; it takes no bytes itself and is neither shown nor found by filters. NaN where the
 * bytes are absent.
 */
export function ahead(
  size: number,
  { skip = 0, order }: Pick<Look, 'order'> & { readonly skip?: number } = {},
): Field<number, unknown> {
  const number = bits(size, '', '', order && { order })
  return {
    ...number,
    size: 0,
    computed: true,
    hidden: true,
    wire: { kind: 'ahead', size, skip, order },
    bind: (bit) => {
      const offset = (bit + skip) >> 3
      const last = (bit + skip + size - 1) >> 3
      const read = number.bind((bit + skip) & 7)
      return (bytes, at, self) => (bytes[at + last] === undefined ? NaN : read(bytes, at + offset, self))
    },
    ...(number.source && {
      source: (bit: number, offset: number) => number.source!((bit + skip) & 7, offset + ((bit + skip) >> 3)),
    }),
  }
}

/**
 * Small fields under one name, such as flags: a number to a filter, an object to a program. All are of fixed size. In
 * little-endian order they are declared from the lowest bit of the number up.
 */
export function group<const F extends Fields<View>>(
  filter: string,
  label: string,
  literal: F & Checked<unknown, F>,
  { order }: Pick<Look, 'order'> = {},
): Field<ViewOf<Schema<PropertiesOfFields<F>>>, unknown> {
  const fields: F = literal
  const isLittle = order === 'little'
  const inner = isLittle ? littleFields(fields) : fields
  const size = Object.values(fields).reduce((sum, field) => sum + Number(field.size), 0)
  const digits = Math.ceil(size / 4)
  const schemas = Array.from({ length: 8 }, (): Schema<any> | undefined => undefined)
  const schemaAt = (bit: number) => (schemas[bit] ??= new Schema(label, '', {}, bit).fields<F>(inner as never))
  const names = Object.entries(fields).filter(([, field]) => field.type === 'boolean')
  const numberAt = (bit: number) => (isLittle ? unsignedLittle(size, bit) : unsigned(size, bit))
  return {
    filter,
    label,
    size,
    also: [],
    type: 'number',
    // What depends on another of them is read through a view.
    ...(Object.values<Field>(fields as never).some((field) => field.relative) && { relative: true }),
    number: numberAt,
    wire: { kind: 'group', size },
    bind: (bit) => {
      const schema = schemaAt(bit)
      const whole = Math.ceil((bit + size) / 8)
      return (bytes, at, self) => schema.part(bytes, at, Math.min(self.end, at + whole), self.origin)
    },
    show: (value) => {
      const number = numberAt(value.schema.fixed[0]!)(value.bytes, value.start)
      const set = names
        .filter(([key]) => (value as Record<string, unknown>)[key] === true)
        .map(([, { label }]) => label)
      return `0x${number.toString(16).padStart(digits, '0')}${set.length ? ` (${set.join(', ')})` : ''}`
    },
    // What is inside has the same names wherever it begins, so one schema speaks for all.
    parts: { kind: 'group', schemas: [schemaAt(0)], schemaAt, views: (value) => [value as View] },
  } as Field<any, unknown>
}

function littleFields(fields: Fields<View>): Fields<View> {
  return Object.fromEntries(
    Object.entries<Field<unknown, View>>(fields).map(([key, field]) => {
      if (field.little === undefined) throw new TypeError(`${key} has no little-endian form: use bits and flag`)
      return [key, field.little()]
    }),
  )
}
