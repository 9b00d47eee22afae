/** Counts packets in statistics tables and shows them. */
import type { Batch } from '../../files/batch.ts'
import { FilterError } from '../../filter/error.ts'
import { tablesNamed } from '../../reports/statistics/catalog.ts'
import { statisticsCsv, statisticsJson, statisticsText, type StatisticsLook } from '../../reports/statistics/formats.ts'
import { Statistics } from '../../reports/statistics/statistics.ts'
import { shownTable, type ShownTable, type StatisticsTable } from '../../reports/statistics/table.ts'
import type { StatsTables } from '../arguments/plans/stats.ts'
import { palette } from '../terminal/color.ts'
import { terminalWidth } from '../terminal/terminal.ts'
import { UsageError } from '../usage-error.ts'
import type { PacketSink } from './pipeline.ts'
import { printFormatted } from './printer.ts'

export class StatisticsSink implements PacketSink {
  private readonly statistics: Statistics
  private ended = false

  private constructor(
    private readonly plan: StatsTables,
    /** Tables that are shown though they have no rows. */
    private readonly wanted: ReadonlySet<StatisticsTable>,
    tables: readonly StatisticsTable[],
    private readonly look: StatisticsLook,
  ) {
    this.statistics = new Statistics(tables)
  }

  /** Rejects with UsageError, and with FilterError for a filter that is not valid. */
  static async open(plan: StatsTables): Promise<StatisticsSink> {
    const made = await Promise.all(
      plan.chosen.map(async ({ name, of }) => ({ tables: await tablesOf(name, of, plan), isNamed: of.length > 0 })),
    )
    const tables = made.flatMap((each) => each.tables)
    const { sort } = plan.order
    if (sort !== undefined && !tables.some((table) => hasColumn(table, sort))) refuseColumn(sort, tables)
    const terminal = await terminalWidth(1)
    const width = plan.wide || terminal === undefined ? undefined : terminal()
    const look = { width, palette: await palette(plan.color), commas: terminal !== undefined }
    const wanted = made.flatMap(({ tables: named, isNamed }) => (isNamed || named.length === 1 ? named : []))
    return new StatisticsSink(plan, new Set(wanted), tables, look)
  }

  get needsConversations(): boolean {
    return this.statistics.needsConversations
  }

  get packets(): number {
    return this.statistics.packets
  }

  take(batch: Batch): void {
    this.statistics.take(batch)
  }

  end(): void {
    this.ended = true
  }

  /** Shows the tables; false if they have no rows. Nothing is shown before the pipeline has run, unless `early`. */
  async show(early = false): Promise<boolean> {
    if (!this.ended && !early) return true
    const { plan, look, wanted } = this
    const tables = this.statistics.tables.map((table): [StatisticsTable, ShownTable] => [
      table,
      shownTable(table, { ...plan.order, sort: sortOf(table, plan.order.sort) }),
    ])
    const full = tables.some(([, { count }]) => count > 0)
    const shown = tables.flatMap(([table, one]) => (one.count > 0 || (full && wanted.has(table)) ? [one] : []))
    if (plan.format === 'json') await printFormatted(statisticsJson(tables.map(([, one]) => one)))
    else if (plan.format === 'csv') await printFormatted(statisticsCsv(tables[0]![1]))
    else if (shown.length > 0)
      await printFormatted(`${shown.map((one) => statisticsText(one, look)).join('\n')}${early ? '\n' : ''}`)
    return full
  }
}

async function tablesOf(
  name: Parameters<typeof tablesNamed>[0],
  of: Parameters<typeof tablesNamed>[1],
  plan: StatsTables,
) {
  const { interval, columns } = plan
  try {
    return await tablesNamed(name, of?.length === 0 ? undefined : of, { interval, columns })
  } catch (error) {
    if (error instanceof TypeError && !(error instanceof FilterError))
      throw new UsageError(`--column: ${error.message}`)
    throw error
  }
}

const hasColumn = ({ columns }: StatisticsTable, name: string) => columns.some((column) => column.name === name)

/** The column to sort a table by: its own order where it has no such column. */
const sortOf = (table: StatisticsTable, sort: string | undefined): string | undefined =>
  sort !== undefined && hasColumn(table, sort) ? sort : table.order

function refuseColumn(sort: string, tables: readonly StatisticsTable[]): never {
  const names = [...new Set(tables.flatMap(({ columns }) => columns.map(({ name }) => name)))]
  throw new UsageError(`--order-by takes a column, ${names.join(', ')}, not ${JSON.stringify(sort)}`)
}
