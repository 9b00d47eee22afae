/** `onwire live [INTERFACE]`: the packets of a network interface, as they arrive. */
import { isatty } from 'node:tty'
import type { LiveCapture } from '../../capture/live.ts'
import { linkTypes } from '../../protocols/names/linkTypes.ts'
import { deliver } from '../delivery.ts'
import { refuseFilter } from '../filter.ts'
import { namedSource, openSource } from '../live-source.ts'
import type { Values } from '../options.ts'
import { print } from '../print.ts'
import { chosenOutput, receiversFor } from '../receivers.ts'
import { Stop } from '../stop.ts'
import { Tally } from '../tally.ts'

export async function live(values: Values, operands: readonly string[]): Promise<void> {
  const [wanted, filter] = namedSource(values, operands)
  refuseFilter(filter)
  const output = await chosenOutput(values)
  const bufferSize = values['buffer-size']
  const capture = await openSource(wanted, values, {
    promiscuous: !values['no-promiscuous-mode'],
    bufferSize: bufferSize === undefined ? undefined : Math.min(bufferSize * 1024, 2 ** 31 - 1),
  })
  if (values['list-data-link-types']) return showLinkType(capture)
  const stop = new Stop(() => capture.stop())
  const tally = new Tally()
  try {
    const receivers = [...await receiversFor(capture, output, true, values), tally]
    announce(capture, values)
    await deliver(capture, receivers, values)
  } finally {
    stop.release()
    await capture.close()
    if (tally.ended) sum(tally, capture)
    if (values.count && tally.ended) await print(`${tally}\n`)
  }
}

function sum(tally: Tally, { statistics, engine }: LiveCapture): void {
  const lost = statistics === undefined ? [`how many were lost is unknown: ${engine} does not tell`] : [
    `${statistics.received ?? 'unknown'} packets received by filter`,
    `${statistics.droppedByKernel ?? 'unknown'} packets dropped by kernel`,
  ]
  // The terminal has written ^C there.
  process.stderr.write([...(isatty(2) ? [''] : []), `${tally} captured`, ...lost, ''].join('\n'))
}

async function showLinkType(capture: LiveCapture): Promise<void> {
  await capture.close()
  await print(`${capture.name}: ${linkTypeText(capture)}\n`)
}

function announce(capture: LiveCapture, values: Values): void {
  const { name, interfaces, engine, unmet, remarks } = capture
  const lines = [...unmet, ...(values.verbose ? remarks : [])].map((text) => `onwire: ${text}\n`)
  const snapLength = values['snapshot-length'] || interfaces[0]?.snapLength
  lines.push(`listening on ${name} through ${engine}, link type ${linkTypeText(capture)}, snapshot length ${snapLength} bytes\n`)
  process.stderr.write(lines.join(''))
}

const linkTypeText = ({ linkType = -1 }: LiveCapture) => (linkTypes as Readonly<Record<number, string>>)[linkType] ?? `${linkType}`
