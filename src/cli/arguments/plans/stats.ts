import { isTableName, tableKinds, type TableName } from '../../../reports/statistics/catalog.ts'
import type { RowOrder } from '../../../reports/statistics/table.ts'
import { talkers, type Talker } from '../../../reports/statistics/talkers/talkers.ts'
import { suggestion } from '../../../text/suggestion.ts'
import type { ColorMode } from '../../terminal/color.ts'
import { UsageError } from '../../usage-error.ts'
import { defaultColor } from '../defaults.ts'
import type { Values } from '../options.ts'
import type { LivePlan } from './live.ts'
import { secretsPlan, type SecretsPlan } from './parts/secrets.ts'
import { timeOf } from './parts/amounts.ts'
import { inputPlan, type InputPlan } from './parts/inputs.ts'
import { refuseIgnored } from './parts/output.ts'
import { filterPlan, limitsOf, type FilterPlan, type Limits } from './parts/selection.ts'

/** `onwire stats`. */
export interface StatsPlan {
  readonly source:
    { readonly kind: 'files'; readonly input: InputPlan } | { readonly kind: 'live'; readonly live: LivePlan }
  readonly filter: FilterPlan
  readonly limits: Limits
  readonly tables: StatsTables
  readonly user: string | undefined
  /** Whether packets are counted as their conversations put them together. */
  readonly reassemble: boolean
  readonly secrets: SecretsPlan
}

/** The tables, and how they are shown. */
export interface StatsTables {
  readonly chosen: readonly ChosenTables[]
  /** Seconds of the intervals of `io`. */
  readonly interval: number
  /** Seconds after which tables of a live capture are shown; undefined for at its end only. */
  readonly every: number | undefined
  readonly columns: readonly string[]
  readonly order: RowOrder
  readonly format: StatsFormat
  readonly color: ColorMode
  /** Whether lines may be wider than the terminal. */
  readonly wide: boolean
}

export type StatsFormat = 'table' | 'json' | 'csv'

/** The tables of one name, and of which protocols. */
export interface ChosenTables {
  readonly name: TableName
  /** Empty for all, of which those without rows are not shown. */
  readonly of: readonly Talker[]
}

/** Rejects with UsageError. */
export async function statsPlan(values: Values, operands: readonly string[]): Promise<StatsPlan> {
  const isLive = values.interface !== undefined || values.command !== undefined || values.remote !== undefined
  const files = isLive ? undefined : inputPlan(values, operands)
  const chosen = chosenTables(files === undefined ? operands : files.words)
  if (!isLive && files === undefined)
    throw new UsageError('stats needs a capture file or an interface: onwire stats FILE TABLE, or -i INTERFACE')
  if (chosen.length === 0)
    throw new UsageError(`stats needs a table: ${listed(Object.keys(tableKinds))}, such as onwire stats FILE hierarchy`)
  refuseIgnored(values)
  const tables = tablesPlan(values, chosen, isLive)
  return {
    source:
      files === undefined
        ? { kind: 'live', live: await (await import('./live.ts')).livePlan(values, []) }
        : { kind: 'files', input: files.input },
    filter: filterPlan(values, [], 'display'),
    limits: limitsOf(values),
    tables,
    user: values['relinquish-privileges'],
    reassemble: values.reassemble ?? false,
    secrets: secretsPlan(values),
  }
}

/** Names of tables, each with the protocols after it; commas separate words too. */
function chosenTables(operands: readonly string[]): readonly ChosenTables[] {
  const chosen: { readonly name: TableName; readonly of: Talker[] }[] = []
  for (const word of operands.flatMap((operand) => operand.split(',')).filter(Boolean)) {
    const last = chosen.at(-1)
    const talker = talkers.find((each) => each === word)
    const name = talker === undefined ? tableNamed(word) : undefined
    if (name !== undefined) chosen.push({ name, of: [] })
    else if (talker === undefined) refuseWord(word)
    else if (last === undefined || !tableKinds[last.name].each)
      throw new UsageError(`${JSON.stringify(word)} belongs after conversations or endpoints: conversations ${word}`)
    else last.of.push(talker)
  }
  return chosen
}

/** The table that a word names, or begins to name, as `conv` of tshark does. */
function tableNamed(word: string): TableName | undefined {
  if (isTableName(word)) return word
  const [begun, ...others] = Object.keys(tableKinds).filter((name) => word.length > 2 && name.startsWith(word))
  return begun !== undefined && others.length === 0 && isTableName(begun) ? begun : undefined
}

function refuseWord(word: string): never {
  const names = Object.keys(tableKinds)
  const alike = suggestion(word, [...names, ...talkers])
  const advice = alike === undefined ? `: ${listed(names)}` : `; did you mean ${alike}?`
  throw new UsageError(`there is no table ${JSON.stringify(word)}${advice}`)
}

function tablesPlan(values: Values, chosen: readonly ChosenTables[], isLive: boolean): StatsTables {
  const { interval, column = [], 'order-by': sort, reverse, top, color = defaultColor, wide = false } = values
  const hasIntervals = chosen.some(({ name }) => name === 'io')
  if (interval !== undefined && !hasIntervals && !isLive)
    throw new UsageError('--interval is about io, or a live capture: onwire stats FILE io --interval 100ms')
  if (column.length > 0 && !hasIntervals)
    throw new UsageError("--column is about io: onwire stats FILE io --column 'SUM(tcp.len)'")
  const format = formatOf(values, chosen)
  const seconds = interval === undefined ? undefined : intervalOf(interval)
  return {
    chosen,
    interval: seconds ?? 1,
    every: isLive ? seconds : undefined,
    columns: column.map(({ words }) => words[0]!),
    order: { sort, reverse, top },
    format,
    color,
    wide,
  }
}

function intervalOf(text: string): number {
  const seconds = timeOf('interval', text, 's') / 1000
  if (seconds < 1e-6) throw new UsageError(`--interval is at least 1us, not ${JSON.stringify(text)}`)
  return seconds
}

function formatOf({ format = 'table' }: Values, chosen: readonly ChosenTables[]): StatsFormat {
  if (format !== 'json' && format !== 'csv') return 'table'
  const isOne = chosen.length === 1 && (!tableKinds[chosen[0]!.name].each || chosen[0]!.of.length === 1)
  if (format === 'csv' && !isOne)
    throw new UsageError('--format csv shows one table, such as conversations tcp: use --format json for several')
  return format
}

const listed = (words: readonly string[]) => `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
