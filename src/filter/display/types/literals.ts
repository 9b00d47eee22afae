/** Constants: what a word, a string or a character means beside an operand of a given type. */
import { bytesIn, ipv4Number, ipv6Bytes } from './addresses.ts'
import { valueTypes, type Scalar, type ValueType } from './value-types.ts'
import type { Operand } from '../syntax/tree.ts'
import { durationOf, timeOf, type Time } from './times.ts'

/** The type of an operand, which says what a literal beside it means. */
export interface OperandType {
  readonly type: ValueType
  /** Of numbers: the size in bits, which limits how large one can be. */
  readonly bits: number
  /** Of numbers and flags: what their values are called. */
  readonly names: ValueNames
}

export type ValueNames = readonly (readonly [value: number, name: string])[]

/**
 * A value that is the same for every packet: bytes for types of the shape `bytes`, a time for those of the shape
 * `time`.
 */
export interface Constant {
  readonly value: Scalar | Uint8Array | Time
  /** How many bits of an address count, if not all of them do. */
  readonly prefix: number | undefined
}

export type Literal = Extract<Operand, { readonly kind: 'word' | 'string' | 'character' }>

/** A constant, or the reason why there is none. */
export function constantOf(literal: Literal, expected: OperandType): Constant | string {
  switch (expected.type) {
    case 'number':
      return numberOf(literal, expected)
    case 'boolean':
      return booleanOf(literal, expected)
    case 'float':
      return floatOf(literal, expected)
    case 'ipv4':
      return literal.kind === 'word' ? ipv4Of(literal.text) : notFor(literal, expected)
    case 'ipv6':
      return literal.kind === 'word' ? ipv6Of(literal.text) : notFor(literal, expected)
    case 'ether':
      return etherOf(literal, expected)
    case 'text':
      return constant(literal.kind === 'word' ? literal.text : literal.literal.text)
    case 'bytes':
    case 'protocol':
      return bytesOf(literal)
    case 'time':
      return timeIn(literal.kind === 'string' ? literal.literal.text : literal.text)
    case 'duration':
      return durationIn(literal, expected)
  }
}

const notFor = ({ kind, text }: Literal, expected: OperandType) =>
  `${kind === 'string' ? 'the string ' : ''}${text} is not ${valueTypes[expected.type].name}`

const constant = (value: Constant['value'], prefix?: number): Constant => ({ value, prefix })

function numberOf(literal: Literal, expected: OperandType): Constant | string {
  if (literal.kind === 'character') return constant(literal.literal.bytes[0]!)
  const value = literal.kind === 'word' ? integerOf(literal.text) : undefined
  if (value === undefined) return named(literal, expected)
  const most = 2n ** BigInt(expected.bits) - 1n
  return value > most
    ? `${literal.text} is too large: at most ${most} fits`
    : constant(value > BigInt(Number.MAX_SAFE_INTEGER) ? value : Number(value))
}

/** A whole number, in decimal, or in hexadecimal, binary or octal as `0x1f`, `0b11` and `017` are. */
function integerOf(text: string): number | bigint | undefined {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text)
  if (/^(?:0x[\da-f]{1,16}|0b[01]{1,64}|[1-9]\d{0,19})$/i.test(text)) return BigInt(text)
  return /^0[0-7]{0,22}$/.test(text) ? BigInt(`0o${text}`) : undefined
}

/** The value with a name, in upper or lower case. */
function named(literal: Literal, expected: OperandType): Constant | string {
  const { names } = expected
  if (names.length === 0)
    return `${notFor(literal, expected)}${/^[\w.]+-\w+$/.test(literal.text) ? '; a minus has a blank before it, and a range is 1 .. 2' : ''}`
  const wanted = (literal.kind === 'word' ? literal.text : literal.literal.text).toLowerCase()
  const found = valuesByName(names).get(wanted)
  if (found !== undefined) return constant(found)
  return `${literal.text} is none of its values, such as ${names
    .slice(0, 3)
    .map(([, name]) => JSON.stringify(name))
    .join(', ')}`
}

/**
 * The first value of each name in lower case; kept for each list of names, since a set may have thousands of names in
 * it.
 */
function valuesByName(names: ValueNames): ReadonlyMap<string, number> {
  let values = byName.get(names)
  if (values === undefined) {
    values = new Map(names.toReversed().map(([value, name]) => [name.toLowerCase(), value]))
    byName.set(names, values)
  }
  return values
}

const byName = new WeakMap<ValueNames, ReadonlyMap<string, number>>()

function floatOf(literal: Literal, expected: OperandType): Constant | string {
  const isNumber = literal.kind === 'word' && /^\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(literal.text)
  return isNumber ? constant(Number(literal.text)) : notFor(literal, expected)
}

function booleanOf(literal: Literal, expected: OperandType): Constant | string {
  if (literal.kind === 'character') return constant(literal.literal.bytes[0] === 0 ? 0 : 1)
  if (literal.kind === 'string') return named(literal, expected)
  if (/^(?:true|false)$/i.test(literal.text)) return constant(literal.text.length === 4 ? 1 : 0)
  const value = integerOf(literal.text)
  return value === undefined ? named(literal, expected) : constant(Number(value) === 0 ? 0 : 1)
}

function ipv4Of(text: string): Constant | string {
  const [address, length] = text.split('/') as [string, string | undefined]
  const number = ipv4Number(address)
  if (number === undefined) return `${text} is not an IPv4 address; names of hosts are not looked up`
  if (length === undefined) return constant(number)
  if (!prefixLength.test(length)) return notPrefix(length)
  return Number(length) > 32 ? `an IPv4 address has at most 32 bits, not ${length}` : constant(number, Number(length))
}

function ipv6Of(text: string): Constant | string {
  const [address, length] = text.split('/') as [string, string | undefined]
  const bytes = ipv6Bytes(address)
  if (bytes === undefined) return `${text} is not an IPv6 address; names of hosts are not looked up`
  if (length !== undefined && !prefixLength.test(length)) return notPrefix(length)
  return Number(length ?? 128) > 128
    ? `an IPv6 address has at most 128 bits, not ${length}`
    : constant(bytes, length === undefined ? undefined : Number(length))
}

const prefixLength = /^(?:0|[1-9]\d*)$/
const notPrefix = (length: string) =>
  `the length of a prefix is a decimal number that does not begin with 0, not ${length}`

function etherOf(literal: Literal, expected: OperandType): Constant | string {
  const bytes = literal.kind === 'word' ? bytesIn(literal.text) : undefined
  if (bytes === undefined) return notFor(literal, expected)
  return bytes.length === 6 ? constant(bytes) : `a MAC address has 6 bytes, not ${bytes.length}`
}

export function bytesOf(literal: Literal): Constant | string {
  const bytes = literal.kind === 'word' ? bytesIn(literal.text) : literal.literal.bytes
  return bytes === undefined
    ? `${literal.text} is not bytes: write them as 0a:0b, or text in double quotes`
    : constant(bytes)
}

function timeIn(text: string): Constant | string {
  const time = timeOf(text)
  return time === undefined ? `${text} is not a date and time such as "2026-07-04 12:34:56Z"` : constant(time)
}

function durationIn(literal: Literal, expected: OperandType): Constant | string {
  const time = literal.kind === 'word' ? durationOf(literal.text) : undefined
  return time === undefined ? notFor(literal, expected) : constant(time)
}
