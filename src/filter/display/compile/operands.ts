/** Compiles operands to functions that read or compute their values in a packet. */
import type { TypedOperand } from '../check/typed-tree.ts'
import type { Constant } from '../types/literals.ts'
import { valueTypes } from '../types/value-types.ts'
import { compileArithmetic, compileNegative } from './arithmetic.ts'
import type { CompiledOperand, Context } from './context.ts'
import { evaluateExtent, evaluateField } from './field-values.ts'
import { evaluateCall } from './functions.ts'
import { evaluateBytes, evaluateSlice } from './slices.ts'
import { ValueBuffer } from './value-buffer.ts'

export function compileOperand(operand: TypedOperand, context: Context): CompiledOperand {
  return operand.isConstant ? constantly(valuesOf(operand, context)) : compiled(operand, context)
}

/** The same; but a protocol is compared by its own bytes, without the payload. */
export function compileCompared(operand: TypedOperand, context: Context): CompiledOperand {
  const extent = operand.kind === 'field' ? evaluateExtent(operand, context) : undefined
  return extent === undefined ? compileOperand(operand, context) : { evaluate: extent }
}

/** The bytes that the values of an operand are made of; of a protocol without the payload. */
export function compileBytes(operand: TypedOperand, context: Context): CompiledOperand {
  const values = compileCompared(operand, context)
  return { ...values, evaluate: evaluateBytes(operand.type, values.evaluate) }
}

/** The values of a constant: one, or none where arithmetic came to none. */
export function valuesOf(operand: TypedOperand, context: Context): ValueBuffer {
  const values = new ValueBuffer()
  if (operand.kind === 'literal') values.addConstant(operand.constant)
  else compiled(operand, context).evaluate(values)
  return values
}

/** The value of a constant; undefined where arithmetic came to none, and of what is not constant. */
export function constantOf(operand: TypedOperand, context: Context): Constant | undefined {
  if (operand.kind === 'literal') return operand.constant
  const values = operand.isConstant ? valuesOf(operand, context) : undefined
  if (values === undefined || values.count === 0) return undefined
  switch (valueTypes[operand.type].shape) {
    case 'value':
      return { value: values.values[0]!, prefix: undefined }
    case 'bytes':
      return { value: values.bytes(0), prefix: undefined }
    case 'time':
      return { value: { seconds: Number(values.values[0]), nanoseconds: values.from[0]! }, prefix: undefined }
  }
}

/** How many leading bits of an address count, if not all of them do. */
export const prefixOf = (operand: TypedOperand): number | undefined =>
  operand.kind === 'literal' ? operand.constant.prefix : undefined

function compiled(operand: TypedOperand, context: Context): CompiledOperand {
  switch (operand.kind) {
    case 'field':
      return { evaluate: evaluateField(operand, context) }
    case 'literal':
      return constantly(valuesOf(operand, context))
    case 'slice':
      return { evaluate: evaluateSlice(operand, compileBytes(operand.operand, context).evaluate) }
    case 'call': {
      const evaluates = operand.operands.map((one) => compileOperand(one, context).evaluate)
      const bytes = () => compileBytes(operand.operands[0]!, context).evaluate
      return { evaluate: evaluateCall(operand, evaluates, bytes) }
    }
    case 'arithmetic':
      return compileArithmetic(operand, compileOperand(operand.left, context), compileOperand(operand.right, context))
    case 'negative':
      return compileNegative(operand, compileOperand(operand.operand, context))
  }
}

const constantly = (values: ValueBuffer): CompiledOperand => ({
  evaluate: (into) => {
    for (let index = 0; index < values.count; index++) into.take(values, index)
  },
})
