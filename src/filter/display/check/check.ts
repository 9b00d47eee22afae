/** Checks conditions: everything that is wrong with a filter, or surprising about it, is found here, with its place. */
import type { Comparison, Condition, Membership, Operand, Quantifier } from '../syntax/tree.ts'
import { findField } from '../types/fields.ts'
import { bytesOf } from '../types/literals.ts'
import { comparable, valueTypes } from '../types/value-types.ts'
import { patternOf, textOfBytes } from '../../../regex/pattern.ts'
import { CheckContext } from './context.ts'
import { checkBeside, checkOperand, literalOperand } from './operands.ts'
import { operandText, type Relational, type TypedCondition, type TypedFilter, type TypedOperand } from './typed-tree.ts'

/** The typed tree of a filter, given its syntax tree and its text; throws FilterError. */
export function check(tree: Condition, text: string): TypedFilter {
  const context = new CheckContext(text)
  return { text, condition: checkCondition(tree, context), fields: context.fields, hints: context.hints }
}

function checkCondition(node: Condition, context: CheckContext): TypedCondition {
  const { start, end } = node
  switch (node.kind) {
    case 'and':
    case 'or':
    case 'xor':
      return { kind: node.kind, conditions: node.conditions.map((one) => checkCondition(one, context)), start, end }
    case 'not':
      return { kind: 'not', condition: checkCondition(node.condition, context), start, end }
    case 'exists':
      return checkExistence(node, context)
    case 'comparison':
      return checkComparison(node, context)
    case 'membership':
      return checkMembership(node, context)
  }
}

function checkExistence(node: Extract<Condition, { kind: 'exists' }>, context: CheckContext): TypedCondition {
  const { operand: written, start, end } = node
  const operand = checkOperand(written, context, notThere)
  if (operand.kind === 'call') {
    const text = operandText(operand)
    throw context.failure(`a function is not there or missing: compare ${text} with something`, written)
  }
  // A computed flag, such as http.request, is there only if it is set.
  if (operand.kind === 'field' && operand.type === 'boolean' && operand.field.stored) {
    const text = operandText(operand)
    context.hint(written, `${text} alone asks whether the packet has it, set or not; did you mean ${text} == 1?`)
  }
  const isMask = written.kind === 'arithmetic' && written.operator === '&'
  return {
    kind: 'exists',
    operand,
    counts: isMask ? 'nonzero' : written.kind === 'slice' ? 'nonempty' : 'all',
    start,
    end,
  }
}

const notThere = (word: string) =>
  `${word} is neither a field nor a protocol${/^[\d"']/.test(word) ? '; for one of several values write in {1, 2}' : ''}`

function checkComparison(node: Comparison, context: CheckContext): TypedCondition {
  const { operator, start, end } = node
  const left = checkOperand(node.left, context, (text) => `the left side must be a field, not ${text}`)
  if (left.isConstant)
    throw context.failure(`the left side must be a field, not ${context.textAt(node.left)}`, node.left)
  if (operator === 'matches') return checkMatch(node, left, context)
  const right =
    operator === 'contains' ? checkContained(node, left, context) : checkComparable(node.right, left, context)
  const alike = comparable(left.type, right.type)
  if (operator === 'contains')
    return {
      kind: 'contains',
      quantifier: node.quantifier ?? 'any',
      left,
      right,
      bytewise: !alike && !right.isConstant,
      start,
      end,
    }
  hintAtQuantifier(node, left, context)
  const quantifier = node.quantifier ?? defaultQuantifier(operator)
  return { kind: 'comparison', operator, quantifier, left, right, bytewise: !alike, start, end }
}

const defaultQuantifier = (operator: Relational): Quantifier =>
  operator === '!=' || operator === '===' ? 'all' : 'any'

/** The right side of a comparison, of a type that can be compared with that of the left side. */
function checkComparable(written: Operand, left: TypedOperand, context: CheckContext): TypedOperand {
  const right = checkBeside(written, left, context)
  const areBytes = (isPart(left) || isPart(right)) && valueTypes[left.type].sliced && valueTypes[right.type].sliced
  if (comparable(left.type, right.type) || areBytes) return right
  throw context.failure(`${described(left)}, ${described(right)}: they cannot be compared`, written)
}

/** Whether it is bytes of something: these are compared with everything that is made of bytes. */
const isPart = (operand: TypedOperand) => operand.kind === 'slice' || (operand.kind === 'field' && operand.raw)

const described = (operand: TypedOperand) => `${operandText(operand)} is ${valueTypes[operand.type].name}`

function checkContained(node: Comparison, left: TypedOperand, context: CheckContext): TypedOperand {
  const { right } = node
  if (!valueTypes[left.type].contains) throw context.failure(`${described(left)}, which contains nothing`, node.left)
  const isBytes =
    left.type === 'ether' && right.kind === 'word' && (right.sort !== undefined || findField(right.text) === undefined)
  if (!isBytes) return checkComparable(right, left, context)
  // Some bytes of an address are not an address.
  const constant = bytesOf(right)
  if (typeof constant === 'string') return checkComparable(right, left, context)
  const { length } = constant.value as Uint8Array
  if (length > 6) throw context.failure(`a MAC address has 6 bytes and contains no ${length}`, right)
  return literalOperand(right, constant, { type: 'bytes', bits: 32, names: [] })
}

function checkMatch(node: Comparison, left: TypedOperand, context: CheckContext): TypedCondition {
  const { right, start, end } = node
  if (!valueTypes[left.type].matches) throw context.failure(`${described(left)}, which matches no text`, node.left)
  if (right.kind !== 'string') throw context.failure('a regular expression is a string in double quotes', right)
  const matches = patternOf(textOfBytes(right.literal.bytes))
  if (typeof matches === 'string') throw context.failure(matches, right)
  return { kind: 'matches', quantifier: node.quantifier ?? 'any', left, matches, pattern: right.text, start, end }
}

function checkMembership(node: Membership, context: CheckContext): TypedCondition {
  const { start, end } = node
  const operand = checkOperand(node.operand, context, (text) => `only a field can be in a set, not ${text}`)
  if (operand.kind !== 'field')
    throw context.failure(`only a field can be in a set, not ${operandText(operand)}`, node.operand)
  const elements = node.elements.map(({ from, to }) => ({
    from: checkElement(from, operand, context),
    to: to && checkElement(to, operand, context),
  }))
  return { kind: 'membership', quantifier: node.quantifier ?? 'any', operand, elements, start, end }
}

function checkElement(written: Operand, left: TypedOperand, context: CheckContext): TypedOperand {
  const element = checkComparable(written, left, context)
  if (written.kind === 'slice')
    throw context.failure(`a set has no slices such as ${operandText(element)} in it`, written)
  return element
}

/** `!=` and `!==` of a field that a packet can have more than once may mean something else than their author thinks. */
function hintAtQuantifier(
  { operator, quantifier, left: { start, end } }: Comparison,
  left: TypedOperand,
  context: CheckContext,
): void {
  if (quantifier !== undefined || left.kind !== 'field' || !left.field.several) return
  const text = operandText(left)
  const several = `a packet can have ${text} more than once`
  if (operator === '!=')
    context.hint(
      { start, end },
      `${several}, and != asks whether all of them differ; any ${text} != … asks for one that does`,
    )
  if (operator === '!==') context.hint({ start, end }, `${several}, and !== asks whether any of them differs`)
}
