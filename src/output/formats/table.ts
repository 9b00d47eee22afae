/** Packets in a table with borders, for looking at a few. */
import { columns } from './columns.ts'
import type { OutputOptions } from '../options.ts'
import type { Output } from '../output.ts'
import { printable } from '../../text/escape.ts'

/** How many rows a table holds: to lay out 20,000 takes 72 s, and nobody reads them. */
export const tableLimit = 1000

/** Rows are collected and written at the end; what is beyond the limit is only counted. */
export function tableOutput(options: OutputOptions): Output {
  const { names, row } = columns(options)
  const rows: string[][] = []
  let beyond = 0
  return {
    packet(batch, index) {
      if (rows.length < tableLimit) rows.push(row(batch, index).map((value) => printable(value)))
      else beyond++
    },
    async end(text) {
      const { default: Table } = await import('cli-table3')
      const head = names.map((name) => options.palette.name(name))
      const table = new Table({ head, style: { head: [], border: [] } })
      table.push(...rows)
      text.text(`${table.toString()}\n`)
      if (beyond > 0)
        text.text(
          `A table holds ${tableLimit} packets; ${beyond} more are not shown. Choose another format for them, such as --format line.\n`,
        )
    },
  }
}
