/** `onwire run COMMAND`: the packets that one command and its children send and receive, and nobody else's. */
import { FileOpener } from '../../capture/writing/file-opener.ts'
import { lost } from '../../capture/live.ts'
import { dropPrivileges } from '../../capture/privileges/privileges.ts'
import { chooseTargetUser } from '../../capture/privileges/target-user.ts'
import { annotated } from '../../capture/processes/annotate.ts'
import type { CommandOutcome, CommandTraffic, TrafficCapture } from '../../capture/traffic/index.ts'
import { Check } from '../../check/expectations/check.ts'
import { withSnapshot } from '../../check/expectations/result.ts'
import { printable } from '../../text/escape.ts'
import { isBrokenPipe, unlessGone } from '../terminal/broken-pipe.ts'
import { lossLines } from '../terminal/capture-report.ts'
import { checking, refuseReports, reportCheck } from '../checks/report.ts'
import { CommandSignals } from '../sources/command-signals.ts'
import { deliver, type Receiver } from '../sinks/pipeline.ts'
import { exitStatus } from '../exit-status.ts'
import { expectationsOf } from '../checks/expectations.ts'
import { chosenFilters, passesOf } from '../filters.ts'
import { UsageError } from '../usage-error.ts'
import type { Values } from '../arguments/options.ts'
import { chosenOutput, chosenSummary, receiversFor } from '../sinks/select.ts'
import { laterFiles } from '../sinks/writer-plan.ts'
import { ReportSink } from '../sinks/report-file.ts'
import { openTraffic, runsCommand, runTarget } from '../sources/run.ts'
import { say } from '../say.ts'
import { chosenSnapshot, type Snapshot } from '../checks/snapshot.ts'
import { Stop } from '../sources/shutdown.ts'
import { Tally } from '../sinks/packet-counter.ts'
import { chosenTrigger } from '../sinks/trigger.ts'

/** Returns the command's exit status if it failed, otherwise what comes of the expectations. */
export async function run(given: Values, command: readonly string[]): Promise<number> {
  const target = runTarget(given, command)
  const values = withReports(given)
  const expectations = await expectationsOf(values)
  const snapshot = await chosenSnapshot(values)
  if (expectations.length === 0 && snapshot === undefined) refuseReports(values)
  const check = expectations.length > 0 || snapshot ? new Check(expectations) : undefined
  const filters = await chosenFilters(values, [], 'display')
  const trigger = await chosenTrigger(values)
  const output = await chosenOutput(values, standardErrorDescriptor)
  const summary = await chosenSummary(values, standardErrorDescriptor)
  const successor = chooseTargetUser(values['relinquish-privileges'])
  const opener = new FileOpener(successor.account)
  const opened = await openTraffic(target, values, successor.account)
  const traffic = opened.owners === undefined ? opened : annotated(opened, opened.owners, { reuseMemory: true })
  const tally = new Tally()
  let outcome: CommandOutcome | undefined
  try {
    const reports = await ReportSink.open(values, opener)
    const packets = await receiversFor(traffic, output, true, values, {
      files: opener,
      trigger,
      sink: reports,
    })
    const passes = await passesOf(traffic, filters)
    const { remarks } = await dropPrivileges(successor, { opener, openLater: laterFiles(values) })
    const known = traffic.remarks.length
    if (!values.quiet) announce(traffic, remarks, values)
    const receivers: Receiver[] = [
      ...packets,
      ...summary,
      ...(check ? [checking(check)] : []),
      ...(snapshot ? [snapshot] : []),
      tally,
    ]
    outcome = await conducted(traffic, () => deliver(traffic, receivers, values, passes))
    await unlessGone(reports.release())
    for (const remark of traffic.remarks.slice(known)) await reports.print(`onwire: ${printable(remark)}\n`)
    const status = await report(
      reports,
      {
        traffic,
        tally,
        summary,
        check,
        expects: expectations.length > 0,
        snapshot,
        failed: outcome !== undefined && outcome.exitStatus !== 0,
        shown: output !== undefined,
      },
      values,
    )
    await reports.close()
    return outcome?.exitStatus || status
  } finally {
    await traffic.close()
  }
}

