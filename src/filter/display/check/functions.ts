/**
 * The signatures of the functions of the language: how many operands each takes, of which types, and the type of its
 * result.
 */
import { suggestion } from '../../../text/suggestion.ts'
import type { Call } from '../syntax/tree.ts'
import { comparable, valueTypes, type ValueType } from '../types/value-types.ts'
import type { CheckContext } from './context.ts'
import { operandText, type TypedOperand } from './typed-tree.ts'

interface Signature {
  /** Whether it takes any number of operands, all of one type; else it takes one. */
  readonly variadic?: boolean
  /** Whether a literal as its first operand has the type of what the call is compared with. */
  readonly takesLiterals?: boolean
  /** The types it takes; all where there is no list. */
  readonly takes?: readonly ValueType[]
  /** Its type; where there is none, that of its first operand. */
  readonly result?: ValueType
}

const measures: readonly ValueType[] = ['number', 'float', 'boolean', 'duration', 'time']
const addresses: readonly ValueType[] = ['ipv4', 'ipv6']

const signatures = {
  len: { result: 'number' },
  count: { result: 'number' },
  string: { takes: ['number', 'float', 'ipv4', 'ether', 'ipv6'], result: 'text' },
  upper: { takes: ['text'], result: 'text' },
  lower: { takes: ['text'], result: 'text' },
  max: { variadic: true, takesLiterals: true },
  min: { variadic: true, takesLiterals: true },
  abs: { takes: ['number', 'float', 'duration'], takesLiterals: true },
  vals: { takes: ['number', 'boolean'], result: 'text' },
  dec: { takes: ['number'], result: 'text' },
  hex: { takes: ['number'], result: 'text' },
  float: { takes: measures, result: 'float' },
  double: { takes: measures, result: 'float' },
  ip_special_name: { takes: addresses, result: 'text' },
  ip_special_mask: { takes: addresses, result: 'number' },
  ip_linklocal: { takes: addresses, result: 'boolean' },
  ip_multicast: { takes: addresses, result: 'boolean' },
  ip_rfc1918: { takes: ['ipv4'], result: 'boolean' },
  ip_ula: { takes: ['ipv6'], result: 'boolean' },
} as const satisfies Readonly<Record<string, Signature>>

export type FunctionName = keyof typeof signatures

export const isFunction = (name: string): name is FunctionName => Object.hasOwn(signatures, name)

/** The function that a call names; throws FilterError if there is none, or if it takes another number of operands. */
export function functionOf(node: Call, context: CheckContext): FunctionName {
  const { name, at, operands } = node
  if (!isFunction(name)) {
    const meant = suggestion(name, Object.keys(signatures))
    throw context.failure(`there is no function ${name}${meant === undefined ? '' : `; did you mean ${meant}?`}`, at)
  }
  const { variadic = false }: Signature = signatures[name]
  if (operands.length === 0 || (operands.length > 1 && !variadic))
    throw context.failure(`${name}() takes ${variadic ? 'at least ' : ''}1 operand, not ${operands.length}`, node)
  return name
}

export const takesLiterals = (name: FunctionName): boolean => (signatures[name] as Signature).takesLiterals === true

/**
 * The type and the size in bits of what a function makes of its operands; throws FilterError for those that it does not
 * take.
 */
export function resultOf(
  name: FunctionName,
  operands: readonly TypedOperand[],
  context: CheckContext,
): { readonly type: ValueType; readonly bits: number } {
  const { takes, result, variadic }: Signature = signatures[name]
  for (const operand of operands) {
    if (takes !== undefined && !takes.includes(operand.type))
      throw context.failure(`${name}() does not take ${operandText(operand)}, which is ${typeName(operand)}`, operand)
    if (variadic === true) requireAlike(name, operand, operands[0]!, context)
  }
  const [first] = operands
  if (name === 'vals' && first!.names.length === 0)
    throw context.failure(
      `vals() takes fields whose values have names, and those of ${operandText(first!)} have none`,
      first!,
    )
  return result === undefined ? { type: first!.type, bits: first!.bits } : { type: result, bits: 32 }
}

function requireAlike(name: FunctionName, operand: TypedOperand, first: TypedOperand, context: CheckContext): void {
  const [text, other] = [operandText(operand), operandText(first)]
  if (!comparable(operand.type, first.type))
    throw context.failure(`${text} is ${typeName(operand)}, ${other} is ${typeName(first)}`, operand)
  if (operand.bits !== first.bits)
    throw context.failure(
      `${text} has ${operand.bits} bits, ${other} ${first.bits}: ${name}() takes numbers of one size`,
      operand,
    )
}

const typeName = ({ type }: TypedOperand) => valueTypes[type].name
