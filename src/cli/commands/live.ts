/** `onwire live [INTERFACE]`: the packets of network interfaces, as they arrive. */
import { interfaceChoices } from '../../capture/interfaces.ts'
import { lost, type LiveEvent } from '../../capture/live-capture.ts'
import { dropPrivileges } from '../../capture/privileges/privileges.ts'
import { chooseTargetUser } from '../../capture/privileges/target-user.ts'
import { FileOpener } from '../../capture/writing/file-opener.ts'
import type { ConversationFollower } from '../../conversations/follower.ts'
import type { Values } from '../arguments/options.ts'
import { choicesPlan, livePlan, type ChoicesPlan, type LivePlan } from '../arguments/plans/live.ts'
import { exitStatus } from '../exit-status.ts'
import { captureFilterError, compileFilters, framePredicate, predicateOf } from '../filters.ts'
import { say } from '../say.ts'
import { PacketCounter } from '../sinks/packet-counter.ts'
import { runPipeline } from '../sinks/pipeline.ts'
import { print, printFormatted } from '../sinks/printer.ts'
import { chosenOutput, chosenSummary, openSinks } from '../sinks/select.ts'
import { compileTrigger } from '../sinks/trigger.ts'
import { chosenFollower, sayLeft } from '../sources/follower.ts'
import { defaultInterface, openSource } from '../sources/live.ts'
import { onSignal, Shutdown } from '../sources/shutdown.ts'
import { announce, report, reportEvent } from '../terminal/capture-report.ts'
import { reportUndecided } from '../undecided.ts'

/** Returns the exit status. */
export async function live(values: Values, operands: readonly string[]): Promise<number> {
  const choices = choicesPlan(values, operands)
  return choices ? listChoices(choices) : capture(await livePlan(values, operands))
}

/** Whether the capture ends with its only interface: then the error says so. */
function endsWith({ kind, interface: name }: LiveEvent, source: LivePlan['source']): boolean {
  if ((kind !== 'failed' && kind !== 'deleted') || source.kind !== 'interfaces') return false
  return source.names.length === 0 || (source.names.length === 1 && source.names[0] === name)
}

async function capture(plan: LivePlan): Promise<number> {
  const filters = await compileFilters(plan.filter)
  const trigger = await compileTrigger(plan.sinks.write?.trigger)
  const output = await chosenOutput(plan.sinks)
  const summary = await chosenSummary(plan.sinks)
  const target = chooseTargetUser(plan.user)
  const files = new FileOpener(target.account)
  const onEvent = (event: LiveEvent) => {
    if (!endsWith(event, plan.source)) reportEvent(event, plan.verbose)
  }
  const opening = openSource(plan, filters.capture, onEvent, target.account)
  const { capture, filtered, tellUnseen } = await opening.catch(async (refusal: unknown) => {
    throw await captureFilterError(filters.capture, refusal)
  })
  const shutdown = new Shutdown(() => capture.stop())
  const counter = new PacketCounter()
  const signals = [
    onSignal('SIGUSR1', () => report(counter, capture)),
    // It also flushes a file that is written; without one it must not end the capture.
    onSignal('SIGUSR2', () => {}),
  ]
  let follower: ConversationFollower | undefined
  try {
    const waiting = { signal: shutdown.aborted, onWaiting: (at: string) => say(`waiting for a reader at ${at}\n`) }
    const parts = { files, trigger: predicateOf(trigger), interrupted: shutdown.requested, waiting }
    const sinks = await openSinks(capture, output, true, plan.sinks, parts)
    follower = await chosenFollower(plan.conversations, filters.display, trigger, output, ...summary)
    const keeps = await framePredicate(capture, filtered ? { ...filters, capture: undefined } : filters, follower)
    const openLater = plan.sinks.write?.laterFiles ?? []
    const { remarks } = await dropPrivileges(target, { opener: files, openLater })
    tellUnseen?.()
    announce(capture, remarks, { verbose: plan.verbose, snapLength: plan.settings.snapLength })
    await runPipeline(capture, [...sinks, ...summary, counter], plan.sinks.limits, keeps, follower)
  } finally {
    shutdown.release()
    for (const each of signals) each.release()
    await capture.close()
    if (counter.ended) report(counter, capture)
    if (plan.sinks.count && counter.ended) await print(`${counter}\n`)
    if (counter.ended) for (const each of summary) await printFormatted(`${each}`)
  }
  sayLeft(follower)
  const status = reportUndecided(filters.display, trigger)
  return plan.failOnDrop && lost(capture.statistics) !== 0 ? exitStatus.failed : status
}

/** As `tcpdump -L` and `tcpdump -J`. */
async function listChoices({ names, choices, monitorMode }: ChoicesPlan): Promise<number> {
  for (const name of names.length > 0 ? names : [await defaultInterface()]) {
    const { linkTypes, timestampTypes } = await interfaceChoices(name, { monitorMode })
    const [heading, found] =
      choices === 'link types'
        ? [`Data link types for ${name} (use option -y to set):`, linkTypes]
        : [`Time stamp types for ${name} (use option -j to set):`, timestampTypes]
    if (found.length === 0) await print(`${name} offers no choice\n`)
    else await print(`${heading}\n${found.map((each) => `  ${each.name} (${each.description})\n`).join('')}`)
  }
  return exitStatus.done
}
