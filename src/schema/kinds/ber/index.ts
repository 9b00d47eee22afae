/**
 * BER and DER, X.690: values after a tag and a length. Everything is read when it is asked for, lies in the bytes of
 * what holds it, and nests only as deep as definitions say, `berElement` at most 16 levels.
 */
import type { Field, FieldType } from '../../field.ts'
import { Schema } from '../../schema.ts'
import type { View } from '../../view.ts'
import { generalizedTime, generalizedTimeText } from './generalized-time.ts'
import { headOf, type Head } from './head.ts'
import { rest } from '../bytes.ts'
import { when } from '../conditions.ts'
import { hex } from '../hex.ts'
import { oidText } from '../identifiers.ts'
import { list } from '../lists.ts'
import { listed, shownNumber, type Look } from '../numbers.ts'
import { textOf, type Encoding } from '../text.ts'
import type { TimeTarget } from '../times.ts'
import type { BerKind } from '../../wire.ts'

export interface BerLook extends Pick<Look, 'also' | 'names'> {
  /**
   * The first byte, class and form included, where it is not the universal one: `0xa0` for `[0]` that is constructed.
   */
  readonly tag?: number
  /** The number of the context tag that is around it, as in `[3] INTEGER` with explicit tags. */
  readonly explicit?: number
  /** The same of an application tag, as in `[APPLICATION 3] SEQUENCE`. */
  readonly application?: number
  /** Absent, and of no size, if another tag is in its place. */
  readonly optional?: boolean
}

/** The first byte of the tag that is around a value. */
function aroundOf({ explicit, application }: BerLook): number | undefined {
  if (application !== undefined) return 0x60 + application
  return explicit === undefined ? undefined : 0xa0 + explicit
}

const contentAt = (bytes: Uint8Array, at: number, end: number): number => headOf(bytes, at, end)?.from ?? at

/** Makes a field of one value: `read` is given where its content begins and ends. */
function value<T>(
  filter: string,
  label: string,
  type: FieldType,
  universal: number,
  kind: BerKind,
  look: BerLook,
  read: (bytes: Uint8Array, from: number, to: number, self: View) => T,
  more: Partial<Field<T, never>> = {},
): Field<T | undefined, unknown> {
  const { tag = universal, optional = false } = look
  const around = aroundOf(look)
  /** Undefined if another value is there, or none that ends. */
  const headAt = (self: View, at: number): Head | undefined => {
    const head = headOf(self.bytes, at, self.end)
    return head?.tag === (around ?? tag) ? head : undefined
  }
  /** The value in an explicit tag, which ends with that. */
  const innerAt = (self: View, at: number): Head | undefined => {
    const outer = headAt(self, at)
    if (outer === undefined || around === undefined) return outer
    const inner = headOf(self.bytes, outer.from, Math.min(outer.to, self.end))
    return inner?.tag === tag ? { ...inner, to: Math.min(inner.to, outer.to) } : undefined
  }
  return {
    filter,
    label,
    type,
    also: listed(look.also),
    wire: { kind: 'ber', of: kind, tag, around, encoding: (look as { readonly encoding?: Encoding }).encoding },
    ...(optional && {
      presence: { holds: (self: View, at: number) => headAt(self, at) !== undefined, stated: undefined },
    }),
    size: (self: View, at: number) => {
      const head = headAt(self, at)
      return head === undefined ? (optional ? 0 : Infinity) : head.next - at
    },
    bind: () => (bytes, at, self) => {
      const head = innerAt(self as View, at)
      return head === undefined ? undefined : read(bytes, head.from, Math.min(head.to, self.end), self as View)
    },
    show: (shown) => `${shown ?? ''}`,
    lead: (bytes: Uint8Array, at: number, end: number) => {
      const outer = contentAt(bytes, at, end)
      // Of bits, the count of those that say nothing is not of the value, either.
      return (around === undefined ? outer : contentAt(bytes, outer, end)) - at + (kind === 'bits' ? 1 : 0)
    },
    ...(more as object),
  } as Field<T | undefined, unknown>
}

/** Integers up to 2^53 as numbers, up to 64 bytes as bigints. */
function integerAt(bytes: Uint8Array, from: number, to: number): number | bigint {
  if (to <= from || to - from > 64) return NaN
  let number = BigInt.asIntN(8, BigInt(bytes[from]!))
  for (let at = from + 1; at < to; at++) number = number * 256n + BigInt(bytes[at]!)
  return number >= Number.MIN_SAFE_INTEGER && number <= Number.MAX_SAFE_INTEGER ? Number(number) : number
}

