/** What a live capture reports on standard error: its interfaces, what happens to them, and its counts. */
import { isatty } from 'node:tty'
import type { LiveCapture, LiveEvent } from '../../capture/live-capture.ts'
import { printable } from '../../text/escape.ts'
import { linkTypes } from '../../protocols/names/link-types.ts'
import { say } from '../say.ts'
import type { PacketCounter } from '../sinks/packet-counter.ts'

export interface Announced {
  readonly verbose: boolean
  /** Bytes of each packet; undefined for all. */
  readonly snapLength: number | undefined
}

/** Reports what is captured and how; `remarks` only with -v. */
export function announce(
  capture: LiveCapture,
  remarks: readonly string[],
  { verbose, snapLength: requested }: Announced,
): void {
  const { name, interfaces, engine, unmet } = capture
  const lines = [...unmet, ...(verbose ? [...capture.remarks, ...remarks] : [])].map((text) => `onwire: ${text}\n`)
  const snapLength = requested ?? interfaces[0]?.snapLength
  lines.push(
    `listening on ${printable(name)} through ${engine}, link type ${linkTypeText(capture)}, ` +
      `snapshot length ${snapLength} bytes\n`,
  )
  say(lines.join(''))
}

/** Reports an event of an interface; changes of addresses only with -v. */
export function reportEvent({ interface: name, kind, detail }: LiveEvent, verbose: boolean): void {
  if (kind.startsWith('address') && !verbose) return
  say(`onwire: ${printable(name)}: ${events[kind]}${detail === undefined ? '' : ` (${printable(detail)})`}\n`)
}

const events: Readonly<Record<LiveEvent['kind'], string>> = {
  down: 'the interface went down; the capture resumes when it is up again',
  up: 'the interface is up',
  renamed: 'the interface was renamed; the capture continues',
  deleted: 'the interface is gone',
  'address-added': 'the interface has a new address',
  'address-removed': 'the interface lost an address',
  failed: 'nothing more can be captured from the interface',
}

/** Reports what was captured and lost, at the end and on SIGUSR1. */
export function report(counter: PacketCounter, capture: LiveCapture): void {
  // The terminal shows ^C there.
  say([...(isatty(2) ? [''] : []), `${counter} captured`, ...lossLines(capture), ''].join('\n'))
}

/** Lost packets, one line per place where they were lost. */
export function lossLines({ statistics, engine }: LiveCapture): readonly string[] {
  if (statistics === undefined) return [`the number of lost packets is unknown: ${engine} does not report it`]
  const { received, droppedByKernel, droppedByInterface, droppedByReader } = statistics
  return [
    `${packets(received)} received by filter`,
    `${packets(droppedByKernel)} dropped by kernel`,
    ...(droppedByInterface ? [`${packets(droppedByInterface)} dropped by interface`] : []),
    ...(droppedByReader
      ? [`${packets(droppedByReader)} dropped by onwire, because the reader was slow (see --memory)`]
      : []),
  ]
}

const packets = (count: number | undefined) =>
  count === undefined ? 'an unknown number of packets' : `${count} packet${count === 1 ? '' : 's'}`

const linkTypeText = ({ linkType, interfaces }: LiveCapture) =>
  (linkType === undefined ? interfaces : interfaces.slice(0, 1))
    .map((each) => (linkTypes as Readonly<Record<number, string>>)[each.linkType] ?? `${each.linkType}`)
    .join(', ')
