/** Packets in a table with borders, for small captures. */
import { columns } from './columns.ts'
import type { OutputOptions } from '../options.ts'
import type { Output } from '../output.ts'
import { printable } from '../../text/escape.ts'

/** Limit of rows in a table: laying out 20,000 takes 72 s. */
export const tableLimit = 1000

/** Rows are collected and written at the end; those beyond the limit are only counted. */
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
          `A table is limited to ${tableLimit} packets; ${beyond} more are not shown. ` +
            'Use another format for them, such as --format line.\n',
        )
    },
  }
}
