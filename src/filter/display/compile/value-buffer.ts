/** The values of one operand in one packet, kept in arrays that are used again for each packet. */
import type { Kind } from '../types/value-types.ts'
import { kinds } from '../types/value-types.ts'

/** Numbers are bigints only where they do not fit a number; booleans are 0 and 1, IPv4 addresses numbers. */
export type Scalar = number | bigint | string

export class Column {
  count = 0
  /** Of times, the seconds. */
  readonly values: Scalar[] = []
  /** Of values that are ranges of bytes: where they are. Of times, `from` has the nanoseconds. */
  readonly memory: Uint8Array[] = []
  readonly from: number[] = []
  readonly to: number[] = []

  clear(): void {
    this.count = 0
  }

  add(value: Scalar): void {
    this.values[this.count++] = value
  }

  addBytes(memory: Uint8Array, from: number, to: number): void {
    const { count } = this
    this.memory[count] = memory
    this.from[count] = from
    this.to[count] = to
    this.count = count + 1
  }

  /** Carries nanoseconds beyond a second over. */
  addTime(seconds: number, nanoseconds: number): void {
    const carried = Math.floor(nanoseconds / 1e9)
    this.values[this.count] = seconds + carried
    this.from[this.count++] = nanoseconds - carried * 1e9
  }

  /** Appends a value of another column of the same kind. */
  take(other: Column, index: number): void {
    if (index < other.values.length) this.values[this.count] = other.values[index]!
    if (index < other.from.length) this.from[this.count] = other.from[index]!
    if (index < other.memory.length) {
      this.memory[this.count] = other.memory[index]!
      this.to[this.count] = other.to[index]!
    }
    this.count++
  }

  slice(index: number): Uint8Array {
    return this.memory[index]!.subarray(this.from[index], this.to[index])
  }
}

/** Below 0, 0 or above 0 as value `index` of one column is less than, equal to or greater than value `at` of another; NaN if neither. */
export type Order = (left: Column, index: number, right: Column, at: number) => number

/** The order of values of a kind; with `prefix`, only so many of the first bits of addresses count. */
export function orderOf(kind: Kind, prefix: number | undefined): Order {
  const { shape } = kinds[kind]
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

/** Numbers as Wireshark has them: what cannot be a value of the left one's type is neither below it nor above. */
export function orderOfNumbers(signed: boolean, bits: number): Order {
  return (left, index, right, at) => {
    const [a, b] = [left.values[index]!, right.values[at]!]
    return isAlike(a, b, signed, bits) ? orderOfScalars(left, index, right, at) : NaN
  }
}

/** Whether a number is one of the type of another: below 0 only where that can be, and not beyond the largest that has a sign. */
export const isAlike = (to: Scalar, value: Scalar, signed: boolean, bits: number): boolean =>
  signed || Number(to) < 0 ? Number(value) < 2 ** (bits > 32 ? 63 : 31) : Number(value) >= 0

/** Seconds apart are 32 bits, to Wireshark. */
const orderOfTimes: Order = (left, index, right, at) => {
  const apart = Number(left.values[index]) - Number(right.values[at])
  return apart === 0 ? left.from[index]! - right.from[at]! : apart | 0
}

/** What is longer comes behind, as Wireshark has it. */
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
