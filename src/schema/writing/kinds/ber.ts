/** The inverse of `kinds/ber`: values with the shortest length there is, as in DER (X.690, section 10.1). */
import type { BerKind } from '../../wire.ts'
import { oidBytes } from './addresses.ts'
import { Output } from '../output.ts'
import type { Place, WireOf, Writer } from '../place.ts'
import { refusal } from '../refusal.ts'
import { encoded } from './texts.ts'

export const writeBer: Writer<WireOf<'ber'>> = (value, place, wire) => {
  const inner = tagged(wire.tag, contentOf(value, place, wire))
  const whole = wire.around === undefined ? inner : tagged(wire.around, inner)
  place.output.putBytes(place.at >> 3, whole)
  return 8 * whole.length
}

const tagged = (tag: number, content: Uint8Array): Uint8Array =>
  Uint8Array.from([tag, ...lengthBytes(content.length), ...content])

function contentOf(value: unknown, place: Place, { of, encoding = 'utf-8' }: WireOf<'ber'>): Uint8Array {
  const { path } = place
  switch (of) {
    case 'integer':
      return integerBytes(value ?? 0, path)
    case 'boolean':
      if (value !== undefined && typeof value !== 'boolean') throw refusal(path, 'true or false', value)
      return Uint8Array.of(value === true ? 0xff : 0)
    case 'octets':
      if (value !== undefined && !(value instanceof Uint8Array)) throw refusal(path, 'a Uint8Array', value)
      return value ?? new Uint8Array(0)
    case 'bits':
      if (value !== undefined && !(value instanceof Uint8Array)) throw refusal(path, 'a Uint8Array', value)
      return Uint8Array.of(0, ...(value ?? []))
    case 'text':
      return encoded(value ?? '', encoding, path)
    case 'time':
      return encoded(timeDigits(value, path), 'ascii', path)
    case 'oid': {
      const bytes = oidBytes(value ?? '0.0')
      if (bytes === undefined) throw refusal(path, 'an object identifier such as "1.3.6.1"', value)
      return bytes
    }
    case 'sequence':
    case 'list':
      return partsOf(of, value, place)
  }
}

/** `2026-11-30T08:39:47.5Z` as `20261130083947.5Z`. */
function timeDigits(value: unknown, path: string): string {
  const text = value ?? '1970-01-01T00:00:00Z'
  if (typeof text !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(text))
    throw refusal(path, 'a time such as "2020-07-04T12:34:56Z"', value)
  return text.replaceAll(/[-:T]|\.0*(?=Z)/g, '')
}

/** Records, written where they will lie once it is known how long their length is. */
function partsOf(of: BerKind, value: unknown, { field, record, path, output }: Place): Uint8Array {
  const [schema] = field.parts!.schemas
  const items = of === 'list' ? (value ?? []) : [value ?? {}]
  if (!Array.isArray(items)) throw refusal(path, 'a list', value)
  const kept = output.bytes
  output.bytes = new Output().bytes
  let end = 0
  for (const [index, item] of items.entries())
    end = record(schema!, item, end, of === 'list' ? `${path}[${index}]` : path)
  const content = output.bytes.slice(0, end)
  output.bytes = kept
  return content
}

function integerBytes(value: unknown, path: string): Uint8Array {
  if (typeof value !== 'bigint' && !Number.isSafeInteger(value)) throw refusal(path, 'a whole number', value)
  const number = BigInt(value as bigint | number)
  let length = 1
  while (BigInt.asIntN(8 * length, number) !== number) length++
  if (length > 64) throw refusal(path, 'a whole number of at most 64 bytes', value)
  return Uint8Array.from({ length }, (_, index) => Number((number >> BigInt(8 * (length - 1 - index))) & 0xffn))
}

/** X.690, section 8.1.3. */
function lengthBytes(length: number): readonly number[] {
  if (length < 0x80) return [length]
  const bytes: number[] = []
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest & 255)
  return [0x80 | bytes.length, ...bytes]
}
