/** Whether values are in a set of values and ranges. */
import { Column, type Order } from './value-buffer.ts'
import { compared, orderOfTerms, withoutPayload, type Checked } from './comparison.ts'
import { anyOf, bothOf, directTest, wantedBy, type Wanted } from './fast-path.ts'
import type { Element, Membership, Operand } from '../syntax/tree.ts'
import type { Checker, Term } from '../check/typed-operand.ts'

interface Bounds {
  readonly from: Term
  readonly to: Term | undefined
  readonly text: string
}

export function membership(node: Membership, checker: Checker): Checked {
  const left = checker.term(node.operand, (text) => `only a field can be in a set, not ${text}`)
  if (left.field === undefined || node.operand.kind !== 'word')
    throw checker.scope.failure(`only a field can be in a set, not ${left.text}`, node.operand)
  const bounds = node.elements.map((element) => boundsOf(element, left, checker))
  const all = node.quantifier === 'all'
  const text = `${all ? 'all' : 'any'} ${left.text} in {${bounds.map((one) => one.text).join(', ')}}`
  const direct = directTest(left, all ? 'all' : 'any', anyOf(bounds.map((one) => wantedIn(one, left))), checker.scope)
  if (direct !== undefined) return { test: direct, text }
  const elements = bounds.map((one) => elementTest(one, left))
  const { fill } = withoutPayload(left)
  const column = new Column()
  const test = () => {
    column.clear()
    fill(column)
    for (let index = 0; index < column.count; index++) if (isIn(elements, column, index) !== all) return !all
    return all && column.count > 0
  }
  return { test, text }
}

/** What is wanted of values at fixed places. */
function wantedIn({ from, to }: Bounds, left: Term): Wanted | undefined {
  if (from.constant === undefined || (to !== undefined && to.constant === undefined)) return undefined
  if (to?.constant === undefined) return wantedBy('==', left, from.constant)
  return bothOf(wantedBy('>=', left, from.constant), wantedBy('<=', left, to.constant))
}

function boundsOf({ from, to }: Element, left: Term, checker: Checker): Bounds {
  const first = elementOf(from, left, checker)
  const last = to && elementOf(to, left, checker)
  return { from: first, to: last, text: last === undefined ? first.text : `${first.text} .. ${last.text}` }
}

function elementOf(operand: Operand, left: Term, checker: Checker): Term {
  const term = compared(operand, left, checker)
  if (operand.kind === 'slice') throw checker.scope.failure(`a set has no slices such as ${term.text} in it`, operand)
  return withoutPayload(term)
}

type ElementTest = (column: Column, index: number) => boolean

function isIn(elements: readonly ElementTest[], column: Column, index: number): boolean {
  for (let at = 0; at < elements.length; at++) if (elements[at]!(column, index)) return true
  return false
}

function elementTest({ from, to }: Bounds, left: Term): ElementTest {
  const order = orderOfTerms(left, to === undefined ? from.constant?.prefix : undefined)
  if (to === undefined) return some(from, order, (sign) => sign === 0)
  const [above, below] = [some(from, order, (sign) => sign >= 0), some(to, order, (sign) => sign <= 0)]
  return (column, index) => above(column, index) && below(column, index)
}

/** Whether a value is right beside any value of a bound. */
function some(bound: Term, order: Order, right: (sign: number) => boolean): ElementTest {
  const { constant } = bound
  if (constant !== undefined) return (column, index) => right(order(column, index, constant.column, 0))
  const values = new Column()
  return (column, index) => {
    values.clear()
    bound.fill(values)
    for (let at = 0; at < values.count; at++) if (right(order(column, index, values, at))) return true
    return false
  }
}
