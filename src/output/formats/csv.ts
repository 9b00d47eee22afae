/** Comma-separated values with a header row (RFC 4180, but with LF line ends). */
import { columns } from './columns.ts'
import { conversationsShown, settingsOf, type OutputOptions } from '../options.ts'
import type { Output } from '../output.ts'
import { printable } from '../../text/escape.ts'
import type { TextBuffer } from '../../text/buffer.ts'

export function csvOutput(options: OutputOptions = {}): Output {
  const { names, row } = columns(settingsOf(options))
  const write = (values: readonly string[], text: TextBuffer) => text.text(`${values.map(quoted).join(',')}\n`)
  return {
    ...conversationsShown(options),
    begin: (text) => write(names, text),
    packet: (batch, index, text) => write(row(batch, index), text),
  }
}

/** A value, quoted if necessary; one that a spreadsheet would take for a formula has an apostrophe before it. */
function quoted(value: string): string {
  const text = printable(value)
  const safe = /^[=+\-@]/.test(text) && !numbers.test(text) ? `'${text}` : text
  return /[",]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Numbers, also several: "-1.5", "-1,2". */
const numbers = /^[-+]?[\d.]+(,[-+]?[\d.]+)*$/
