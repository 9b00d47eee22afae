/** Connections that were reset before they were done: RFC 9293, section 3.5.3. */
import { duration } from '../../../text/amounts.ts'
import { rounded, type Finding } from '../finding.ts'
import { Groups } from '../groups.ts'
import type { Rule } from '../rule.ts'
import type { WatchedConnection } from '../tcp/watched-connection.ts'

/** Seconds: a client that waits less did not wait for an answer. */
const leastWait = 1

export const resetRule = (): Rule => ({
  *findings({ connections, place, summary }) {
    const groups = new Groups<Case & { readonly connection: WatchedConnection }>()
    const tls = new Set(summary.connections.filter((each) => each.tls !== undefined).map((each) => each.firstPacket))
    for (const connection of connections) {
      const found = caseOf(connection, tls.has(connection.firstPacket))
      if (found === undefined) continue
      const { fromServer } = connection
      const evidence = groups.of(`${found.what} ${place(fromServer.end)}`, { ...found, connection })
      evidence.add(found.last, found.packet)
    }
    for (const [{ what, connection, waited }, { count, packets }] of groups)
      yield findingOf(what, place(connection.fromServer.end), waited, count, packets)
  },
})

type What = 'unanswered' | 'at once' | 'given up'

interface Case {
  readonly what: What
  /** The packet before, and that of the reset. */
  readonly last: number
  readonly packet: number
  /** Seconds that the client waited for an answer. */
  readonly waited: number
}

/** Undefined for what is no trouble: both sides have said all, or a connection is ended that was idle. */
function caseOf({ fromClient, fromServer, acceptPacket, last }: WatchedConnection, isTls: boolean): Case | undefined {
  if (fromClient.finPacket > 0 || fromServer.finPacket > 0) return undefined
  const [client, server] = [fromClient.resetPacket || Infinity, fromServer.resetPacket || Infinity]
  const packet = Math.min(client, server)
  if (packet === Infinity || fromServer.packets === 0) return undefined
  const isPending = fromClient.dataPackets > 0 && !(fromServer.lastData >= fromClient.lastData)
  const waited = last - fromClient.lastData
  if (isPending) {
    // Clients that close without waiting reset what comes after their last words, which in TLS are an alert.
    if (server < client ? isTls && fromServer.dataPackets > 0 : !(waited >= leastWait)) return undefined
    return { what: server < client ? 'unanswered' : 'given up', last: fromClient.lastDataPacket, packet, waited }
  }
  if (server > client || fromServer.dataPackets > 0 || acceptPacket === 0 || fromClient.acknowledging === 0)
    return undefined
  return { what: 'at once', last: acceptPacket, packet, waited: NaN }
}

function findingOf(what: What, subject: string, waited: number, count: number, packets: readonly number[]): Finding {
  const times = count > 1 ? `, ${count} times` : ''
  return {
    kind: 'connection-reset',
    severity: what === 'unanswered' ? 'error' : 'warning',
    subject,
    text: `${texts[what](Number.isNaN(waited) ? '' : ` after ${duration(Math.max(0, waited))}`)}${times}`,
    advice: advice[what],
    count,
    packets,
    figures: { count, ...(Number.isNaN(waited) ? {} : { waited: rounded(waited) }) },
  }
}

const texts: Readonly<Record<What, (after: string) => string>> = {
  unanswered: (after) => `resets the connection instead of an answer${after}`,
  'at once': () => 'accepts the connection and resets it before anything is said',
  'given up': (after) => `the client resets the connection${after} without an answer`,
}

const advice: Readonly<Record<What, string>> = {
  unanswered: 'look in the log of the server for a crash or a refused request; a device between may do it, too',
  'at once':
    'the service does not want this client, or is overloaded: look at its log, its limits and its TLS settings',
  'given up': 'the client lost patience or was stopped: compare its time limit with what the server needs',
}
