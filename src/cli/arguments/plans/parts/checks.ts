/** What is checked, and how it is reported. */
import type { Expectation } from '../../../../check/expectations/expectation.ts'
import { reportNames, type ReportName } from '../../../../check/reporters/names.ts'
import type { TranscriptOptions } from '../../../../check/snapshot/options.ts'
import type { ColorMode } from '../../../terminal/color.ts'
import { UsageError } from '../../../usage-error.ts'
import { defaultColor, defaultReport } from '../../defaults.ts'
import type { Values } from '../../options.ts'
import { expectationsOf } from './expectations.ts'

export interface ChecksPlan {
  readonly expectations: readonly Expectation[]
  readonly snapshot: SnapshotPlan | undefined
  /** Whether credentials are shown. */
  readonly showSecrets: boolean
  readonly report: ReportPlan
}

export interface SnapshotPlan {
  readonly path: string
  /** Records it again. */
  readonly update: boolean
  readonly options: TranscriptOptions
}

export interface ReportPlan {
  /** The format of the report that is shown. */
  readonly shown: ReportName
  readonly files: readonly ReportFile[]
  readonly color: ColorMode
  /** The file to which a summary in Markdown is appended. */
  readonly stepSummary: string | undefined
}

export interface ReportFile {
  readonly path: string
  readonly format: ReportName
}

/** Reads files of expectations. Rejects with UsageError. */
export async function checksPlan(values: Values): Promise<ChecksPlan> {
  const { color = defaultColor, 'show-secrets': showSecrets = false } = values
  const expectations = await expectationsOf(values)
  const snapshot = snapshotPlan(values, showSecrets)
  const report = { ...reportFormats(values), color, stepSummary: stepSummary(values) }
  return { expectations, snapshot, showSecrets, report }
}

/** A file whose format is stated neither by a prefix nor by its ending takes that of `--report`. */
function reportFormats({ report, 'report-file': given = [] }: Values): Pick<ReportPlan, 'shown' | 'files'> {
  let isTaken = false
  const files = given.map(({ words }): ReportFile => {
    const [word = ''] = words
    const [, prefix, rest] = /^([a-z]+):(.+)$/s.exec(word) ?? []
    const named = reportNames.find((name) => name === prefix)
    const path = named === undefined ? word : rest!
    const format = named ?? endings[/\.\w+$/.exec(path)?.[0] ?? '']
    isTaken ||= format === undefined
    return { path, format: format ?? report ?? defaultReport }
  })
  const double = files.find(({ path }, index) => files.findIndex((other) => other.path === path) < index)
  if (double !== undefined) throw new UsageError(`--report-file ${double.path} is given more than once`)
  return { shown: isTaken ? defaultReport : (report ?? defaultReport), files }
}

/** GitHub shows the contents of this file in the summary of the workflow run. */
const stepSummary = ({ 'no-step-summary': off }: Values): string | undefined =>
  off || process.env.GITHUB_ACTIONS !== 'true' ? undefined : process.env.GITHUB_STEP_SUMMARY || undefined

/** Throws UsageError for report options without anything to report on. */
export function refuseReports(values: Values): void {
  for (const option of ['report', 'report-file', 'no-step-summary', 'show-secrets'] as const)
    if (values[option] !== undefined)
      throw new UsageError(`--${option} needs an expectation, such as --expect 'http.request', or --snapshot FILE`)
}

function snapshotPlan(values: Values, showSecrets: boolean): SnapshotPlan | undefined {
  const { snapshot: path, update = false, ignore, mask, unordered, binary } = values
  if (path !== undefined)
    return {
      path,
      update,
      options: { ignore, mask: mask?.map(({ words }) => words[0]!), unordered, binary, showSecrets },
    }
  const given = snapshotOptions.find((option) => values[option] !== undefined)
  if (given !== undefined) throw new UsageError(`--${given} needs --snapshot FILE`)
  return undefined
}

const snapshotOptions = ['update', 'ignore', 'mask', 'unordered', 'binary'] as const satisfies (keyof Values)[]

const endings: Readonly<Record<string, ReportName>> = {
  '.xml': 'junit',
  '.tap': 'tap',
  '.json': 'json',
  '.md': 'markdown',
  '.txt': 'text',
}
