/** Compiles comparisons of two operands, each of which may have several values in a packet. */
import type { Containment, Match, Relational, TypedComparison, TypedOperand } from '../check/typed-tree.ts'
import { textOfBytes } from '../../../regex/pattern.ts'
import type { Quantifier } from '../syntax/tree.ts'
import { searchFor } from './byte-search.ts'
import { isPresent, type CompiledOperand, type Context } from './context.ts'
import { fastTest, wantedBy } from './fast-path.ts'
import { compileBytes, compileCompared, compileOperand, constantOf, prefixOf, valuesOf } from './operands.ts'
import { orderOf, orderOfOperand } from './order.ts'
import { ValueBuffer } from './value-buffer.ts'
import type { Test } from './verdict.ts'

export function compileComparison(node: TypedComparison, context: Context): Test {
  const { operator, quantifier, left, right, bytewise } = node
  const constant = constantOf(right, context)
  const wanted = constant && wantedBy(operator, left, constant)
  const fast = wanted && fastTest(left, quantifier, wanted, context)
  if (fast !== undefined) return fast
  const compile = bytewise ? compileBytes : compileCompared
  const order = bytewise ? orderOf('bytes') : orderOfOperand(left, prefixOf(right))
  const fits = signTest(operator)
  // Where two values have no order, `all` takes the comparison for true and `any` for false.
  const unordered = quantifier === 'all'
  return quantified(quantifier, compile(left, context), sideOf(right, compile, context), (ours, index, theirs, at) => {
    const sign = order(ours, index, theirs, at)
    return Number.isNaN(sign) ? unordered : fits(sign)
  })
}

/** Whether an operator holds, by whether the left value is less than the right one (below 0), equal or greater. */
function signTest(operator: Relational): (sign: number) => boolean {
  switch (operator) {
    case '==':
    case '===':
      return (sign) => sign === 0
    case '!=':
    case '!==':
      return (sign) => sign !== 0
    case '<':
      return (sign) => sign < 0
    case '<=':
      return (sign) => sign <= 0
    case '>':
      return (sign) => sign > 0
    case '>=':
      return (sign) => sign >= 0
  }
}

/** The right side: what is evaluated for each packet, or values that are always the same. */
type RightSide = CompiledOperand | ValueBuffer

const sideOf = (
  operand: TypedOperand,
  compile: (operand: TypedOperand, context: Context) => CompiledOperand,
  context: Context,
): RightSide => (operand.isConstant ? valuesOf(operand, context) : compile(operand, context))

/** Whether a value of the left buffer and one of the right one are related as they should be. */
type Relation = (left: ValueBuffer, index: number, right: ValueBuffer, at: number) => boolean

/**
 * Whether any or all of the pairs of values are related; false where a side is not in the packet. If a side is, but
 * yields no value, as after a division by zero, `all` is true and `any` is false.
 */
function quantified(quantifier: Quantifier, left: CompiledOperand, right: RightSide, holds: Relation): Test {
  const ours = new ValueBuffer()
  const varying = right instanceof ValueBuffer ? undefined : right
  const theirs = right instanceof ValueBuffer ? right : new ValueBuffer()
  const any = quantifier === 'any'
  return () => {
    ours.clear()
    left.evaluate(ours)
    if (!isPresent(left, ours)) return false
    if (varying !== undefined) {
      theirs.clear()
      varying.evaluate(theirs)
      if (!isPresent(varying, theirs)) return false
    }
    for (let index = 0; index < ours.count; index++)
      for (let at = 0; at < theirs.count; at++) if (holds(ours, index, theirs, at) === any) return any
    return !any
  }
}

export function compileContainment({ quantifier, left, right, bytewise }: Containment, context: Context): Test {
  const compile = bytewise ? compileBytes : compileOperand
  const side = sideOf(right, compile, context)
  const holds = left.type === 'text' && !bytewise ? containsText : containsBytes(side)
  return quantified(quantifier, compile(left, context), side, holds)
}

const containsText: Relation = (left, index, right, at) =>
  right.values[at] !== '' && `${left.values[index]}`.includes(`${right.values[at]}`)

/** The search is prepared once where it always looks for the same bytes. */
function containsBytes(side: RightSide): Relation {
  if (side instanceof ValueBuffer) {
    const search = searchFor(side.bytes(0))
    return (left, index) => search(left.memory[index]!, left.from[index]!, left.to[index]!)
  }
  return (left, index, right, at) => {
    const [from, to] = [left.from[index]!, left.to[index]!]
    const wanted = right.bytes(at)
    // An empty slice is in everything that has any bytes.
    return wanted.length === 0 ? from < to : searchFor(wanted)(left.memory[index]!, from, to)
  }
}

export function compileMatch({ quantifier, left, matches }: Match, context: Context): Test {
  const { evaluate } = compileOperand(left, context)
  const text = ({ values }: ValueBuffer, index: number) => matches(utf8Text(`${values[index]}`))
  // An empty value matches nothing, not even an empty pattern.
  const bytes = (values: ValueBuffer, index: number) =>
    values.to[index]! > values.from[index]! && matches(textOfBytes(values.bytes(index)))
  const fits = left.type === 'text' ? text : bytes
  const any = quantifier === 'any'
  const values = new ValueBuffer()
  return context.verdict.search(() => {
    values.clear()
    evaluate(values)
    let isKnown = true
    for (let index = 0; index < values.count; index++) {
      const found = fits(values, index)
      if (found === any) return any
      isKnown &&= found !== undefined
    }
    return isKnown ? !any && values.count > 0 : undefined
  })
}

/** Text as its bytes in UTF-8, each the character of its number. */
const utf8Text = (text: string) => (/^[\0-\x7f]*$/.test(text) ? text : textOfBytes(encoder.encode(text)))
const encoder = new TextEncoder()
