/** Ranges in brackets: of bytes, of characters, of layers. */
import { FilterError } from '../../error.ts'
import type { Range } from './tree.ts'
import type { Token } from './tokens.ts'

/** `[i:length] [i-last] [i] [:length] [i:]`; offsets may be negative, and count from the end then. */
export function rangeOf({ text: range, start, end }: Token, text: string): Range {
  const fail = (reason: string) => new FilterError(reason, text, start, Math.max(end, start + 1))
  if (range === ':') return { from: 0 }
  const parts = /^(?<from>-?\w+)?\s*(?:(?<colon>:)\s*(?<length>-?\w+)?|-\s*(?<to>-?\w+))?$/.exec(range)?.groups
  if (parts === undefined || (parts['from'] === undefined && parts['colon'] === undefined)) {
    throw fail('a range is [offset], [offset:length], [first-last], [:length] or [offset:]')
  }
  const [from, length, to] = [parts['from'], parts['length'], parts['to']].map((part) =>
    part === undefined ? undefined : offset(part),
  )
  if ([from, length, to].some((part) => Number.isNaN(part)))
    throw fail('a range is made of decimal, octal or hexadecimal numbers')
  if (length !== undefined && length <= 0) throw fail(`a range of length ${length} is empty`)
  if (to !== undefined) {
    if (from! < 0 !== to < 0) throw fail(`a range from ${from} to ${to} counts from different ends`)
    if (from! >= to) throw fail(`a range from ${from} to ${to} is empty`)
    return { from: from!, to }
  }
  if (parts['colon'] === undefined) return { from: from!, length: 1 }
  return length === undefined ? { from: from ?? 0 } : { from: from ?? 0, length }
}

/** A decimal, octal or hexadecimal number; NaN if it is none. */
function offset(text: string): number {
  const digits = text.replace('-', '')
  const base = /^0x[\da-f]{1,8}$/i.test(digits)
    ? 16
    : /^0[0-7]{0,10}$/.test(digits)
      ? 8
      : /^[1-9]\d{0,9}$/.test(digits)
        ? 10
        : NaN
  const value = Number.isNaN(base) ? NaN : parseInt(digits, base)
  return value > 0x7fffffff ? NaN : text.startsWith('-') ? -value : value
}

/** Where a range begins in something of `size` parts, or -1 if not all of it is there. */
export function firstOf({ from, length, to }: Range, size: number): number {
  const first = from < 0 ? size + from : from
  if (first < 0 || first > size) return -1
  const last = to === undefined ? first + (length ?? 0) : (to < 0 ? size + to : to) + 1
  return last > size || last < first || first === size ? -1 : first
}

/** Where a range that is there ends. */
export function endOf({ length, to }: Range, first: number, size: number): number {
  if (to !== undefined) return (to < 0 ? size + to : to) + 1
  return length === undefined ? size : first + length
}

/** Whether a range of layers has the one with a number, counted from 1, of `count`. */
export function hasLayer({ from, length, to }: Range, layer: number, count: number): boolean {
  const first = from < 0 ? count + from + 1 : from
  if (layer < first) return false
  // As in Wireshark, a negative last layer is less than any, so that the range has none.
  if (to !== undefined) return layer <= to
  return length === undefined || layer < first + length
}
