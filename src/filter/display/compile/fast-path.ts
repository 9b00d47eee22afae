/**
 * Tests that read fixed places straight from the bytes, without a buffer in between: what most filters consist of. A
 * condition that has no such form is compiled in the general way.
 */
import type { LayerSource } from '../../../packet/fields.ts'
import type { Finder, PlacedReader } from '../../../packet/field-accessors.ts'
import type { Layers } from '../../../packet/layers.ts'
import type { Placer } from '../../../schema/index.ts'
import type { FieldOperand, Relational, TypedOperand } from '../check/typed-tree.ts'
import type { Quantifier } from '../syntax/tree.ts'
import type { Constant } from '../types/literals.ts'
import type { Context } from './context.ts'
import { wordAt } from './value-readers.ts'
import type { Test } from './verdict.ts'

/** Whether a value is wanted: a number or flag itself, an address by where it begins in `bytes`. */
export type Wanted = (
  | { readonly sort: 'value'; readonly holds: (value: unknown) => boolean }
  | { readonly sort: 'place'; readonly holds: (bytes: Uint8Array, at: number) => boolean }
) & {
  /** Where a single number or IPv4 address is wanted: that one. */
  readonly only?: number
}

/** What a comparison with a constant wants; undefined where it has no such form. */
export function wantedBy(
  operator: Relational,
  { type, bits }: TypedOperand,
  { value, prefix }: Constant,
): Wanted | undefined {
  const equal = operator === '==' || operator === '==='
  const unequal = operator === '!=' || operator === '!=='
  if (type === 'boolean' && (equal || unequal)) {
    const flag = (value === 1) === equal
    return { sort: 'value', holds: (found) => found === flag }
  }
  if (type === 'number' && bits <= 32 && typeof value === 'number' && value >= 0) {
    const holds = numberTest(operator, value) as (found: unknown) => boolean
    return equal ? { sort: 'value', holds, only: value } : { sort: 'value', holds }
  }
  if (type === 'ipv4' && typeof value === 'number') {
    const fits = wordTest(operator, value, prefix ?? 32)
    const holds = (bytes: Uint8Array, at: number) => fits(wordAt(bytes, at))
    return equal && prefix === undefined ? { sort: 'place', holds, only: value } : { sort: 'place', holds }
  }
  if ((type === 'ether' || type === 'ipv6') && (equal || unequal))
    return { sort: 'place', holds: bytesTest(equal, value as Uint8Array, prefix) }
  return undefined
}

type NumberTest = (value: number) => boolean

