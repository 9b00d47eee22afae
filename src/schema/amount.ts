/**
 * Numbers of bytes or of records, as a definition states them: a constant, the name of a field, or simple arithmetic on
 * one.
 */
import { numberTerm, withSource, type Source } from './engine/compiled.ts'
import type { View } from './view.ts'

/**
 * What a field needs from the fields around it: a path such as `length` or `flags.keyPresent`, and the type of its
 * value.
 */
export interface References<out Needs = unknown> {
  readonly paths: readonly string[]
  /** Whether they may also come after it in the same literal. */
  readonly ahead?: boolean
  /** Only for the compiler. */
  readonly type?: Needs
}

/** A value that can be used as a number; absent is 0. */
export type Numeric = number | bigint | undefined
/** What names `P` must be; where no name was given the compiler has found nothing but that it is a string. */
export type NeedsNumber<P extends string> = string extends P ? {} : { readonly [K in P]: Numeric }

/** A field and what is done with it: first multiplied, then added to, then subtracted from. */
export interface Arithmetic<P extends string> {
  readonly times?: number
  readonly plus?: number | P
  readonly minus?: number | P
}

/** A number of bytes: a constant, the name of a field (`'length'`, `'header.length'`), or a name with arithmetic. */
export type Amount<P extends string> = number | P | NamedAmount<P>
export type NamedAmount<P extends string> = { readonly length: P } & Arithmetic<P>

/** The same as a function. Below 0 is 0, as is undefined. */
export type Computed<Self> = (self: Self) => number | undefined

/** An amount as data, or its function. */
export type AnyAmount = Amount<string> | Computed<never>
type Reference = Exclude<Amount<string>, number>

/** The fields that an amount names. */
export function pathsOf(amount: AnyAmount | undefined): readonly string[] {
  if (typeof amount === 'string') return [amount]
  if (typeof amount !== 'object') return []
  return [amount.length, amount.plus, amount.minus].filter((path) => typeof path === 'string')
}

/** An amount as it was stated; of a record, the bytes from slot `from` on. */
export interface Stated {
  readonly amount: Amount<string>
  readonly from: number
}

/** The amounts that functions stand for. */
const stated = new WeakMap<object, Stated>()

/** Remembers the amount that a function of a view stands for, for what writes the field that is named. */
export function withAmount<F extends (self: never, at: number) => number>(
  measure: F,
  amount: AnyAmount | undefined,
  from = 0,
): F {
  if (amount !== undefined && typeof amount !== 'function') stated.set(measure, { amount, from })
  return measure
}

/** The amount that a function stands for; undefined for one that was written by hand. */
export const statedAmount = (measure: unknown): Stated | undefined =>
  typeof measure === 'function' ? stated.get(measure) : undefined

/** The amount as a function, never below 0. */
export function measureOf(amount: AnyAmount): (self: View) => number {
  if (typeof amount === 'number') return () => amount
  if (typeof amount === 'function') {
    const work = amount as (self: View) => number | undefined
    const known = statedAmount(amount)
    return withAmount((self) => positive(work(self)), known?.amount, known?.from)
  }
  return withAmount(withSource(measureOfReference(amount), amountSource(amount)), amount)
}

/** The same after the fields before slot `index`. */
export function measureAfter(index: number, amount: AnyAmount): (self: View) => number {
  const measure = measureOf(amount)
  return withAmount((self: View) => Math.ceil(self.offsetOf(index) / 8) + measure(self), amount, index)
}

function measureOfReference(amount: Reference): (self: View) => number {
  if (typeof amount === 'string') {
    const read = readerOf(amount)
    return (self) => positive(read(self))
  }
  const { times = 1, plus = 0, minus = 0 } = amount
  const read = readerOf(amount.length)
  if (typeof plus === 'number' && typeof minus === 'number') {
    const more = plus - minus
    return (self) => positive(Number(read(self) ?? 0) * times + more)
  }
  const operand = (value: number | string) => (typeof value === 'number' ? () => value : readerOf(value))
  const [more, less] = [operand(plus), operand(minus)]
  return (self) => positive(Number(read(self) ?? 0) * times + Number(more(self) ?? 0) - Number(less(self) ?? 0))
}

/** Not below 0. NaN, which is what bytes that are absent make, stays: a size that cannot be told. */
function positive(value: unknown): number {
  const number = Number(value ?? 0)
  return number < 0 ? 0 : number
}

/** Reads the value at a path such as `flags.keyPresent`. */
export function readerOf(path: string): (self: View) => Numeric {
  const [first, second, ...more] = path.split('.')
  if (!isPath.test(path) || more.length > 0)
    throw new TypeError(`${path} is no name of a field or of a field in a group`)
  const read = (self: object, key: string) => (self as Readonly<Record<string, unknown>>)[key]
  return second === undefined
    ? (self) => read(self, first!) as Numeric
    : (self) => read((read(self, first!) ?? {}) as object, second) as Numeric
}

const isPath = /^[A-Za-z_$][\w$]*(\.[A-Za-z_$][\w$]*)?$/

/** The expression that an amount stands for; its paths were checked to be nothing but names when it was made. */
function amountSource(amount: Reference): Source {
  const { length, times = 1, plus = 0, minus = 0 } = typeof amount === 'string' ? { length: amount } : amount
  const constant = (typeof plus === 'number' ? plus : 0) - (typeof minus === 'number' ? minus : 0)
  return (terms) => {
    const number = (path: string) => numberTerm(terms(path))
    const value = [
      `${number(length)}${times === 1 ? '' : ` * ${times}`}`,
      ...(typeof plus === 'string' ? [`+ ${number(plus)}`] : []),
      ...(typeof minus === 'string' ? [`- ${number(minus)}`] : []),
      ...(constant === 0 ? [] : [`+ ${constant}`]),
    ].join(' ')
    return `Math.max(0, ${value})`
  }
}
