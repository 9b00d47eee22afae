/** How values of each kind get from a packet into a column: straight from their place where it is fixed, else as a view found them. */
import type { Finder } from '../../../packet/field-accessors.ts'
import type { Field } from '../../../schema/index.ts'
import { ipv4Number } from '../types/addresses.ts'
import type { Column } from './value-buffer.ts'
import type { Kind } from '../types/value-types.ts'

export type FixedFinder = Extract<Finder, { readonly kind: 'fixed' }>

export interface Taker {
  /** A value of a layer from byte `start` to byte `end`. */
  fixed(column: Column, finder: FixedFinder, bytes: Uint8Array, start: number, end: number): void
  /** A value that a view found, in the bytes from `at` to `end`; `bytes` themselves end with its layer. */
  found(column: Column, field: Field, value: unknown, bytes: Uint8Array, at: number, end: number, bit: number): void
}

export const bytesTaker: Taker = {
  fixed(column, { offset, needed }, bytes, start) {
    column.addBytes(bytes, start + offset, start + needed)
  },
  found(column, field, value, bytes, at, end) {
    if (field.computed && value instanceof Uint8Array) column.addBytes(value, 0, value.length)
    else column.addBytes(bytes, at, end)
  },
}

/** As of bytes; of a protocol, only its own fields are taken. */
export const extentTaker: Taker = { ...bytesTaker }

const numberTaker: Taker = {
  fixed(column, { read, offset }, bytes, start, end) {
    column.add(numberOf(read(bytes, start + offset, end)))
  },
  found(column, field, value, bytes, at, _end, bit) {
    column.add(numberOf(field.number === undefined ? value : field.number(bit)(bytes, at)))
  },
}

/** A bigint only where it does not fit a number, so that equal values are the same. */
function numberOf(value: unknown): number | bigint {
  if (typeof value === 'number') return value
  if (typeof value === 'bigint') return value <= Number.MAX_SAFE_INTEGER ? Number(value) : value
  return value === true ? 1 : 0
}

const textTaker: Taker = {
  fixed(column, { read, offset }, bytes, start, end) {
    column.add(`${read(bytes, start + offset, end)}`)
  },
  found(column, _field, value) {
    column.add(`${value as string}`)
  },
}

const ipv4Taker: Taker = {
  fixed(column, { place, offset }, bytes, start, end) {
    column.add(wordAt(bytes, place!(bytes, start + offset, end)))
  },
  found(column, { computed, place }, value, bytes, at) {
    column.add(
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
const addressTaker = (length: number): Taker => ({
  fixed(column, { place, offset }, bytes, start, end) {
    const at = place!(bytes, start + offset, end)
    column.addBytes(bytes, at, at + length)
  },
  found(column, { place }, _value, bytes, at) {
    const from = place === undefined ? at : place(bytes, at, bytes.length)
    column.addBytes(bytes, from, from + length)
  },
})

export const takers: Readonly<Record<Kind, Taker>> = {
  number: numberTaker,
  float: numberTaker,
  boolean: numberTaker,
  text: textTaker,
  ipv4: ipv4Taker,
  ether: addressTaker(6),
  ipv6: addressTaker(16),
  bytes: bytesTaker,
  protocol: bytesTaker,
  time: bytesTaker,
  duration: bytesTaker,
}
