import { mostOptions } from '../limits.ts'
import { padded } from './blocks.ts'

/** One option of a block: a number, and `length` bytes of the block's memory from `start`. */
export interface Option {
  readonly code: number
  readonly start: number
  readonly length: number
}

export interface Options {
  readonly list: readonly Option[]
  /** Where an option says to be longer than what is left for it; undefined if all is well. */
  readonly damagedAt: number | undefined
}

export const optionComment = 1

/**
 * The options between `from` and `end`, in the order of the file; those before damage. Section 3.5 of the draft.
 * Options without a value, of which a block may hold millions, and those after the first `mostOptions` are left out.
 */
export function readOptions(view: DataView, from: number, end: number, littleEndian: boolean): Options {
  const list: Option[] = []
  const damagedAt = eachOption(view, from, end, littleEndian, (code, start, length) => {
    if (length > 0 && list.length < mostOptions) list.push({ code, start, length })
  })
  return { list, damagedAt }
}

/**
 * Shows all options between `from` and `end`, without keeping them; returns where damage is, undefined if there is
 * none.
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

/** The text of the first option of this code that is not empty. */
export function optionText(view: DataView, options: readonly Option[], code: number): string | undefined {
  return optionTexts(view, options, code)[0]
}

export function optionTexts(view: DataView, options: readonly Option[], code: number): string[] {
  return options
    .filter((option) => option.code === code)
    .map((option) => decodeText(view, option.start, option.length))
    .filter((text) => text !== '')
}

/** A count of 8 bytes; counts beyond 2^53 lose their last digits. */
export function optionCount(
  view: DataView,
  options: readonly Option[],
  code: number,
  littleEndian: boolean,
): number | undefined {
  const option = options.find((one) => one.code === code && one.length === 8)
  return option && Number(view.getBigUint64(option.start, littleEndian))
}

/** UTF-8, up to a zero byte if there is one: some programs count it. */
export function decodeText(view: DataView, start: number, length: number): string {
  const bytes = new Uint8Array(view.buffer, view.byteOffset + start, length)
  const zero = bytes.indexOf(0)
  return textDecoder.decode(zero < 0 ? bytes : bytes.subarray(0, zero))
}

const textDecoder = new TextDecoder()
const optionHeader = 4
const endOfOptions = 0
