/** Conditions, checked and made into functions. */
import { comparison, type Checked, type Test } from '../compile/comparison.ts'
import { Column } from '../compile/value-buffer.ts'
import { directExistence } from '../compile/fast-path.ts'
import { kinds, type Shape } from '../types/value-types.ts'
import { membership } from '../compile/membership.ts'
import type { Condition, Operand } from '../syntax/tree.ts'
import type { Checker } from './typed-operand.ts'

export function condition(node: Condition, checker: Checker): Checked {
  switch (node.kind) {
    case 'and':
    case 'or':
    case 'xor': {
      const parts = node.conditions.map((part) => condition(part, checker))
      return {
        test: joined(
          node.kind,
          parts.map(({ test }) => test),
        ),
        text: parts.map(({ text }) => `(${text})`).join(` ${node.kind} `),
      }
    }
    case 'not': {
      const { test, text } = condition(node.condition, checker)
      return { test: () => !test(), text: `not (${text})` }
    }
    case 'exists':
      return existence(node.operand, checker)
    case 'comparison':
      return comparison(node, checker)
    case 'membership':
      return membership(node, checker)
  }
}

function joined(kind: 'and' | 'or' | 'xor', tests: readonly Test[]): Test {
  const [first, second] = tests
  if (kind === 'xor') return () => tests.reduce((odd, test) => odd !== test(), false)
  if (tests.length === 2) return kind === 'and' ? () => first!() && second!() : () => first!() || second!()
  return kind === 'and' ? () => tests.every((test) => test()) : () => tests.some((test) => test())
}

function existence(operand: Operand, checker: Checker): Checked {
  const found = checker.term(operand, notThere)
  const { fill, field, kind, text, called } = found
  if (called) throw checker.scope.failure(`a function is not there or missing: compare ${text} with something`, operand)
  // What is worked out is there only if it is set, such as http.request.
  if (kind === 'boolean' && field?.stored === true) {
    checker.scope.hint(operand, `${text} alone asks whether the packet has it, set or not; did you mean ${text} == 1?`)
  }
  const direct = directExistence(found, checker.scope)
  if (direct !== undefined) return { test: direct, text: `${text} exists` }
  const column = new Column()
  const masks = operand.kind === 'arithmetic' && operand.operator === '&'
  const counts = masks ? isSet(kinds[kind].shape) : operand.kind === 'slice' ? isThere : () => true
  const test = () => {
    column.clear()
    fill(column)
    for (let index = 0; index < column.count; index++) if (counts(column, index)) return true
    return false
  }
  return { test, text: masks ? `any ${text} is not 0` : `${text} exists` }
}

const notThere = (word: string) =>
  `${word} is neither a field nor a protocol${/^[\d"']/.test(word) ? '; for one of several values write in {1, 2}' : ''}`

type Look = (column: Column, index: number) => boolean

const isSet = (shape: Shape): Look => (shape === 'bytes' ? anyByte : ({ values }, index) => values[index] !== 0)
const anyByte: Look = ({ memory, from, to }, index) => {
  for (let at = from[index]!; at < to[index]!; at++) if (memory[index]![at] !== 0) return true
  return false
}
const isThere: Look = ({ from, to }, index) => to[index]! > from[index]!
