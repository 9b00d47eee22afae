/** Comparisons of two operands, each of which may have several values in a packet. */
import { isFounded } from './arithmetic.ts'
import { Column, orderOf, orderOfNumbers, type Order } from './value-buffer.ts'
import { directTest, wantedBy } from './fast-path.ts'
import { findField } from '../types/fields.ts'
import { comparable, kinds } from '../types/value-types.ts'
import { bytesOf, type Constant } from '../types/literals.ts'
import { patternOf, textOfBytes } from '../../../regex/pattern.ts'
import { searchFor } from './byte-search.ts'
import type { Scope } from './context.ts'
import { bytesFilling } from './slices.ts'
import type { Comparison, Operand, Operator, Quantifier } from '../syntax/tree.ts'
import { constantTerm, type Checker, type Term } from '../check/typed-operand.ts'

/** Whether the packet of the scope meets a condition. */
export type Test = () => boolean

export interface Checked {
  readonly test: Test
  /** Written out, with all that goes without saying. */
  readonly text: string
}

export function comparison(node: Comparison, checker: Checker): Checked {
  const { scope } = checker
  const { operator } = node
  const left = checker.term(node.left, (text) => `the left side must be a field, not ${text}`)
  if (left.constant !== undefined)
    throw scope.failure(`the left side must be a field, not ${scope.textAt(node.left)}`, node.left)
  if (operator === 'matches') return matching(node, left, scope)
  const right = operator === 'contains' ? contained(node, left, checker) : compared(node.right, left, checker)
  const quantifier = node.quantifier ?? (operator === '!=' || operator === '===' ? 'all' : 'any')
  hintAt(node, left, scope)
  const text = `${quantifier} ${left.text} ${plain(operator)} ${right.text}`
  const { constant } = right
  const direct =
    constant === undefined || operator === 'contains'
      ? undefined
      : directTest(left, quantifier, wantedBy(operator, left, constant), scope)
  if (direct !== undefined) return { text, test: direct }
  const sides =
    comparable(left.kind, right.kind) || (operator === 'contains' && right.constant !== undefined)
      ? ([left, right] as const)
      : ([asBytes(left), asBytes(right)] as const)
  if (operator === 'contains') return { text, test: quantified(quantifier, ...sides, contains(...sides)) }
  const [ours, theirs] = [withoutPayload(sides[0]), withoutPayload(sides[1])]
  return { text, test: quantified(quantifier, ours, theirs, relation(operator, quantifier, ours, theirs)) }
}

/** The right side, of a kind that can be compared with the left one. */
export function compared(operand: Operand, left: Term, checker: Checker): Term {
  const right = checker.beside(operand, left)
  if (
    comparable(left.kind, right.kind) ||
    ((left.part || right.part) && kinds[left.kind].sliced && kinds[right.kind].sliced)
  )
    return right
  const found = `${left.text} is ${kinds[left.kind].name}, ${right.text} is ${kinds[right.kind].name}`
  throw checker.scope.failure(`${found}: they cannot be compared`, operand)
}

const asBytes = (term: Term): Term => ({ ...term, kind: 'bytes', fill: bytesFilling(withoutPayload(term)) })

/** A protocol is compared by its own bytes. */
export const withoutPayload = (term: Term): Term =>
  term.kind === 'protocol' && term.extents !== undefined ? { ...term, fill: term.extents } : term

const plain = (operator: Operator) => (operator === '===' ? '==' : operator === '!==' ? '!=' : operator)

/** Whether a value of the left column and one of the right one are as they should be. */
export type Relation = (left: Column, index: number, right: Column, at: number) => boolean

function relation(operator: Operator, quantifier: Quantifier, left: Term, right: Term): Relation {
  const order = orderOfTerms(left, right.constant?.prefix)
  const fits = signTest(operator)
  // What is in no order at all is wrong of none of all, and right of none.
  const unordered = quantifier === 'all'
  return (ours, index, theirs, at) => {
    const sign = order(ours, index, theirs, at)
    return Number.isNaN(sign) ? unordered : fits(sign)
  }
}

/** Whether an operator holds, by whether what is left is less than what is right (below 0), equal or greater. */
function signTest(operator: Operator): (sign: number) => boolean {
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
    default:
      return (sign) => sign >= 0
  }
}

export const orderOfTerms = ({ kind, signed, bits }: Term, prefix: number | undefined): Order =>
  kind === 'number' ? orderOfNumbers(signed, bits) : orderOf(kind, prefix)

