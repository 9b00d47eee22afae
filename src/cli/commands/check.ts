/** `onwire check FILE..`: checks the packets of capture files against expectations. */
import { chooseTargetUser } from '../../capture/privileges/target-user.ts'
import { openFiles } from '../../capture/reading/merged-files.ts'
import { FileOpener } from '../../capture/writing/file-opener.ts'
import { Check } from '../../check/expectations/check.ts'
import { withSnapshot } from '../../check/expectations/result.ts'
import { CaptureError } from '../../files/error.ts'
import type { Values } from '../arguments/options.ts'
import { checkPlan } from '../arguments/plans/check.ts'
import { checkSink, reportCheck } from '../checks/report.ts'
import { openSnapshot } from '../checks/snapshot.ts'
import { compileFilters, framePredicate } from '../filters.ts'
import { giveUpRoot } from '../give-up-root.ts'
import { runPipeline } from '../sinks/pipeline.ts'
import { printFormatted } from '../sinks/printer.ts'
import { chosenFollower } from '../sources/follower.ts'
import { undecidedText } from '../undecided.ts'

/** Returns the exit status. At damage, what was read before it is reported before this rejects. */
export async function check(values: Values, operands: readonly string[]): Promise<number> {
  const { input, filter, limits, user, checks, conversations } = await checkPlan(values, operands)
  const snapshot = await openSnapshot(checks.snapshot)
  const filters = await compileFilters(filter)
  const check = new Check(checks.expectations, checks)
  const target = chooseTargetUser(user)
  const source = await openFiles(input.paths, { order: input.order, reuseMemory: true })
  const subject = source.name
  const files = new FileOpener(target.account, 'umask')
  let damage: CaptureError | undefined
  try {
    const follower = await chosenFollower(conversations, filters.display, check, snapshot)
    const keeps = await framePredicate(source, filters, follower)
    await giveUpRoot(target, files, { later: checks.report.files.map(({ path }) => path), verbose: filter.verbose })
    await runPipeline(source, [checkSink(check), ...(snapshot ? [snapshot] : [])], limits, keeps, follower)
  } catch (error) {
    if (!(error instanceof CaptureError)) throw error
    damage = error
  } finally {
    source.close()
  }
  const undecided = undecidedText(filters.display)
  const comparison = snapshot?.compare({ trouble: damage ? 'not all packets could be read' : undecided })
  const result = withSnapshot(check.result(), comparison)
  const status = await reportCheck(
    result,
    checks.report,
    { subject, trouble: damage?.message ?? undecided },
    { show: printFormatted, files },
  )
  if (damage !== undefined) throw damage
  return status
}
