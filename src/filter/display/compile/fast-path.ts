/**
 * Tests that read fixed places straight from the bytes, without a column in between: what most filters are made of. A comparison that
 * has no such form is made in the general way.
 */
import { copyOf } from '../../../packet/specialize.ts'
import type { LayerSource } from '../../../packet/fields.ts'
import type { Finder, PlacedReader } from '../../../packet/field-accessors.ts'
import type { LayerColumns } from '../../../packet/steps.ts'
import type { Placer } from '../../../schema/index.ts'
import type { Test } from './comparison.ts'
import type { Constant } from '../types/literals.ts'
import type { Scope } from './context.ts'
import type { Operator, Quantifier } from '../syntax/tree.ts'
import { wordAt } from './value-readers.ts'
import type { Term } from '../check/typed-operand.ts'

/** Whether a value is as it should be: a number or flag itself, an address by where it begins in `bytes`. */
export type Wanted =
  | { readonly sort: 'value'; readonly holds: (value: unknown) => boolean }
  | { readonly sort: 'place'; readonly holds: (bytes: Uint8Array, at: number) => boolean }

/** What a comparison with a constant wants; undefined where it has no such form. */
export function wantedBy(operator: Operator, { kind, bits }: Term, { column, prefix }: Constant): Wanted | undefined {
  const equal = operator === '==' || operator === '==='
  const unequal = operator === '!=' || operator === '!=='
  if (kind === 'boolean' && (equal || unequal)) {
    const flag = (column.values[0] === 1) === equal
    return { sort: 'value', holds: (value) => value === flag }
  }
  const [value] = column.values
  if (kind === 'number' && bits <= 32 && typeof value === 'number' && value >= 0)
    return { sort: 'value', holds: numberTest(operator, value) as (value: unknown) => boolean }
  if (kind === 'ipv4' && typeof value === 'number') {
    const whole = wordTest(operator, value, prefix ?? 32)
    return { sort: 'place', holds: (bytes, at) => whole(wordAt(bytes, at)) }
  }
  if ((kind === 'ether' || kind === 'ipv6') && (equal || unequal))
    return { sort: 'place', holds: bytesTest(equal, column.slice(0), prefix) }
  return undefined
}

type NumberTest = (value: number) => boolean

function numberTest(operator: Operator, wanted: number): NumberTest {
  switch (operator) {
    case '==':
    case '===':
      return (value) => value === wanted
    case '!=':
    case '!==':
      return (value) => value !== wanted
    case '<':
      return (value) => value < wanted
    case '<=':
      return (value) => value <= wanted
    case '>':
      return (value) => value > wanted
    default:
      return (value) => value >= wanted
  }
}

/** Compares the first `bits` of addresses. */
function wordTest(operator: Operator, wanted: number, bits: number): NumberTest {
  if (bits === 32) return numberTest(operator, wanted)
  // A shift by 32 is none.
  const shift = 31 - bits
  const part = numberTest(operator, (wanted >>> 1) >>> shift)
  return (value) => part((value >>> 1) >>> shift)
}

function bytesTest(
  equal: boolean,
  wanted: Uint8Array,
  prefix = wanted.length * 8,
): (bytes: Uint8Array, at: number) => boolean {
  const whole = prefix >> 3
  const shift = 8 - (prefix & 7)
  return (bytes, at) => {
    for (let byte = 0; byte < whole; byte++) if (bytes[at + byte] !== wanted[byte]) return !equal
    return (shift === 8 || bytes[at + whole]! >> shift === wanted[whole]! >> shift) === equal
  }
}

/** What any of several wants; undefined where they are not of one sort. */
export function anyOf(wanted: readonly (Wanted | undefined)[]): Wanted | undefined {
  const values = wanted.flatMap((one) => (one?.sort === 'value' ? [one.holds] : []))
  if (values.length === wanted.length) return { sort: 'value', holds: (value) => values.some((holds) => holds(value)) }
  const places = wanted.flatMap((one) => (one?.sort === 'place' ? [one.holds] : []))
  return places.length < wanted.length
    ? undefined
    : { sort: 'place', holds: (bytes, at) => places.some((holds) => holds(bytes, at)) }
}

