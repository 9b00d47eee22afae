/** The types of values that filters compare, and which operations each of them allows. */
import type { FieldType } from '../../../schema/index.ts'

/**
 * `text` and numbers are values of their own; `ether`, `ipv6`, `bytes` and `protocol` are ranges of bytes; `time`
 * (since 1970) and `duration` are seconds and nanoseconds.
 */
export type ValueType =
  'number' | 'float' | 'boolean' | 'ipv4' | 'ether' | 'ipv6' | 'bytes' | 'protocol' | 'text' | 'time' | 'duration'

/**
 * A value of the shape `value`. Numbers are bigints only where they do not fit a number; booleans are 0 and 1, IPv4
 * addresses numbers.
 */
export type Scalar = number | bigint | string

interface Abilities {
  /** As messages call it. */
  readonly name: string
  readonly shape: Shape
  readonly contains: boolean
  readonly matches: boolean
  /** Which operators take it: `sums` is + and -, and all but & for a float; `mask` is only &. */
  readonly arithmetic: 'all' | 'sums' | 'mask' | 'none'
  /** Whether slices of its bytes can be taken. */
  readonly sliced: boolean
}

/** How values of a type are stored in a `ValueBuffer`. */
export type Shape = 'value' | 'bytes' | 'time'

export const valueTypes: Readonly<Record<ValueType, Abilities>> = {
  number: { name: 'a number', shape: 'value', contains: false, matches: false, arithmetic: 'all', sliced: false },
  float: {
    name: 'a number with a fraction',
    shape: 'value',
    contains: false,
    matches: false,
    arithmetic: 'sums',
    sliced: false,
  },
  boolean: {
    name: 'true or false',
    shape: 'value',
    contains: false,
    matches: false,
    arithmetic: 'none',
    sliced: false,
  },
  ipv4: { name: 'an IPv4 address', shape: 'value', contains: false, matches: false, arithmetic: 'mask', sliced: true },
  ether: { name: 'a MAC address', shape: 'bytes', contains: true, matches: true, arithmetic: 'mask', sliced: true },
  ipv6: { name: 'an IPv6 address', shape: 'bytes', contains: false, matches: false, arithmetic: 'mask', sliced: true },
  bytes: { name: 'bytes', shape: 'bytes', contains: true, matches: true, arithmetic: 'mask', sliced: true },
  protocol: { name: 'a protocol', shape: 'bytes', contains: true, matches: true, arithmetic: 'none', sliced: true },
  text: { name: 'text', shape: 'value', contains: true, matches: true, arithmetic: 'none', sliced: true },
  time: { name: 'a date and time', shape: 'time', contains: false, matches: false, arithmetic: 'none', sliced: false },
  duration: {
    name: 'a time in seconds',
    shape: 'time',
    contains: false,
    matches: false,
    arithmetic: 'sums',
    sliced: false,
  },
}

/** The type that a filter takes the values of a field for. Wireshark keeps the names of hosts as text. */
export function valueTypeOf(name: string, type: FieldType): ValueType {
  if (name.endsWith('host') && (type === 'ipv4' || type === 'ipv6')) return 'text'
  return type === 'none' ? 'bytes' : type
}

export function comparable(left: ValueType, right: ValueType): boolean {
  return left === right || (numeric.has(left) && numeric.has(right)) || (strings.has(left) && strings.has(right))
}

const numeric: ReadonlySet<ValueType> = new Set<ValueType>(['number', 'float', 'boolean'])
const strings: ReadonlySet<ValueType> = new Set<ValueType>(['ether', 'bytes'])
