/** Fields that are not always there. */
import { statedAmount, withAmount } from '../amount.ts'
import { conditionOf, conditionPaths, type AnyCondition, type Matches } from '../condition.ts'
import type { Field, ValueOf } from '../field.ts'
import type { View } from '../view.ts'

type NeedsOf<P extends string> = { readonly [K in P]: unknown }

/**
 * A field of whole bytes that is there only under a condition: if the field of a name is set (`'flags.keyPresent'`), if
 * fields have values (`{ type: 3, code: [4, range(8, 12)] }`), or if a function says so. Its value is undefined
 * otherwise.
 */
export function when<T, Self, N>(
  condition: (self: Self) => boolean,
  field: Field<T, NoInfer<Self>, N>,
): Field<T | undefined, Self, N>
export function when<const P extends string, T, Self, N>(
  name: P,
  field: Field<T, Self, N>,
): Field<T | undefined, Self, N & NeedsOf<P>>
export function when<const P extends string, T, Self, N>(
  values: Matches<P>,
  field: Field<T, Self, N>,
): Field<T | undefined, Self, N & NeedsOf<P>>
export function when(condition: AnyCondition, field: Field): Field {
  const paths = [...conditionPaths(condition), ...(field.references?.paths ?? [])]
  return { ...conditional(conditionOf(condition), field, condition), references: { paths } }
}

/**
 * A field whose bits are always there but say something only under a condition, or where they have the value `always`;
 * undefined otherwise. Of flags in a group it can name the others.
 */
export function only<const P extends string, T, N>(
  name: P,
  field: Field<T, unknown, N>,
  always?: NoInfer<T>,
): Field<T | undefined, unknown, N & NeedsOf<P>>
export function only<const P extends string, T, N>(
  values: Matches<P>,
  field: Field<T, unknown, N>,
  always?: NoInfer<T>,
): Field<T | undefined, unknown, N & NeedsOf<P>>
export function only<Self, T, N>(
  condition: (self: Self) => boolean,
  field: Field<T, NoInfer<Self>, N>,
): Field<T | undefined, Self, N>
export function only(condition: AnyCondition, field: Field, always?: unknown): Field {
  const holds = conditionOf(condition)
  const { little, source: _, ...rest } = field
  return {
    ...rest,
    relative: true,
    references: {
      paths: [...conditionPaths(condition), ...(field.references?.paths ?? [])],
      ahead: true,
    },
    bind: (bit) => {
      const read = field.bind(bit)
      return (bytes, at, self) => {
        const value = read(bytes, at, self)
        return value === always || holds(self as View) ? value : undefined
      }
    },
    ...(little && { little: () => only(condition as never, little() as never, always as never) }),
  }
}

/**
 * A fact that is not on the wire but follows from the fields: true under a condition, as in `when`, and absent
 * otherwise.
 */
export function finding<Self>(
  filter: string,
  label: string,
  condition: (self: Self) => boolean,
): Field<true | undefined, Self, {}>
export function finding<const P extends string>(
  filter: string,
  label: string,
  condition: P | Matches<P>,
): Field<true | undefined, unknown, NeedsOf<P>>
export function finding(filter: string, label: string, condition: AnyCondition): Field<true | undefined> {
  const holds = conditionOf(condition)
  return {
    filter,
    label,
    also: [],
    type: 'boolean',
    size: 0,
    computed: true,
    bind: () => (_bytes, _at, self) => holds(self as View) || undefined,
    show: () => 'True',
    references: { paths: conditionPaths(condition) },
  }
}

/** A flag that is not on the wire but worked out: true, false, or absent. */
export const computedFlag = <Self>(
  filter: string,
  label: string,
  work: (self: Self) => boolean | undefined,
): Field<boolean | undefined, Self, {}> => ({
  filter,
  label,
  also: [],
  type: 'boolean',
  size: 0,
  computed: true,
  bind: () => (_bytes, _at, self) => work(self),
  show: (value) => (value ? 'True' : 'False'),
})

/** A field, or a vector, that is there only if the record goes on after the fields before it. */
export function optional<F extends Field<unknown, never>>(
  field: F,
): Field<ValueOf<F> | undefined, SelfOf<F>, NeedsIn<F>> & OptionalPrefix<F> {
  const goesOn = (self: View, at: number) => at < self.end
  const { expand } = field
  if (expand === undefined) return present(goesOn, field) as never
  return {
    ...field,
    expand: (key: string) => {
      const [length, ...content] = expand(key)
      const isThere = (self: View) => (self as never)[length![0]] !== undefined
      return [
        [length![0], present(goesOn, length![1])],
        ...content.map(([name, part]) => [name, conditional(isThere, part, undefined)] as const),
      ]
    },
  } as never
}

type SelfOf<F> = F extends Field<unknown, infer Self> ? Self : never
type NeedsIn<F> = F extends Field<unknown, never, infer N> ? N : never
type OptionalPrefix<F> = F extends { readonly prefix: Field<infer L> }
  ? { readonly prefix: Field<L | undefined, never> }
  : {}

const conditional = (condition: (self: View) => boolean, field: Field, stated: AnyCondition | undefined): Field =>
  present((self) => condition(self), field, stated)

/** The field where a condition holds at its place; of no size elsewhere. */
function present(condition: (self: View, at: number) => boolean, field: Field, stated?: AnyCondition): Field {
  // What it is read from says nothing of whether it is there.
  const { source: _, ...rest } = field
  const { size, within } = field
  // What follows would begin at another bit with the field than without it.
  if (typeof size === 'number' && size % 8 !== 0)
    throw new TypeError(`a field under a condition must be of whole bytes, not of ${size} bits`)
  const measure = typeof size === 'number' ? () => size >> 3 : (size as (self: View, at: number) => number)
  return {
    ...rest,
    presence: { holds: condition, stated },
    size: withAmount(
      (self: View, at: number) => (condition(self, at) ? measure(self, at) : 0),
      statedAmount(size)?.amount,
    ),
    bind: (bit) => {
      const read = field.bind(bit)
      return (bytes, at, self) => (condition(self as View, at) ? read(bytes, at, self) : undefined)
    },
    ...(within && { within: (amount) => present(condition, within(amount), stated) }),
  }
}
