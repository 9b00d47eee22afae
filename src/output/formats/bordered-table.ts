/** Tables with borders, for terminals. The package that draws them is loaded with the first. */
import { tableLayout, type TableColumn, type TableLook } from '../../text/table.ts'
import { cutEnd } from '../../text/width.ts'

/** Rows that it takes at most: time grows with the square of their number, 20,000 take 72 s. */
export const borderedRows = 1000

/** A value with line feeds takes several lines. */
export async function borderedTable(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  { width, name }: TableLook,
): Promise<string> {
  const { default: Table } = await import('cli-table3')
  // A border and a space on both sides of each column.
  const { widths, leftOut } = tableLayout(columns, rows, width, { between: 3, ends: 4 })
  const shown = columns.slice(0, widths.length)
  const table = new Table({
    head: shown.map((column, index) => name(cutEnd(column.name, widths[index]!))),
    colWidths: widths.map((each) => each + 2),
    colAligns: shown.map(({ right }) => (right ? 'right' : 'left')),
    style: { head: [], border: [] },
    chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
  })
  for (const row of rows)
    table.push(
      shown.map(({ paint }, index) =>
        linesOf(row[index] ?? '', widths[index]!)
          .map(paint ?? same)
          .join('\n'),
      ),
    )
  return `${table.toString()}\n${leftOut}`
}

const linesOf = (value: string, width: number) => value.split('\n').map((line) => cutEnd(line, width))
const same = (text: string) => text
