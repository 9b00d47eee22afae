/** Statistics tables as text, CSV and JSON. All are safe for a terminal. */
import { grouped } from '../../text/amounts.ts'
import { jsonDocument, printable } from '../../text/escape.ts'
import { plainPalette, type Palette } from '../../text/palette.ts'
import { tableText } from '../../text/table.ts'
import { displayWidth } from '../../text/width.ts'
import type { ShownTable, StatisticsColumn, StatisticsValue } from './table.ts'

export interface StatisticsLook {
  /** Cells of a line. Default: Infinity, and no bars. */
  readonly width?: number | undefined
  readonly palette?: Palette
  /** Whether large numbers have commas. Default: false, so that programs can read them. */
  readonly commas?: boolean
}

/** The title, the table, and a line about what is in no row. Ends with a line feed. */
export function statisticsText(table: ShownTable, look: StatisticsLook = {}): string {
  const { title, rows, count, columns } = table
  const { width = Infinity, palette = plainPalette, commas = false } = look
  const shown = rows.length < count ? `${grouped(rows.length)} of ${grouped(count)}` : grouped(count)
  const texts = rows.map((row) => row.map((value, index) => cellText(value, columns[index]!, commas)))
  const heads = columns.map(({ label, type }) => ({ name: label, right: type === 'number' }))
  const bars = barsOf(table, [heads.map(({ name }) => name), ...texts], width)
  const body =
    bars === undefined
      ? tableText(heads, texts, { width, name: palette.name })
      : tableText(
          [...heads, { name: '', paint: palette.protocol }],
          texts.map((row, index) => [...row, bars[index]!]),
          { width, name: palette.name },
        )
  return `${palette.name(`${printable(title)} (${shown})`)}\n${body}${leftOutText(table)}`
}

/** One line of names, and one for each row. */
export function statisticsCsv({ columns, rows }: Pick<ShownTable, 'columns' | 'rows'>): string {
  const lines = [columns.map(({ name }) => name), ...rows.map((row) => row.map((value) => `${value ?? ''}`))]
  return lines.map((line) => `${line.map(csvText).join(',')}\n`).join('')
}

/** An array of tables: name, columns with their units, rows as objects by the names of columns. */
export function statisticsJson(tables: readonly ShownTable[]): string {
  return `${jsonDocument(
    tables.map(({ name, columns, rows, count, leftOut }) => ({
      table: name,
      columns: columns.map(({ name: column, label, unit }) => ({ name: column, label, unit })),
      rows: rows.map((row) => Object.fromEntries(columns.map((column, index) => [column.name, row[index]]))),
      count,
      leftOut,
    })),
  )}\n`
}

function leftOutText({ leftOut, most }: ShownTable): string {
  return leftOut === 0 ? '' : `not counted, since a table has at most ${grouped(most)} rows: ${grouped(leftOut)}\n`
}

function cellText(value: StatisticsValue, { unit, digits = 0 }: StatisticsColumn, commas: boolean): string {
  if (value === undefined) return ''
  if (typeof value === 'string') return unit === 'path' ? pathText(value) : printable(value)
  if (digits > 0) return value.toFixed(digits)
  return commas && unit !== 'port' && Number.isInteger(value) ? grouped(value) : `${value}`
}

/** The last part of a path, indented by those before it. */
function pathText(path: string): string {
  const parts = path.split(':')
  return `${'  '.repeat(parts.length - 1)}${printable(parts.at(-1)!)}`
}

/** A bar for each row, where there is room; undefined where there is none. */
function barsOf(
  { bar, columns, rows }: ShownTable,
  texts: readonly (readonly string[])[],
  width: number,
): readonly string[] | undefined {
  const at = columns.findIndex(({ name }) => name === bar)
  if (at < 0 || width === Infinity) return undefined
  const used = columns.reduce(
    (sum, _, index) => sum + gap + Math.max(...texts.map((row) => displayWidth(row[index]!))),
    0,
  )
  const room = Math.min(longestBar, width - used)
  if (room < shortestBar) return undefined
  const most = rows.reduce((largest, row) => Math.max(largest, Number(row[at] ?? 0)), 0)
  return rows.map((row) => (most === 0 ? '' : barText((Number(row[at] ?? 0) / most) * room)))
}

/** Between columns. */
const gap = 2
const longestBar = 40
const shortestBar = 8

/** A bar of so many cells, to an eighth. */
function barText(cells: number): string {
  const eighths = Math.round(Math.max(0, cells) * 8)
  return '█'.repeat(eighths >> 3) + (eighths % 8 === 0 ? '' : blocks[(eighths % 8) - 1]!)
}

const blocks = '▏▎▍▌▋▊▉'

/** Quoted if necessary; what a spreadsheet would take for a formula has an apostrophe before it. */
function csvText(value: string): string {
  const text = printable(value)
  const safe = /^[=+\-@]/.test(text) && !/^[-+]?[\d.]+(e[-+]?\d+)?$/.test(text) ? `'${text}` : text
  return /[",]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