/**
 * Any or all of the pairs of values; false where a side is not there. Of a side that is there but comes to nothing, such as a division by
 * zero, all values are as wanted, and none is.
 */
function quantified(quantifier: Quantifier, left: Term, right: Term, holds: Relation): Test {
  const ours = new Column()
  const theirs = right.constant?.column ?? new Column()
  const any = quantifier === 'any'
  return () => {
    ours.clear()
    left.fill(ours)
    if (!isFounded(left, ours)) return false
    if (right.constant === undefined) {
      theirs.clear()
      right.fill(theirs)
      if (!isFounded(right, theirs)) return false
    }
    for (let index = 0; index < ours.count; index++)
      for (let at = 0; at < theirs.count; at++) if (holds(ours, index, theirs, at) === any) return any
    return !any
  }
}

function contained(node: Comparison, left: Term, checker: Checker): Term {
  if (!kinds[left.kind].contains)
    throw checker.scope.failure(`${left.text} is ${kinds[left.kind].name}, which contains nothing`, node.left)
  if (
    left.kind !== 'ether' ||
    node.right.kind !== 'word' ||
    (node.right.sort === undefined && findField(node.right.text) !== undefined)
  )
    return compared(node.right, left, checker)
  // Some bytes of an address are no address.
  const constant = bytesOf(node.right)
  if (typeof constant === 'string') return compared(node.right, left, checker)
  const { length } = constant.column.slice(0)
  if (length > 6) throw checker.scope.failure(`a MAC address has 6 bytes and contains no ${length}`, node.right)
  return constantTerm(constant, { kind: 'bytes', bits: 32, names: [] }, node.right.text, node.right)
}

const contains = ({ kind }: Term, { constant }: Term): Relation =>
  kind === 'text'
    ? (left, index, right, at) => right.values[at] !== '' && `${left.values[index]}`.includes(`${right.values[at]}`)
    : containsBytes(constant)

/** What is looked for is prepared once where it is always the same. */
function containsBytes(constant: Constant | undefined): Relation {
  if (constant === undefined)
    return (left, index, right, at) => {
      const [from, to] = [left.from[index]!, left.to[index]!]
      const wanted = right.slice(at)
      // A slice that is not there is in all that has any bytes.
      return wanted.length === 0 ? from < to : searchFor(wanted)(left.memory[index]!, from, to)
    }
  const search = searchFor(constant.column.slice(0))
  return (left, index) => search(left.memory[index]!, left.from[index]!, left.to[index]!)
}

function matching(node: Comparison, left: Term, scope: Scope): Checked {
  const { right } = node
  if (!kinds[left.kind].matches)
    throw scope.failure(`${left.text} is ${kinds[left.kind].name}, which matches no text`, node.left)
  if (right.kind !== 'string') throw scope.failure('a regular expression is a string in double quotes', right)
  const pattern = patternOf(textOfBytes(right.literal.bytes))
  if (typeof pattern === 'string') throw scope.failure(pattern, right)
  const text = ({ values }: Column, index: number) => pattern(bytesText(`${values[index]}`))
  // No bytes match nothing, not even a pattern for nothing.
  const bytes = (column: Column, index: number) =>
    column.to[index]! > column.from[index]! && pattern(textOfBytes(column.slice(index)))
  const fits = left.kind === 'text' ? text : bytes
  const any = node.quantifier !== 'all'
  const column = new Column()
  const test = () => {
    column.clear()
    left.fill(column)
    for (let index = 0; index < column.count; index++) if (fits(column, index) === any) return any
    return !any && column.count > 0
  }
  return { test, text: `${any ? 'any' : 'all'} ${left.text} matches ${right.text}` }
}

/** Text as its bytes in UTF-8. */
const bytesText = (text: string) => (/^[\0-\x7f]*$/.test(text) ? text : textOfBytes(encoder.encode(text)))
const encoder = new TextEncoder()

function hintAt({ operator, quantifier, left: { start, end } }: Comparison, left: Term, scope: Scope): void {
  if (quantifier !== undefined || left.field?.several !== true) return
  const several = `a packet can have ${left.text} more than once`
  if (operator === '!=')
    scope.hint(
      { start, end },
      `${several}, and != asks whether all of them differ; any ${left.text} != … asks for one that does`,
    )
  if (operator === '!==') scope.hint({ start, end }, `${several}, and !== asks whether any of them differs`)
}
