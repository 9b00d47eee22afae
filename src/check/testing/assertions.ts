/** Assertions about traffic as plain outcomes, which the adapters for test runners turn into errors or results. */
import { isAbsolute, resolve } from 'node:path'
import { compileDisplayFilter } from '../../filter/display/index.ts'
import type { Connection } from '../../reports/index.ts'
import { placeText } from '../../text/amounts.ts'
import { printable } from '../../text/escape.ts'
import { shownUrls } from '../../text/secrets.ts'
import type { Expectation } from '../expectations/expectation.ts'
import { failureText } from '../reporters/report.ts'
import { matchSnapshotFile, type SnapshotFileOptions } from '../snapshot/snapshot-file.ts'
import { difference, sortedEntries, type TranscriptOptions } from '../snapshot/snapshot.ts'
import type { Traffic } from './traffic.ts'

export interface AssertionOutcome {
  readonly passed: boolean
  /** Why the assertion failed, in several lines; empty if it passed. */
  readonly message: string
  /** The compared texts, for test runners that show differences themselves. */
  readonly expected?: string
  readonly actual?: string
}

/** At least one packet passes a display filter. */
export const sent = (traffic: Traffic, filter: string): AssertionOutcome =>
  expectation(traffic, { kind: 'some', filter }, `a packet that matches ${filter}`)

/** No packet passes a display filter. */
export const notSent = (traffic: Traffic, filter: string): AssertionOutcome =>
  requireComplete(traffic, expectation(traffic, { kind: 'none', filter }, `no packet that matches ${filter}`))

/** Every packet passes a display filter. */
export const sentOnly = (traffic: Traffic, filter: string): AssertionOutcome =>
  requireComplete(traffic, expectation(traffic, { kind: 'only', filter }, `only packets that match ${filter}`))

/** At least one packet does not pass a display filter. */
export function notSentOnly(traffic: Traffic, filter: string): AssertionOutcome {
  // The filter alone, so that an error points at the place where it was written.
  compileDisplayFilter(filter)
  const { passed } = traffic.check([{ kind: 'some', filter: `not (${filter})` }])
  return { passed, message: passed ? '' : `expected a packet that does not match ${filter}\n\n${packetsOf(traffic)}` }
}

/**
 * There was a connection, or a datagram that was not refused, to a host: a name or an address, optionally with a port.
 */
export function connectedTo(traffic: Traffic, host: string): AssertionOutcome {
  const wanted = parseHost(host)
  const there = traffic.connections.filter((connection) => isTo(connection, wanted, traffic))
  if (there.some(isConnected)) return passedOutcome
  const tried = there.length === 0 ? '' : `it was tried: ${there.map(({ end }) => end).join(', ')}\n`
  return { passed: false, message: `expected a connection to ${host}\n${tried}\n${connectionsOf(traffic)}` }
}

/** There was no such connection. */
export function notConnectedTo(traffic: Traffic, host: string): AssertionOutcome {
  const there = traffic.connections.filter(
    (connection) => isTo(connection, parseHost(host), traffic) && isConnected(connection),
  )
  if (there.length === 0) return requireComplete(traffic, passedOutcome)
  const found = there.length === 1 ? 'was one' : `were ${there.length}`
  return {
    passed: false,
    message: `expected no connection to ${host}, but there ${found}\n\n${connectionsOf(traffic)}`,
  }
}

export interface SnapshotOptions extends TranscriptOptions, SnapshotFileOptions {
  /** The folder that the file name is relative to. */
  readonly folder: string
}

export interface SnapshotAssertionOutcome extends AssertionOutcome {
  /** Why nothing was compared, so that `.not` must not pass either; undefined if it was. */
  readonly notCompared?: string
}

