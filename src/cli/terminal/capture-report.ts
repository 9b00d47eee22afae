/** What a live capture tells of itself, on standard error: what it listens to, what happens to its interfaces, and its counts. */
import { isatty } from 'node:tty'
import type { LiveCapture, LiveEvent } from '../../capture/live.ts'
import { printable } from '../../text/escape.ts'
import { linkTypes } from '../../protocols/names/link-types.ts'
import type { Values } from '../arguments/options.ts'
import { say } from '../say.ts'
import type { Tally } from '../sinks/packet-counter.ts'

/** Says what is captured and how, with `remarks` for those who want to know more. */
export function announce(capture: LiveCapture, remarks: readonly string[], values: Values): void {
  const { name, interfaces, engine, unmet } = capture
  const lines = [...unmet, ...(values.verbose ? [...capture.remarks, ...remarks] : [])].map(
    (text) => `onwire: ${text}\n`,
  )
  const snapLength = values['snapshot-length'] || interfaces[0]?.snapLength
  lines.push(
    `listening on ${printable(name)} through ${engine}, link type ${linkTypeText(capture)}, snapshot length ${snapLength} bytes\n`,
  )
  say(lines.join(''))
}

/** What happened to an interface. The names of addresses that come and go are for those who want to know more. */
export function tell({ interface: name, kind, detail }: LiveEvent, values: Values): void {
  if (kind.startsWith('address') && !values.verbose) return
  say(`onwire: ${printable(name)}: ${events[kind]}${detail === undefined ? '' : ` (${printable(detail)})`}\n`)
}

const events: Readonly<Record<LiveEvent['kind'], string>> = {
  down: 'the interface went down; the capture goes on when it is up again',
  up: 'the interface is up',
  renamed: 'the interface has another name now; the capture goes on',
  deleted: 'the interface is gone',
  'address-added': 'the interface has another address',
  'address-removed': 'the interface lost an address',
  failed: 'nothing more can be captured from the interface',
}

/** As at the end, so whenever it is asked: what was captured, and what was lost. */
export function report(tally: Tally, capture: LiveCapture): void {
  // The terminal has written ^C there.
  say([...(isatty(2) ? [''] : []), `${tally} captured`, ...lossLines(capture), ''].join('\n'))
}

/** What was lost, and by whom, a line each. */
export function lossLines({ statistics, engine }: LiveCapture): readonly string[] {
  if (statistics === undefined) return [`how many were lost is unknown: ${engine} does not tell`]
  const { received, droppedByKernel, droppedByInterface, droppedByReader } = statistics
  return [
    `${received ?? 'unknown'} packets received by filter`,
    `${droppedByKernel ?? 'unknown'} packets dropped by kernel`,
    ...(droppedByInterface ? [`${droppedByInterface} packets dropped by interface`] : []),
    ...(droppedByReader
      ? [`${droppedByReader} packets dropped by onwire, because what reads them was slow (see --memory)`]
      : []),
  ]
}

const linkTypeText = ({ linkType, interfaces }: LiveCapture) =>
  (linkType === undefined ? interfaces : interfaces.slice(0, 1))
    .map((each) => (linkTypes as Readonly<Record<number, string>>)[each.linkType] ?? `${each.linkType}`)
    .join(', ')
