/** Reports on expectations and the snapshot. */
import { appendFileSync } from 'node:fs'
import { sudoCaller } from '../../capture/privileges/target-user.ts'
import { openFileOrPipe } from '../../capture/writing/open-sink.ts'
import { FileOpener } from '../../capture/writing/file-opener.ts'
import type { Check } from '../../check/expectations/check.ts'
import { reporters, type ReportOptions } from '../../check/reporters/index.ts'
import type { CheckResult } from '../../check/expectations/result.ts'
import { palette } from '../terminal/color.ts'
import type { ReportPlan } from '../arguments/plans/parts/checks.ts'
import { exitStatus } from '../exit-status.ts'
import { say } from '../say.ts'
import type { PacketSink } from '../sinks/pipeline.ts'

/** Passes packets to a check, which keeps none of them. */
export function checkSink(check: Check): PacketSink {
  return { take: (batch) => check.take(batch), end() {} }
}

/** Where a report is shown, and how its files are opened. */
export interface ReportWay {
  readonly show: (text: string) => Promise<void>
  /** Of the terminal it may be shown on. Default: standard output. */
  readonly descriptor?: number
  readonly files?: FileOpener
}

/**
 * Writes the report, to files and through `show`, and returns the exit status: 1 if anything failed, or not all
 * packets were checked. Rejects with a CaptureError where it cannot be written.
 */
export async function reportCheck(
  result: CheckResult,
  { shown, files, color, stepSummary }: ReportPlan,
  options: ReportOptions,
  { show, descriptor, files: opener = new FileOpener(sudoCaller(), 'umask') }: ReportWay,
): Promise<number> {
  for (const { path, format } of files) await writeReport(path, reporters[format](result, options), opener)
  if (stepSummary !== undefined) appendSummary(stepSummary, reporters.markdown(result, options))
  await show(
    reporters[shown](result, shown === 'text' ? { ...options, palette: await palette(color, descriptor) } : options),
  )
  return result.passed && options.trouble === undefined ? exitStatus.done : exitStatus.failed
}

/** A summary that cannot be written is no failure of the check. */
function appendSummary(path: string, text: string): void {
  try {
    appendFileSync(path, `${text}\n`)
  } catch (error) {
    say(`onwire: no summary was written (GITHUB_STEP_SUMMARY): ${(error as Error).message}\n`)
  }
}

/** Rejects with a CaptureError. */
async function writeReport(path: string, text: string, files: FileOpener): Promise<void> {
  const sink = await openFileOrPipe(path, { files })
  try {
    await sink.write(new TextEncoder().encode(text))
  } finally {
    await sink.close()
  }
}
