/** Comma-separated values with a header row (RFC 4180, but with LF line ends). */
import { columns } from './columns.ts'
import type { OutputOptions } from '../options.ts'
import type { Output } from '../output.ts'
import { printable } from '../../text/escape.ts'
import type { TextBuffer } from '../../text/buffer.ts'

export function csvOutput(options: OutputOptions): Output {
  const { names, row } = columns(options)
  const write = (values: readonly string[], text: TextBuffer) => text.text(`${values.map(quoted).join(',')}\n`)
  return {
    begin: (text) => write(names, text),
    packet: (batch, index, text) => write(row(batch, index), text),
  }
}

/** A value, quoted if necessary. */
function quoted(value: string): string {
  const safe = printable(value)
  return /[",]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
