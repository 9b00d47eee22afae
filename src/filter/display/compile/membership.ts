/** Compiles tests for whether values are in a set of values and ranges. */
import type { TypedElement, TypedMembership, TypedOperand } from '../check/typed-tree.ts'
import type { Context } from './context.ts'
import { anyOf, bothOf, fastTest, wantedBy, type Wanted } from './fast-path.ts'
import { compileCompared, constantOf, prefixOf, valuesOf } from './operands.ts'
import { orderOfOperand, type Order } from './order.ts'
import { ValueBuffer } from './value-buffer.ts'
import type { Test } from './verdict.ts'

export function compileMembership({ quantifier, operand, elements }: TypedMembership, context: Context): Test {
  const wanted = anyOf(elements.map((element) => wantedIn(element, operand, context)))
  const fast = wanted && fastTest(operand, quantifier, wanted, context)
  if (fast !== undefined) return fast
  const tests = elements.map((element) => elementTest(element, operand, context))
  const { evaluate } = compileCompared(operand, context)
  const all = quantifier === 'all'
  const values = new ValueBuffer()
  return () => {
    values.clear()
    evaluate(values)
    for (let index = 0; index < values.count; index++) if (isIn(tests, values, index) !== all) return !all
    return all && values.count > 0
  }
}

/** What an element wants of values at fixed places. */
function wantedIn({ from, to }: TypedElement, operand: TypedOperand, context: Context): Wanted | undefined {
  const first = constantOf(from, context)
  if (first === undefined) return undefined
  if (to === undefined) return wantedBy('==', operand, first)
  const last = constantOf(to, context)
  return last && bothOf(wantedBy('>=', operand, first), wantedBy('<=', operand, last))
}

type ElementTest = (values: ValueBuffer, index: number) => boolean

function isIn(tests: readonly ElementTest[], values: ValueBuffer, index: number): boolean {
  for (let at = 0; at < tests.length; at++) if (tests[at]!(values, index)) return true
  return false
}

function elementTest({ from, to }: TypedElement, operand: TypedOperand, context: Context): ElementTest {
  const order = orderOfOperand(operand, to === undefined ? prefixOf(from) : undefined)
  if (to === undefined) return boundTest(from, order, (sign) => sign === 0, context)
  const above = boundTest(from, order, (sign) => sign >= 0, context)
  const below = boundTest(to, order, (sign) => sign <= 0, context)
  return (values, index) => above(values, index) && below(values, index)
}

/** Whether a value compares as it should with any value of a bound. */
function boundTest(bound: TypedOperand, order: Order, fits: (sign: number) => boolean, context: Context): ElementTest {
  if (bound.isConstant) {
    const constant = valuesOf(bound, context)
    return (values, index) => fits(order(values, index, constant, 0))
  }
  const { evaluate } = compileCompared(bound, context)
  const theirs = new ValueBuffer()
  return (values, index) => {
    theirs.clear()
    evaluate(theirs)
    for (let at = 0; at < theirs.count; at++) if (fits(order(values, index, theirs, at))) return true
    return false
  }
}
