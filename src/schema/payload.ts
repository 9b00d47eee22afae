/** What a definition says of the payload, made into functions. */
import { measureOf, readerOf, type Amount, type Arithmetic, type Computed } from './amount.ts'
import { conditionOf, type AnyCondition, type Matches } from './condition.ts'
import { numberTerm, sourceOf, withSource } from './engine/compiled.ts'
import type { Payload } from './engine/facts.ts'
import type { PathsOf } from './field.ts'
import type { View } from './view.ts'

/** What a layer carries: names of fields, values of fields, or functions. */
export interface PayloadOf<V> {
  /**
   * Tables and the key to look up in each, in the order to try them, each under a condition if there is one: the name
   * of a field, the smaller or larger of two fields, or a function, which gives -1 for what is in no table.
   */
  readonly tables: readonly (readonly [
    table: string,
    key: Key<PathsOf<V>> | ((layer: View & V) => number | string),
    when?: Condition<PathsOf<V>>,
  ])[]
  /** The table whose protocols are asked when no key is known: those that know themselves by their first bytes. */
  readonly guesses?: string
  /** The display-filter name of what is carried, as bytes: `tcp.payload`. */
  readonly filter?: string
  /** The table of its type field, where `frame.protocols` names that before what the type leads to. */
  readonly typedBy?: string
  /** What follows is not part of this conversation but told about, as in an ICMP error. */
  readonly quoted?: boolean
  /** Whether what follows is only a part of a message, as in a fragment. */
  readonly partial?: Condition<PathsOf<V>> | ((layer: View & V) => boolean)
  /** Bytes of payload, if the layer says so itself; undefined, or where a condition does not hold, is all there is. */
  readonly length?:
    | Amount<PathsOf<V>>
    | ({ readonly length: PathsOf<V>; readonly when: Condition<PathsOf<V>> } & Arithmetic<PathsOf<V>>)
    | Computed<View & V>
}

/** The key of a table: the name of a field, or the smaller or larger of two numbers. */
type Key<P extends string> = P | { readonly smaller: readonly [P, P] } | { readonly larger: readonly [P, P] }
type Condition<P extends string> = P | Partial<Matches<P>>

type AnyKey = Key<string> | ((layer: View) => number | string)
/** What was stated, as data where it was: for what writes keys and lengths. */
export interface StatedPayload {
  readonly tables: readonly (readonly [table: string, key: AnyKey, when?: AnyCondition])[]
  readonly length: AnyLength | undefined
}
type AnyLength = Exclude<PayloadOf<never>['length'], undefined> | Conditional | Amount<string>
type Conditional = { readonly length: string; readonly when?: AnyCondition } & Arithmetic<string>

/** The same with functions only. */
export function payloadOf<V>({ tables, partial, length, ...more }: PayloadOf<V>): Payload<never> {
  return {
    ...more,
    stated: { tables: tables as never, length: length as never },
    tables: tables.map(([table, key, when]) => [table, keyOf(key as never, when as never)]),
    ...(partial !== undefined && { partial: conditionOf(partial as never) }),
    ...(length !== undefined && { length: lengthOf(length as never) }),
  }
}

/** The key that a layer is in a table of protocols; -1, which is in none, where it is absent. */
function keyOf(key: AnyKey, when: AnyCondition | undefined): (self: View) => number | string {
  const value = typeof key === 'function' ? key : typeof key === 'string' ? named(key) : outerOf(key)
  return when === undefined ? value : under(when, value, -1)
}

function named(path: string): (self: View) => number | string {
  const read = readerOf(path) as (self: View) => number | string | undefined
  return withSource(
    (self) => read(self) ?? -1,
    (terms) => {
      const { text, isPlain } = terms(path)
      return isPlain ? text : `${text} ?? -1`
    },
  )
}

function outerOf(key: Exclude<Key<string>, string>): (self: View) => number {
  const isSmaller = 'smaller' in key
  const paths = isSmaller ? key.smaller : key.larger
  const [one, other] = paths.map((path) => readerOf(path) as (self: View) => number)
  const outer = isSmaller ? Math.min : Math.max
  return withSource(
    (self) => outer(one!(self), other!(self)),
    (terms) => `Math.${isSmaller ? 'min' : 'max'}(${paths.map((path) => numberTerm(terms(path))).join(', ')})`,
  )
}

/** How many bytes a payload says it has; undefined where nothing says so. */
function lengthOf(amount: AnyLength): (self: View) => number | undefined {
  if (typeof amount === 'number') return () => amount
  if (typeof amount === 'function') return amount as (self: View) => number | undefined
  const path = typeof amount === 'string' ? amount : amount.length
  const [read, measure] = [readerOf(path), measureOf(amount)]
  const when = typeof amount === 'string' ? undefined : (amount as Conditional).when
  if (when !== undefined) return under(when, measure, undefined)
  const source = sourceOf(measure)!
  return withSource(
    (self) => (read(self) === undefined ? undefined : measure(self)),
    (terms) => {
      const { text, isPlain } = terms(path)
      return isPlain ? source(terms) : `${text} === undefined ? undefined : ${source(terms)}`
    },
  )
}

/** A value where a condition holds, else another. */
function under<T, U>(when: AnyCondition, value: (self: View) => T, other: U): (self: View) => T | U {
  const holds = conditionOf(when)
  const work = (self: View) => (holds(self) ? value(self) : other)
  const [test, source] = [sourceOf(holds), sourceOf(value)]
  return test && source ? withSource(work, (terms) => `(${test(terms)}) ? ${source(terms)} : ${other}`) : work
}
