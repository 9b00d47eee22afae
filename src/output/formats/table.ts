/** Packets in a table with borders, for looking at a few. */
import Table from 'cli-table3'
import { columns } from './columns.ts'
import type { OutputOptions } from '../options.ts'
import type { Output } from '../output.ts'
import { printable } from '../../text/escape.ts'

/** How many rows a table holds: to lay out 20,000 takes 72 s, and nobody reads them. */
export const tableLimit = 1000

/** Rows are collected and written at the end; what is beyond the limit is only counted. */
export function tableOutput(options: OutputOptions): Output {
  const { names, row } = columns(options)
  const table = new Table({ head: names.map((name) => options.palette.name(name)), style: { head: [], border: [] } })
  let beyond = 0
  return {
    packet(batch, index) {
      if (table.length < tableLimit) table.push(row(batch, index).map((value) => printable(value)))
      else beyond++
    },
    end(text) {
      text.text(`${table.toString()}\n`)
      if (beyond > 0)
        text.text(
          `A table holds ${tableLimit} packets; ${beyond} more are not shown. Choose another format for them, such as --format line.\n`,
        )
    },
  }
}
