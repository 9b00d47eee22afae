/** `onwire live [INTERFACE]`: the packets of network interfaces, as they arrive. */
import type { CaptureSettings } from '../../capture/engines/engine.ts'
import { FileOpener } from '../../capture/writing/file-opener.ts'
import { interfaceChoices } from '../../capture/interfaces.ts'
import { lost } from '../../capture/live.ts'
import { dropPrivileges } from '../../capture/privileges/privileges.ts'
import { chooseTargetUser } from '../../capture/privileges/target-user.ts'
import { announce, report, tell } from '../terminal/capture-report.ts'
import { deliver } from '../sinks/pipeline.ts'
import { exitStatus } from '../exit-status.ts'
import { chosenFilters, objectionTo, passesOf } from '../filters.ts'
import { namedSource, openSource, usualInterface } from '../sources/live.ts'
import type { Values } from '../arguments/options.ts'
import { print } from '../sinks/print.ts'
import { chosenOutput, chosenSummary, receiversFor } from '../sinks/select.ts'
import { laterFiles } from '../sinks/writer-plan.ts'
import { onSignal, Stop } from '../sources/shutdown.ts'
import { Tally } from '../sinks/packet-counter.ts'
import { chosenTrigger } from '../sinks/trigger.ts'

/** Returns the exit status. */
export async function live(values: Values, operands: readonly string[]): Promise<number> {
  const { names, words } = namedSource(values, operands)
  if (values['list-data-link-types'] || values['list-time-stamp-types']) return listChoices(names, values)
  const filters = await chosenFilters(values, words, 'capture')
  const trigger = await chosenTrigger(values)
  const output = await chosenOutput(values)
  const summary = await chosenSummary(values)
  const successor = chooseTargetUser(values['relinquish-privileges'])
  const opener = new FileOpener(successor.account)
  const opening = openSource(
    names,
    values,
    settingsOf(values, filters.capture),
    (event) => tell(event, values),
    successor.account,
  )
  const { capture, filtered, tellUnseen } = await opening.catch(async (refusal: unknown) => {
    throw await objectionTo(filters.capture, refusal)
  })
  const stop = new Stop(() => capture.stop())
  const tally = new Tally()
  const signals = [
    onSignal('SIGUSR1', () => report(tally, capture)),
    // What is written to a file it also flushes; without one it is not to end the capture.
    onSignal('SIGUSR2', () => {}),
  ]
  try {
    const receivers = [
      ...(await receiversFor(capture, output, true, values, { files: opener, trigger, interrupted: stop.wished })),
      ...summary,
      tally,
    ]
    const passes = await passesOf(capture, filtered ? { ...filters, capture: undefined } : filters)
    const { remarks } = await dropPrivileges(successor, { opener, openLater: laterFiles(values) })
    tellUnseen?.()
    announce(capture, remarks, values)
    await deliver(capture, receivers, values, passes)
  } finally {
    stop.release()
    for (const each of signals) each.release()
    await capture.close()
    if (tally.ended) report(tally, capture)
    if (values.count && tally.ended) await print(`${tally}\n`)
    if (tally.ended) for (const receiver of summary) await print(`${receiver}`)
  }
  return values['fail-on-drop'] && lost(capture.statistics) !== 0 ? exitStatus.failed : exitStatus.done
}

function settingsOf(values: Values, captureFilter: string | undefined): CaptureSettings {
  const { 'buffer-size': kibibytes, memory: mebibytes } = values
  return {
    captureFilter,
    snapLength: values['snapshot-length'] || undefined,
    promiscuous: !values['no-promiscuous-mode'],
    monitorMode: values['monitor-mode'],
    immediate: values['immediate-mode'],
    bufferSize: kibibytes === undefined ? undefined : Math.min(kibibytes * 1024, 2 ** 31 - 1),
    memory: mebibytes === undefined ? undefined : mebibytes * 2 ** 20,
    timestampType: values['time-stamp-type'],
    timestampPrecision: values['time-stamp-precision'],
    linkType: values.linktype,
    direction: values.direction,
  }
}

/** As `tcpdump -L` and `tcpdump -J` have it. */
async function listChoices(names: readonly string[], values: Values): Promise<number> {
  for (const name of names.length > 0 ? names : [await usualInterface()]) {
    const { linkTypes, timestampTypes } = await interfaceChoices(name, { monitorMode: values['monitor-mode'] ?? false })
    const [heading, choices] = values['list-data-link-types']
      ? [`Data link types for ${name} (use option -y to set):`, linkTypes]
      : [`Time stamp types for ${name} (use option -j to set):`, timestampTypes]
    if (choices.length === 0) await print(`${name} offers no choice\n`)
    else await print(`${heading}\n${choices.map((each) => `  ${each.name} (${each.description})\n`).join('')}`)
  }
  return exitStatus.done
}