/** The values of X.680, each a field of its own; `sequence` and `set` hold a record, `list` a record several times. */
export const ber = {
  integer: (filter: string, label: string, look: BerLook = {}) =>
    value<number | bigint>(filter, label, 'number', 0x02, 'integer', look, integerAt, {
      signed: true,
      ...(look.names && { names: look.names }),
      show: (shown) => (typeof shown === 'number' ? shownNumber(0, look)(shown) : `${shown ?? ''}`),
    }),
  enumerated: (filter: string, label: string, look: BerLook = {}) => ber.integer(filter, label, { tag: 0x0a, ...look }),
  boolean: (filter: string, label: string, look: BerLook = {}) =>
    value(filter, label, 'boolean', 0x01, 'boolean', look, (bytes, from) => bytes[from] !== 0),
  octets: (filter: string, label: string, look: BerLook = {}) =>
    value(filter, label, 'bytes', 0x04, 'octets', look, (bytes, from, to) => bytes.subarray(from, to), {
      show: (shown) => hex(shown),
    }),
  /** The bytes of a bit string, after the one that says how many bits of the last say nothing. */
  bits: (filter: string, label: string, look: BerLook = {}) =>
    value(filter, label, 'bytes', 0x03, 'bits', look, (bytes, from, to) => bytes.subarray(Math.min(from + 1, to), to), {
      show: (shown) => hex(shown),
    }),
  text: (filter: string, label: string, look: BerLook & { readonly encoding?: Encoding } = {}) =>
    value(filter, label, 'text', 0x04, 'text', look, (bytes, from, to) =>
      textOf(bytes, from, to, look.encoding ?? 'utf-8'),
    ),
  /** A point in time: GeneralizedTime. */
  time: (filter: string, label: string, look: BerLook = {}) =>
    value(filter, label, 'time', 0x18, 'time', look, generalizedTimeText, {
      addTimeTo: (bytes: Uint8Array, at: number, into: TimeTarget) => {
        const outer = headOf(bytes, at, bytes.length)
        const head = aroundOf(look) === undefined ? outer : outer && headOf(bytes, outer.from, bytes.length)
        const moment = head && generalizedTime(bytes, head.from, Math.min(head.to, bytes.length))
        if (moment !== undefined) into.addTime(moment.seconds, moment.nanoseconds)
      },
    }),
  oid: (filter: string, label: string, look: BerLook = {}) =>
    value(filter, label, 'text', 0x06, 'oid', look, (bytes, from, to) => oidText(bytes, from, to), {
      holds: 'vocabulary',
    }),
  sequence: <V>(filter: string, label: string, content: Schema<V>, look: BerLook = {}) =>
    value<View & V>(
      filter,
      label,
      'none',
      0x30,
      'sequence',
      look,
      (bytes, from, to, { origin }) => content.part(bytes, from, to, origin),
      { elastic: true, parts: { kind: 'group', schemas: [content], views: (view) => [view] }, show: () => '' },
    ),
  list: <V>(filter: string, label: string, item: Schema<V>, look: BerLook = {}) => {
    const items = new Schema(label).fields({ items: list('', label, item) })
    return value<readonly (View & V)[]>(
      filter,
      label,
      'none',
      0x30,
      'list',
      look,
      (bytes, from, to, { origin }) => items.part(bytes, from, to, origin).items,
      {
        elastic: true,
        parts: { kind: 'list', schemas: [item], views: (views) => views },
        show: (views) => `${views.length}`,
      },
    )
  },
}

const deepest = 16

export interface Element {
  readonly tag: number
  readonly length: number
}

/**
 * Any value, for what a definition does not know: its tag, its length, and its content, as elements where it is
 * constructed.
 */
export const berElement: Schema<Element> = elementAt(0)

function elementAt(depth: number): Schema<Element> {
  const element = new Schema('Element').fields({ tag: part('Tag', 16, 'tag'), length: part('Length', 10, 'length') })
  const isConstructed = (self: Element) => (self.tag & 0x20) !== 0
  if (depth < deepest)
    element.fields({ elements: when(isConstructed, list('', 'Elements', elementAt(depth + 1))) as never })
  element.fields({ content: rest('', 'Content') })
  return element.length(({ bytes, start, end }: View) => (headOf(bytes, start, end)?.next ?? Infinity) - start)
}

/** The tag or the length of an element. */
function part(label: string, base: 10 | 16, which: 'tag' | 'length'): Field<number, unknown> {
  return {
    filter: '',
    label,
    also: [],
    type: 'number',
    relative: true,
    size: ({ bytes, start, end }: View) => {
      const head = headOf(bytes, start, end)
      if (head === undefined) return Infinity
      return which === 'tag' ? head.lengthAt - start : head.from - head.lengthAt
    },
    bind:
      () =>
      (bytes, _at, { start, end }) => {
        const head = headOf(bytes, start, end)
        return head === undefined ? NaN : which === 'tag' ? head.tag : head.to - head.from
      },
    show: shownNumber(8, base === 16 ? { base } : {}),
  }
}
