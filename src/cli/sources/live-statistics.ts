/** `onwire stats -i INTERFACE`: statistics of packets as they arrive. */
import { lost, type LiveCapture } from '../../capture/live-capture.ts'
import { dropPrivileges } from '../../capture/privileges/privileges.ts'
import { chooseTargetUser } from '../../capture/privileges/target-user.ts'
import type { LivePlan } from '../arguments/plans/live.ts'
import type { StatsPlan, StatsTables } from '../arguments/plans/stats.ts'
import { exitStatus } from '../exit-status.ts'
import { captureFilterError, compileFilters, framePredicate } from '../filters.ts'
import { openFollower } from './follower.ts'
import { openKeys } from './keys.ts'
import { PacketCounter } from '../sinks/packet-counter.ts'
import { runPipeline } from '../sinks/pipeline.ts'
import type { StatisticsSink } from '../sinks/statistics.ts'
import { announce, report, reportEvent } from '../terminal/capture-report.ts'
import { openSource } from './live.ts'
import { Shutdown } from './shutdown.ts'

/** Counts until the capture ends, and shows the tables each `every` seconds before. Returns the exit status. */
export async function liveStatistics(
  plan: LivePlan,
  { every, reassemble, secrets }: Pick<StatsPlan, 'reassemble' | 'secrets'> & Pick<StatsTables, 'every'>,
  sink: StatisticsSink,
): Promise<number> {
  const filters = await compileFilters(plan.filter)
  const target = chooseTargetUser(plan.user)
  const onEvent = (event: Parameters<typeof reportEvent>[0]) => reportEvent(event, plan.verbose)
  const opening = openSource(plan, filters.capture, onEvent, target.account)
  const { capture, filtered } = await opening.catch(async (refusal: unknown) => {
    throw await captureFilterError(filters.capture, refusal)
  })
  const shutdown = new Shutdown(() => capture.stop())
  const counter = new PacketCounter()
  const showing = new Showing(capture, every, sink)
  try {
    const decryption = await openKeys(secrets)
    const isKeyed = secrets.keyLogs.length + secrets.rsaKeys.length > 0
    const isFollowed = reassemble || isKeyed || sink.needsConversations || filters.display?.needsConversations
    const follower = isFollowed ? await openFollower(decryption) : undefined
    const keeps = await framePredicate(capture, filtered ? { ...filters, capture: undefined } : filters, follower)
    const { remarks } = await dropPrivileges(target, {})
    announce(capture, remarks, { verbose: plan.verbose, snapLength: plan.settings.snapLength })
    await runPipeline(capture, [sink, counter], plan.sinks.limits, keeps, follower)
  } finally {
    shutdown.release()
    await showing.end()
    await capture.close()
    if (counter.ended) report(counter, capture)
  }
  return plan.failOnDrop && lost(capture.statistics) !== 0 ? exitStatus.failed : exitStatus.done
}

/** Shows tables from time to time; a failure ends the capture. */
class Showing {
  private readonly timer: NodeJS.Timeout | undefined
  private shown: Promise<unknown> = Promise.resolve()
  private failure: { readonly error: unknown } | undefined

  constructor(
    private readonly capture: LiveCapture,
    every: number | undefined,
    private readonly sink: StatisticsSink,
  ) {
    if (every !== undefined) this.timer = setInterval(this.show, every * 1000)
  }

  /** Resolves once all is shown. Rejects if that failed. */
  async end(): Promise<void> {
    clearInterval(this.timer)
    await this.shown
    if (this.failure !== undefined) throw this.failure.error
  }

  private readonly show = () => {
    this.shown = this.shown
      .then(() => this.sink.show(true))
      .catch((error: unknown) => {
        this.failure ??= { error }
        this.capture.stop()
      })
  }
}
