/**
 * How values of each type get from a packet into a buffer: straight from their place where it is fixed, else as a view
 * found them.
 */
import type { Finder } from '../../../packet/field-accessors.ts'
import type { Field } from '../../../schema/index.ts'
import { ipv4Number } from '../types/addresses.ts'
import type { ValueBuffer } from './value-buffer.ts'
import type { ValueType } from '../types/value-types.ts'

export type FixedFinder = Extract<Finder, { readonly kind: 'fixed' }>

export interface ValueReader {
  /** A value of a layer from byte `start` to byte `end`. */
  fixed(buffer: ValueBuffer, finder: FixedFinder, bytes: Uint8Array, start: number, end: number): void
  /** A value that a view found, in the bytes from `at` to `end`; `bytes` themselves end with its layer. */
  found(
    buffer: ValueBuffer,
    field: Field,
    value: unknown,
    bytes: Uint8Array,
    at: number,
    end: number,
    bit: number,
  ): void
}

export const bytesReader: ValueReader = {
  fixed(buffer, { offset, needed }, bytes, start) {
    buffer.addBytes(bytes, start + offset, start + needed)
  },
  found(buffer, field, value, bytes, at, end) {
    if (field.computed && value instanceof Uint8Array) buffer.addBytes(value, 0, value.length)
    else buffer.addBytes(bytes, at, end)
  },
}

/** The same bytes; but of a protocol only its header, without the payload. */
export const extentReader: ValueReader = { ...bytesReader }

const numberReader: ValueReader = {
  fixed(buffer, { read, offset }, bytes, start, end) {
    buffer.add(numberOf(read(bytes, start + offset, end)))
  },
  found(buffer, field, value, bytes, at, _end, bit) {
    buffer.add(numberOf(field.number === undefined ? value : field.number(bit)(bytes, at)))
  },
}

/** A bigint only where it does not fit a number, so that equal values are the same. */
function numberOf(value: unknown): number | bigint {
  if (typeof value === 'number') return value
  if (typeof value === 'bigint') return value <= Number.MAX_SAFE_INTEGER ? Number(value) : value
  return value === true ? 1 : 0
}

const textReader: ValueReader = {
  fixed(buffer, { read, offset }, bytes, start, end) {
    buffer.add(`${read(bytes, start + offset, end)}`)
  },
  found(buffer, _field, value) {
    buffer.add(`${value as string}`)
  },
}

const ipv4Reader: ValueReader = {
  fixed(buffer, { place, offset }, bytes, start, end) {
    buffer.add(wordAt(bytes, place!(bytes, start + offset, end)))
  },
  found(buffer, { computed, place }, value, bytes, at) {
    buffer.add(
      computed
        ? (ipv4Number(value as string) ?? 0)
        : wordAt(bytes, place === undefined ? at : place(bytes, at, bytes.length)),
    )
  },
}

export function wordAt(bytes: Uint8Array, at: number): number {
  return ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) >>> 0
}

/** Addresses of `length` bytes. */
const addressReader = (length: number): ValueReader => ({
  fixed(buffer, { place, offset }, bytes, start, end) {
    const at = place!(bytes, start + offset, end)
    buffer.addBytes(bytes, at, at + length)
  },
  found(buffer, { place }, _value, bytes, at) {
    const from = place === undefined ? at : place(bytes, at, bytes.length)
    buffer.addBytes(bytes, from, from + length)
  },
})

/** Points in time are found through views, since some of them are absent. */
const timeReader: ValueReader = {
  fixed: bytesReader.fixed,
  found(buffer, { addTimeTo }, _value, bytes, at) {
    addTimeTo?.(bytes, at, buffer)
  },
}

export const valueReaders: Readonly<Record<ValueType, ValueReader>> = {
  number: numberReader,
  float: numberReader,
  boolean: numberReader,
  text: textReader,
  ipv4: ipv4Reader,
  ether: addressReader(6),
  ipv6: addressReader(16),
  bytes: bytesReader,
  protocol: bytesReader,
  time: timeReader,
  duration: bytesReader,
}
