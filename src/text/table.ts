/** Tables of text, as wide as the terminal at most. */
import { cutEnd, displayWidth, padEnd, padStart } from './width.ts'

export interface TableColumn {
  readonly name: string
  /** Whether its values are at the right, as numbers are. */
  readonly right?: boolean
  readonly paint?: (text: string) => string
}

export interface TableLook {
  /** Cells of a line; Infinity where there is no terminal: nothing is cut then. */
  readonly width: number
  /** Paints the names of columns. */
  readonly name: (text: string) => string
}

/** How wide the columns of a table are, as far as they can be shown. */
export interface TableLayout {
  /** Of each column that is shown, in cells. */
  readonly widths: readonly number[]
  /** A line that says which columns are not; empty if all are. */
  readonly leftOut: string
}

/** Cells that a table takes beside the texts: between two columns, and at both ends together. */
export interface TableSpacing {
  readonly between: number
  readonly ends: number
}

/**
 * The layout of a table that takes at most `width` cells a line: the widest columns are cut, and at last columns are
 * left out from the right.
 */
export function tableLayout(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  width: number,
  { between, ends }: TableSpacing,
): TableLayout {
  const natural = columns.map((column, index) => naturalWidth(column, rows, index))
  const shown = shownCount(natural, width - ends, between)
  const widths = fitted(natural.slice(0, shown), width - ends - (shown - 1) * between)
  return { widths, leftOut: leftOut(columns.slice(shown), width) }
}

/** A table without borders, with a line of column names. A value with line feeds takes several lines. */
export function tableText(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  { width, name }: TableLook,
): string {
  const { widths, leftOut } = tableLayout(columns, rows, width, { between: gap.length, ends: 0 })
  const shown = widths.length
  const line = (texts: readonly string[], paints: readonly (((text: string) => string) | undefined)[]) =>
    `${texts
      .map((text, index) => cell(text, widths[index]!, columns[index]!.right === true, paints[index]))
      .join(gap)
      .trimEnd()}\n`
  const head = columns.slice(0, shown)
  const names = line(
    head.map((column) => column.name),
    head.map(() => name),
  )
  const paints = head.map(({ paint }) => paint)
  const body = rows.flatMap((row) => linesOf(row.slice(0, shown)).map((texts) => line(texts, paints)))
  return [names, ...body, leftOut].join('')
}

/**
 * Widths that together take at most `room`: the widest are made narrower, none below `least` cells or its own width.
 */
export function fitted(natural: readonly number[], room: number, least = leastOfColumn): readonly number[] {
  const total = natural.reduce((sum, width) => sum + width, 0)
  if (total <= room) return natural
  // The largest width that all columns may have, so that the table fits.
  let most = Math.max(least, ...natural)
  while (most > least && natural.reduce((sum, width) => sum + Math.min(width, most), 0) > room) most--
  const widths = natural.map((width) => Math.min(width, most))
  // What is left goes to the columns that were cut, a cell each.
  let spare = room - widths.reduce((sum, width) => sum + width, 0)
  return widths.map((width, index) => (width < natural[index]! && spare-- > 0 ? width + 1 : width))
}

const gap = '  '
/** Cells of a column that is cut. */
const leastOfColumn = 8
/** Wider columns are not padded. */
const mostOfPadding = 200

function naturalWidth({ name }: TableColumn, rows: readonly (readonly string[])[], index: number): number {
  let most = displayWidth(name)
  for (const row of rows)
    for (const text of (row[index] ?? '').split('\n'))
      most = Math.max(most, Math.min(mostOfPadding, displayWidth(text)))
  return most
}

/** How many columns can be shown, each as narrow as may be. */
function shownCount(natural: readonly number[], width: number, between: number): number {
  let used = 0
  for (const [index, each] of natural.entries()) {
    used += Math.min(each, leastOfColumn) + (index > 0 ? between : 0)
    if (used > width) return Math.max(1, index)
  }
  return natural.length
}

/** The lines of a row: as many as its longest value has. */
function linesOf(row: readonly string[]): readonly (readonly string[])[] {
  const parts = row.map((text) => text.split('\n'))
  return Array.from({ length: Math.max(...parts.map(({ length }) => length)) }, (_, at) =>
    parts.map((lines) => lines[at] ?? ''),
  )
}

function cell(text: string, width: number, right: boolean, paint: ((text: string) => string) | undefined): string {
  const shown = width >= mostOfPadding ? text : cutEnd(text, width)
  const padded = right ? padStart(shown, width) : padEnd(shown, width)
  return paint === undefined || shown === '' ? padded : padded.replace(shown, () => paint(shown))
}

function leftOut(columns: readonly TableColumn[], width: number): string {
  if (columns.length === 0) return ''
  const names = columns.map(({ name }) => name).join(', ')
  return `${cutEnd(`not shown for lack of room: ${names}`, width)}\n`
}
