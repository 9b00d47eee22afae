/** `onwire run COMMAND`: the packets that a command and its children send and receive, and no others. */
import { lost } from '../../capture/live-capture.ts'
import { dropPrivileges } from '../../capture/privileges/privileges.ts'
import { chooseTargetUser } from '../../capture/privileges/target-user.ts'
import type { CommandOutcome, CommandTraffic, TrafficCapture } from '../../capture/traffic/index.ts'
import { FileOpener } from '../../capture/writing/file-opener.ts'
import { Check } from '../../check/expectations/check.ts'
import { withSnapshot } from '../../check/expectations/result.ts'
import { formatOfPath } from '../../files/writer.ts'
import type { Filter } from '../../filter/filter.ts'
import { printable } from '../../text/escape.ts'
import type { Values } from '../arguments/options.ts'
import { runPlan, type RunPlan } from '../arguments/plans/run.ts'
import { checkSink, reportCheck } from '../checks/report.ts'
import { openSnapshot, type Snapshot } from '../checks/snapshot.ts'
import { exitStatus } from '../exit-status.ts'
import { compileFilters, framePredicate, predicateOf } from '../filters.ts'
import { say } from '../say.ts'
import type { FailureCapture } from '../sinks/failure-capture.ts'
import { PacketCounter } from '../sinks/packet-counter.ts'
import { runPipeline } from '../sinks/pipeline.ts'
import { ReportSink } from '../sinks/report-file.ts'
import { chosenOutput, chosenSummary, openSinks } from '../sinks/select.ts'
import { compileTrigger } from '../sinks/trigger.ts'
import { chosenFollower, sayLeft } from '../sources/follower.ts'
import { CommandSignals } from '../sources/command-signals.ts'
import { openTraffic, runsCommand } from '../sources/run.ts'
import { Shutdown } from '../sources/shutdown.ts'
import { isBrokenPipe, unlessGone } from '../terminal/broken-pipe.ts'
import { lossLines } from '../terminal/capture-report.ts'
import { undecidedText } from '../undecided.ts'

/** Returns the command's exit status if it failed, otherwise that of the expectations. */
export async function run(values: Values, command: readonly string[]): Promise<number> {
  return runPlanned(await runPlan(values, command))
}

async function runPlanned(plan: RunPlan): Promise<number> {
  const { expectations, snapshot: snapshotPlan } = plan.checks
  const snapshot = await openSnapshot(snapshotPlan)
  const check = expectations.length > 0 || snapshot ? new Check(expectations, plan.checks) : undefined
  const filters = await compileFilters(plan.filter)
  const trigger = await compileTrigger(plan.sinks.write?.trigger)
  const output = await chosenOutput(plan.sinks, standardErrorDescriptor)
  const summary = await chosenSummary(plan.sinks, standardErrorDescriptor)
  const target = chooseTargetUser(plan.user)
  // What is written holds what was decrypted, and the secrets for it.
  const files = new FileOpener(target.account, plan.conversations.secrets.decrypt ? 'private' : 'owner')
  const traffic = await openTraffic(plan, target.account)
  const counter = new PacketCounter()
  let kept: FailureCapture | undefined
  let status: number | undefined
  try {
    const reports = await ReportSink.open(plan.output, plan.sinks.lineBuffered, files)
    const parts = { files, trigger: predicateOf(trigger) }
    const packets = await openSinks(traffic, output, true, plan.sinks, { ...parts, sink: reports })
    kept = await openFailureCapture(traffic, plan.keepOnFailure, files)
    const dependents = [filters.display, trigger, output, ...summary, check, snapshot]
    const follower = await chosenFollower(plan.conversations, ...dependents)
    const keeps = await framePredicate(traffic, filters, follower)
    const openLater = [...(plan.sinks.write?.laterFiles ?? []), ...(kept ? [kept.path] : [])]
    const { remarks } = await dropPrivileges(target, { opener: files, openLater })
    const known = traffic.remarks.length
    // Where the packets may be of others, that is said in any case.
    if (!plan.quiet || traffic.mode === 'best-effort') announce(traffic, remarks, plan.verbose)
    const checks = [...(check ? [checkSink(check)] : []), ...(snapshot ? [snapshot] : [])]
    const sinks = [...packets, ...(kept ? [kept] : []), ...summary, ...checks, counter]
    const outcome = await runTraffic(traffic, () => runPipeline(traffic, sinks, plan.sinks.limits, keeps, follower))
    await unlessGone(reports.release())
    sayLeft(follower)
    for (const remark of traffic.remarks.slice(known)) await reports.note(remark)
    if (!plan.quiet) for (const text of secretsNote(traffic, plan)) await reports.note(text)
    // After Ctrl-C there is no need to say so.
    if (outcome?.signal && outcome.signal !== 'SIGINT') await reports.note(`${outcome.signal} ended the command`)
    const failed = outcome !== undefined && outcome.exitStatus !== 0
    const results = { traffic, counter, summary, check, snapshot, failed, filters: [filters.display, trigger] }
    const checked = await report(reports, results, plan)
    status = outcome?.exitStatus || checked
    if (kept && status !== exitStatus.done) await reports.note(`the packets are in ${kept.path}`)
    await reports.close()
    return status
  } finally {
    kept?.settle(status !== exitStatus.done)
    await traffic.close()
  }
}

