/**
 * Arithmetic on operands. A result that does not fit 64 bits, or 32 where the operand has no more, is no value; nor is
 * a division by zero.
 */
import type { ArithmeticOperand, NegativeOperand, TypedOperand } from '../check/typed-tree.ts'
import { valueTypes, type Scalar, type ValueType } from '../types/value-types.ts'
import { isPresent, type CompiledOperand } from './context.ts'
import { isAlike } from './order.ts'
import { ValueBuffer } from './value-buffer.ts'

type Operator = ArithmeticOperand['operator']

/** Every value of one side with every value of the other. */
export function compileArithmetic(
  { operator, left }: ArithmeticOperand,
  ours: CompiledOperand,
  theirs: CompiledOperand,
): CompiledOperand {
  const operation = operationOf(operator, left)
  const [first, second] = [new ValueBuffer(), new ValueBuffer()]
  return {
    evaluate: (into) => {
      first.clear()
      second.clear()
      ours.evaluate(first)
      theirs.evaluate(second)
      for (let index = 0; index < first.count; index++)
        for (let at = 0; at < second.count; at++) operation(into, first, index, second, at)
    },
    hasInputs: () => isPresent(ours, first) && isPresent(theirs, second),
  }
}

export function compileNegative({ operand }: NegativeOperand, compiled: CompiledOperand): CompiledOperand {
  const { type } = operand
  const values = new ValueBuffer()
  return {
    evaluate: (into) => {
      values.clear()
      compiled.evaluate(values)
      for (let index = 0; index < values.count; index++) {
        const value = values.values[index]!
        if (type === 'duration') into.addTime(-Number(value), -values.from[index]!)
        else addNumber(into, typeof value === 'bigint' ? -value : -Number(value), operand)
      }
    },
    hasInputs: () => isPresent(compiled, values),
  }
}

type Operation = (into: ValueBuffer, left: ValueBuffer, index: number, right: ValueBuffer, at: number) => void

function operationOf(operator: Operator, operand: TypedOperand): Operation {
  const { type } = operand
  if (valueTypes[type].shape === 'bytes') return maskBytes
  if (type === 'duration') {
    const sign = operator === '-' ? -1 : 1
    return (into, left, index, right, at) => {
      into.addTime(
        Number(left.values[index]) + sign * Number(right.values[at]),
        left.from[index]! + sign * right.from[at]!,
      )
    }
  }
  const [small, large] = [operations[operator], largeOperations[operator]]
  const { signed, bits } = operand
  return (into, left, index, right, at) => {
    const a = left.values[index]!
    const value = right.values[at]!
    const b = type !== 'number' || isAlike(a, value, signed, bits) ? value : otherSign(value, bits)
    // Where the result is below 0, both sides have to be numbers with a sign.
    if (operator === '-' && bits <= 32 && a < b && Number(b) > 0x7fffffff) return
    const result = typeof a === 'number' && typeof b === 'number' ? small(a, b, type) : NaN
    if (Number.isSafeInteger(result) || type === 'float') addNumber(into, result, operand)
    else addNumber(into, large(BigInt(a), BigInt(b)), operand)
  }
}

/**
 * The bits of a number read as one without sign, or with one if it had none: so Wireshark takes what is not of the left
 * side's type.
 */
function otherSign(value: Scalar, bits: number): Scalar {
  const range = bits > 32 ? 2n ** 64n : 2n ** 32n
  const number = BigInt(value)
  const other = number < 0n ? number + range : number - range
  return Number.isSafeInteger(Number(other)) ? Number(other) : other
}

const operations: Readonly<Record<Operator, (a: number, b: number, type: ValueType) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b, type) => (type === 'float' ? a / b : b === 0 ? NaN : Math.trunc(a / b)),
  '%': (a, b) => a % b,
  '&': (a, b) => (a <= 0xffffffff && b <= 0xffffffff && a >= 0 && b >= 0 ? (a & b) >>> 0 : NaN),
}

const largeOperations: Readonly<Record<Operator, (a: bigint, b: bigint) => bigint | undefined>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => (b === 0n ? undefined : a / b),
  '%': (a, b) => (b === 0n ? undefined : a % b),
  '&': (a, b) => BigInt.asUintN(64, a & b),
}

/** Appends a result if it fits what numbers of its size may become. */
function addNumber(into: ValueBuffer, result: Scalar | undefined, { type, bits }: TypedOperand): void {
  if (result === undefined || typeof result === 'string') return
  const fits =
    type === 'float'
      ? !Number.isNaN(result)
      : bits > 32
        ? result >= -(2n ** 63n) && result < 2n ** 64n
        : result >= -(2 ** 31) && result < 2 ** 32
  if (fits)
    into.add(
      typeof result === 'bigint' && result >= Number.MIN_SAFE_INTEGER && result <= Number.MAX_SAFE_INTEGER
        ? Number(result)
        : result,
    )
}

/** As long as the shorter of the two. */
const maskBytes: Operation = (into, left, index, right, at) => {
  const [a, b] = [left.memory[index]!, right.memory[at]!]
  const [from, other] = [left.from[index]!, right.from[at]!]
  const masked = new Uint8Array(Math.min(left.to[index]! - from, right.to[at]! - other))
  for (let byte = 0; byte < masked.length; byte++) masked[byte] = a[from + byte]! & b[other + byte]!
  into.addBytes(masked, 0, masked.length)
}
