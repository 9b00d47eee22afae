/** How two values compare. */
import type { TypedOperand } from '../check/typed-tree.ts'
import { valueTypes, type Scalar, type ValueType } from '../types/value-types.ts'
import type { ValueBuffer } from './value-buffer.ts'

/**
 * Below 0, 0 or above 0 as value `index` of one buffer is less than, equal to or greater than value `at` of another;
 * NaN if neither.
 */
export type Order = (left: ValueBuffer, index: number, right: ValueBuffer, at: number) => number

/** The order of the values of an operand; with `prefix`, only that many leading bits of addresses count. */
export const orderOfOperand = ({ type, signed, bits }: TypedOperand, prefix: number | undefined): Order =>
  type === 'number' ? orderOfNumbers(signed, bits) : orderOf(type, prefix)

export function orderOf(type: ValueType, prefix?: number): Order {
  const { shape } = valueTypes[type]
  if (shape === 'time') return orderOfTimes
  if (shape === 'bytes') return prefix === undefined ? orderOfBytes : orderOfPrefixes(prefix)
  if (prefix === undefined) return orderOfScalars
  const unit = 2 ** (32 - prefix)
  return (left, index, right, at) =>
    Math.floor(Number(left.values[index]) / unit) - Math.floor(Number(right.values[at]) / unit)
}

const orderOfScalars: Order = (left, index, right, at) => {
  const [a, b] = [left.values[index]!, right.values[at]!]
  return a < b ? -1 : a > b ? 1 : 0
}

/** Numbers as Wireshark compares them: one that is no value of the left one's type is neither less nor greater. */
function orderOfNumbers(signed: boolean, bits: number): Order {
  return (left, index, right, at) => {
    const [a, b] = [left.values[index]!, right.values[at]!]
    return isAlike(a, b, signed, bits) ? orderOfScalars(left, index, right, at) : NaN
  }
}

/**
 * Whether a number is one of the type of another: below 0 only where that can be, and not beyond the largest that has a
 * sign.
 */
export const isAlike = (to: Scalar, value: Scalar, signed: boolean, bits: number): boolean =>
  signed || Number(to) < 0 ? Number(value) < 2 ** (bits > 32 ? 63 : 31) : Number(value) >= 0

/** By seconds, then nanoseconds. Wireshark 4.0 keeps the difference in 32 bits, and errs from 68 years on. */
const orderOfTimes: Order = (left, index, right, at) => {
  const apart = Number(left.values[index]) - Number(right.values[at])
  return apart === 0 ? left.from[index]! - right.from[at]! : apart
}

/** The longer one is greater, as in Wireshark. */
const orderOfBytes: Order = (left, index, right, at) => {
  const [a, b] = [left.memory[index]!, right.memory[at]!]
  const [first, second] = [left.from[index]!, right.from[at]!]
  const [size, other] = [left.to[index]! - first, right.to[at]! - second]
  if (size !== other) return size - other
  for (let byte = 0; byte < size; byte++) {
    const difference = a[first + byte]! - b[second + byte]!
    if (difference !== 0) return difference
  }
  return 0
}

const orderOfPrefixes = (prefix: number): Order => {
  const whole = prefix >> 3
  const shift = 8 - (prefix & 7)
  return (left, index, right, at) => {
    const [a, b] = [left.memory[index]!, right.memory[at]!]
    const [first, second] = [left.from[index]!, right.from[at]!]
    for (let byte = 0; byte < whole; byte++) {
      const difference = a[first + byte]! - b[second + byte]!
      if (difference !== 0) return difference
    }
    return shift === 8 ? 0 : (a[first + whole]! >> shift) - (b[second + whole]! >> shift)
  }
}
