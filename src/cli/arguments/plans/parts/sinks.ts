/** What is done with packets: shown, summarized, counted, written to files. */
import { isTcpAddress, parseTcpAddress } from '../../../../capture/remote/tcp-address.ts'
import type { ColorMode } from '../../../terminal/color.ts'
import { UsageError } from '../../../usage-error.ts'
import type { SummaryOrder } from '../../../sinks/summary-order.ts'
import { defaultColor, defaultFormat, defaultOrder } from '../../defaults.ts'
import type { Values } from '../../options.ts'
import { savingOptions } from '../../tables/saving.ts'
import { outputPlan, refuseIgnored, type OutputPlan } from './output.ts'
import { limitsOf, type Limits } from './selection.ts'
import type { Autostop, WritePlan } from './writing.ts'

export interface SinksPlan {
  readonly limits: Limits
  readonly count: boolean
  /** Undefined where packets are not shown. */
  readonly output: OutputPlan | undefined
  readonly lineBuffered: boolean
  readonly summary: SummaryPlan | undefined
  readonly write: WritePlan | undefined
  readonly autostop: Autostop | undefined
}

export interface SummaryPlan {
  readonly format: 'text' | 'json'
  readonly color: ColorMode
  readonly order: SummaryOrder
  /** Lists all rows of each section. */
  readonly all: boolean
  /** Cuts rows at the width of the terminal, if it goes to one. */
  readonly fits: boolean
}

/** Throws UsageError. */
export async function sinksPlan(values: Values): Promise<SinksPlan> {
  // Most commands save nothing: they need not load what parses these options.
  const saves = Object.keys(values).some((name) => Object.hasOwn(savingOptions, name))
  const { write, autostop } = saves ? (await import('./writing.ts')).writingPlan(values) : noSaving
  if (values.write !== undefined) refuseBadAddress(values.write)
  if (values.summary) refuseWithSummary(values)
  else if (values['sort-by'] !== undefined) throw new UsageError('--sort-by is about --summary')
  const shows = showsPackets(values)
  if (shows && values.write === '-')
    throw new UsageError('-w - writes the packets to standard output: they cannot be shown there as well')
  refuseUnshown(values, shows)
  refuseIgnored(values)
  return {
    limits: limitsOf(values),
    count: values.count ?? false,
    output: shows ? outputPlan(values) : undefined,
    lineBuffered: values['line-buffered'] ?? false,
    summary: values.summary && summaryPlan(values),
    write,
    autostop,
  }
}

const noSaving = { write: undefined, autostop: undefined }

function showsPackets({ count, summary, print, write, format }: Values): boolean {
  if (count) return false
  return print ?? (!summary && (write === undefined || format !== undefined))
}

function refuseWithSummary({ count, write, print, format }: Values): void {
  if (count) throw new UsageError('--count and --summary both replace the packets: use one of them')
  if (write === '-')
    throw new UsageError('-w - writes the packets to standard output: the summary cannot be shown there as well')
  if (print && format === 'json')
    throw new UsageError('--format json is one document, the packets or the summary: use --summary without --print')
}

/** Throws UsageError for options about packets that are not shown. */
function refuseUnshown(values: Values, shows: boolean): void {
  if (values.count && values.format !== undefined && values.format !== defaultFormat)
    throw new UsageError('--format cannot be used with --count, which shows only a number')
  const name = shows ? undefined : (['fields', 'payload'] as const).find((each) => values[each] !== undefined)
  if (name === undefined) return
  if (values.count) throw new UsageError(`--${name} cannot be used with --count, which shows only a number`)
  throw new UsageError(`--${name} is about packets that are shown: add --print`)
}

function summaryPlan(values: Values): SummaryPlan {
  const { format = 'line', color = defaultColor, 'sort-by': order = defaultOrder, verbose, wide, output } = values
  if (format !== 'line' && format !== 'json')
    throw new UsageError(`--summary is text, or JSON with --format json: it cannot be used with --format ${format}`)
  return {
    format: format === 'json' ? 'json' : 'text',
    color,
    order,
    all: verbose !== undefined,
    fits: !wide && output === undefined,
  }
}

/** Throws UsageError for a file to write that looks like the address of a receiver and is none. */
export function refuseBadAddress(write: string): void {
  try {
    if (isTcpAddress(write)) parseTcpAddress(write)
  } catch (error) {
    throw new UsageError(`-w: ${(error as TypeError).message}`)
  }
}