/** The transcript equals a snapshot: a file, or the text itself if it has several lines. */
export function matchesSnapshot(
  traffic: Traffic,
  snapshot: string,
  { folder, update, ...options }: SnapshotOptions,
): SnapshotAssertionOutcome {
  const { text: actual, notes } = traffic.transcribed(options)
  const noted = notes.map((note) => `\nnote: ${note}`).join('')
  if (traffic.incomplete !== undefined)
    return {
      ...requireComplete(traffic, passedOutcome),
      notCompared: `not all packets are here: ${traffic.incomplete}`,
    }
  if (snapshot.includes('\n')) {
    const given = `${outdented(snapshot)}\n`
    const expected = options.unordered ? sortedEntries(given) : given
    const changed = difference(expected, actual)
    return changed === undefined
      ? passedOutcome
      : { passed: false, message: `expected the traffic of the snapshot\n\n${changed}${noted}`, expected, actual }
  }
  const path = isAbsolute(snapshot) ? snapshot : resolve(folder, snapshot)
  const outcome = matchSnapshotFile(path, actual, { update, unordered: options.unordered })
  if (outcome.kind === 'missing')
    return {
      passed: false,
      notCompared: 'there is no such snapshot',
      message:
        `expected the traffic of ${snapshot}, which is not there, ` +
        `and is not written in continuous integration\n\n${actual}`,
    }
  if (outcome.kind !== 'different') return passedOutcome
  return {
    passed: false,
    message:
      `expected the traffic of ${snapshot}${outcome.reordered ? ', found it in another order (see unordered)' : ''}` +
      `\n\n${outcome.difference}${noted}`,
    expected: outcome.expected,
    actual,
  }
}

const passedOutcome: AssertionOutcome = { passed: true, message: '' }

function expectation(traffic: Traffic, expected: Expectation, wording: string): AssertionOutcome {
  const [outcome] = traffic.check([expected]).outcomes
  if (outcome!.passed) return passedOutcome
  const packets = outcome!.packets.length === 0 && traffic.length > 0 ? `\n\n${packetsOf(traffic)}` : ''
  return { passed: false, message: `expected traffic to have ${wording}\n\n${failureText(outcome!)}${packets}` }
}

/** An assertion about all packets cannot pass if some are missing. */
function requireComplete(traffic: Traffic, claim: AssertionOutcome): AssertionOutcome {
  const { incomplete } = traffic
  return incomplete === undefined || !claim.passed
    ? claim
    : { passed: false, message: `expected all packets to be here, but ${incomplete}: what they were cannot be told` }
}

function packetsOf(traffic: Traffic): string {
  if (traffic.length === 0) return 'nothing was sent'
  const lines = traffic.lines(mostLines).map(shownUrls)
  return `what was sent:${listed(lines, traffic.length)}`
}

const mostLines = 20

function connectionsOf({ length, connections }: Traffic): string {
  if (length === 0) return 'nothing was sent'
  const lines = connections.slice(0, mostLines).map(connectionLine)
  return `${lines.length === 0 ? 'there were none' : 'there were:'}${listed(lines, connections.length)}`
}

/** The first lines of `count`, indented, and how many more there are. */
function listed(lines: readonly string[], count: number): string {
  const more = count > lines.length ? [`and ${count - lines.length} more`] : []
  return [...lines, ...more].map((line) => `\n  ${line}`).join('')
}

/** `TCP to 192.0.2.2:80, example.test, http, closed`. */
function connectionLine({ protocol, server, name, application, tls, end }: Connection): string {
  const asked = tls?.serverName === name ? undefined : tls?.serverName
  return printable(
    [`${protocol.toUpperCase()} to ${placeText(server)}`, name, asked, application, end]
      .filter((word) => word !== undefined)
      .join(', '),
  )
}

interface Host {
  /** In lower case, without brackets. */
  readonly name: string
  readonly port: number | undefined
}

function parseHost(text: string): Host {
  const [, bracketed, plain = text, port] = /^(?:\[(.+)\]|([^:]+))(?::(\d{1,5}))?$/.exec(text) ?? []
  return { name: (bracketed ?? plain).toLowerCase(), port: port === undefined ? undefined : Number(port) }
}

function isTo(connection: Connection, { name, port }: Host, { requests }: Traffic): boolean {
  const { server, number, tls, protocol } = connection
  if (protocol.startsWith('icmp') || (port !== undefined && server.port !== port)) return false
  if (name === server.address || (name === 'localhost' && /^(127\.|::1$)/.test(server.address))) return true
  const names = [
    connection.name,
    tls?.serverName,
    ...requests.filter((request) => request.connection === number).map(({ host }) => host?.replace(/:\d+$/, '')),
  ]
  return names.some((each) => each?.toLowerCase() === name)
}

const isConnected = ({ end }: Connection) => end !== 'refused' && end !== 'unanswered' && end !== 'unreachable'

/** Removes common indentation and surrounding empty lines, as multi-line texts in a program have them. */
function outdented(text: string): string {
  const lines = text
    .replace(/^[^\S\n]*\n/, '')
    .trimEnd()
    .split('\n')
  const indentation = Math.min(
    ...lines.filter((line) => line.trim() !== '').map((line) => /^\s*/.exec(line)![0].length),
  )
  return lines.map((line) => line.slice(indentation)).join('\n')
}
