/** Servers that are slow to accept a connection or to answer, measured against the network's own round trip. */
import { counted, duration } from '../../../text/amounts.ts'
import { Evidence, rounded, type Finding } from '../finding.ts'
import type { Rule } from '../rule.ts'
import type { WatchedConnection } from '../tcp/watched-connection.ts'

/** Seconds after which a SYN is sent again: RFC 6298, section 2.1. The system of a host answers it at once. */
const slowAccept = 1
/** Seconds after which a person notices the delay of an answer. */
const slowAnswer = 1
/** Seconds after which no system sends another SYN: what takes longer is a wrong clock. */
const longestAccept = 300
/** How many round trips are surely more than the network. */
const roundTrips = 5

export const slowServerRule = (): Rule => ({
  *findings({ connections, place, summary }) {
    // Their requests are timed one by one.
    const http = new Set(
      summary.connections.filter(({ application }) => application === 'http').map(({ firstPacket }) => firstPacket),
    )
    const accepts = new Map<string, Slow>()
    const answers = new Map<string, Slow>()
    /** Servers of a known protocol: of others the first words need not be an answer. */
    const spoken = new Set(
      summary.connections.filter(({ application }) => application !== undefined).map(({ server }) => place(server)),
    )
    for (const connection of connections) {
      const server = place(connection.fromServer.end)
      const network = roundTripOf(connection)
      note(accepts, server, acceptOf(connection), network, slowAccept)
      if (!http.has(connection.firstPacket)) note(answers, server, answerOf(connection), network, slowAnswer)
    }
    for (const [server, slow] of accepts) if (slow.evidence.count > 0) yield accept(server, slow)
    for (const [server, slow] of answers) if (slow.evidence.count > 0) yield answer(server, slow, spoken.has(server))
  },
})

interface Slow {
  /** How many were timed. */
  timed: number
  longest: number
  network: number
  readonly evidence: Evidence
}

interface Timed {
  readonly seconds: number
  readonly packets: readonly number[]
}

function note(
  all: Map<string, Slow>,
  server: string,
  { seconds, packets }: Timed,
  network: number,
  least: number,
): void {
  if (Number.isNaN(seconds)) return
  const slow = all.get(server) ?? { timed: 0, longest: 0, network: NaN, evidence: new Evidence() }
  all.set(server, slow)
  slow.timed++
  if (!(network >= slow.network)) slow.network = network
  if (seconds < least || seconds < roundTrips * network) return
  slow.longest = Math.max(slow.longest, seconds)
  slow.evidence.add(...packets)
}

/** The shortest way to the server and back that was measured; NaN if none was. */
function roundTripOf({ fromServer, acceptTime }: WatchedConnection): number {
  const { roundTrip } = fromServer
  return Number.isNaN(roundTrip) ? acceptTime : Math.min(roundTrip, Number.isNaN(acceptTime) ? roundTrip : acceptTime)
}

/** From the first SYN to its answer. */
function acceptOf({ fromClient, fromServer, acceptPacket }: WatchedConnection): Timed {
  const seconds = fromServer.firstSyn - fromClient.firstSyn
  return {
    seconds: seconds < longestAccept ? seconds : NaN,
    packets: [...fromClient.syns.packets.slice(0, 3), acceptPacket],
  }
}

/** From the first words of the client to the first of the server; later ones need not be an answer. */
function answerOf({ fromClient, fromServer, acceptPacket }: WatchedConnection): Timed {
  const lost = fromClient.again.count + fromServer.again.count + fromServer.filled.count > 0
  const seconds = fromServer.firstData - fromClient.firstData
  const isAnswer = seconds >= 0 && acceptPacket > 0 && fromServer.flow.missing === 0 && !lost
  return { seconds: isAnswer ? seconds : NaN, packets: [fromClient.firstDataPacket, fromServer.firstDataPacket] }
}

const figures = ({ timed, longest, network, evidence: { count } }: Slow) => ({
  slow: count,
  timed,
  longest: rounded(longest),
  ...(Number.isNaN(network) ? {} : { roundTrip: rounded(network) }),
})

const against = ({ network }: Slow) => (Number.isNaN(network) ? '' : `, the network alone takes ${duration(network)}`)

const accept = (subject: string, slow: Slow): Finding => ({
  kind: 'slow-accept',
  severity: 'warning',
  subject,
  text:
    `accepted ${slow.evidence.count} of ${counted(slow.timed, 'connection')} only after ${duration(slowAccept)} or ` +
    `longer, at worst ${duration(slow.longest)}${against(slow)}`,
  advice:
    'where the SYN was repeated, it or its answer was lost, or the listen queue of the service was full; else a ' +
    'proxy on the way accepts only once it has reached the server',
  count: slow.evidence.count,
  packets: slow.evidence.packets,
  figures: figures(slow),
})

const answer = (subject: string, slow: Slow, isKnown: boolean): Finding => ({
  kind: 'slow-answer',
  severity: isKnown ? 'warning' : 'note',
  subject,
  text:
    `began its answer to ${slow.evidence.count} of ${counted(slow.timed, 'first request')} only after ` +
    `${duration(slowAnswer)} or longer, at worst ${duration(slow.longest)}${against(slow)}`,
  advice: 'the time is spent in the server, not on the way: look at what it waits for, such as a database or a name',
  count: slow.evidence.count,
  packets: slow.evidence.packets,
  figures: figures(slow),
})
