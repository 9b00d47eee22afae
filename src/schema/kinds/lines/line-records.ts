/** Parts of protocols that are lines, one after another: commands, replies with codes, and text. */
import type { Field, Names } from '../../field.ts'
import { Schema } from '../../schema.ts'
import type { View } from '../../view.ts'
import { list, type ComputedExtent } from '../lists.ts'
import { shownNumber } from '../numbers.ts'
import { messageEnd } from './framing.ts'
import { afterLine, asciiText, lineStop } from './scan.ts'
import { line } from './words.ts'

/** A record that ends with its line. */
export const lineRecord = (label: string): Schema<{}> =>
  new Schema<{}>(label).length(
    ({ bytes, start, end }: View) => afterLine(bytes, lineStop(bytes, start, end), end) - start,
  )

/** A record that is a line, or a reply with a code that may have several. */
export const commandOrReply = (label: string): Schema<{}> =>
  new Schema<{}>(label).length(({ bytes, start, end }: View) => messageEnd(bytes, start, end) - start)

/** Records one after another, which have no filter name together. */
export const parts = <V>(
  label: string,
  item: Schema<V>,
  extent: ComputedExtent<unknown, View & V> = {},
): Field<readonly (View & V)[], unknown> => list('', label, item, extent as never)

/** Lines that say nothing but their text, up to the end of the record or layer. */
export const textLines = (label: string, filter = '') =>
  parts(label, lineRecord(label).fields({ text: line(filter, label) }))

/** The further lines of a reply, each with its code, which is not shown again. */
export const replyLines = (label: string, filter: string) =>
  parts(
    label,
    lineRecord(label).fields({ code: { ...replyCode('', 'Code'), hidden: true }, text: line(filter, label) }),
  )

/** The three digits that a reply begins with, and the space or dash after them (RFC 5321, section 4.2). */
export const replyCode = (filter: string, label: string, names?: Names): Field<number, unknown> => ({
  filter,
  label,
  also: [],
  type: 'number',
  ...(names && { names }),
  holds: 'digits',
  relative: true,
  size: ({ bytes, end }, at) =>
    at + codeLength > end ? Infinity : lineStop(bytes, at + codeLength, Math.min(end, at + codeLength + 1)) - at,
  bind: () => (bytes, at) => Number.parseInt(asciiText(bytes, at, at + codeLength), 10) || 0,
  show: shownNumber(32, names === undefined ? {} : { names }),
})

const codeLength = 3
