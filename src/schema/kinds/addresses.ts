/** Addresses: text only when they are read, four, six or sixteen bytes until then. */
import { pathsOf, readerOf, type Computed, type NeedsNumber } from '../amount.ts'
import type { Field, Holding } from '../field.ts'
import type { View } from '../view.ts'
import { listed, type Look } from './numbers.ts'

const address =
  (length: number, type: 'ether' | 'ipv4' | 'ipv6', write: (bytes: Uint8Array, at: number) => string) =>
  (filter: string, label: string, look: AddressLook = {}): Field<string, unknown> => {
    const common = {
      filter,
      label,
      also: listed(look.also),
      type,
      holds: type satisfies Holding,
      show: (value: string) => value,
      wire: { kind: 'address', of: type },
    } as const
    return look.shortened
      ? { ...common, ...shortened(length, write) }
      : { ...common, size: length * 8, bind: () => write, place: itself }
  }

export interface AddressLook extends Pick<Look, 'also'> {
  /** Only as many of its first bytes are there as the record goes on for; the others are zero. */
  readonly shortened?: true
}

const shortened = (
  length: number,
  write: (bytes: Uint8Array, at: number) => string,
): Pick<Field<string, unknown>, 'size' | 'bind' | 'relative' | 'elastic'> => ({
  relative: true,
  elastic: true,
  size: (self, at) => Math.max(0, Math.min(length, self.end - at)),
  bind: () => (bytes, at, self) => {
    const whole = new Uint8Array(length)
    whole.set(bytes.subarray(at, Math.max(at, Math.min(self.end, at + length))))
    return write(whole, 0)
  },
})

export interface PrefixLook extends Pick<Look, 'also'> {
  /** The bits that the wire rounds up to: 8 (default), or 32 for whole words. */
  readonly word?: number
}

interface Prefix {
  /** An address of which only the first bits are there, as a field of this name or a function says; others are zero. */
  <const P extends string>(
    filter: string,
    label: string,
    bits: P,
    look?: PrefixLook,
  ): Field<string, unknown, NeedsNumber<P>>
  <Self>(filter: string, label: string, bits: Computed<Self>, look?: PrefixLook): Field<string, Self, {}>
}

const prefix = (length: number, of: 'ipv4' | 'ipv6', write: (bytes: Uint8Array, at: number) => string): Prefix =>
  ((filter: string, label: string, bits: string | Computed<never>, { also, word = 8 }: PrefixLook = {}) => {
    const read = (typeof bits === 'string' ? readerOf(bits) : bits) as (self: View) => number | undefined
    const size = (self: View) => Math.min(length, (Math.ceil(Math.max(0, Number(read(self) ?? 0)) / word) * word) >> 3)
    return {
      filter,
      label,
      also: listed(also),
      type: of,
      holds: of satisfies Holding,
      show: (value: string) => value,
      wire: { kind: 'address', of, sized: true },
      references: { paths: typeof bits === 'string' ? pathsOf(bits) : [] },
      relative: true,
      elastic: true,
      size,
      bind: () => (bytes: Uint8Array, at: number, self: View) => {
        const whole = new Uint8Array(length)
        whole.set(bytes.subarray(at, Math.max(at, Math.min(self.end, at + size(self)))))
        return write(whole, 0)
      },
    }
  }) as Prefix

const itself = (_bytes: Uint8Array, at: number): number => at

export const mac = address(6, 'ether', macText)
export const ipv4Address = address(4, 'ipv4', ipv4Text)
export const ipv6Address = address(16, 'ipv6', ipv6Text)
export const ipv4Prefix = prefix(4, 'ipv4', ipv4Text)
export const ipv6Prefix = prefix(16, 'ipv6', ipv6Text)

const hexadecimal = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** `02:00:00:00:00:01`, from the six bytes at `at`. */
export function macText(bytes: Uint8Array, at: number): string {
  const hex = hexadecimal
  return `${hex[bytes[at]!]}:${hex[bytes[at + 1]!]}:${hex[bytes[at + 2]!]}:${hex[bytes[at + 3]!]}:${hex[bytes[at + 4]!]}:${hex[bytes[at + 5]!]}`
}

/** `192.0.2.1`, from the four bytes at `at`. */
export function ipv4Text(bytes: Uint8Array, at: number): string {
  return `${bytes[at]}.${bytes[at + 1]}.${bytes[at + 2]}.${bytes[at + 3]}`
}

/** `2001:db8::1`, the shortest form of the sixteen bytes at `at` (RFC 5952). */
export function ipv6Text(bytes: Uint8Array, at: number): string {
  const { from, count } = longestZeros(bytes, at)
  let text = ''
  for (let group = 0; group < 8; group++) {
    if (count > 1 && group === from) {
      // An address that holds an IPv4 address shows it as one (section 5), as inet_ntop does.
      text += '::'
      group += count - 1
      if (from === 0 && count === 5 && bytes[at + 10] === 0xff && bytes[at + 11] === 0xff)
        return `${text}ffff:${ipv4Text(bytes, at + 12)}`
      if (from === 0 && count === 6) return `${text}${ipv4Text(bytes, at + 12)}`
      continue
    }
    if (group > 0 && !text.endsWith(':')) text += ':'
    text += ((bytes[at + 2 * group]! << 8) | bytes[at + 2 * group + 1]!).toString(16)
  }
  return text
}

/** The first of the longest runs of groups that are zero. */
function longestZeros(bytes: Uint8Array, at: number): { from: number; count: number } {
  let from = 0
  let count = 0
  for (let group = 0, run = 0; group < 8; group++) {
    run = bytes[at + 2 * group] === 0 && bytes[at + 2 * group + 1] === 0 ? run + 1 : 0
    if (run > count) {
      count = run
      from = group - run + 1
    }
  }
  return { from, count }
}
