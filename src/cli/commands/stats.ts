/** `onwire stats FILE.. TABLE..`: statistics of captures as tables. */
import { chooseTargetUser } from '../../capture/privileges/target-user.ts'
import { openFiles } from '../../capture/reading/merged-files.ts'
import { FileOpener } from '../../capture/writing/file-opener.ts'
import type { Values } from '../arguments/options.ts'
import { statsPlan, type StatsPlan } from '../arguments/plans/stats.ts'
import type { InputPlan } from '../arguments/plans/parts/inputs.ts'
import { exitStatus } from '../exit-status.ts'
import { compileFilters, framePredicate } from '../filters.ts'
import { say } from '../say.ts'
import { giveUpRoot } from '../give-up-root.ts'
import { openFollower, sayLeft } from '../sources/follower.ts'
import { openKeys } from '../sources/keys.ts'
import { runPipeline } from '../sinks/pipeline.ts'
import { StatisticsSink } from '../sinks/statistics.ts'

/** Returns the exit status: whether any table has a row. At damage, what was read before it is shown. */
export async function stats(values: Values, operands: readonly string[]): Promise<number> {
  const plan = await statsPlan(values, operands)
  const sink = await StatisticsSink.open(plan.tables)
  const status = await counted(plan, sink)
  if (await sink.show()) return status
  const names = plan.tables.chosen.map(({ name, of }) => [name, ...of].join(' '))
  const found = sink.packets === 0 ? 'no packets' : `nothing for ${names.join(', ')} in the packets`
  say(`onwire: ${found}\n`)
  return exitStatus.failed
}

async function counted(plan: StatsPlan, sink: StatisticsSink): Promise<number> {
  const { source, tables, reassemble, secrets } = plan
  if (source.kind === 'live')
    return (await import('../sources/live-statistics.ts')).liveStatistics(
      source.live,
      { every: tables.every, reassemble, secrets },
      sink,
    )
  await ofFiles(plan, source.input, sink)
  return exitStatus.done
}

async function ofFiles(
  { filter, limits, user, reassemble, secrets }: StatsPlan,
  { paths, order }: InputPlan,
  sink: StatisticsSink,
): Promise<void> {
  const filters = await compileFilters(filter)
  const target = chooseTargetUser(user)
  const source = await openFiles(paths, { order, reuseMemory: true })
  try {
    const decryption = await openKeys(secrets)
    const isKeyed = secrets.keyLogs.length + secrets.rsaKeys.length > 0
    const isFollowed = reassemble || isKeyed || sink.needsConversations || filters.display?.needsConversations
    const follower = isFollowed ? await openFollower(decryption) : undefined
    const keeps = await framePredicate(source, filters, follower)
    await giveUpRoot(target, new FileOpener(target.account), { verbose: filter.verbose })
    await runPipeline(source, [sink], limits, keeps, follower)
    sayLeft(follower)
  } catch (error) {
    await sink.show()
    throw error
  } finally {
    source.close()
  }
}
