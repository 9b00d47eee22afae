/**
 * Checks operands: resolves names, finds the type of each, and coerces literals to the type of what they stand beside.
 */
import { adviceAbout } from '../../../packet/fields.ts'
import type { FilterError } from '../../error.ts'
import type { Arithmetic, Call, Operand, Word } from '../syntax/tree.ts'
import { findField } from '../types/fields.ts'
import { constantOf, type Constant, type Literal, type OperandType } from '../types/literals.ts'
import { comparable, valueTypes } from '../types/value-types.ts'
import type { CheckContext } from './context.ts'
import { functionOf, isFunction, resultOf, takesLiterals } from './functions.ts'
import {
  operandText,
  type CallOperand,
  type ArithmeticOperand,
  type FieldOperand,
  type LiteralOperand,
  type NegativeOperand,
  type SliceOperand,
  type TypedOperand,
} from './typed-tree.ts'

/** What is wrong with a literal where it has no type. */
type Reason = (text: string) => string

/** An operand that has a type of its own: a field, or something made of one. Literals are refused with `reason`. */
export function checkOperand(
  operand: Operand,
  context: CheckContext,
  reason: Reason = (text) => `${text} is not a field`,
): TypedOperand {
  switch (operand.kind) {
    case 'word': {
      const field = fieldOf(operand, context)
      if (field === undefined) throw unknown(operand, context, reason)
      return field
    }
    case 'string':
    case 'character':
      throw context.failure(reason(operand.text), operand)
    case 'slice':
      return checkSlice(operand, context)
    case 'call':
      return checkCall(operand, context, undefined)
    case 'arithmetic':
      return checkArithmetic(operand, checkOperand(operand.left, context, reason), context)
    case 'negative':
    case 'positive':
      return checkSigned(operand, checkOperand(operand.operand, context, reason), context)
  }
}

/** An operand beside one of a known type, which says what a literal means. */
export function checkBeside(operand: Operand, expected: OperandType, context: CheckContext): TypedOperand {
  switch (operand.kind) {
    case 'word':
      return fieldOf(operand, context) ?? checkLiteral(operand, expected, context)
    case 'string':
    case 'character':
      return checkLiteral(operand, expected, context)
    case 'slice':
      return checkSlice(operand, context)
    case 'call':
      return checkCall(operand, context, expected)
    case 'arithmetic':
      return checkArithmetic(operand, checkLeft(operand, expected, context), context)
    case 'negative':
    case 'positive':
      return checkSigned(operand, checkBeside(operand.operand, expected, context), context)
  }
}

/** A constant as an operand of the type that it was coerced to. */
export function literalOperand(
  literal: Literal,
  constant: Constant,
  { type, bits, names }: OperandType,
): LiteralOperand {
  const { start, end } = literal
  return { kind: 'literal', literal, constant, type, bits, names, signed: false, isConstant: true, start, end }
}

function checkLiteral(literal: Literal, expected: OperandType, context: CheckContext): LiteralOperand {
  const isName = literal.kind === 'word' && (literal.raw || literal.layers !== undefined || literal.sort === 'name')
  if (isName) throw unknown(literal, context, (text) => `there is no field ${text}`)
  const constant = constantOf(literal, expected)
  if (typeof constant === 'string') throw context.failure(constant, literal)
  return literalOperand(literal, constant, expected)
}

/** The field that a word names; undefined if it names none. */
function fieldOf(word: Word, context: CheckContext): FieldOperand | undefined {
  const field = word.sort === 'literal' ? undefined : findField(word.text)
  if (field === undefined) return undefined
  const { raw, layers, start, end } = word
  const { name } = field
  if (field.isUndecoded) context.hint(word, `${name} is a protocol, to Wireshark; for bytes write :${name}`)
  if (raw && field.source.kind === 'frame' && field.type !== 'protocol')
    throw context.failure(`${name} is worked out, and has no bytes`, word)
  context.fields.add(field)
  const place = { start, end }
  if (raw) return { kind: 'field', field, raw, layers, ...bytesType, isConstant: false, ...place }
  const { type, bits, names, signed } = field
  return { kind: 'field', field, raw, layers, type, bits, names, signed, isConstant: false, ...place }
}

const bytesType = { type: 'bytes', bits: 32, names: [], signed: false } as const

