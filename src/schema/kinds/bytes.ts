/** Bytes: a fixed number of them, as many as a field says, or all up to the end. */
import { measureOf, pathsOf, type AnyAmount, type Computed, type NamedAmount, type NeedsNumber } from '../amount.ts'
import type { Field } from '../field.ts'
import type { View } from '../view.ts'
import { hex } from './hex.ts'
import { listed, type Look } from './numbers.ts'

export type BytesLook = Pick<Look, 'also'>

/** Bytes: `length` of them, as far as they are there; without `length`, all up to the end of the record or layer. */
export function bytes<Self>(
  filter: string,
  label: string,
  length?: number | Computed<Self>,
  look?: BytesLook,
): Field<Uint8Array, Self, {}>
export function bytes<const P extends string>(
  filter: string,
  label: string,
  length: P,
  look?: BytesLook,
): Field<Uint8Array, unknown, NeedsNumber<P>>
export function bytes<const P extends string>(
  filter: string,
  label: string,
  length: NamedAmount<P>,
  look?: BytesLook,
): Field<Uint8Array, unknown, NeedsNumber<P>>
export function bytes(
  filter: string,
  label: string,
  length?: AnyAmount,
  look: BytesLook = {},
): Field<Uint8Array, never> {
  const common = {
    filter,
    label,
    also: listed(look.also),
    type: 'bytes',
    show: (value: Uint8Array) => hex(value),
    wire: asBytes,
  } as const
  if (typeof length === 'number')
    return {
      ...common,
      wire: { kind: 'bytes', length },
      size: length * 8,
      bind: () => (memory, at) => memory.subarray(at, at + length),
    }
  const sized = (size: (self: View, at: number) => number): Field<Uint8Array, never> => ({
    ...common,
    elastic: true,
    size,
    bind: () => (memory, at, self) => memory.subarray(at, endOf(self, at, size(self, at))),
    within: sized,
  })
  return { ...sized(length === undefined ? toTheEnd : measureOf(length)), references: { paths: pathsOf(length) } }
}

/** All bytes up to the end of the record or layer. */
export const rest = (filter: string, label: string, look?: BytesLook): Field<Uint8Array, unknown> =>
  bytes(filter, label, undefined, look)

/** Bytes that are worked out from the rest, such as a payload without its mask; absent where there are none. */
export const computedBytes = <Self>(
  filter: string,
  label: string,
  work: (self: View & Self) => Uint8Array | undefined,
): Field<Uint8Array | undefined, Self> => ({
  filter,
  label,
  size: 0,
  also: [],
  type: 'bytes',
  computed: true,
  bind: () => (_bytes, _at, self) => work(self),
  show: (value) => (value === undefined ? '' : hex(value)),
})

const asBytes = { kind: 'bytes' } as const

/** Bytes up to the next multiple of `alignment`, counted from the start of the layer or record. */
export function padding(alignment: number, filter: string, label: string): Field<Uint8Array, unknown> {
  const size = (self: View, at: number) => (alignment - ((at - self.start) % alignment)) % alignment
  return {
    ...rest(filter, label),
    size,
    bind: () => (memory, at, self) => memory.subarray(at, endOf(self, at, size(self, at))),
  }
}

/** The size of what takes all there is. */
export const toTheEnd = (self: View, at: number): number => Math.max(0, self.end - at)

/** Where `size` bytes from byte `at` on end, if not before that with the view. */
export const endOf = (self: View, at: number, size: number): number =>
  at + size < self.end ? Math.max(at, at + size) : Math.max(at, self.end)
