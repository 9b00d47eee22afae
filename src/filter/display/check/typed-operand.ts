/** An operand that was checked: what kind of values it has in a packet, and how to get them. */
import { Column } from '../compile/value-buffer.ts'
import type { Filling, NamedField } from '../types/fields.ts'
import type { Kind } from '../types/value-types.ts'
import type { Constant, Expected } from '../types/literals.ts'
import type { Scope } from '../compile/context.ts'
import type { Operand } from '../syntax/tree.ts'
import type { Place } from '../syntax/tokens.ts'

export interface Term extends Place, Expected {
  readonly kind: Kind
  /** As an explanation has it. */
  readonly text: string
  /** Appends the values it has in the packet of the scope. */
  readonly fill: Filling
  /** What it is in every packet. */
  readonly constant: Constant | undefined
  /** The field, where it is one as a whole. */
  readonly field: NamedField | undefined
  /** Whether it is the values of that field in all layers. */
  readonly whole: boolean
  /** Of a protocol, its bytes without what it carries. */
  readonly extents: Filling | undefined
  /** Of what is worked out: whether what it is worked out from was there when it was filled last, even if nothing came of it. */
  readonly founded: (() => boolean) | undefined
  /** Of numbers, whether their type has a sign. */
  readonly signed: boolean
  /** Whether it is some bytes of something, which are compared with all that is made of bytes. */
  readonly part: boolean
  /** A function has no values that could be there or not. */
  readonly called: boolean
}

export function termOf(fill: Filling, kind: Kind, text: string, { start, end }: Place, more: Partial<Term> = {}): Term {
  return { ...plain, kind, text, fill, start, end, ...more }
}

const plain = {
  bits: 32,
  names: [],
  constant: undefined,
  field: undefined,
  whole: false,
  extents: undefined,
  founded: undefined,
  signed: false,
  part: false,
  called: false,
} as const

export function constantTerm(constant: Constant, { kind, bits, names }: Expected, text: string, place: Place): Term {
  const { column } = constant
  return termOf(
    (into) => {
      for (let index = 0; index < column.count; index++) into.take(column, index)
    },
    kind,
    text,
    place,
    { constant, bits, names },
  )
}

/** A constant that was worked out. */
export function settled(work: Filling, expected: Expected, text: string, place: Place): Term {
  const column = new Column()
  work(column)
  return constantTerm({ column, prefix: undefined }, expected, text, place)
}

/** Checks operands, those inside of operands as well. */
export interface Checker {
  readonly scope: Scope
  /** What has a kind of its own: a field, or what is made of one. Literals are refused: `reason` says why. */
  term(operand: Operand, reason?: Reason): Term
  /** The same beside something of a kind, which says what a literal means. */
  beside(operand: Operand, expected: Expected): Term
}

/** What is wrong with a literal in a place where it cannot be. */
export type Reason = (text: string) => string