function unknown(word: Word, context: CheckContext, reason: Reason): FilterError {
  const { text } = word
  return context.failure(`${reason(text)}${word.sort === 'literal' ? '' : hintAbout(text)}`, word)
}

function hintAbout(text: string): string {
  if (isFunction(text)) return `; ${text} is a function: ${text}(…)`
  return /^[\d:]/.test(text) ? '' : adviceAbout(text)
}

function checkSlice(node: Extract<Operand, { kind: 'slice' }>, context: CheckContext): SliceOperand {
  const { ranges, start, end } = node
  const operand = checkOperand(
    node.operand,
    context,
    (text) => `${text} is not a field: only of a field can a slice be taken`,
  )
  const { name, sliced } = valueTypes[operand.type]
  if (!sliced) {
    const text = operandText(operand)
    const hint = operand.kind === 'field' && operand.field.source.kind === 'layers' ? `; @${text} has` : ''
    throw context.failure(`${text} is ${name}, and has no bytes to take a slice of${hint}`, node.operand)
  }
  return { kind: 'slice', operand, ranges, ...bytesType, isConstant: false, start, end }
}

/** The first operand gives the others their type. `expected` is the type of what the call is compared with. */
function checkCall(node: Call, context: CheckContext, expected: OperandType | undefined): CallOperand {
  const { start, end } = node
  const name = functionOf(node, context)
  const [written, ...others] = node.operands
  const first =
    expected !== undefined && takesLiterals(name)
      ? checkBeside(written!, expected, context)
      : checkOperand(written!, context, (text) => `${text} is not a field: ${name}() takes fields`)
  const operands = [first, ...others.map((operand) => checkBeside(operand, first, context))]
  const { type, bits } = resultOf(name, operands, context)
  const isConstant = operands.every((operand) => operand.isConstant)
  return { kind: 'call', name, operands, type, bits, names: [], signed: false, isConstant, start, end }
}

function checkArithmetic(node: Arithmetic, left: TypedOperand, context: CheckContext): ArithmeticOperand {
  const { operator, start, end } = node
  requireOperator(left, operator, context)
  const right = checkBeside(node.right, { ...left, names: [] }, context)
  requireOperator(right, operator, context)
  const { type, bits } = left
  if (!comparable(type, right.type)) throw context.failure(`${described(left)}, ${described(right)}`, node.right)
  const isConstant = left.isConstant && right.isConstant
  const signed = left.signed && !isConstant
  return { kind: 'arithmetic', operator, left, right, type, bits, names: [], signed, isConstant, start, end }
}

/**
 * The left side of arithmetic beside something of a known type: both sides may be literals then, and one beside a field
 * has its type.
 */
function checkLeft({ left, right }: Arithmetic, expected: OperandType, context: CheckContext): TypedOperand {
  const plain = { ...expected, names: [] }
  if (left.kind !== 'word' || right.kind !== 'word') return checkBeside(left, plain, context)
  const beside = checkBeside(right, plain, context)
  return checkBeside(left, beside.isConstant ? plain : { ...beside, names: [] }, context)
}

function requireOperator(operand: TypedOperand, operator: Arithmetic['operator'], context: CheckContext): void {
  const { arithmetic } = valueTypes[operand.type]
  const isSum = operand.type === 'float' ? operator !== '&' : operator === '+' || operator === '-'
  const allowed =
    arithmetic === 'all' || (arithmetic === 'mask' && operator === '&') || (arithmetic === 'sums' && isSum)
  if (!allowed) throw context.failure(`${described(operand)}, which ${operator} does not take`, operand)
}

const described = (operand: TypedOperand) => `${operandText(operand)} is ${valueTypes[operand.type].name}`

/** A plus sign changes nothing but the place. */
function checkSigned(
  node: Extract<Operand, { kind: 'negative' | 'positive' }>,
  operand: TypedOperand,
  context: CheckContext,
): TypedOperand {
  const { start, end } = node
  if (node.kind === 'positive') return { ...operand, start, end }
  const { type, bits, isConstant } = operand
  const { arithmetic } = valueTypes[type]
  if (arithmetic !== 'all' && arithmetic !== 'sums')
    throw context.failure(`${described(operand)}, which cannot be negative`, node.operand)
  const names = isConstant ? operand.names : []
  const negative: NegativeOperand = {
    kind: 'negative',
    operand,
    type,
    bits,
    names,
    signed: true,
    isConstant,
    start,
    end,
  }
  return negative
}
