/** `onwire live [INTERFACE]`: the packets of a network interface, as they arrive. */
import { isatty } from 'node:tty'
import { likeliest, listInterfaces } from '../../capture/interfaces.ts'
import { openLive, type LiveCapture } from '../../capture/live.ts'
import type { Batch } from '../../files/batch.ts'
import { CaptureError } from '../../files/error.ts'
import { linkTypes } from '../../protocols/names/linkTypes.ts'
import { deliver, type Receiver } from '../delivery.ts'
import { refuseFilter } from '../filter.ts'
import type { Values } from '../options.ts'
import { chosenOutput, receiversFor } from '../receivers.ts'
import { Stop } from '../stop.ts'
import { countText } from '../words.ts'

export async function live(values: Values, operands: readonly string[]): Promise<void> {
  const [wanted, ...filter] = values.interface === undefined ? operands : [values.interface, ...operands]
  refuseFilter(filter)
  const output = await chosenOutput(values)
  const bufferSize = values['buffer-size']
  const capture = await openLive(wanted ?? await usualInterface(), {
    promiscuous: !values['no-promiscuous-mode'],
    ...(bufferSize === undefined ? {} : { bufferSize: Math.min(bufferSize * 1024, 2 ** 31 - 1) }),
  })
  if (values['list-data-link-types']) return showLinkType(capture)
  const stop = new Stop(() => capture.stop())
  const tally = new Tally()
  try {
    const receivers = [...await receiversFor(capture, output, true, values), tally]
    announce(capture, values)
    await deliver(capture, receivers, values)
    if (values.count) process.stdout.write(`${countText(tally.packets)}\n`)
  } finally {
    stop.release()
    capture.close()
    if (tally.ended) sum(tally.packets, capture)
  }
}

/** Counts the packets, also those before an interface fails. */
class Tally implements Receiver {
  packets = 0
  ended = false

  take({ length }: Batch): void {
    this.packets += length
  }

  end(): void {
    this.ended = true
  }
}

function sum(packets: number, { statistics, engine }: LiveCapture): void {
  const lost = statistics === undefined ? [`how many were lost is unknown: ${engine} does not tell`] : [
    `${statistics.received ?? 'unknown'} packets received by filter`,
    `${statistics.droppedByKernel ?? 'unknown'} packets dropped by kernel`,
  ]
  // The terminal has written ^C there.
  process.stderr.write([...(isatty(2) ? [''] : []), `${countText(packets)} captured`, ...lost, ''].join('\n'))
}

async function usualInterface(): Promise<string> {
  const chosen = likeliest(await listInterfaces())
  if (chosen) return chosen.name
  throw new CaptureError({ code: 'no-such-interface', expected: 'a network interface that is up', found: 'none', advice: 'Name one: see onwire interfaces' })
}

function showLinkType(capture: LiveCapture): void {
  capture.close()
  process.stdout.write(`${capture.name}: ${linkTypeText(capture)}\n`)
}

function announce(capture: LiveCapture, values: Values): void {
  const { name, interfaces, engine, unmet, remarks } = capture
  const lines = [...unmet, ...(values.verbose ? remarks : [])].map((text) => `onwire: ${text}\n`)
  const snapLength = values['snapshot-length'] || interfaces[0]?.snapLength
  lines.push(`listening on ${name} through ${engine}, link type ${linkTypeText(capture)}, snapshot length ${snapLength} bytes\n`)
  process.stderr.write(lines.join(''))
}

const linkTypeText = ({ linkType = -1 }: LiveCapture) => (linkTypes as Readonly<Record<number, string>>)[linkType] ?? `${linkType}`
