/** Numbers of bytes or of records, as a definition states them: a constant, the name of a field, or simple arithmetic on one. */
import type { View } from './view.ts'

/** What a field needs from the fields around it: a path such as `length` or `flags.keyPresent`, and the type of its value. */
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

/** The amount as a function, never below 0. */
export function measureOf(amount: AnyAmount): (self: View) => number {
  if (typeof amount === 'number') return () => amount
  if (typeof amount === 'function') {
    const work = amount as (self: View) => number | undefined
    return (self) => positive(work(self))
  }
  const measure = measureOfReference(amount)
  sources.set(measure, sourceOf(amount))
  return measure
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

/** The text of the function that an amount stands for, by the function that interprets it. */
const sources = new WeakMap<(self: View) => number, string>()

/**
 * A copy of a function of `measureOf`, compiled for its own names, so that an engine can inline the getters: for steps that
 * every packet takes. Falls back to the function itself where code may not be made at run time, and for other functions.
 */
export function compiled<F extends (self: never, at: number) => number>(measure: F): F {
  const source = sources.get(measure as never)
  if (source === undefined) return measure
  try {
    return new Function('self', `const value = ${source}; return value < 0 ? 0 : value`) as F
  } catch {
    return measure
  }
}

/** Paths were checked to be nothing but names when the amount was made. */
function sourceOf(amount: Reference): string {
  const term = (value: number | string) =>
    typeof value === 'number' ? `${value}` : `Number(self.${value.replace('.', '?.')} ?? 0)`
  if (typeof amount === 'string') return term(amount)
  const { times = 1, plus = 0, minus = 0 } = amount
  return `${term(amount.length)} * ${times} + ${term(plus)} - ${term(minus)}`
}
