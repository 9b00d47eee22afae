/** Connections that were not made: refused, unanswered, unreachable by the word of ICMP. */
import { counted } from '../../../text/amounts.ts'
import type { Connection, Failure } from '../../summary.ts'
import { Evidence, type Finding, type FindingKind, type Severity } from '../finding.ts'
import type { Rule, Seen } from '../rule.ts'

/** Seconds: the second SYN goes out after 1 s (RFC 6298, section 2.1), the third 2 s later. */
const leastWait = 3
/** Servers that one client tries in vain before its attempts are one finding. */
const mostServers = 10
/** An echo request may be lost once. */
const leastEchoes = 2
/** First ports of traceroute and of tracepath, where nothing is to answer, and how many they use at most. */
const tracePorts = [33_434, 44_444] as const
const mostTracePorts = 255

export const connectionRule = (): Rule => ({
  *findings(seen) {
    const groups = new Map<string, Attempts>()
    for (const failure of seen.summary.failures) {
      const connection = seen.summary.connections[(failure.connection ?? 0) - 1]
      const kind = kindOf(failure, connection, seen)
      if (kind === undefined) continue
      const server = failure.subject
      const client = connection?.client.address ?? ''
      const key = `${kind} ${client} ${server} ${failure.kind === 'unreachable' ? failure.text : ''}`
      const group = groups.get(key) ?? { kind, client, server, failure, connection, evidence: new Evidence() }
      groups.set(key, group)
      group.evidence.join(failure.kind === 'unanswered' ? { ...failure, count: 1 } : failure)
    }
    yield* told([...groups.values()])
  },
})

interface Attempts {
  readonly kind: FindingKind
  readonly client: string
  readonly server: string
  readonly failure: Failure
  readonly connection: Connection | undefined
  readonly evidence: Evidence
}

function kindOf(failure: Failure, connection: Connection | undefined, seen: Seen): FindingKind | undefined {
  switch (failure.kind) {
    case 'refused':
      return 'connection-refused'
    case 'unreachable':
      return 'unreachable'
    case 'time exceeded':
      return isLoop(failure, connection) ? 'time-exceeded' : undefined
    case 'unanswered':
      return connection !== undefined && isUnanswered(failure, connection, seen) ? 'connection-unanswered' : undefined
    default:
      return undefined
  }
}

function isUnanswered(failure: Failure, { protocol, firstPacket, at = NaN }: Connection, seen: Seen): boolean {
  if (protocol.startsWith('icmp')) return failure.count >= leastEchoes
  if (protocol !== 'tcp') return false
  // It acknowledges what the capture lacks.
  if (seen.watched(firstPacket)?.sides.some(({ acknowledging }) => acknowledging > 0)) return false
  return failure.count > 1 || seen.duration - at >= leastWait
}

/** Of what traceroute does, each packet gets one such message, or the host answers in the end. */
const isLoop = ({ count }: Failure, connection: Connection | undefined): boolean =>
  count >= 3 && (connection === undefined || connection.fromServer.packets === 0)

function* told(groups: readonly Attempts[]): Generator<Finding> {
  const byClient = new Map<string, Attempts[]>()
  for (const group of groups) {
    const key = `${group.kind} ${group.client}`
    byClient.set(key, [...(byClient.get(key) ?? []), group])
  }
  for (const own of byClient.values()) {
    if (own.length < mostServers || own[0]!.client === '') for (const group of own) yield one(group)
    else yield many(own)
  }
}

function one({ kind, client, server, failure, connection, evidence }: Attempts): Finding {
  const { count, packets } = evidence
  const times = count > 1 ? `, ${counted(count, 'time')}` : ''
  const text =
    kind === 'connection-refused'
      ? `refuses connections of ${client}${times}`
      : kind === 'connection-unanswered'
        ? `${failure.text} of ${client}${times}`
        : isOfClient(failure, connection)
          ? `the client ${client} no longer takes its answer: ${failure.text}${times}`
          : `${failure.text}${times}`
  return {
    kind,
    severity: severityOf(kind, failure, connection),
    subject: server,
    text,
    advice: isOfClient(failure, connection) ? adviceForClient : (advice[kind] ?? ''),
    count,
    packets,
    figures: { count },
  }
}

function severityOf(kind: FindingKind, failure: Failure, connection: Connection | undefined): Severity {
  if (kind !== 'unreachable') return 'error'
  if (connection === undefined || isOfClient(failure, connection)) return 'note'
  const { protocol, server, fromServer } = connection
  const { port = 0 } = server
  if (protocol === 'udp' && tracePorts.some((first) => port >= first && port <= first + mostTracePorts)) return 'note'
  return fromServer.packets > 0 ? 'warning' : 'error'
}

/** Whether the client itself reports the error: it has closed its socket before the answer came. */
const isOfClient = ({ text }: Failure, connection: Connection | undefined): boolean =>
  connection !== undefined &&
  connection.client.address !== connection.server.address &&
  text.endsWith(` says ${connection.client.address}`)

function many(own: readonly Attempts[]): Finding {
  const { kind, client, server } = own[0]!
  const evidence = new Evidence()
  for (const each of own) evidence.join(each.evidence)
  const { count, packets } = evidence
  return {
    kind,
    severity: 'error',
    subject: client,
    text: `${verbs[kind]} ${own.length} servers and ports, such as ${server}`,
    advice: 'one cause is likely: a firewall, a route, or a program that looks for open ports',
    count,
    packets,
    figures: { count, servers: own.length },
  }
}

const verbs: Readonly<Partial<Record<FindingKind, string>>> = {
  'connection-refused': 'is refused by',
  'connection-unanswered': 'gets no answer from',
  unreachable: 'does not reach',
  'time-exceeded': 'does not reach',
}

const adviceForClient =
  'the answer came late, or twice: look for what is slow to answer, and at the time limit of the client'
const advice: Readonly<Partial<Record<FindingKind, string>>> = {
  'connection-refused':
    'nothing listens on this port, or a firewall rejects: check that the service runs, on this address and port',
  'connection-unanswered':
    'a firewall drops the packets, the host is down, or its answers take another way: capture at the server too',
  unreachable: 'the host that says so knows why: look at its routes, its neighbors and its firewall rules',
  'time-exceeded': 'the packets go in a circle: compare the routes of the host that says so and of its neighbors',
}
