/**
 * Statistics as tables: columns with name, label, type and unit, and rows of plain values in the same order. What shows
 * a table (the command, JSON, CSV, a page, a database) needs nothing else.
 */
import type { Batch } from '../../files/batch.ts'
import type { Layers } from '../../packet/layers.ts'
import type { PlainFrames } from '../../packet/registry/plain-frames.ts'

export interface StatisticsColumn {
  /** The key in JSON and the name in CSV, such as `bytesFromA`. */
  readonly name: string
  /** The heading, such as `Bytes A → B`. */
  readonly label: string
  readonly type: 'text' | 'number'
  /** Of numbers; of the text of a path, `path`: parts separated by `:`, each row after the one it is part of. */
  readonly unit?:
    | 'packets'
    | 'bytes'
    | 'seconds'
    | 'percent'
    | 'packets per second'
    | 'bytes per second'
    | 'bits per second'
    | 'port'
    | 'path'
  /** Of numbers that are not whole: digits after the point, as texts show them. */
  readonly digits?: number
}

/** Undefined where there is no value, such as the average of nothing. */
export type StatisticsValue = string | number | undefined
export type StatisticsRow = readonly StatisticsValue[]

/** How far frames must be split into layers: up to these protocols, by their place in `entries`. */
export type LayersNeeded = ReadonlySet<number> | 'all layers' | 'no layers'

export interface StatisticsTable {
  /** As the command names it: `conversations tcp`. */
  readonly name: string
  /** `TCP conversations`. */
  readonly title: string
  readonly columns: readonly StatisticsColumn[]
  readonly needs: LayersNeeded
  /** Whether packets that are quoted by others, as in ICMP errors, count too. Default: true. */
  readonly countsQuoted?: boolean
  /** Whether it needs what conversations tell of packets. */
  readonly follows?: boolean
  /** The column by which rows are sorted, the largest first; undefined where rows have an order of their own. */
  readonly order: string | undefined
  /** The column that bars show, if any. */
  readonly bar?: string
  /** Counts frame `index` of a batch; its layers are decoded as far as `needs` says. */
  take(batch: Batch, index: number, layers: Layers): void
  /** The same for a frame of which the places of its headers are known. Default: it is taken as any other. */
  readonly takePlain?: ((batch: Batch, index: number, plain: PlainFrames) => void) | undefined
  /** The rows so far. */
  rows(): readonly StatisticsRow[]
  /** Packets (or values of packets) that are in no row, since the table has `most` rows. */
  readonly leftOut: number
  /** The limit of rows. */
  readonly most: number
}

/** Limits and other settings that all tables have. */
export interface TableLimits {
  /** Rows that are kept; what belongs to others is counted in `leftOut`. */
  readonly most?: number
}

export interface RowOrder {
  /** The column to sort by. Default: the table's own order. */
  readonly sort?: string | undefined
  readonly reverse?: boolean | undefined
  /** How many rows, from the first on. Default: all. */
  readonly top?: number | undefined
}

/** A table with the rows that are shown. */
export interface ShownTable extends Omit<
  StatisticsTable,
  'take' | 'takePlain' | 'rows' | 'needs' | 'countsQuoted' | 'follows' | 'order'
> {
  readonly rows: readonly StatisticsRow[]
  /** How many rows there are. */
  readonly count: number
}

/**
 * The rows of a table so far, in an order: by numbers from the largest, by texts from A. `TypeError` for a column it
 * does not have.
 */
export function shownTable(
  table: StatisticsTable,
  { sort = table.order, reverse = false, top = Infinity }: RowOrder = {},
): ShownTable {
  const { name, title, columns, bar, leftOut, most } = table
  const rows = table.rows()
  const at = columns.findIndex((column) => column.name === sort)
  if (sort !== undefined && at < 0)
    throw new TypeError(`${name} has no column ${JSON.stringify(sort)}: ${columns.map((each) => each.name).join(', ')}`)
  const path = columns.findIndex(({ unit }) => unit === 'path')
  const ordered = at < 0 ? inOwnOrder(rows, reverse) : sorted(rows, path, comparison(at, reverse))
  const own = bar === undefined ? {} : { bar }
  return { name, title, columns, leftOut, most, ...own, rows: ordered.slice(0, top), count: rows.length }
}

type Comparison = (one: StatisticsRow, other: StatisticsRow) => number

const inOwnOrder = (rows: readonly StatisticsRow[], reverse: boolean): readonly StatisticsRow[] =>
  reverse ? rows.toReversed() : rows

const sorted = (rows: readonly StatisticsRow[], path: number, compare: Comparison): readonly StatisticsRow[] =>
  path < 0 ? rows.toSorted(compare) : sortedTree(rows, path, compare)

/** Rows without a value come last. */
const comparison =
  (at: number, reverse: boolean): Comparison =>
  (one, other) => {
    const [first, second] = [one[at], other[at]]
    if (first === second) return 0
    if (first === undefined || second === undefined) return first === undefined ? 1 : -1
    const isNumber = typeof first === 'number' && typeof second === 'number'
    const order = isNumber ? second - first : `${first}` < `${second}` ? -1 : 1
    return reverse ? -order : order
  }

/** Rows of paths: those that are part of the same one are sorted, and each is followed by its parts. */
function sortedTree(rows: readonly StatisticsRow[], path: number, compare: Comparison): readonly StatisticsRow[] {
  const parts = new Map<string, StatisticsRow[]>()
  for (const row of rows) {
    const own = `${row[path]}`
    const above = own.slice(0, Math.max(0, own.lastIndexOf(':')))
    parts.set(above, [...(parts.get(above) ?? []), row])
  }
  const below = (above: string): readonly StatisticsRow[] =>
    (parts.get(above) ?? []).toSorted(compare).flatMap((row) => [row, ...below(`${row[path]}`)])
  return below('')
}
