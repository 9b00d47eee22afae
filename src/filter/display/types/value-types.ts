/** The kinds of values that filters compare, and what can be done with each. */
import type { FieldType } from '../../../schema/index.ts'

/**
 * `text` and numbers are values of their own; `ether`, `ipv6`, `bytes` and `protocol` are ranges of bytes; `time` (since 1970) and
 * `duration` are seconds and nanoseconds.
 */
export type Kind =
  'number' | 'float' | 'boolean' | 'ipv4' | 'ether' | 'ipv6' | 'bytes' | 'protocol' | 'text' | 'time' | 'duration'

interface Abilities {
  /** As messages call it. */
  readonly name: string
  readonly shape: Shape
  readonly contains: boolean
  readonly matches: boolean
  /** Whether arithmetic takes it; `mask` is only `&`. */
  readonly arithmetic: 'all' | 'sums' | 'mask' | 'none'
  /** Whether it is made of bytes of which some can be taken. */
  readonly sliced: boolean
}

/** How values of a kind are kept in a column. */
export type Shape = 'value' | 'bytes' | 'time'

export const kinds: Readonly<Record<Kind, Abilities>> = {
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

/** What the values of a field are to a filter. Wireshark keeps the names of hosts as text. */
export function kindOf(name: string, type: FieldType): Kind {
  if (name.endsWith('host') && (type === 'ipv4' || type === 'ipv6')) return 'text'
  return type === 'none' ? 'bytes' : type
}

export function comparable(left: Kind, right: Kind): boolean {
  return left === right || (numeric.has(left) && numeric.has(right)) || (strings.has(left) && strings.has(right))
}

const numeric: ReadonlySet<Kind> = new Set<Kind>(['number', 'float', 'boolean'])
const strings: ReadonlySet<Kind> = new Set<Kind>(['ether', 'bytes'])
