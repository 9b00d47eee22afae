/** Conditions, checked and made into functions. */
import { comparison } from './comparison.ts'
import { Column } from './column.ts'
import { kinds } from './kinds.ts'
import { membership } from './membership.ts'
import type { Scope } from './scope.ts'
import type { Condition, Operand } from './syntax.ts'
import { term } from './terms.ts'

/** Whether the packet of the scope meets a condition. */
export type Test = () => boolean

export interface Checked {
  readonly test: Test
  /** Written out, with all that goes without saying. */
  readonly text: string
}

export function condition(node: Condition, scope: Scope): Checked {
  switch (node.kind) {
    case 'and': case 'or': case 'xor': {
      const parts = node.conditions.map((part) => condition(part, scope))
      return { test: joined(node.kind, parts.map(({ test }) => test)), text: parts.map(({ text }) => `(${text})`).join(` ${node.kind} `) }
    }
    case 'not': {
      const { test, text } = condition(node.condition, scope)
      return { test: () => !test(), text: `not (${text})` }
    }
    case 'exists': return existence(node.operand, scope)
    case 'comparison': return comparison(node, scope)
    case 'membership': return membership(node, scope)
  }
}

function joined(kind: 'and' | 'or' | 'xor', tests: readonly Test[]): Test {
  const [first, second] = tests
  if (kind === 'xor') return () => tests.reduce((odd, test) => odd !== test(), false)
  if (tests.length === 2) return kind === 'and' ? () => first!() && second!() : () => first!() || second!()
  return kind === 'and' ? () => tests.every((test) => test()) : () => tests.some((test) => test())
}

function existence(operand: Operand, scope: Scope): Checked {
  const { fill, field, kind, text, called } = term(operand, scope, (word) => `${word} is neither a field nor a protocol`)
  if (called) throw scope.failure(`a function is not there or missing: compare ${text} with something`, operand)
  if (kind === 'boolean' && field !== undefined) scope.hint(operand, `${text} alone asks whether the packet has it, set or not; did you mean ${text} == 1?`)
  const column = new Column()
  const masks = operand.kind === 'arithmetic' && operand.operator === '&'
  const isSet = kinds[kind].shape === 'bytes' ? anyByte : ({ values }: Column, index: number) => values[index] !== 0
  const test = () => {
    column.clear()
    fill(column)
    if (!masks) return column.count > 0
    for (let index = 0; index < column.count; index++) if (isSet(column, index)) return true
    return false
  }
  return { test, text: masks ? `any ${text} is not 0` : `${text} exists` }
}

const anyByte = (column: Column, index: number) => column.slice(index).some((byte) => byte !== 0)
