/** Text of all the ways in which protocols end and encode it. */
import { measureOf, pathsOf, type AnyAmount, type Computed, type NamedAmount, type NeedsNumber } from '../amount.ts'
import type { Field } from '../field.ts'
import type { View } from '../view.ts'
import { endOf, toTheEnd } from './bytes.ts'
import { listed, unsigned, unsignedLittle, type Look } from './numbers.ts'

export type Encoding = 'utf-8' | 'ascii' | 'latin-1' | 'utf-16le' | 'utf-16be'

export interface TextLook extends Pick<Look, 'also'> {
  /** Default: UTF-8. What an encoding has no character for becomes U+FFFD, in ASCII every byte from 0x80 on. */
  readonly encoding?: Encoding
  /**
   * The character that fills a text up to its size: with `zero` it ends before the first, with `space` before those at
   * its end.
   */
  readonly padding?: 'zero' | 'space'
}

/** Ends with a zero character, which belongs to it but is not shown. */
interface Terminated {
  readonly until: 'zero'
}

/** Has its length before it, a number of 1, 2 or 4 bytes that counts bytes, without itself. */
interface Counted {
  readonly prefix: 1 | 2 | 4
  readonly order?: 'little'
}

/**
 * Text: of `length` bytes; up to a zero (`{ until: 'zero' }`); after a length of its own that is not shown (`{ prefix:
 * 2 }`); or, without `length`, up to the end of the record or layer.
 */
export function text<Self>(
  filter: string,
  label: string,
  length?: number | Terminated | Counted | Computed<Self>,
  look?: TextLook,
): Field<string, Self, {}>
export function text<const P extends string>(
  filter: string,
  label: string,
  length: P,
  look?: TextLook,
): Field<string, unknown, NeedsNumber<P>>
export function text<const P extends string>(
  filter: string,
  label: string,
  length: NamedAmount<P>,
  look?: TextLook,
): Field<string, unknown, NeedsNumber<P>>
export function text(
  filter: string,
  label: string,
  length?: AnyAmount | Terminated | Counted,
  look: TextLook = {},
): Field<string, never> {
  const common = { filter, label, also: listed(look.also), type: 'text', show: (value: string) => value } as const
  const { encoding = 'utf-8', padding } = look
  const wire = { kind: 'text', encoding, padding } as const
  const read = (memory: Uint8Array, from: number, to: number) =>
    textOf(memory, from, padding === undefined ? to : unpadded(memory, from, to, encoding, padding), encoding)
  if (typeof length === 'number')
    return {
      ...common,
      wire: { ...wire, length },
      relative: true,
      size: length * 8,
      bind: () => (memory, at) => read(memory, at, at + length),
    }
  if (typeof length === 'object' && 'until' in length)
    return { ...common, wire: { kind: 'text to zero', encoding }, ...terminated(encoding) }
  if (typeof length === 'object' && 'prefix' in length)
    return {
      ...common,
      wire: { kind: 'counted text', encoding, ...length, order: length.order },
      ...counted(length, read),
    }
  const sized = (size: (self: View, at: number) => number): Field<string, never> => ({
    ...common,
    wire,
    elastic: true,
    size,
    bind: () => (memory, at, self) => read(memory, at, endOf(self, at, size(self, at))),
    within: sized,
  })
  return { ...sized(length === undefined ? toTheEnd : measureOf(length)), references: { paths: pathsOf(length) } }
}

/** Text that is worked out from the rest, such as the URI of a request; absent where there is none. */
export const computedText = <Self>(
  filter: string,
  label: string,
  work: (self: View & Self) => string | undefined,
): Field<string | undefined, Self> => ({
  filter,
  label,
  size: 0,
  also: [],
  type: 'text',
  computed: true,
  bind: () => (_bytes, _at, self) => work(self),
  show: (value) => value ?? '',
})

type Kind = Pick<Field<string, unknown>, 'elastic' | 'size' | 'bind' | 'relative' | 'lead'>

function terminated(encoding: Encoding): Kind {
  const width = widthOf(encoding)
  return {
    elastic: true,
    size: (self, at) => {
      const zero = zeroIn(self.bytes, at, self.end, width)
      return zero < 0 ? Infinity : zero + width - at
    },
    bind:
      () =>
      (memory, at, { end }) => {
        const zero = zeroIn(memory, at, end, width)
        return textOf(memory, at, zero < 0 ? end : zero, encoding)
      },
  }
}

function counted({ prefix, order }: Counted, read: (memory: Uint8Array, from: number, to: number) => string): Kind {
  const number = order === 'little' ? unsignedLittle(prefix * 8) : unsigned(prefix * 8, 0)
  return {
    relative: true,
    lead: prefix,
    size: (self, at) => (at + prefix > self.end ? Infinity : prefix + number(self.bytes, at)),
    bind: () => (memory, at, self) =>
      at + prefix > self.end ? '' : read(memory, at + prefix, endOf(self, at + prefix, number(memory, at))),
  }
}

const widthOf = (encoding: Encoding) => (encoding === 'utf-16le' || encoding === 'utf-16be' ? 2 : 1)

/** Where the first zero character from `at` on begins, -1 if there is none before `end`. */
function zeroIn(memory: Uint8Array, at: number, end: number, width: number): number {
  for (let next = at; next + width <= end; next += width)
    if (memory[next] === 0 && (width === 1 || memory[next + 1] === 0)) return next
  return -1
}

function unpadded(memory: Uint8Array, from: number, to: number, encoding: Encoding, padding: 'zero' | 'space'): number {
  const width = widthOf(encoding)
  if (padding === 'zero') {
    const zero = zeroIn(memory, from, to, width)
    return zero < 0 ? to : zero
  }
  const low = encoding === 'utf-16be' ? 1 : 0
  let end = to
  while (end - width >= from && memory[end - width + low] === 0x20 && (width === 1 || memory[end - 1 - low] === 0))
    end -= width
  return end
}

/** The characters in the bytes from `from` to `to`. */
export function textOf(memory: Uint8Array, from: number, to: number, encoding: Encoding): string {
  const part = memory.subarray(from, Math.max(from, to))
  if (encoding === 'utf-8') return utf8.decode(part)
  let text = ''
  if (widthOf(encoding) === 1) {
    for (const byte of part) text += encoding === 'ascii' && byte > 0x7f ? '\ufffd' : String.fromCharCode(byte)
    return text
  }
  const high = encoding === 'utf-16be' ? 0 : 1
  for (let at = 0; at + 1 < part.length; at += 2)
    text += String.fromCharCode((part[at + high]! << 8) | part[at + 1 - high]!)
  return text.replace(loneSurrogate, '\ufffd')
}

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })
const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g
