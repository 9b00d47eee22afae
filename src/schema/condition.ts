/** When a field is there, and which case applies: values of fields, stated as data, or a function. */
import { readerOf } from './amount.ts'
import { withSource, type Source } from './engine/compiled.ts'
import type { View } from './view.ts'

/** Numbers from `from` to `to`, both included. */
export interface Range {
  readonly from: number
  readonly to: number
}

/** The numbers from `from` to `to`, both included; without `to`, all from `from` on. */
export const range = (from: number, to = Infinity): Range => ({ from, to })

type Single = number | bigint | string | boolean
/** What a value is compared with: one value, a range, or a list of which it must be one. */
export type Match = Single | Range | readonly (Single | Range)[]

/** Values of several fields, all of which must be so: `{ type: 3, code: [4, range(8, 12)] }`. */
export type Matches<P extends string> = { readonly [K in P]: Match }

/** A condition without its types: the name of a field that must be set, values of fields, or a function. */
export type AnyCondition = string | Matches<string> | ((self: never) => boolean)

/** Applies where no case before it does. */
export const otherwise: unique symbol = Symbol('otherwise')

/** The fields that a condition names. */
export const conditionPaths = (condition: AnyCondition | typeof otherwise): readonly string[] =>
  typeof condition === 'string' ? [condition] : typeof condition === 'object' ? Object.keys(condition) : []

/** The condition as a function. A field that is absent or 0 is not set, and equal to nothing. */
export function conditionOf(condition: AnyCondition | typeof otherwise): (self: View) => boolean {
  if (typeof condition === 'symbol') return () => true
  if (typeof condition === 'function') return condition as (self: View) => boolean
  if (typeof condition === 'string') {
    const read = readerOf(condition)
    return withSource(
      (self) => Boolean(read(self)),
      (terms) => `Boolean(${terms(condition).text})`,
    )
  }
  const [first, ...tests] = Object.entries(condition).map(([path, match]) => testOf(path, match))
  if (first === undefined) throw new TypeError('a condition names at least one field')
  return withSource(
    tests.length === 0 ? first : (self) => first(self) && tests.every((test) => test(self)),
    matchesSource(condition),
  )
}

const matchesSource =
  (matches: Matches<string>): Source =>
  (terms) =>
    Object.entries(matches)
      .map(([path, match]) => matchText(terms(path).text, match))
      .join(' && ')

function matchText(value: string, match: Match): string {
  if (Array.isArray(match)) return `(${(match as readonly Match[]).map((one) => matchText(value, one)).join(' || ')})`
  if (typeof match !== 'object') return `${value} === ${literal(match)}`
  const { from, to } = match as Range
  return `(${value} >= ${from} && ${value} <= ${to})`
}

const literal = (value: Single): string => (typeof value === 'bigint' ? `${value}n` : JSON.stringify(value))

function testOf(path: string, match: Match): (self: View) => boolean {
  const read = readerOf(path) as (self: View) => unknown
  if (typeof match !== 'object') return (self) => read(self) === match
  const holds = matchOf(match)
  return (self) => holds(read(self))
}

/** Whether a value is one of those that match. */
export function matchOf(match: Match): (value: unknown) => boolean {
  if (typeof match !== 'object') return (value) => value === match
  const matches = Array.isArray(match) ? (match as readonly (Single | Range)[]) : [match as Range]
  const values = new Set<unknown>(matches.filter((one) => typeof one !== 'object'))
  const ranges = matches.filter((one) => typeof one === 'object')
  const [only] = ranges
  if (values.size === 0 && ranges.length === 1)
    return (value) => Number(value) >= only!.from && Number(value) <= only!.to
  return (value) => values.has(value) || ranges.some(({ from, to }) => Number(value) >= from && Number(value) <= to)
}
