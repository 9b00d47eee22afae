/** Numbers of variable length, which their own bits or other fields tell. */
import { measureOf, pathsOf, type AnyAmount, type Computed, type NamedAmount, type NeedsNumber } from '../amount.ts'
import type { Field } from '../field.ts'
import type { View } from '../view.ts'
import { listed, shownNumber, type Look } from './numbers.ts'

type UintLook = Pick<Look, 'also' | 'names' | 'unit' | 'base' | 'order'>

/** A number of as many bytes as another field or a function says, at most 6; absent if that is more. */
export function uint<Self>(
  filter: string,
  label: string,
  size: Computed<Self>,
  look?: UintLook,
): Field<number, Self, {}>
export function uint<const P extends string>(
  filter: string,
  label: string,
  size: P | NamedAmount<P>,
  look?: UintLook,
): Field<number, unknown, NeedsNumber<P>>
export function uint(filter: string, label: string, size: AnyAmount, look: UintLook = {}): Field<number, never> {
  const measure = measureOf(size)
  const { names, order } = look
  return {
    filter,
    label,
    also: listed(look.also),
    type: 'number',
    ...(names && { names }),
    relative: true,
    wire: { kind: 'uint', measure, order },
    size: measure,
    bind: () => (bytes, at, self) => {
      const length = measure(self)
      let value = length > 6 ? NaN : 0
      for (let index = 0; index < length && index < 6; index++)
        value = value * 256 + bytes[order === 'little' ? at + length - 1 - index : at + index]!
      return value
    },
    show: (value, self) => shownNumber(self === undefined ? 0 : 8 * measure(self), look)(value),
    references: { paths: pathsOf(size) },
  }
}

/**
 * How it is written: `quic` has its length in the first two bits (RFC 9000, section 16); `leb128` has 7 bits a byte,
 * the lowest first (protobuf, WebAssembly), and `zigzag` is the same with the sign in the lowest bit; `mqtt` is
 * `leb128` of at most 4 bytes (MQTT 5.0, section 1.5.5); `base128` has the highest 7 bits first (BER tags, MIDI).
 */
export type VarintKind = 'quic' | 'leb128' | 'zigzag' | 'mqtt' | 'base128'

/**
 * A number of variable length: a bigint where it is beyond what a number holds. Absent if it does not end, or is too
 * long.
 */
export function varint(
  filter: string,
  label: string,
  kind: VarintKind,
  look: Pick<Look, 'also' | 'names' | 'unit' | 'base'> = {},
): Field<number | bigint, unknown> {
  const { names } = look
  const shown = shownNumber(0, look)
  return {
    filter,
    label,
    also: listed(look.also),
    type: 'number',
    ...(names && { names }),
    ...(kind === 'zigzag' && { signed: true }),
    wire: { kind: 'varint', of: kind },
    size: (self: View, at) => varintSize(self.bytes, at, self.end, kind) || Infinity,
    bind: () => (bytes, at, self) => {
      const size = varintSize(bytes, at, self.end, kind)
      // NaN is what a value that is not there reads as.
      return size === 0 ? NaN : varintAt(bytes, at, size, kind)
    },
    show: (value) => (typeof value === 'number' ? shown(value) : `${value}`),
  }
}

/** Bytes of the number at `at`; 0 if it does not end before `end`, or takes more than it may. */
function varintSize(bytes: Uint8Array, at: number, end: number, kind: VarintKind): number {
  if (at >= end) return 0
  if (kind === 'quic') {
    const size = 1 << (bytes[at]! >> 6)
    return at + size <= end ? size : 0
  }
  const most = Math.min(end, at + (kind === 'mqtt' ? 4 : 10))
  for (let next = at; next < most; next++) if (bytes[next]! < 0x80) return next + 1 - at
  return 0
}

function varintAt(bytes: Uint8Array, at: number, size: number, kind: VarintKind): number | bigint {
  if (size > 4) return small(bigAt(bytes, at, size, kind))
  let value = 0
  if (kind === 'quic') {
    value = bytes[at]! & 0x3f
    for (let next = 1; next < size; next++) value = value * 256 + bytes[at + next]!
    return value
  }
  for (let index = 0; index < size; index++)
    value = value * 128 + (bytes[kind === 'base128' ? at + index : at + size - 1 - index]! & 0x7f)
  return kind === 'zigzag' ? (value >>> 1) ^ -(value & 1) : value
}

function bigAt(bytes: Uint8Array, at: number, size: number, kind: VarintKind): bigint {
  let value = 0n
  if (kind === 'quic') {
    for (let next = 0; next < size; next++) value = (value << 8n) | BigInt(bytes[at + next]!)
    return BigInt.asUintN(8 * size - 2, value)
  }
  for (let index = 0; index < size; index++)
    value = (value << 7n) | BigInt(bytes[kind === 'base128' ? at + index : at + size - 1 - index]! & 0x7f)
  value = BigInt.asUintN(64, value)
  return kind === 'zigzag' ? (value >> 1n) ^ -(value & 1n) : value
}

const small = (value: bigint): number | bigint =>
  value <= Number.MAX_SAFE_INTEGER && value >= Number.MIN_SAFE_INTEGER ? Number(value) : value
