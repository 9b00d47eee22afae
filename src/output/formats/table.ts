/** Packets in a table, for small captures: all rows are held to align them. */
import { columns } from './columns.ts'
import { conversationsShown, settingsOf, type OutputOptions } from '../options.ts'
import type { Output } from '../output.ts'
import { printable } from '../../text/escape.ts'
import { tableText } from '../../text/table.ts'
import { borderedRows, borderedTable } from './bordered-table.ts'

/** Limit of rows in a table without borders; `borderedRows` is that of one with them. */
export const tableLimit = 10_000

/**
 * Rows are collected and written at the end, on a terminal with borders; those beyond a limit are only counted.
 */
export function tableOutput(given: OutputOptions = {}): Output {
  const options = settingsOf(given)
  const { names, row } = columns(options)
  const { palette, width, wide } = options
  const most = width === undefined ? tableLimit : borderedRows
  const rows: string[][] = []
  let beyond = 0
  return {
    ...conversationsShown(options),
    packet(batch, index) {
      if (rows.length < most) rows.push(row(batch, index).map((value) => printable(value)))
      else beyond++
    },
    async end(text) {
      const look = { width: wide ? Infinity : (width?.() ?? Infinity), name: palette.name }
      const heads = names.map((name) => ({ name, right: name === 'number' || name === 'length' }))
      text.text(await (width === undefined ? tableText : borderedTable)(heads, rows, look))
      if (beyond > 0)
        text.text(
          `A table is limited to ${most} packets; ${beyond} more are not shown. ` +
            'Use another format for them, such as --format line.\n',
        )
    },
  }
}
