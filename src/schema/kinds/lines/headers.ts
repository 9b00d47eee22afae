/** Header lines, RFC 5322 section 2.2 and RFC 9112 section 5: `field-name ":" OWS field-value CRLF`, perhaps folded. */
import type { Field, Fields, Holding } from '../../field.ts'
import { Schema } from '../../schema.ts'
import type { View } from '../../view.ts'
import { rest } from '../bytes.ts'
import { converted, holding } from '../converted.ts'
import { unfolded } from './folds.ts'
import {
  afterFoldedLine,
  afterLine,
  afterWhiteSpace,
  asciiText,
  beforeWhiteSpace,
  decimalIn,
  isAtInAnyCase,
  lineStop,
  positionOf,
  trimmedEnd,
} from './scan.ts'
import { upTo } from './words.ts'

export interface HeaderLine {
  readonly name: string
  readonly value: string | undefined
}

/**
 * A header line with the fields of its value by its name, without case; `other` are those of any other name.
 * `short` leads from further names to those of `known`.
 */
export function headerLine<V extends { readonly name: string; readonly value: unknown } = HeaderLine>(
  known: Readonly<Record<string, Fields<never>>>,
  other: Fields<never> = { value: headerText('', 'Value') },
  short: Readonly<Record<string, string>> = {},
): Schema<V> {
  const places = new Map(Object.keys(known).map((name, index) => [name.toLowerCase(), index + 1]))
  for (const [letter, name] of Object.entries(short)) places.set(letter, places.get(name.toLowerCase())!)
  const place = (name: string) => places.get(name.toLowerCase()) ?? 0
  const sets = { 0: other, ...Object.fromEntries(Object.values(known).map((set, index) => [index + 1, set])) }
  const header = new Schema('Header')
    .fields({ name: holding(upTo(':', '', 'Name'), (name: string) => (place(name) > 0 ? 'vocabulary' : undefined)) })
    .length(({ bytes, start, end }: View) => afterFoldedLine(bytes, start, end) - start)
    .choice((line) => place(line.name), sets as never)
  // Which properties the sets have besides is not known here.
  return (header as unknown as Schema<V>).summarized(({ name, value }) => `${name}: ${String(value ?? '')}`)
}

/** The value of a header: all that is left of it, without the blanks around it; a fold becomes one space. */
export function headerText(filter: string, label: string, holds?: Holding): Field<string, unknown> {
  const field = converted(rest(filter, label), (bytes) => valueOf(bytes, 0, bytes.length), 'text')
  return holds === undefined ? field : holding(field, holds)
}

/** The same where it is a decimal number; absent where it is none. */
export const headerNumber = (filter: string, label: string): Field<number, unknown> => ({
  ...converted(
    rest(filter, label),
    (bytes) => decimalIn(bytes, 0, trimmedEnd(bytes, 0, bytes.length)) ?? NaN,
    'number',
  ),
  holds: 'digits',
})

/**
 * The value of the first header called `name`, which is in lower case with its colon, among the header lines from `at`
 * to the empty one.
 */
export function headerValue(
  name: Uint8Array,
  bytes: Uint8Array,
  at: number,
  end: number,
  isShort: boolean,
  decode = asciiText,
): string | undefined {
  for (let next; at < end; at = next) {
    next = afterFoldedLine(bytes, at, end)
    if (lineStop(bytes, at, next) === at) return undefined
    if (!isAtInAnyCase(name, bytes, at, end)) continue
    // A line without its end may go on in the next segment, and one at the end of the capture may be folded.
    const isWhole = next < end || (!isShort && trimmedEnd(bytes, at, end) < end)
    return isWhole ? valueOf(bytes, at + name.length, next, decode) : undefined
  }
  return undefined
}

/** Whether a header line begins at a place: a line with a colon, or one that is cut before it. */
export function isHeaderLine(bytes: Uint8Array, start: number, end: number): boolean {
  const stop = lineStop(bytes, start, end)
  return stop > start && (stop === end || positionOf(colon, bytes, start, stop) < stop)
}

/** The empty line after header lines, where there is one. */
export const emptyLine = (label: string): Field<undefined, unknown> => ({
  filter: '',
  label,
  also: [],
  type: 'none',
  holds: 'vocabulary',
  elastic: true,
  size: ({ bytes, end }, at) => (lineStop(bytes, at, end) === at ? afterLine(bytes, at, end) - at : 0),
  bind: () => () => undefined,
  show: () => '',
})

/** White space at either end, folds included, is not part of a value (RFC 9110, section 5.5). */
function valueOf(bytes: Uint8Array, at: number, end: number, decode = asciiText): string {
  const start = afterWhiteSpace(bytes, at, end)
  return unfolded(decode(bytes, start, beforeWhiteSpace(bytes, start, end)))
}

const colon = 0x3a
