/** `onwire diagnose FILE..`: what is wrong in capture files. */
import { chooseTargetUser } from '../../capture/privileges/target-user.ts'
import { openFiles } from '../../capture/reading/merged-files.ts'
import { FileOpener } from '../../capture/writing/file-opener.ts'
import { CaptureError } from '../../files/error.ts'
import { DiagnosisReport, type Diagnosis } from '../../reports/diagnosis/diagnosis.ts'
import { diagnosisCsv, diagnosisText } from '../../reports/diagnosis/diagnosis-text.ts'
import { jsonDocument } from '../../text/escape.ts'
import type { Values } from '../arguments/options.ts'
import { diagnosePlan, type DiagnosePlan } from '../arguments/plans/diagnose.ts'
import { exitStatus } from '../exit-status.ts'
import { compileFilters, framePredicate } from '../filters.ts'
import { giveUpRoot } from '../give-up-root.ts'
import { openFollower, sayLeft } from '../sources/follower.ts'
import { openKeys } from '../sources/keys.ts'
import { runPipeline, type PacketSink } from '../sinks/pipeline.ts'
import { printFormatted } from '../sinks/printer.ts'
import { palette } from '../terminal/color.ts'
import { isTerminal, terminalWidth } from '../terminal/terminal.ts'

/** Returns the exit status. At damage, what was read before it is diagnosed before this rejects. */
export async function diagnose(values: Values, operands: readonly string[]): Promise<number> {
  const plan = diagnosePlan(values, operands)
  const { input, filter, limits, conversations, failing, user } = plan
  const filters = await compileFilters(filter)
  const target = chooseTargetUser(user)
  const source = await openFiles(input.paths, { order: input.order, reuseMemory: true })
  const report = new DiagnosisReport()
  const reader: PacketSink = { take: (batch) => report.take(batch), end() {} }
  // Conversations are followed before a filter removes some of their packets.
  const { reassemble, secrets } = conversations
  const follower = await openFollower({ reassemble, ...(await openKeys(secrets)) })
  let damage: CaptureError | undefined
  try {
    const keeps = await framePredicate(source, filters, follower)
    const progress = (await isTerminal(2)) ? [new (await import('../sinks/progress.ts')).Progress(source)] : []
    await giveUpRoot(target, new FileOpener(target.account), { verbose: filter.verbose })
    await runPipeline(source, [...progress, reader], limits, keeps, follower)
  } catch (error) {
    if (!(error instanceof CaptureError)) throw error
    damage = error
  } finally {
    source.close()
  }
  sayLeft(follower)
  const diagnosis = report.diagnosis()
  await printFormatted(await textOf(diagnosis, plan))
  if (damage !== undefined) throw damage
  return diagnosis.findings.some(({ severity }) => failing.includes(severity)) ? exitStatus.failed : exitStatus.done
}

async function textOf(diagnosis: Diagnosis, { format, color, all, wraps }: DiagnosePlan): Promise<string> {
  if (format === 'json') return `${jsonDocument(diagnosis)}\n`
  if (format === 'csv') return diagnosisCsv(diagnosis)
  const width = wraps ? (await terminalWidth(1))?.() : undefined
  const look = { width: width ?? Infinity, ...(all ? { most: Infinity } : {}) }
  return diagnosisText(diagnosis, await palette(color), look)
}
