/** Values without a packet: what a word, a string or a character stands for beside something of a kind. */
import { bytesIn, ipv4Number, ipv6Bytes } from './addresses.ts'
import { Column, type Scalar } from '../compile/value-buffer.ts'
import { kinds, type Kind } from './value-types.ts'
import type { Operand } from '../syntax/tree.ts'
import { durationOf, timeOf } from './times.ts'

/** What a literal is compared with. */
export interface Expected {
  readonly kind: Kind
  /** Of numbers: how many bits there are, which says how large one can be. */
  readonly bits: number
  /** Of numbers and flags: what their values are called. */
  readonly names: readonly (readonly [value: number, name: string])[]
}

export interface Constant {
  readonly column: Column
  /** How many bits of an address count, if not all of them do. */
  readonly prefix: number | undefined
}

export type Literal = Extract<Operand, { readonly kind: 'word' | 'string' | 'character' }>

/** A constant, or the reason why there is none. */
export function constantOf(literal: Literal, expected: Expected): Constant | string {
  switch (expected.kind) {
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
      return scalar(literal.kind === 'word' ? literal.text : literal.literal.text)
    case 'bytes':
    case 'protocol':
      return bytesOf(literal)
    case 'time':
      return timeIn(literal.kind === 'string' ? literal.literal.text : literal.text)
    case 'duration':
      return durationIn(literal, expected)
  }
}

const notFor = ({ kind, text }: Literal, expected: Expected) =>
  `${kind === 'string' ? 'the string ' : ''}${text} is not ${kinds[expected.kind].name}`

function scalar(value: Scalar): Constant {
  const column = new Column()
  column.add(value)
  return { column, prefix: undefined }
}

function range(bytes: Uint8Array, prefix?: number): Constant {
  const column = new Column()
  column.addBytes(bytes, 0, bytes.length)
  return { column, prefix }
}

function numberOf(literal: Literal, expected: Expected): Constant | string {
  if (literal.kind === 'character') return scalar(literal.literal.bytes[0]!)
  const value = literal.kind === 'word' ? integerOf(literal.text) : undefined
  if (value === undefined) return named(literal, expected)
  const most = 2n ** BigInt(expected.bits) - 1n
  return value > most
    ? `${literal.text} is too large: at most ${most} fits`
    : scalar(value > BigInt(Number.MAX_SAFE_INTEGER) ? value : Number(value))
}

/** A whole number, in decimal, or in hexadecimal, binary or octal as `0x1f`, `0b11` and `017` are. */
function integerOf(text: string): bigint | undefined {
  if (/^(?:0x[\da-f]{1,16}|0b[01]{1,64}|[1-9]\d{0,19})$/i.test(text)) return BigInt(text)
  return /^0[0-7]{0,22}$/.test(text) ? BigInt(`0o${text}`) : undefined
}

/** The value with a name; names are alike in either case. */
function named(literal: Literal, expected: Expected): Constant | string {
  const { names } = expected
  if (names.length === 0)
    return `${notFor(literal, expected)}${/^[\w.]+-\w+$/.test(literal.text) ? '; a minus has a blank before it, and a range is 1 .. 2' : ''}`
  const wanted = (literal.kind === 'word' ? literal.text : literal.literal.text).toLowerCase()
  const found = names.find(([, name]) => name.toLowerCase() === wanted)
  if (found !== undefined) return scalar(found[0])
  return `${literal.text} is none of its values, such as ${names
    .slice(0, 3)
    .map(([, name]) => JSON.stringify(name))
    .join(', ')}`
}

function floatOf(literal: Literal, expected: Expected): Constant | string {
  const isNumber = literal.kind === 'word' && /^\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(literal.text)
  return isNumber ? scalar(Number(literal.text)) : notFor(literal, expected)
}

function booleanOf(literal: Literal, expected: Expected): Constant | string {
  if (literal.kind === 'character') return scalar(literal.literal.bytes[0] === 0 ? 0 : 1)
  if (literal.kind === 'string') return named(literal, expected)
  if (/^(?:true|false)$/i.test(literal.text)) return scalar(literal.text.length === 4 ? 1 : 0)
  const value = integerOf(literal.text)
  return value === undefined ? named(literal, expected) : scalar(value === 0n ? 0 : 1)
}

function ipv4Of(text: string): Constant | string {
  const [address, length] = text.split('/') as [string, string | undefined]
  const number = ipv4Number(address)
  if (number === undefined) return `${text} is not an IPv4 address; names of hosts are not looked up`
  if (length === undefined) return scalar(number)
  if (!prefixLength.test(length)) return notPrefix(length)
  return Number(length) > 32
    ? `an IPv4 address has at most 32 bits, not ${length}`
    : { ...scalar(number), prefix: Number(length) }
}

function ipv6Of(text: string): Constant | string {
  const [address, length] = text.split('/') as [string, string | undefined]
  const bytes = ipv6Bytes(address)
  if (bytes === undefined) return `${text} is not an IPv6 address; names of hosts are not looked up`
  if (length !== undefined && !prefixLength.test(length)) return notPrefix(length)
  return Number(length ?? 128) > 128
    ? `an IPv6 address has at most 128 bits, not ${length}`
    : range(bytes, length === undefined ? undefined : Number(length))
}

const prefixLength = /^(?:0|[1-9]\d*)$/
const notPrefix = (length: string) =>
  `the length of a prefix is a decimal number that does not begin with 0, not ${length}`

function etherOf(literal: Literal, expected: Expected): Constant | string {
  const bytes = literal.kind === 'word' ? bytesIn(literal.text) : undefined
  if (bytes === undefined) return notFor(literal, expected)
  return bytes.length === 6 ? range(bytes) : `a MAC address has 6 bytes, not ${bytes.length}`
}

export function bytesOf(literal: Literal): Constant | string {
  const bytes = literal.kind === 'word' ? bytesIn(literal.text) : literal.literal.bytes
  return bytes === undefined
    ? `${literal.text} is not bytes: write them as 0a:0b, or text in double quotes`
    : range(bytes)
}

function timeIn(text: string): Constant | string {
  const time = timeOf(text)
  return time === undefined
    ? `${text} is not a date and time such as "2026-07-04 12:34:56Z"`
    : timed(time.seconds, time.nanoseconds)
}

function durationIn(literal: Literal, expected: Expected): Constant | string {
  const time = literal.kind === 'word' ? durationOf(literal.text) : undefined
  return time === undefined ? notFor(literal, expected) : timed(time.seconds, time.nanoseconds)
}

export function timed(seconds: number, nanoseconds: number): Constant {
  const column = new Column()
  column.addTime(seconds, nanoseconds)
  return { column, prefix: undefined }
}
