/** What is checked, and how it is reported. */
import type { Expectation } from '../../../check/expectations/expectation.ts'
import type { ReportName } from '../../../check/reporters/index.ts'
import type { TranscriptOptions } from '../../../check/snapshot/options.ts'
import type { ColorMode } from '../../terminal/color.ts'
import { UsageError } from '../../usage-error.ts'
import { defaultColor, defaultReport } from '../defaults.ts'
import type { Values } from '../options.ts'
import { expectationsOf } from './expectations.ts'

export interface ChecksPlan {
  readonly expectations: readonly Expectation[]
  readonly snapshot: SnapshotPlan | undefined
  readonly report: ReportPlan
}

export interface SnapshotPlan {
  readonly path: string
  /** Records it again. */
  readonly update: boolean
  readonly options: TranscriptOptions
}

export interface ReportPlan {
  readonly format: ReportName
  readonly file: string | undefined
  readonly color: ColorMode
}

/** Reads files of expectations. Rejects with UsageError. */
export async function checksPlan(values: Values): Promise<ChecksPlan> {
  const { report, 'report-file': file, color = defaultColor } = values
  const expectations = await expectationsOf(values)
  const snapshot = snapshotPlan(values)
  const format = report ?? endings[/\.\w+$/.exec(file ?? '')?.[0] ?? ''] ?? defaultReport
  return { expectations, snapshot, report: { format, file, color } }
}

/** Throws UsageError for report options without anything to report on. */
export function refuseReports(values: Values): void {
  for (const option of ['report', 'report-file'] as const)
    if (values[option] !== undefined)
      throw new UsageError(`--${option} needs an expectation, such as --expect 'http.request', or --snapshot FILE`)
}

function snapshotPlan(values: Values): SnapshotPlan | undefined {
  const { snapshot: path, update = false, ignore, mask, unordered, binary } = values
  if (path !== undefined)
    return { path, update, options: { ignore, mask: mask?.map(({ words }) => words[0]!), unordered, binary } }
  const given = snapshotOptions.find((option) => values[option] !== undefined)
  if (given !== undefined) throw new UsageError(`--${given} needs --snapshot FILE`)
  return undefined
}

const snapshotOptions = ['update', 'ignore', 'mask', 'unordered', 'binary'] as const satisfies (keyof Values)[]

const endings: Readonly<Record<string, ReportName>> = { '.xml': 'junit', '.tap': 'tap', '.json': 'json' }
