/**
 * The intermediate representation of a capture filter: conditions on unsigned 32-bit numbers loaded from a packet. A
 * load beyond the captured length, and a division by zero, reject the packet, regardless of the other conditions.
 */
import type { ArithmeticOperator } from '../syntax/tree.ts'

/** Number of bytes to load. */
export type Size = 1 | 2 | 4

export type Value =
  | { readonly kind: 'number'; readonly number: number }
  /** The length of the packet on the wire. */
  | { readonly kind: 'length' }
  /**
   * Bytes of the packet at `offset`, relative to `base` if given; `native`: in the byte order of the capturing host.
   */
  | {
      readonly kind: 'load'
      readonly size: Size
      readonly offset: number
      readonly base: Value | undefined
      readonly native: boolean
    }
  | { readonly kind: 'register'; readonly register: Register }
  | { readonly kind: 'arithmetic'; readonly operator: ArithmeticOperator; readonly left: Value; readonly right: Value }
  | { readonly kind: 'choice'; readonly condition: Condition; readonly yes: Value; readonly no: Value }

export type Condition =
  | { readonly kind: 'constant'; readonly holds: boolean }
  | { readonly kind: 'compare'; readonly relation: '=' | '>' | '>='; readonly left: Value; readonly right: Value }
  | { readonly kind: 'all' | 'any'; readonly of: readonly Condition[] }
  | { readonly kind: 'not'; readonly of: Condition }
  /** Always true; stores a value in a register. */
  | { readonly kind: 'assign'; readonly register: Register; readonly value: Value }
  /** Whether the headers after the IP header at `offset`, starting at `first`, lead to a protocol. */
  | { readonly kind: 'protocolChain'; readonly version: 4 | 6; readonly offset: number; readonly protocol: number }

/** A register, by index; 0 until it is assigned. */
export type Register = number

export interface Program {
  readonly condition: Condition
  /** Number of registers. */
  readonly registers: number
}

export type ValueOf<K extends Value['kind']> = Extract<Value, { readonly kind: K }>
export type ConditionOf<K extends Condition['kind']> = Extract<Condition, { readonly kind: K }>

export const number = (value: number): Value => ({ kind: 'number', number: value >>> 0 })
export const length: Value = { kind: 'length' }
export const inRegister = (register: Register): Value => ({ kind: 'register', register })
export const load = (size: Size, offset: number, base?: Value): Value => ({
  kind: 'load',
  size,
  offset: offset >>> 0,
  base,
  native: false,
})
export const arithmetic = (operator: ArithmeticOperator, left: Value, right: Value): Value => ({
  kind: 'arithmetic',
  operator,
  left,
  right,
})
export const masked = (value: Value, mask: number): Value =>
  mask === 0xffffffff ? value : arithmetic('&', value, number(mask))

export const always: Condition = { kind: 'constant', holds: true }
export const never: Condition = { kind: 'constant', holds: false }
export const not = (of: Condition): Condition => ({ kind: 'not', of })
export const equal = (left: Value, right: number): Condition => ({
  kind: 'compare',
  relation: '=',
  left,
  right: number(right),
})
export const above = (left: Value, right: number): Condition => ({
  kind: 'compare',
  relation: '>',
  left,
  right: number(right),
})
export const atLeast = (left: Value, right: number): Condition => ({
  kind: 'compare',
  relation: '>=',
  left,
  right: number(right),
})
export const atMost = (left: Value, right: number): Condition => not(above(left, right))
export const assign = (register: Register, value: Value): Condition => ({ kind: 'assign', register, value })
/** Whether any of the bits of `bits` is set. */
export const anySet = (left: Value, bits: number): Condition => not(equal(masked(left, bits), 0))
export const noneSet = (left: Value, bits: number): Condition => equal(masked(left, bits), 0)

export const all = (...of: readonly Condition[]): Condition => joined('all', of)
export const any = (...of: readonly Condition[]): Condition => joined('any', of)

function joined(kind: 'all' | 'any', of: readonly Condition[]): Condition {
  return of.length === 1 ? of[0]! : { kind, of: of.flatMap((one) => (one.kind === kind ? one.of : [one])) }
}

/** The registers whose values a condition asks for. */
export function registersIn(condition: Condition): ReadonlySet<number> {
  const found = new Set<number>()
  const visitValue = (value: Value): void => {
    if (value.kind === 'register') found.add(value.register)
    if (value.kind === 'load' && value.base !== undefined) visitValue(value.base)
    if (value.kind === 'arithmetic') [value.left, value.right].forEach(visitValue)
    if (value.kind === 'choice') {
      visit(value.condition)
      ;[value.yes, value.no].forEach(visitValue)
    }
  }
  const visit = (one: Condition): void => {
    if (one.kind === 'compare') [one.left, one.right].forEach(visitValue)
    if (one.kind === 'assign') visitValue(one.value)
    if (one.kind === 'not') visit(one.of)
    if (one.kind === 'all' || one.kind === 'any') one.of.forEach(visit)
  }
  visit(condition)
  return found
}
