/** Sets of fields of which one applies, as earlier fields say. */
import { readerOf } from './amount.ts'
import { conditionOf, otherwise, type AnyCondition, type Matches } from './condition.ts'
import type { Checked, Field, Fields, PathsOf, PropertiesOfFields } from './field.ts'
import type { Schema } from './schema.ts'
import type { View } from './view.ts'
import type { CasesAsData } from './wire.ts'

type KeyOf<T> = T extends unknown ? keyof T : never
export type PropertiesOf<F> = F extends Schema<infer V> ? V : PropertiesOfFields<F>
/** Properties of all sets of a choice, each there or undefined. */
export type Chosen<P> = { readonly [K in KeyOf<P>]: (P extends Readonly<Record<K, infer T>> ? T : never) | undefined }
/** Properties of two sets of which one is always there. */
export type Either<P, Q> = Chosen<P | Q> & { readonly [K in keyof P & keyof Q]: P[K] | Q[K] }

/** A set of fields, or a record with a scope of its own. */
export type AnySet = Fields<never> | Schema
export type SetOf<V> = Fields<View & V> | Schema
/** Refuses names in the fields of a set that neither the set nor the record around it has. */
export type CheckedSet<V, S> = S extends Schema ? unknown : Checked<View & V, S>

/** What chooses a set by its value: the name of a field, or a function. */
export type Key<V> = PathsOf<V> | ((self: View & V) => number | string | undefined)
/**
 * When a case applies: if the field of this name is set, if fields have these values, if a function says so, or if no
 * other does.
 */
export type Condition<V> = PathsOf<V> | Partial<Matches<PathsOf<V>>> | ((self: View & V) => boolean) | typeof otherwise
export type Case<V> = readonly [Condition<V>, SetOf<V>]
export type CheckedCases<V, C> = {
  readonly [I in keyof C]: C[I] extends readonly [unknown, infer S] ? readonly [unknown, CheckedSet<V, S>] : unknown
}

/** A case: its condition, and its set. */
export type AnyCase = readonly [AnyCondition | typeof otherwise, AnySet]

/** The sets of a choice, and how one is chosen. */
export interface Cases {
  readonly sets: readonly AnySet[]
  /** Whether one of them always applies. */
  readonly exhaustive: boolean
  /** The condition of a set as it was stated; undefined for that of all others, and where a function chooses. */
  readonly stated: CasesAsData['stated']
  /** The index of the set that applies, undefined for none. */
  select(self: View): number | undefined
}

/** Cases by the value of a field or function. */
export function casesByValue(
  key: string | ((self: never) => number | string | undefined),
  sets: Readonly<Record<string | number, AnySet>>,
  fallback: AnySet | undefined,
): Cases {
  const read = (typeof key === 'function' ? key : readerOf(key)) as (self: View) => number | string | undefined
  const keys = Object.keys(sets)
  const indices = new Map<unknown, number>(
    keys.map((text, index) => [isNumber.test(text) ? Number(text) : text, index]),
  )
  const all = Object.values(sets)
  const last = fallback === undefined ? undefined : all.length
  return {
    sets: fallback === undefined ? all : [...all, fallback],
    exhaustive: fallback !== undefined,
    stated: (index) => {
      const text = keys[index]
      if (typeof key === 'function' || text === undefined) return undefined
      return { [key]: isNumber.test(text) ? Number(text) : text }
    },
    select: (self) => indices.get(read(self)) ?? last,
  }
}

const isNumber = /^-?\d+$/

/** Cases by conditions, the first that holds. */
export function casesByCondition(cases: readonly AnyCase[]): Cases {
  const conditions = cases.map(([condition]) => conditionOf(condition))
  return {
    sets: cases.map(([, set]) => set),
    exhaustive: cases.at(-1)?.[0] === otherwise,
    stated: (index) => {
      const condition = cases[index]?.[0]
      return typeof condition === 'symbol' ? undefined : condition
    },
    select: (self) => {
      const index = conditions.findIndex((holds) => holds(self))
      return index < 0 ? undefined : index
    },
  }
}

/** The first of two sets under a condition, else the second. */
export function eitherOf(condition: AnyCondition, first: AnySet, second: AnySet): Cases {
  const holds = conditionOf(condition)
  return {
    ...casesByValue((self: never) => (holds(self) ? 1 : 0), { 1: first }, second),
    stated: (index) => (index === 0 ? condition : undefined),
  }
}

/** The field that stands for a choice: its value is a view of the set that applies. */
export function choiceOf(
  { select, stated }: Pick<Cases, 'select' | 'stated'>,
  schemas: readonly Schema[],
): Field<View | undefined> {
  const field: Field<View | undefined> = {
    filter: '',
    also: [],
    label: '',
    type: 'none',
    elastic: true,
    size: (self: View, at) => {
      // Most sets are of a fixed size, for which no view is needed.
      const index = select(self)
      if (index === undefined) return 0
      const size = sizes[index]
      return size !== undefined && at + size <= self.end ? size : sizeOf(chosen(self, at), self)
    },
    bind: () => (_bytes, at, self) => ((set) => (set?.headed ? set : undefined))(chosen(self, at)),
    show: () => '',
    wire: { kind: 'choice', cases: { select, stated } },
    parts: { kind: 'choice', schemas, views: (view) => (view === undefined ? [] : [view]) },
  }
  /** Bytes of each set, where that is always the same. */
  const sizes = schemas.map(({ fixedSize, declared }) =>
    fixedSize === undefined || declared !== undefined ? undefined : Math.ceil(fixedSize / 8),
  )
  /** The view of the set that applies, whether or not it is whole. */
  const chosen = (self: View, at: number) => self.once(field, () => schemas[select(self) ?? -1]?.viewInside(self, at))
  return field
}

/**
 * What follows a set that is cut is not known to follow it, unless the record around it is whole and has no room for
 * the set.
 */
function sizeOf(set: View | undefined, around: View): number {
  if (set === undefined) return 0
  return set.headed ? set.extent : around.isDeclaredWhole ? 0 : Infinity
}

/** Bits that every set takes, if all take the same and none varies in size. */
export function commonSize(schemas: readonly Schema[]): number | undefined {
  const sizes = new Set(schemas.map((schema) => schema.fixedSize))
  const [size] = sizes
  return sizes.size === 1 ? size : undefined
}

/** The properties that a schema gives its views, those of choices included. */
export const propertiesOf = ({ slots }: Schema): readonly string[] =>
  slots.flatMap(({ key, field: { parts } }) => (parts?.kind === 'choice' ? parts.schemas.flatMap(propertiesOf) : [key]))

/** The fields of a set; one that stands for several as those. */
export const expanded = (fields: Fields<never>): readonly (readonly [key: string, field: Field])[] =>
  Object.entries<Field>(fields as never).flatMap(([key, field]) => field.expand?.(key) ?? [[key, field]])
