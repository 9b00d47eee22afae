/** Where the report on expectations and the snapshot goes. */
import { sudoCaller } from '../../capture/privileges/target-user.ts'
import { openFileOrPipe } from '../../capture/writing/byte-sink.ts'
import { FileOpener } from '../../capture/writing/file-opener.ts'
import type { Check } from '../../check/expectations/check.ts'
import { reporters, type ReportName, type ReportOptions } from '../../check/reporters/index.ts'
import type { CheckResult } from '../../check/expectations/result.ts'
import { palette } from '../terminal/color.ts'
import type { Receiver } from '../sinks/pipeline.ts'
import { exitStatus } from '../exit-status.ts'
import { UsageError } from '../usage-error.ts'
import type { Values } from '../arguments/options.ts'

/** Brings the packets that are delivered to a check, which looks at them and keeps none. */
export function checking(check: Check): Receiver {
  return { take: (batch) => check.take(batch), end() {} }
}

/** Writes the report, to `--report-file` and through `show`, and returns the exit status: 1 if anything in it failed, or not all packets were checked. Rejects with a CaptureError where it cannot be written. */
export async function reportCheck(
  result: CheckResult,
  values: Values,
  options: ReportOptions,
  show: (text: string) => Promise<void>,
  descriptor?: number,
): Promise<number> {
  const { 'report-file': path, color } = values
  const format = reportFormat(values)
  if (path !== undefined) await writeReport(path, reporters[format](result, options))
  const shown = path === undefined ? format : 'text'
  await show(
    reporters[shown](result, shown === 'text' ? { ...options, palette: await palette(color, descriptor) } : options),
  )
  return result.passed && options.trouble === undefined ? exitStatus.done : exitStatus.failed
}

/** Throws UsageError for report options without anything to report on. */
export function refuseReports(values: Values): void {
  for (const option of ['report', 'report-file'] as const)
    if (values[option] !== undefined)
      throw new UsageError(`--${option} needs an expectation, such as --expect 'http.request', or --snapshot FILE`)
}

/** What was asked for, or else what the name of the file says. */
function reportFormat({ report, 'report-file': path = '' }: Values): ReportName {
  return report ?? endings[/\.\w+$/.exec(path)?.[0] ?? ''] ?? 'text'
}

const endings: Readonly<Record<string, ReportName>> = { '.xml': 'junit', '.tap': 'tap', '.json': 'json' }

/** Rejects with a CaptureError. */
async function writeReport(path: string, text: string): Promise<void> {
  const sink = await openFileOrPipe(path, { files: new FileOpener(sudoCaller(), 'umask') })
  try {
    await sink.write(new TextEncoder().encode(text))
  } finally {
    await sink.close()
  }
}
