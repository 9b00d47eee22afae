/** Identifiers that are unique everywhere: GUIDs and object identifiers. */
import { measureOf, pathsOf, type AnyAmount, type NeedsNumber } from '../amount.ts'
import type { Field } from '../field.ts'
import type { View } from '../view.ts'
import { endOf, toTheEnd } from './bytes.ts'
import { hex } from './hex.ts'
import { listed, type Look } from './numbers.ts'

/**
 * A GUID, `6ba7b810-9dad-11d1-80b4-00c04fd430c8`. On the wire its first three numbers are in little-endian order, as
 * Microsoft writes them, unless `order` is `big` (RFC 9562).
 */
export function guid(
  filter: string,
  label: string,
  { also, order = 'mixed' }: Pick<Look, 'also'> & { readonly order?: 'mixed' | 'big' } = {},
): Field<string, unknown> {
  const places = order === 'big' ? inOrder : mixed
  return {
    filter,
    label,
    size: 128,
    also: listed(also),
    type: 'text',
    wire: { kind: 'guid', places },
    bind: () => (bytes, at) => {
      const digits = hex(Uint8Array.from(places, (place) => bytes[at + place]!))
      return [
        [0, 8],
        [8, 12],
        [12, 16],
        [16, 20],
        [20, 32],
      ]
        .map(([from, to]) => digits.slice(from, to))
        .join('-')
    },
    show: (value) => value,
  }
}

const inOrder = Array.from({ length: 16 }, (_, index) => index)
const mixed = [3, 2, 1, 0, 5, 4, 7, 6, ...inOrder.slice(8)]

/**
 * An object identifier as BER encodes it, `1.3.6.1.2.1`: of `length` bytes, or up to the end. Absent if it is not one.
 */
export function oid<const P extends string = never>(
  filter: string,
  label: string,
  length?: P,
  { also }: Pick<Look, 'also'> = {},
): Field<string | undefined, unknown, NeedsNumber<P>> {
  const size = length === undefined ? toTheEnd : measureOf(length as AnyAmount)
  return {
    filter,
    label,
    size: size as (self: View, at: number) => number,
    also: listed(also),
    type: 'text',
    elastic: true,
    wire: { kind: 'oid' },
    bind: () => (bytes, at, self) => oidText(bytes, at, endOf(self, at, size(self, at))),
    show: (value) => value ?? '',
    references: { paths: pathsOf(length) },
  }
}

/** X.690, section 8.19; at most 128 arcs, each below 2^64. */
export function oidText(bytes: Uint8Array, start: number, end: number): string | undefined {
  const arcs: bigint[] = []
  let arc = 0n
  if (start >= end || bytes[end - 1]! >= 0x80) return undefined
  for (let at = start; at < end; at++) {
    arc = (arc << 7n) | BigInt(bytes[at]! & 0x7f)
    if (arc >> 64n !== 0n || arcs.length > 127) return undefined
    if (bytes[at]! >= 0x80) continue
    arcs.push(arc)
    arc = 0n
  }
  const [first = 0n, ...rest] = arcs
  const root = first < 80n ? first / 40n : 2n
  return [root, first - root * 40n, ...rest].join('.')
}
