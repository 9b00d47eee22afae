/** What one can say of traffic, and whether it is true: the same for all test runners. */
import { isAbsolute, resolve } from 'node:path'
import type { Connection } from '../../reports/index.ts'
import { placeText } from '../../text/amounts.ts'
import { printable } from '../../text/escape.ts'
import type { Expectation } from '../expectations/expectation.ts'
import { failureText } from '../reporters/report.ts'
import { matchSnapshotFile, type SnapshotFileOptions } from '../snapshot/snapshot-file.ts'
import { difference, type TranscriptOptions } from '../snapshot/snapshot.ts'
import type { Traffic } from './traffic.ts'

export interface Claim {
  readonly holds: boolean
  /** Why it does not, in several lines; empty if it does. */
  readonly why: string
  /** Texts that test runners can compare in their own way. */
  readonly expected?: string
  readonly actual?: string
}

/** That at least one packet passes a display filter. */
export const sent = (traffic: Traffic, filter: string): Claim =>
  expectation(traffic, { kind: 'some', filter }, `a packet that matches ${filter}`)

/** That none does. */
export const notSent = (traffic: Traffic, filter: string): Claim =>
  complete(traffic, expectation(traffic, { kind: 'none', filter }, `no packet that matches ${filter}`))

/** That every packet does. */
export const sentOnly = (traffic: Traffic, filter: string): Claim =>
  complete(traffic, expectation(traffic, { kind: 'only', filter }, `only packets that match ${filter}`))

/** That one at least does not. */
export function notSentOnly(traffic: Traffic, filter: string): Claim {
  const holds = traffic.find(filter).length < traffic.length
  return { holds, why: holds ? '' : `expected a packet that does not match ${filter}\n\n${packetsOf(traffic)}` }
}

/** That a connection, or a datagram that was not refused, went to a host: a name, an address, either with a port. */
export function connectedTo(traffic: Traffic, host: string): Claim {
  const wanted = parseHost(host)
  const there = traffic.connections.filter((connection) => isTo(connection, wanted, traffic))
  if (there.some(isConnected)) return true_
  const tried = there.length === 0 ? '' : `it was tried: ${there.map(({ end }) => end).join(', ')}\n`
  return { holds: false, why: `expected a connection to ${host}\n${tried}\n${connectionsOf(traffic)}` }
}

/** That there was none. */
export function notConnectedTo(traffic: Traffic, host: string): Claim {
  const there = traffic.connections.filter(
    (connection) => isTo(connection, parseHost(host), traffic) && isConnected(connection),
  )
  if (there.length === 0) return complete(traffic, true_)
  return {
    holds: false,
    why: `expected no connection to ${host}, but there ${there.length === 1 ? 'was one' : `were ${there.length}`}\n\n${connectionsOf(traffic)}`,
  }
}

export interface SnapshotOptions extends TranscriptOptions, SnapshotFileOptions {
  /** The folder that the name of the file is relative to. */
  readonly folder: string
}

export interface SnapshotClaim extends Claim {
  /** Why nothing was compared, so that the opposite does not hold either; undefined if it was. */
  readonly untold?: string
}

/** That the transcript is that of a snapshot: a file, or the text itself if it has several lines. */
export function likeSnapshot(
  traffic: Traffic,
  snapshot: string,
  { folder, update, ...options }: SnapshotOptions,
): SnapshotClaim {
  const actual = traffic.transcript(options)
  if (traffic.incomplete !== undefined)
    return { ...complete(traffic, true_), untold: `not all packets are here: ${traffic.incomplete}` }
  if (snapshot.includes('\n')) {
    const expected = `${outdented(snapshot)}\n`
    const changed = difference(expected, actual)
    return changed === undefined
      ? true_
      : { holds: false, why: `expected the traffic of the snapshot\n\n${changed}`, expected, actual }
  }
  const path = isAbsolute(snapshot) ? snapshot : resolve(folder, snapshot)
  const outcome = matchSnapshotFile(path, actual, { update })
  if (outcome.kind === 'missing')
    return {
      holds: false,
      untold: 'there is no such snapshot',
      why: `expected the traffic of ${snapshot}, which is not there, and is not written in continuous integration\n\n${actual}`,
    }
  if (outcome.kind !== 'different') return true_
  return {
    holds: false,
    why: `expected the traffic of ${snapshot}\n\n${outcome.difference}`,
    expected: outcome.expected,
    actual,
  }
}

const true_: Claim = { holds: true, why: '' }

function expectation(traffic: Traffic, expected: Expectation, wording: string): Claim {
  const [outcome] = traffic.check([expected]).outcomes
  if (outcome!.passed) return true_
  const packets = outcome!.packets.length === 0 && traffic.length > 0 ? `\n\n${packetsOf(traffic)}` : ''
  return { holds: false, why: `expected traffic to have ${wording}\n\n${failureText(outcome!)}${packets}` }
}

/** What is said of all packets cannot be said if some are missing. */
function complete(traffic: Traffic, claim: Claim): Claim {
  const { incomplete } = traffic
  return incomplete === undefined || !claim.holds
    ? claim
    : { holds: false, why: `expected all packets to be here, but ${incomplete}: what they were cannot be told` }
}

function packetsOf(traffic: Traffic): string {
  if (traffic.length === 0) return 'nothing was sent'
  const lines = traffic.lines(mostLines)
  return `what was sent:\n${lines.map((line) => `  ${line}`).join('\n')}${traffic.length > lines.length ? `\n  and ${traffic.length - lines.length} more` : ''}`
}

const mostLines = 20

function connectionsOf({ length, connections }: Traffic): string {
  if (length === 0) return 'nothing was sent'
  const lines = connections.slice(0, mostLines).map(connectionLine)
  return `${lines.length === 0 ? 'there were none' : 'there were:'}${lines.map((line) => `\n  ${line}`).join('')}${connections.length > lines.length ? `\n  and ${connections.length - lines.length} more` : ''}`
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

/** Without the indentation that all its lines have, and the empty lines around it: as texts in a program are written. */
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
