/**
 * Facts: what the conversation of a layer tells of it, such as the number of its stream. They have filter names, labels
 * and types as fields have, but no place in the bytes; the conversations give their values.
 */
import type { FieldType, Names } from '../field.ts'
import { hex } from './hex.ts'
import { shownNumber, type Look } from './numbers.ts'
import { secondsText } from './times.ts'

export interface Fact<out T = unknown> {
  readonly filter: string
  readonly label: string
  readonly type: FieldType
  readonly names?: Names | undefined
  readonly signed?: boolean
  /** Not in the tree, nor in the JSON. */
  readonly hidden?: boolean
  /** What its values are made of, where they are records. */
  readonly inner?: Facts
  /** Works its value out of the others that it stands beside. */
  readonly from?: (values: never) => unknown
  /** One value for a person to read. */
  show(value: never): string
  /** One value as outputs have it. */
  plain(value: never): number | boolean | string
  /** Only for the compiler: what the conversations give. */
  readonly of?: T
}

export type Facts = Readonly<Record<string, Fact>>

/** The values of facts by property, each undefined where it does not apply. */
export type FactsOf<F> = { readonly [K in keyof F]?: (F[K] extends Fact<infer T> ? T : never) | undefined }

/** What a conversation gives: values by property. */
export type FactValues = Readonly<Record<string, unknown>>

export const fact = {
  number: (filter: string, label: string, look: Look = {}): Fact<number> => ({
    filter,
    label,
    type: 'number',
    names: look.names,
    ...(look.signed && { signed: true }),
    show: shownNumber(32, look),
    plain: (value: number) => value,
  }),
  /** The number of another frame. */
  frame: (filter: string, label: string): Fact<number> => fact.number(filter, label),
  /** The numbers of several, each a value. */
  frames: (filter: string, label: string): Fact<readonly number[]> => fact.number(filter, label) as Fact as never,
  /** What is only there or not. */
  mark: (filter: string, label: string): Fact<true> => ({ ...flagged(filter, label), type: 'none' }),
  flag: (filter: string, label: string): Fact<boolean> => flagged(filter, label),
  text: (filter: string, label: string): Fact<string> => ({
    filter,
    label,
    type: 'text',
    show: (value: string) => value,
    plain: (value: string) => value,
  }),
  /** Bytes in memory of their own. */
  bytes: (filter: string, label: string): Fact<Uint8Array> => ({
    filter,
    label,
    type: 'bytes',
    show: (value: Uint8Array) => `${hex(value.subarray(0, mostShown))}${value.length > mostShown ? '…' : ''}`,
    plain: (value: Uint8Array) => hex(value),
  }),
  /** Records of facts, each a value with properties; `show` is one in a line. */
  records: <const F extends Facts>(
    filter: string,
    label: string,
    inner: F,
    show: (record: FactsOf<F>) => string,
  ): Fact<readonly FactsOf<F>[]> => ({
    filter,
    label,
    type: 'none',
    inner,
    show,
    plain: () => true,
  }),
  /** A fact that is worked out of those beside it, in the layer or in the record. */
  derived: <T, const Values = FactValues>(fact: Fact<T>, from: (values: Values) => T | undefined): Fact<T> => ({
    ...fact,
    from,
  }),
  /** A time span, in nanoseconds. */
  duration: (filter: string, label: string): Fact<number> => ({
    filter,
    label,
    type: 'duration',
    show: (value: number) => `${spanText(value)} seconds`,
    plain: spanText,
  }),
  /** A time span in nanoseconds, which Wireshark has as a number of milliseconds. */
  milliseconds: (filter: string, label: string): Fact<number> => ({
    filter,
    label,
    type: 'float',
    show: (value: number) => `${value / 1e6} ms`,
    plain: (value: number) => value / 1e6,
  }),
}

/** The facts of what is put together from fragments of it; `name` is the filter name of what it is. */
export const reassembly = (name: string, label: string, reassembledIn = `${name}.reassembled_in`) => ({
  fragments: fact.frames(`${name}.fragment`, `${label} fragments in frames`),
  fragmentCount: fact.number(`${name}.fragment.count`, 'Fragment count'),
  fragmentOverlap: fact.flag(`${name}.fragment.overlap`, 'Fragments overlap'),
  fragmentConflict: fact.flag(`${name}.fragment.overlap.conflict`, 'Overlapping fragments differ'),
  multipleTails: fact.flag(`${name}.fragment.multipletails`, 'Several last fragments that end at different places'),
  fragmentTooLong: fact.flag(`${name}.fragment.toolongfragment`, 'A fragment ends after the last'),
  reassembledIn: fact.frame(reassembledIn, `Reassembled ${label} in frame`),
  reassembledLength: fact.number(`${name}.reassembled.length`, `Reassembled ${label} length`, { unit: 'bytes' }),
  reassembledData: fact.bytes(`${name}.reassembled.data`, `Reassembled ${label} data`),
})

const flagged = (filter: string, label: string): Fact<never> => ({
  filter,
  label,
  type: 'boolean',
  show: (value: boolean) => (value ? 'True' : 'False'),
  plain: (value: boolean) => value,
})

/** Bytes that are shown to a person. */
const mostShown = 32

const spanText = (nanoseconds: number): string => {
  const seconds = Math.trunc(nanoseconds / 1e9)
  return secondsText(seconds, nanoseconds - seconds * 1e9)
}

/** Where a fact is: under a property of a layer, or of the records that are under one, which is `within`. */
export interface FactPlace {
  readonly key: string
  readonly fact: Fact
  readonly within?: string
}

/** All places of facts, records before what they hold. */
export const factPlaces = (facts: Facts): readonly FactPlace[] =>
  Object.entries(facts).flatMap(([key, fact]) => [
    { key, fact },
    ...Object.entries(fact.inner ?? {}).map(([inner, each]) => ({ key: inner, fact: each, within: key })),
  ])

/** The values of a fact: none, one, or those of a list. */
export function valuesOf(values: FactValues, { key, fact, within }: FactPlace): readonly never[] {
  if (within === undefined) return listed(valueOf(values, key, fact))
  const records = listed(values[within])
  return records.length === 0 ? none : records.flatMap((record) => listed(valueOf(record, key, fact)))
}

const valueOf = (values: FactValues, key: string, { from }: Fact): unknown =>
  from === undefined ? values[key] : from(values as never)

const listed = (value: unknown): readonly never[] =>
  value === undefined ? none : Array.isArray(value) ? (value as never[]) : [value as never]

const none: readonly never[] = []
