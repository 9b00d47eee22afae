/** A condition written out in one line, with everything that is implied: quantifiers, ranges, precedence. */
import { operandText, type Relational, type TypedCondition, type TypedElement } from '../check/typed-tree.ts'

export function explanationOf(node: TypedCondition): string {
  switch (node.kind) {
    case 'and':
    case 'or':
    case 'xor':
      return node.conditions.map((one) => `(${explanationOf(one)})`).join(` ${node.kind} `)
    case 'not':
      return `not (${explanationOf(node.condition)})`
    case 'exists': {
      const text = operandText(node.operand)
      return node.counts === 'nonzero' ? `any ${text} is not 0` : `${text} exists`
    }
    case 'comparison':
      return `${node.quantifier} ${operandText(node.left)} ${symbol(node.operator)} ${operandText(node.right)}`
    case 'contains':
      return `${node.quantifier} ${operandText(node.left)} contains ${operandText(node.right)}`
    case 'matches':
      return `${node.quantifier} ${operandText(node.left)} matches ${node.pattern}`
    case 'membership':
      return `${node.quantifier} ${operandText(node.operand)} in {${node.elements.map(elementText).join(', ')}}`
  }
}

/** The quantifier is written out, so the operators that imply one are not needed. */
const symbol = (operator: Relational) => (operator === '===' ? '==' : operator === '!==' ? '!=' : operator)

const elementText = ({ from, to }: TypedElement) =>
  to === undefined ? operandText(from) : `${operandText(from)} .. ${operandText(to)}`
