/** Fields that hold others: a field under a condition, small fields under one number, and lists of records. */
import type { Aspect, Field, Fields } from '../field.ts'
import { Schema, type ViewOf } from '../schema.ts'
import type { View } from '../view.ts'
import { unsigned } from './numbers.ts'

/** A field of whole bytes that is there only under a condition. */
export function when<T, Self>(
  condition: (self: Self) => boolean,
  field: Field<T, NoInfer<Self>>,
): Field<T | undefined, Self> {
  const { size } = field
  // What follows would begin at another bit with the field than without it.
  if (typeof size === 'number' && size % 8 !== 0)
    throw new TypeError(`a field under a condition must be of whole bytes, not of ${size} bits`)
  return {
    ...(field as Field<T | undefined, Self>),
    size: (self, at) => (!condition(self) ? 0 : typeof size === 'number' ? size >> 3 : size(self, at)),
    bind: (bit) => {
      const read = field.bind(bit)
      return (bytes, at, self) => (condition(self) ? read(bytes, at, self) : undefined)
    },
  }
}

/** Gives the bits of a field other names besides, such as that of a flag inside an address. */
export const seenAs = <T, Self>(field: Field<T, Self>, ...aspects: readonly Aspect[]): Field<T, Self> => ({
  ...field,
  aspects,
})

/** Small fields under one name, such as flags: a number to a filter, an object to a program. All are of fixed size. */
export function group<const F extends Fields<View>>(
  filter: string,
  label: string,
  fields: F,
): Field<ViewOf<Schema<{ readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never }>>, unknown> {
  const size = Object.values(fields).reduce((sum, field) => sum + Number(field.size), 0)
  const digits = Math.ceil(size / 4)
  const schemas = Array.from({ length: 8 }, (): Schema<any> | undefined => undefined)
  const schemaAt = (bit: number) => (schemas[bit] ??= new Schema(label, '', {}, bit).fields(fields))
  const names = Object.entries(fields).filter(([, field]) => field.type === 'boolean')
  return {
    filter,
    label,
    size,
    also: [],
    type: 'number',
    number: (bit) => unsigned(size, bit),
    bind: (bit) => {
      const schema = schemaAt(bit)
      const whole = Math.ceil((bit + size) / 8)
      return (bytes, at, self) => schema.part(bytes, at, Math.min(self.end, at + whole), self.origin)
    },
    show: (value) => {
      const number = unsigned(size, value.schema.fixed[0]!)(value.bytes, value.start)
      const set = names
        .filter(([key]) => (value as Record<string, unknown>)[key] === true)
        .map(([, { label }]) => label)
      return `0x${number.toString(16).padStart(digits, '0')}${set.length ? ` (${set.join(', ')})` : ''}`
    },
    // What is inside has the same names wherever it begins, so one schema speaks for all.
    parts: { kind: 'group', schemas: [schemaAt(0)], schemaAt, views: (value) => [value as View] },
  } as Field<any, unknown>
}

/** How far a list goes: a number of records, a number of bytes, or to the end. */
export interface Extent<in Self, in Item = never> {
  count?(self: Self): number
  length?(self: Self): number
  /** The last record there is, such as an end-of-options option. */
  last?(item: Item): boolean
}

/** Records one after another. Only those whose plain fields are whole are listed. */
export function list<V, Self>(
  filter: string,
  label: string,
  item: Schema<V>,
  extent: Extent<Self, NoInfer<View & V>> = {},
): Field<readonly (View & V)[], Self> {
  const { count, length, last } = extent
  const read = (self: View & Self, at: number) =>
    self.once(field, () => {
      const items: (View & V)[] = []
      const stated = length ? at + length(self) : self.isShort ? Infinity : self.end
      const end = Math.min(self.end, stated)
      const most = count?.(self) ?? Infinity
      for (let start = at; start < end && items.length < most;) {
        const one = item.part(self.bytes, start, end, self.origin, stated)
        const { extent } = one
        if (!one.headed || extent === 0) break
        items.push(one)
        if (last?.(one)) break
        start += extent
      }
      return items
    })
  const field: Field<readonly (View & V)[], Self> = {
    filter,
    label,
    also: [],
    type: 'none',
    elastic: true,
    size:
      (length as (self: View & Self) => number) ??
      ((self: View & Self, at: number) => {
        const items = read(self, at)
        if (count && items.length < count(self)) return Infinity
        return items.length === 0 ? 0 : items.at(-1)!.start + items.at(-1)!.extent - at
      }),
    bind: () => (_bytes, at, self) => read(self, at),
    show: (items) => `${items.length}`,
    parts: { kind: 'list', schemas: [item], views: (items) => items },
  }
  return field
}