/** What two want together. */
export function bothOf(first: Wanted | undefined, second: Wanted | undefined): Wanted | undefined {
  if (first?.sort === 'value' && second?.sort === 'value')
    return { sort: 'value', holds: (value) => first.holds(value) && second.holds(value) }
  if (first?.sort === 'place' && second?.sort === 'place')
    return { sort: 'place', holds: (bytes, at) => first.holds(bytes, at) && second.holds(bytes, at) }
  return undefined
}

/** Whether any or all values of a field are wanted; undefined where they are not all at fixed places. */
export function directTest(
  { whole, field }: Term,
  quantifier: Quantifier,
  wanted: Wanted | undefined,
  scope: Scope,
): Test | undefined {
  if (wanted === undefined || field === undefined || !whole) return undefined
  const { source } = field
  if (source.kind === 'frame') {
    if (source.layered || wanted.sort === 'place') return undefined
    return () => {
      const value = source.read(scope.batch, scope.index, scope.layers)
      return value !== undefined && wanted.holds(value)
    }
  }
  if (!isFixed(source)) return undefined
  if (quantifier === 'any') return anyTest(source, wanted, scope)
  const exists = anyTest(source, { sort: 'value', holds: () => true }, scope)
  const fails = anyTest(
    source,
    { sort: wanted.sort, holds: (value: never, at: never) => !wanted.holds(value, at) } as Wanted,
    scope,
  )
  return () => !fails() && exists()
}

/** Whether a field or protocol is there at all. */
export function directExistence({ whole, field }: Term, scope: Scope): Test | undefined {
  if (field === undefined || !whole || field.source.kind === 'frame' || !isFixed(field.source)) return undefined
  return anyTest(field.source, { sort: 'value', holds: () => true }, scope)
}

const isFixed = ({ finders }: LayerSource) =>
  finders.every((found) => found === undefined || found.every(({ kind }) => kind === 'fixed' || kind === 'layer'))

/** Whether a layer, the bytes from `start` to `end`, has a value that is wanted. */
type Check = (bytes: Uint8Array, start: number, end: number) => boolean

function anyTest({ finders }: LayerSource, wanted: Wanted, { layers }: Scope): Test {
  const checks = finders.map((found) =>
    found === undefined ? undefined : joined(found.map((finder) => checkOf(finder, wanted))),
  )
  const holders = [...checks.keys()].filter((id) => checks[id] !== undefined)
  const [only] = holders
  return holders.length === 1
    ? copyOf(testOfOne, wanted.sort)(layers, only!, checks[only!]!)
    : copyOf(testOfAll, wanted.sort)(layers, checks)
}

const testOfOne = (layers: LayerColumns & { readonly count: number }, id: number, check: Check): Test => {
  const { protocol, start, end } = layers
  return () => {
    const { bytes, count } = layers
    for (let index = 0; index < count; index++)
      if (protocol[index] === id && check(bytes, start[index]!, end[index]!)) return true
    return false
  }
}

const testOfAll = (layers: LayerColumns & { readonly count: number }, checks: readonly (Check | undefined)[]): Test => {
  const { protocol, start, end } = layers
  return () => {
    const { bytes, count } = layers
    for (let index = 0; index < count; index++) {
      const check = checks[protocol[index]!]
      if (check !== undefined && check(bytes, start[index]!, end[index]!)) return true
    }
    return false
  }
}

function joined(checks: readonly Check[]): Check {
  const [first, second] = checks
  if (checks.length === 1) return first!
  if (checks.length === 2) return copyOf(either, 'either')(first!, second!)
  return (bytes, start, end) => checks.some((check) => check(bytes, start, end))
}

const either =
  (first: Check, second: Check): Check =>
  (bytes, start, end) =>
    first(bytes, start, end) || second(bytes, start, end)

function checkOf(finder: Finder, wanted: Wanted): Check {
  if (finder.kind !== 'fixed') return () => true
  const { read, offset, needed, place } = finder
  return wanted.sort === 'value'
    ? copyOf(valueCheck, 'value')(read, offset, needed, wanted.holds)
    : copyOf(placeCheck, 'place')(place!, offset, needed, wanted.holds)
}

const valueCheck =
  (read: PlacedReader, offset: number, needed: number, holds: (value: unknown) => boolean): Check =>
  (bytes, start, end) =>
    start + needed <= end && holds(read(bytes, start + offset, end))

const placeCheck =
  (place: Placer, offset: number, needed: number, holds: (bytes: Uint8Array, at: number) => boolean): Check =>
  (bytes, start, end) =>
    start + needed <= end && holds(bytes, place(bytes, start + offset, end))
