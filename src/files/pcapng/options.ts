import { mostOptions } from '../limits.ts'
import { padded } from './blocks.ts'

/** One option of a block: its code, and `length` bytes of value at `start`. */
export interface Option {
  readonly code: number
  readonly start: number
  readonly length: number
}

export interface Options {
  readonly list: readonly Option[]
  /** Position of an option longer than the rest of the block; undefined if all are valid. */
  readonly damagedAt: number | undefined
}

export const optionComment = 1

/**
 * The options between `from` and `end` in file order, up to the first malformed one: section 3.5 of the draft. Options
 * without a value, of which a block may hold millions, and those after the first `mostOptions` are skipped.
 */
export function readOptions(view: DataView, from: number, end: number, littleEndian: boolean): Options {
  const list: Option[] = []
  const damagedAt = eachOption(view, from, end, littleEndian, (code, start, length) => {
    if (length > 0 && list.length < mostOptions) list.push({ code, start, length })
  })
  return { list, damagedAt }
}

/**
 * Calls `found` for each option between `from` and `end`; returns the position of a malformed one, undefined if all are
 * valid.
 */
export function eachOption(
  view: DataView,
  from: number,
  end: number,
  littleEndian: boolean,
  found: (code: number, start: number, length: number) => void,
): number | undefined {
  let at = from
  while (end - at >= optionHeader) {
    const code = view.getUint16(at, littleEndian)
    const length = view.getUint16(at + 2, littleEndian)
    if (code === endOfOptions) break
    const start = at + optionHeader
    if (length > end - start) return at
    found(code, start, length)
    at = start + padded(length)
  }
  return undefined
}

/** The text of the first non-empty option with this code. */
export function optionText(view: DataView, options: readonly Option[], code: number): string | undefined {
  return optionTexts(view, options, code)[0]
}

export function optionTexts(view: DataView, options: readonly Option[], code: number): string[] {
  return options
    .filter((option) => option.code === code)
    .map((option) => decodeText(view, option.start, option.length))
    .filter((text) => text !== '')
}

/** An 8-byte count; counts above 2^53 lose precision. */
export function optionCount(
  view: DataView,
  options: readonly Option[],
  code: number,
  littleEndian: boolean,
): number | undefined {
  const option = options.find((one) => one.code === code && one.length === 8)
  return option && Number(view.getBigUint64(option.start, littleEndian))
}

/** UTF-8, up to the first zero byte: some programs include a terminator in the length. */
export function decodeText(view: DataView, start: number, length: number): string {
  const bytes = new Uint8Array(view.buffer, view.byteOffset + start, length)
  const zero = bytes.indexOf(0)
  return textDecoder.decode(zero < 0 ? bytes : bytes.subarray(0, zero))
}

const textDecoder = new TextDecoder()
const optionHeader = 4
const endOfOptions = 0