/** Unless it is said what is wanted, people want the packets and then what they come to. Throws UsageError. */
function withReports(values: Values): Values {
  if (values.write === '-') throw new UsageError("standard output is the command's: -w takes a file")
  const { summary, count, quiet, format, write, output, color = output === undefined ? 'auto' : 'never' } = values
  const chosen = summary || count || quiet || (format !== undefined && format !== 'line')
  return {
    ...values,
    color,
    ...(chosen ? {} : { summary: true }),
    ...(chosen || write !== undefined ? {} : { print: true }),
  }
}

/** There colours are for a terminal; in a file there are none unless they are asked for. */
const standardErrorDescriptor = 2

/** Lets the command go, and resolves with its end when all packets have been delivered; a process that is attached to goes on until a signal comes. */
async function conducted(
  traffic: CommandTraffic | TrafficCapture,
  delivering: () => Promise<void>,
): Promise<CommandOutcome | undefined> {
  if (!runsCommand(traffic)) {
    const stop = new Stop(() => traffic.stop())
    await delivering().finally(() => stop.release())
    return undefined
  }
  const signals = new CommandSignals(traffic)
  const delivered = delivering()
  const ended = traffic.run().then((outcome: CommandOutcome) => {
    signals.commandEnded()
    void traffic.finish()
    return outcome
  })
  try {
    // Also where its packets cannot be delivered any more the command goes on to its end.
    const [result, outcome] = await Promise.allSettled([delivered, ended])
    if (result.status === 'rejected' && !isBrokenPipe(result.reason)) throw result.reason
    if (outcome.status === 'rejected') throw outcome.reason
    return outcome.value
  } finally {
    signals.release()
  }
}

interface Findings {
  readonly traffic: TrafficCapture
  readonly tally: Tally
  readonly summary: readonly { toString(): string }[]
  readonly check: Check | undefined
  /** Whether there are expectations. */
  readonly expects: boolean
  readonly snapshot: Snapshot | undefined
  /** Whether the command has. */
  readonly failed: boolean
  /** Whether the packets have been. */
  readonly shown: boolean
}

/** Behind the packets, which have been shown: what they come to, and the exit status that comes of what was expected. */
async function report(
  reports: ReportSink,
  { traffic, tally, summary, check, expects, snapshot, failed, shown }: Findings,
  values: Values,
): Promise<number> {
  const { statistics } = traffic
  const losses = lost(statistics)
  if (values.count) await reports.print(`${tally}\n`)
  if (shown && summary.length > 0 && tally.packets > 0) await reports.print('\n')
  for (const each of summary) await reports.print(`${each}`)
  if (tally.packets === 0 && summary.length > 0 && values.format !== 'json') await reports.print('no packets\n')
  if (expects && tally.packets > 0 && (shown || summary.length > 0 || values.count)) await reports.print('\n')
  const trouble = losses === 0 ? undefined : `packets were lost: ${lossLines(traffic).join(', ')}`
  // The report on expectations says so itself.
  if (trouble !== undefined && !expects) await reports.print(`onwire: ${trouble}\n`)
  const status = check
    ? await reportCheck(
        withSnapshot(check.result(), snapshot?.compare({ trouble, failed })),
        values,
        { subject: printable(traffic.name), trouble },
        (text) => reports.print(text),
        standardErrorDescriptor,
      )
    : exitStatus.done
  return values['fail-on-drop'] && losses !== 0 ? exitStatus.failed : status
}

function announce(
  { scope, unmet, remarks: ofCapture }: TrafficCapture,
  remarks: readonly string[],
  { verbose }: Values,
): void {
  const lines = [scope, ...unmet, ...(verbose ? [...ofCapture, ...remarks] : [])]
  say(lines.map((line) => `onwire: ${line}\n`).join(''))
}
