/** A display filter after checking: every operand with its type, every name resolved, every literal a constant. */
import type { FilterHint } from '../../filter.ts'
import type { Matches } from '../../../regex/pattern.ts'
import type { Place } from '../syntax/tokens.ts'
import type { Arithmetic, Operator, Quantifier, Range } from '../syntax/tree.ts'
import type { NamedField } from '../types/fields.ts'
import type { Constant, Literal, OperandType } from '../types/literals.ts'
import type { FunctionName } from './functions.ts'

export interface TypedFilter {
  readonly text: string
  readonly condition: TypedCondition
  /** Every field that it reads. */
  readonly fields: ReadonlySet<NamedField>
  readonly hints: readonly FilterHint[]
}

export type TypedCondition =
  | (Place & { readonly kind: 'and' | 'or' | 'xor'; readonly conditions: readonly TypedCondition[] })
  | (Place & { readonly kind: 'not'; readonly condition: TypedCondition })
  | Existence
  | TypedComparison
  | Containment
  | Match
  | TypedMembership

export interface Existence extends Place {
  readonly kind: 'exists'
  readonly operand: TypedOperand
  /** Which values count: all, those that are not empty, as of slices, or those that are not 0, as of masks. */
  readonly counts: 'all' | 'nonempty' | 'nonzero'
}

export interface TypedComparison extends Place {
  readonly kind: 'comparison'
  readonly operator: Relational
  readonly quantifier: Quantifier
  readonly left: TypedOperand
  readonly right: TypedOperand
  /** Whether the types differ, so that both sides are compared by the bytes they are made of. */
  readonly bytewise: boolean
}

export type Relational = Exclude<Operator, 'contains' | 'matches'>

export interface Containment extends Place {
  readonly kind: 'contains'
  readonly quantifier: Quantifier
  readonly left: TypedOperand
  readonly right: TypedOperand
  readonly bytewise: boolean
}

export interface Match extends Place {
  readonly kind: 'matches'
  readonly quantifier: Quantifier
  readonly left: TypedOperand
  readonly matches: Matches
  /** The regular expression as it was written, in quotes. */
  readonly pattern: string
}

export interface TypedMembership extends Place {
  readonly kind: 'membership'
  readonly quantifier: Quantifier
  readonly operand: FieldOperand
  readonly elements: readonly TypedElement[]
}

/** One value, or all from one to another. */
export interface TypedElement {
  readonly from: TypedOperand
  readonly to: TypedOperand | undefined
}

export type TypedOperand =
  FieldOperand | LiteralOperand | SliceOperand | CallOperand | ArithmeticOperand | NegativeOperand

interface Typed extends Place, OperandType {
  /** Of numbers, whether their type has a sign. */
  readonly signed: boolean
  /** Whether it is the same for every packet. */
  readonly isConstant: boolean
}

export interface FieldOperand extends Typed {
  readonly kind: 'field'
  readonly field: NamedField
  /** With `@`: the bytes of the field. */
  readonly raw: boolean
  /** Which of the layers of its protocol; all of them where there are no ranges. */
  readonly layers: readonly Range[] | undefined
  readonly isConstant: false
}

export interface LiteralOperand extends Typed {
  readonly kind: 'literal'
  readonly literal: Literal
  readonly constant: Constant
  readonly isConstant: true
}

export interface SliceOperand extends Typed {
  readonly kind: 'slice'
  readonly operand: TypedOperand
  readonly ranges: readonly Range[]
  readonly isConstant: false
}

export interface CallOperand extends Typed {
  readonly kind: 'call'
  readonly name: FunctionName
  readonly operands: readonly TypedOperand[]
}

export interface ArithmeticOperand extends Typed {
  readonly kind: 'arithmetic'
  readonly operator: Arithmetic['operator']
  readonly left: TypedOperand
  readonly right: TypedOperand
}

export interface NegativeOperand extends Typed {
  readonly kind: 'negative'
  readonly operand: TypedOperand
}

/** An operand written out, with the ranges and braces that are implied. */
export function operandText(operand: TypedOperand): string {
  switch (operand.kind) {
    case 'field': {
      const layers = operand.layers === undefined ? '' : `#[${rangesText(operand.layers)}]`
      return `${operand.raw ? '@' : ''}${operand.field.name}${layers}`
    }
    case 'literal':
      return operand.literal.text
    case 'slice':
      return `${operandText(operand.operand)}[${rangesText(operand.ranges)}]`
    case 'call':
      return `${operand.name}(${operand.operands.map(operandText).join(', ')})`
    case 'arithmetic':
      return `{${operandText(operand.left)} ${operand.operator} ${operandText(operand.right)}}`
    case 'negative':
      return `-${operandText(operand.operand)}`
  }
}

function rangesText(ranges: readonly Range[]): string {
  const texts = ranges.map(({ from, length, to }) => {
    if (to !== undefined) return `${from}-${to}`
    if (length === undefined) return `${from}:`
    return length === 1 ? `${from}` : `${from}:${length}`
  })
  return texts.join(',')
}
