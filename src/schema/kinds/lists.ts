/** Records one after another, and what has its length before it. */
import { measureOf, pathsOf, type AnyAmount, type Arithmetic, type NeedsNumber, type Numeric } from '../amount.ts'
import { sourceOf } from '../engine/compiled.ts'
import type { Field, Prefixed } from '../field.ts'
import type { Recognizer } from '../engine/recognizer.ts'
import type { Schema } from '../schema.ts'
import { extension, type View } from '../view.ts'
import type { FactValues } from './facts.ts'

/** How many records a list may have: the longest frame, 256 KiB, holds no more of any use. */
const mostItems = 65536

interface Stop<in Item> {
  /** The last record there is, such as an end-of-options option. */
  last?(item: Item): boolean
  /** Whether it goes on without end where the last record is missing, so that what follows it is not known. */
  readonly complete?: true
  /** Tells whether a record begins at a place; where none does, the list ends. */
  readonly begins?: Recognizer
}

/** How far a list goes, by functions. */
export interface ComputedExtent<in Self, in Item> extends Stop<Item> {
  count?(self: Self): number | undefined
  length?(self: Self): number | undefined
}

/** The same by numbers, names of fields, or a name with arithmetic. */
export interface Extent<P extends string, in Item> extends Stop<Item>, Arithmetic<P> {
  readonly count?: P | number
  readonly length?: P | number
}

/**
 * Records one after another, only those whose plain fields are whole: so many of them (`{ count: 'recordCount' }`), so
 * many bytes of them (`{ length: 'headerLength', minus: 20 }`), or, without either, up to the end of the record or
 * layer.
 */
export function list<V, Self>(
  filter: string,
  label: string,
  item: Schema<V>,
  extent: ComputedExtent<Self, NoInfer<View & V>>,
): Field<readonly (View & V)[], Self, {}>
export function list<V, const P extends string = never>(
  filter: string,
  label: string,
  item: Schema<V>,
  extent?: Extent<P, NoInfer<View & V>>,
): Field<readonly (View & V)[], unknown, NeedsNumber<P>>
export function list<V>(
  filter: string,
  label: string,
  item: Schema<V>,
  extent: ComputedExtent<never, never> | Extent<string, never> = {},
): Field<readonly (View & V)[], never> {
  const [counted, sized] = [amountOf(extent, 'count'), amountOf(extent, 'length')]
  const count = counted === undefined ? undefined : measureOf(counted)
  const length = sized === undefined ? undefined : measureOf(sized)
  const make = (measure: ((self: View, at: number) => number) | undefined): Field<readonly (View & V)[], never> => {
    // What names fields depends on nothing but them, so that it is the same however much is captured.
    const size = measure && (sourceOf(measure) ? measure : (self: View, at: number) => lengthIn(self, at, measure))
    const read = (self: View, at: number) =>
      self.once(field, () => {
        const stated = size ? at + size(self, at) : self.isShort ? Infinity : self.end
        const end = Math.min(self.end, measure ? at + measure(self, at) : stated)
        return itemsOf(item, self, at, end, stated, Math.min(count?.(self) ?? mostItems, mostItems), extent as never)
      })
    const field: Field<readonly (View & V)[], never> = {
      filter,
      label,
      also: [],
      type: 'none',
      elastic: true,
      size: size ?? ((self: View, at: number) => sizeOf(read(self, at), at, count?.(self), extent as never)),
      bind: () => (_bytes, at, self) => read(self as View, at),
      show: (items) => `${items.length}`,
      parts: { kind: 'list', schemas: [item], views: (items) => items },
      within: make,
      wire: { kind: 'list', count: counted, last: extent.last },
    }
    return field
  }
  return { ...make(length), references: { paths: [...pathsOf(counted), ...pathsOf(sized)] } }
}

/** The amount that an extent states as its `count` or `length`. */
function amountOf(extent: ComputedExtent<never, never> | Extent<string, never>, kind: 'count' | 'length') {
  const { [kind]: value } = extent
  if (typeof value !== 'string') return value as AnyAmount | undefined
  const { times = 1, plus = 0, minus = 0 } = extent as Extent<string, never>
  return { length: value, times, plus, minus }
}

/** The records from byte `at` to `end`; as their list says, or as it may say, they go on to `stated`. */
function itemsOf<V>(
  item: Schema<V>,
  self: View,
  at: number,
  end: number,
  stated: number,
  most: number,
  { last, begins }: Stop<View & V>,
): readonly (View & V)[] {
  const items: (View & V)[] = []
  const { alignment } = item
  for (let start = at; start < end && items.length < most;) {
    if (begins !== undefined && !begins(self.bytes, start, end)) break
    const one = item.part(self.bytes, start, end, self.origin, stated)
    if (self.facts !== undefined) one.facts = self.facts
    const { extent } = one
    if (!one.headed || extent === 0) break
    items.push(one)
    if (last?.(one)) break
    start += Math.ceil(extent / alignment) * alignment
  }
  return items
}

/** The length of a list; where its record is not all captured, as it would be if more were there. */
function lengthIn(self: View, at: number, measure: (self: View, at: number) => number): number {
  const stated = measure(self, at)
  const mayBeLonger = self.endsWithCapture && at + stated + extension > self.end
  return mayBeLonger ? Math.max(stated, measure(self.asIfLonger, at)) : stated
}

/** Bytes that the records take; without end if there are fewer of them than there should be. */
function sizeOf(items: readonly View[], at: number, count: number | undefined, { complete, last }: Stop<View>): number {
  if (count !== undefined && items.length < count) return Infinity
  const final = items.at(-1)
  if (complete && (final === undefined || !last?.(final))) return Infinity
  return final === undefined
    ? 0
    : final.start + Math.ceil(final.extent / final.schema.alignment) * final.schema.alignment - at
}

/** Where a record lies, in the bytes of the layer, and what is known of it: `view.facts`. */
export interface Found {
  readonly start: number
  readonly end: number
  readonly facts?: FactValues
}

/** Records up to the end of the record or layer: those that `find` finds there, in order, none of them in another. */
export function found<V, Self>(
  filter: string,
  label: string,
  item: Schema<V>,
  find: (self: View & Self, at: number) => readonly Found[],
): Field<readonly (View & V)[], Self, {}> {
  const field: Field<readonly (View & V)[], Self, {}> = {
    filter,
    label,
    also: [],
    type: 'none',
    elastic: true,
    size: (self, at) => Math.max(0, self.end - at),
    bind: () => (_bytes, at, self) =>
      self.once(field, () =>
        find(self, at).map(({ start, end, facts }) => {
          const one = item.part(self.bytes, start, end, self.origin, self.isShort && end === self.end ? Infinity : end)
          one.facts = facts
          return one
        }),
      ),
    show: (items) => `${items.length}`,
    parts: { kind: 'list', schemas: [item], views: (items) => items },
  }
  return field
}

/**
 * What has its length in bytes before it, as RFC 8446 writes `opaque data<0..255>`: a field for the length, and bytes,
 * text or a list that would otherwise go on to the end. Under the property `name`, the length is `nameLength`.
 */
export function vector<L extends Numeric, F extends Field<unknown, never>>(
  length: Field<L, unknown>,
  content: F,
): Prefixed<F, Exclude<L, bigint>> {
  const { within } = content
  if (within === undefined) throw new TypeError('a vector holds bytes, text or a list that would go on to the end')
  return {
    ...content,
    expand: (key: string) => [
      [`${key}Length`, length],
      [key, { ...within(measureOf(`${key}Length`)), references: { paths: [`${key}Length`] } }],
    ],
  } as never
}
