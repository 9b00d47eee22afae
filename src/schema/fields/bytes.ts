/** Bytes and text. */
import type { Field } from '../field.ts'
import type { View } from '../view.ts'
import { listed, type Look } from './numbers.ts'

/** As many bytes as `length` says, as far as they are there. */
export const bytes = <Self>(
  filter: string,
  label: string,
  length: (self: Self) => number,
  look: Pick<Look, 'also'> = {},
): Field<Uint8Array, Self> => ({
  filter,
  label,
  also: listed(look.also),
  type: 'bytes',
  elastic: true,
  size: length as (self: View & Self) => number,
  bind: () => (memory, at, self) =>
    memory.subarray(at, Math.max(at, Math.min(self.end, at + Math.max(0, length(self))))),
  show: (value) => hex(value),
})

/** All bytes up to the end of the record or layer. */
export const rest = (filter: string, label: string): Field<Uint8Array, unknown> => ({
  filter,
  label,
  also: [],
  type: 'bytes',
  elastic: true,
  size: (self, at) => self.end - at,
  bind: () => (memory, at, self) => memory.subarray(Math.min(at, self.end), self.end),
  show: (value) => hex(value),
})

/** Text in UTF-8, as many bytes as `length` says; what is not UTF-8 becomes U+FFFD. */
export const text = <Self>(filter: string, label: string, length: (self: Self) => number): Field<string, Self> => ({
  filter,
  label,
  also: [],
  type: 'text',
  elastic: true,
  size: length as (self: View & Self) => number,
  bind: () => (memory, at, self) =>
    utf8.decode(memory.subarray(at, Math.max(at, Math.min(self.end, at + Math.max(0, length(self)))))),
  show: (value) => value,
})

const utf8 = new TextDecoder()

/** Two digits a byte, with `between` in between. */
export function hex(value: Uint8Array, between = ''): string {
  let text = ''
  for (let index = 0; index < value.length; index++)
    text += (index === 0 ? '' : between) + (value[index]! + 0x100).toString(16).slice(1)
  return text
}