/** That a file was written which decrypts itself. */
function secretsNote({ secrets }: TrafficCapture, { sinks: { write } }: RunPlan): readonly string[] {
  if (write === undefined || write.withoutSecrets || secrets.length === 0) return []
  if ((write.format ?? formatOfPath(write.path)) === 'pcap') return []
  return [`${write.path} has the secrets to decrypt it: --no-secrets leaves them out`]
}

/** A capture file that is kept only if something fails; undefined without a path. */
async function openFailureCapture(traffic: TrafficCapture, path: string | undefined, files: FileOpener) {
  if (path === undefined) return undefined
  return (await import('../sinks/failure-capture.ts')).FailureCapture.open(traffic, path, files)
}

/** Colors are for the terminal of standard error; in a file there are none unless requested. */
const standardErrorDescriptor = 2

/**
 * Releases the command, and resolves with its end when all packets have passed the pipeline. Running processes are
 * captured until a signal.
 */
async function runTraffic(
  traffic: CommandTraffic | TrafficCapture,
  pipeline: () => Promise<void>,
): Promise<CommandOutcome | undefined> {
  if (!runsCommand(traffic)) {
    const shutdown = new Shutdown(() => traffic.stop())
    await pipeline().finally(() => shutdown.release())
    return undefined
  }
  const signals = new CommandSignals(traffic)
  const passed = pipeline()
  const ended = traffic.run().then((outcome: CommandOutcome) => {
    signals.commandEnded()
    void traffic.finish()
    return outcome
  })
  try {
    // The command runs to its end even where the pipeline fails.
    const [result, outcome] = await Promise.allSettled([passed, ended])
    if (result.status === 'rejected' && !isBrokenPipe(result.reason)) throw result.reason
    if (outcome.status === 'rejected') throw outcome.reason
    return outcome.value
  } finally {
    signals.release()
  }
}

interface Results {
  readonly traffic: TrafficCapture
  readonly counter: PacketCounter
  readonly summary: readonly { toString(): string }[]
  readonly check: Check | undefined
  readonly snapshot: Snapshot | undefined
  /** Whether the command failed. */
  readonly failed: boolean
  /** The filters that packets were decided by. */
  readonly filters: readonly (Filter | undefined)[]
}

/** Prints the summary and the report on expectations, after the packets. Returns the exit status. */
async function report(reports: ReportSink, results: Results, plan: RunPlan): Promise<number> {
  const { traffic, counter, summary, filters } = results
  const { count, output, summary: summaryPlan } = plan.sinks
  const losses = lost(traffic.statistics)
  const expects = plan.checks.expectations.length > 0
  if (count) await reports.print(`${counter}\n`)
  if (output && summary.length > 0 && counter.packets > 0) await reports.print('\n')
  for (const each of summary) await reports.print(`${each}`)
  if (counter.packets === 0 && summaryPlan?.format === 'text') await reports.print('no packets\n')
  if (expects && counter.packets > 0 && (output || summaryPlan || count)) await reports.print('\n')
  const lossText = losses === 0 ? [] : [`packets were lost: ${lossLines(traffic).join(', ')}`]
  const undecided = filters.flatMap((filter) => undecidedText(filter) ?? [])
  const trouble = [...lossText, ...undecided].join('; ') || undefined
  // The report on expectations includes it.
  if (trouble !== undefined && !expects) await reports.note(trouble)
  const status = await reportChecks(reports, results, plan, trouble)
  return undecided.length > 0 || (plan.failOnDrop && losses !== 0) ? exitStatus.failed : status
}

async function reportChecks(
  reports: ReportSink,
  { traffic, check, snapshot, failed }: Results,
  { checks }: RunPlan,
  trouble: string | undefined,
): Promise<number> {
  if (!check) return exitStatus.done
  const result = withSnapshot(check.result(), snapshot?.compare({ trouble, failed }))
  const way = { show: (text: string) => reports.print(text), descriptor: standardErrorDescriptor }
  const subject = printable(traffic.name)
  const caution = traffic.mode === 'best-effort' ? notExact : undefined
  return reportCheck(result, checks.report, { subject, trouble, caution }, way)
}

const notExact = 'not exact: packets of other processes may be included or missing (--attribution best-effort)'

function announce(
  { scope, unmet, remarks: ofCapture }: TrafficCapture,
  remarks: readonly string[],
  verbose: boolean,
): void {
  const lines = [scope, ...unmet, ...(verbose ? [...ofCapture, ...remarks] : [])]
  say(lines.map((line) => `onwire: ${line}\n`).join(''))
}
