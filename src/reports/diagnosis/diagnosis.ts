/** Finds what is wrong in a capture: the gravest first, with evidence. Memory is bounded. */
import { ConversationFollower, type FollowOptions } from '../../conversations/follower.ts'
import type { Batch } from '../../files/batch.ts'
import { placeText } from '../../text/amounts.ts'
import type { NameAsked } from '../summary.ts'
import { TrafficReport } from '../traffic.ts'
import { byGravity, type Finding } from './finding.ts'
import type { Rule, Seen } from './rule.ts'
import { addressRule } from './rules/addresses.ts'
import { arpStormRule } from './rules/arp-storm.ts'
import { clockRule } from './rules/clock.ts'
import { connectionRule } from './rules/connections.ts'
import { duplicateRule } from './rules/duplicates.ts'
import { fragmentRule } from './rules/fragments.ts'
import { httpRule } from './rules/http.ts'
import { lossRule } from './rules/loss.ts'
import { mtuRule } from './rules/mtu.ts'
import { nameRule } from './rules/names.ts'
import { oneWayRule } from './rules/one-way.ts'
import { resetRule } from './rules/resets.ts'
import { slowServerRule } from './rules/slow-servers.ts'
import { stallRule } from './rules/stalls.ts'
import { stuckRule } from './rules/stuck.ts'
import { tlsRule } from './rules/tls.ts'
import { SeenFrame } from './seen-frame.ts'
import { TcpWatch } from './tcp/tcp-watch.ts'

/** The first marks duplicates, which others leave out. */
const rules: readonly (() => Rule)[] = [
  duplicateRule,
  clockRule,
  nameRule,
  connectionRule,
  resetRule,
  slowServerRule,
  lossRule,
  stuckRule,
  stallRule,
  mtuRule,
  fragmentRule,
  addressRule,
  arpStormRule,
  tlsRule,
  httpRule,
  oneWayRule,
]

export interface Diagnosis {
  readonly packets: number
  readonly bytes: number
  /** Time of the first packet, in UTC. */
  readonly start: string | undefined
  /** Seconds from the first packet to the last. */
  readonly duration: number | undefined
  /** The gravest first. */
  readonly findings: readonly Finding[]
  /** What is beyond the limits, and was only counted. */
  readonly left: {
    readonly findings: number
    /** Packets of connections that were not followed. */
    readonly connectionPackets: number
    readonly names: number
    readonly requests: number
  }
}

/** Limit of findings; the gravest are kept. */
const mostFindings = 1000

export class DiagnosisReport {
  private readonly traffic = new TrafficReport()
  private readonly watch = new TcpWatch()
  private readonly frame = new SeenFrame()
  private readonly follower: ConversationFollower
  private readonly rules = rules.map((begin) => begin())
  private readonly looking = this.rules.filter((rule) => rule.frame !== undefined)

  constructor(options: FollowOptions = {}) {
    this.follower = new ConversationFollower(options)
  }

  /** Takes the next frames; follows their conversations unless that was done. */
  take(batch: Batch): void {
    const { frame, looking, watch } = this
    this.follower.follow(batch)
    this.traffic.take(batch)
    for (let index = 0; index < batch.length; index++) {
      frame.begin(batch, index)
      for (const rule of looking) rule.frame!(frame)
      watch.frame(frame)
    }
  }

  /** What is wrong in what was taken so far. */
  diagnosis(): Diagnosis {
    const seen = this.seen()
    const { packets, bytes, start, duration, left } = seen.summary
    const findings = weighed(this.rules.flatMap((rule) => [...rule.findings(seen)])).toSorted(byGravity)
    return {
      packets,
      bytes,
      start,
      duration,
      findings: findings.slice(0, mostFindings),
      left: {
        findings: Math.max(0, findings.length - mostFindings),
        connectionPackets: Math.max(left.connectionPackets, this.watch.left),
        names: left.names,
        requests: left.requests,
      },
    }
  }

  private seen(): Seen {
    const summary = this.traffic.summary()
    const { connections } = this.watch
    const names = namesOf(summary.names)
    const byPacket = new Map(connections.map((connection) => [connection.firstPacket, connection]))
    return {
      summary,
      connections,
      duration: summary.duration ?? NaN,
      watched: (firstPacket) => byPacket.get(firstPacket),
      place: (end) => {
        const known = names.get(end.address)
        return known === undefined ? placeText(end) : `${placeText(end)} (${known})`
      },
    }
  }
}

/** Where the capture mostly shows one direction, that nothing answers is no more than a note. */
function weighed(findings: readonly Finding[]): readonly Finding[] {
  const { oneWay = 0, connections = 0 } = findings.find(({ kind }) => kind === 'one-way')?.figures ?? {}
  const isDoubtful = oneWay * 2 > connections
  return findings.map((finding) => ({
    ...finding,
    ...(isDoubtful && aboutAnswers.has(finding.kind) ? { severity: 'note' as const } : {}),
    packets: finding.packets.toSorted((one, other) => one - other),
    // What cannot be measured without times.
    figures: Object.fromEntries(Object.entries(finding.figures).filter(([, value]) => !Number.isNaN(value))),
  }))
}

const aboutAnswers: ReadonlySet<Finding['kind']> = new Set([
  'name-unanswered',
  'connection-unanswered',
  'http-unanswered',
  'retransmission-storm',
])

/** The first name of each address that was looked up. */
function namesOf(asked: readonly NameAsked[]): ReadonlyMap<string, string> {
  const known = new Map<string, string>()
  for (const { name, type, answers } of asked)
    if (type === 'A' || type === 'AAAA') for (const answer of answers) if (!known.has(answer)) known.set(answer, name)
  return known
}
