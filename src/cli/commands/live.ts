/** `onwire live [INTERFACE]`: the packets of a network interface, as they arrive. */
import { isatty } from 'node:tty'
import { likeliest, listInterfaces } from '../../capture/interfaces.ts'
import { openLive, type LiveCapture } from '../../capture/live.ts'
import { CaptureError } from '../../files/error.ts'
import { linkTypes } from '../../protocols/names/linkTypes.ts'
import { deliver } from '../delivery.ts'
import { chosenFilters, passesOf } from '../filter.ts'
import type { Values } from '../options.ts'
import { print } from '../print.ts'
import { chosenOutput, receiversFor } from '../receivers.ts'
import { Stop } from '../stop.ts'
import { Tally } from '../tally.ts'

export async function live(values: Values, operands: readonly string[]): Promise<void> {
  const [wanted, ...filter] = values.interface === undefined ? operands : [values.interface, ...operands]
  const filters = await chosenFilters(values, filter, 'capture')
  const output = await chosenOutput(values)
  const bufferSize = values['buffer-size']
  const capture = await openLive({
    interfaces: [wanted ?? await usualInterface()],
    captureFilter: filters.capture, promiscuous: !values['no-promiscuous-mode'], reuseMemory: true,
    ...(bufferSize === undefined ? {} : { bufferSize: Math.min(bufferSize * 1024, 2 ** 31 - 1) }),
  })
  if (values['list-data-link-types']) return showLinkType(capture)
  const stop = new Stop(() => capture.stop())
  const tally = new Tally()
  try {
    const receivers = [...await receiversFor(capture, output, true, values), tally]
    announce(capture, values)
    await deliver(capture, receivers, values, await passesOf(capture, { ...filters, capture: undefined }))
  } finally {
    stop.release()
    capture.close()
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

async function usualInterface(): Promise<string> {
  const chosen = likeliest(await listInterfaces())
  if (chosen) return chosen.name
  const advice = 'Name one: see onwire interfaces'
  throw new CaptureError({ code: 'no-such-interface', expected: 'a network interface that is up', found: 'none', advice })
}

async function showLinkType(capture: LiveCapture): Promise<void> {
  capture.close()
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