function numberTest(operator: Relational, wanted: number): NumberTest {
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
function wordTest(operator: Relational, wanted: number, bits: number): NumberTest {
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

/**
 * What any of several wants; undefined where they are not of one sort. Single values are looked up, not tried one after
 * another.
 */
export function anyOf(wanted: readonly (Wanted | undefined)[]): Wanted | undefined {
  const single = new Set(wanted.flatMap((one) => one?.only ?? []))
  const others = wanted.filter((one) => one?.only === undefined)
  const values = others.flatMap((one) => (one?.sort === 'value' ? [one.holds] : []))
  const places = others.flatMap((one) => (one?.sort === 'place' ? [one.holds] : []))
  const sort = wanted[0]?.sort
  if (sort === undefined || !wanted.every((one) => one?.sort === sort)) return undefined
  return sort === 'value'
    ? { sort, holds: (value) => single.has(value as number) || values.some((holds) => holds(value)) }
    : { sort, holds: (bytes, at) => single.has(wordAt(bytes, at)) || places.some((holds) => holds(bytes, at)) }
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
export function fastTest(
  operand: TypedOperand,
  quantifier: Quantifier,
  wanted: Wanted,
  context: Context,
): Test | undefined {
  if (!isWhole(operand)) return undefined
  const { source, protocols } = operand.field
  if (source.kind === 'frame') {
    if (source.layered || wanted.sort === 'place') return undefined
    const { holds } = wanted
    return () => {
      const value = source.read(context.batch, context.index, context.layers)
      return value !== undefined && holds(value)
    }
  }
  if (!isFixed(source, protocols)) return undefined
  if (quantifier === 'any') return anyTest(source, protocols, wanted, context)
  const exists = anyTest(source, protocols, present, context)
  const fails = anyTest(source, protocols, inverse(wanted), context)
  return () => !fails() && exists()
}

/** Whether a field or protocol is there at all; undefined where it is not at fixed places. */
export function fastExistence(operand: TypedOperand, context: Context): Test | undefined {
  if (!isWhole(operand)) return undefined
  const { source, protocols } = operand.field
  if (source.kind === 'frame' || !isFixed(source, protocols)) return undefined
  return anyTest(source, protocols, present, context)
}

/** Whether it is the values of a field in all layers. */
const isWhole = (operand: TypedOperand): operand is FieldOperand =>
  operand.kind === 'field' && !operand.raw && operand.layers === undefined

const isFixed = ({ finders }: LayerSource, protocols: readonly number[]) =>
  protocols.every((id) => finders[id]!.every(({ kind }) => kind === 'fixed' || kind === 'layer'))

const present: Wanted = { sort: 'value', holds: () => true }

const inverse = (wanted: Wanted): Wanted =>
  wanted.sort === 'value'
    ? { sort: 'value', holds: (value) => !wanted.holds(value) }
    : { sort: 'place', holds: (bytes, at) => !wanted.holds(bytes, at) }

/** Whether a layer, the bytes from `start` to `end`, has a value that is wanted. */
type Check = (bytes: Uint8Array, start: number, end: number) => boolean

function anyTest({ finders }: LayerSource, protocols: readonly number[], wanted: Wanted, context: Context): Test {
  const { layers } = context
  const checkOf = (id: number) =>
    joined(
      finders[id]!.map((finder) => finderCheck(finder, wanted, context)),
      context,
    )
  if (protocols.length === 1) {
    const [only] = protocols
    return context.specialized(testOfOne, wanted.sort)(layers, only!, checkOf(only!))
  }
  const checks = finders.map((): Check | undefined => undefined)
  for (const id of protocols) checks[id] = checkOf(id)
  return context.specialized(testOfAll, wanted.sort)(layers, checks)
}

const testOfOne = (layers: Layers, id: number, check: Check): Test => {
  const { protocol, start, end } = layers
  return () => {
    const { count } = layers
    for (let index = 0; index < count; index++)
      if (protocol[index] === id && check(layers.bytesOf(index), start[index]!, end[index]!)) return true
    return false
  }
}

const testOfAll = (layers: Layers, checks: readonly (Check | undefined)[]): Test => {
  const { protocol, start, end } = layers
  return () => {
    const { count } = layers
    for (let index = 0; index < count; index++) {
      const check = checks[protocol[index]!]
      if (check !== undefined && check(layers.bytesOf(index), start[index]!, end[index]!)) return true
    }
    return false
  }
}

function joined(checks: readonly Check[], context: Context): Check {
  const [first, second] = checks
  if (checks.length === 1) return first!
  if (checks.length === 2) return context.specialized(either, 'either')(first!, second!)
  return (bytes, start, end) => checks.some((check) => check(bytes, start, end))
}

const either =
  (first: Check, second: Check): Check =>
  (bytes, start, end) =>
    first(bytes, start, end) || second(bytes, start, end)

function finderCheck(finder: Finder, wanted: Wanted, context: Context): Check {
  if (finder.kind !== 'fixed') return () => true
  const { read, offset, needed, place } = finder
  return wanted.sort === 'value'
    ? context.specialized(valueCheck, 'value')(read, offset, needed, wanted.holds)
    : context.specialized(placeCheck, 'place')(place!, offset, needed, wanted.holds)
}

const valueCheck =
  (read: PlacedReader, offset: number, needed: number, holds: (value: unknown) => boolean): Check =>
  (bytes, start, end) =>
    start + needed <= end && holds(read(bytes, start + offset, end))

const placeCheck =
  (place: Placer, offset: number, needed: number, holds: (bytes: Uint8Array, at: number) => boolean): Check =>
  (bytes, start, end) =>
    start + needed <= end && holds(bytes, place(bytes, start + offset, end))
