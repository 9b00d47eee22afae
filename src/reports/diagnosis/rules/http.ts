/** HTTP errors, requests without an answer and slow answers: RFC 9110, section 15. */
import { counted, duration } from '../../../text/amounts.ts'
import type { Connection, Request } from '../../summary.ts'
import { Evidence, rounded, type Finding, type Severity } from '../finding.ts'
import { Groups } from '../groups.ts'
import type { Rule, Seen } from '../rule.ts'

/** Seconds after which a person notices a delay. */
const slow = 1
/** How many times as long as the handshake an answer takes that the network does not explain. */
const roundTrips = 5
/** Seconds that a request may wait at the end of a capture before that is a finding. */
const leastWait = 5
/** Authentication is asked for, and given in the next request: only its repetition is a failure. */
const asksForAuthentication = (status: number) => status === 401 || status === 407
const leastRefusals = 3

export const httpRule = (): Rule => ({
  *findings(seen) {
    yield* errors(seen)
    yield* unanswered(seen)
    yield* slowAnswers(seen)
  },
})

const subjectOf = ({ method, url = '', host }: Request, place: string) =>
  method === undefined ? (host ?? place) : `${method} ${url}`
const packetsOf = ({ requestPacket, responsePacket }: Request) =>
  [requestPacket, responsePacket].filter((packet) => packet !== undefined)
const connectionOf = ({ summary }: Seen, { connection }: Request): Connection | undefined =>
  summary.connections[connection - 1]
const placeOf = (seen: Seen, request: Request) => {
  const connection = connectionOf(seen, request)
  return connection === undefined ? 'a server' : seen.place(connection.server)
}

function* errors(seen: Seen): Generator<Finding> {
  const groups = new Groups<Answered>()
  for (const request of seen.summary.requests) {
    const { status = 0, reason = '', host } = request
    if (status < 400) continue
    const place = placeOf(seen, request)
    const subject = subjectOf(request, place)
    groups.of(`${status} ${subject}`, { subject, server: host ?? place, status, reason }).add(...packetsOf(request))
  }
  const all = [...groups].filter(([{ status }, { count }]) => !asksForAuthentication(status) || count >= leastRefusals)
  const byServer = new Map<string, typeof all>()
  for (const group of all) {
    const key = `${group[0].status} ${group[0].server}`
    byServer.set(key, [...(byServer.get(key) ?? []), group])
  }
  for (const own of byServer.values())
    if (own.length > mostTold) yield error(own[0]![0], joined(own), own.length)
    else for (const [answered, evidence] of own) yield error(answered, evidence, 1)
}

interface Answered {
  readonly subject: string
  readonly server: string
  readonly status: number
  readonly reason: string
}

/** Requests to one server with the same status before they are one finding. */
const mostTold = 5

function joined(groups: readonly (readonly [Answered, Evidence])[]): Evidence {
  const all = new Evidence()
  for (const [, evidence] of groups) all.join(evidence)
  return all
}

function error({ subject, server, status, reason }: Answered, { count, packets }: Evidence, requests: number): Finding {
  const answered = `answered ${status}${reason === '' ? '' : ` ${reason}`}`
  return {
    kind: 'http-error',
    severity: severityOf(status),
    subject: requests > 1 ? server : subject,
    text:
      requests > 1
        ? `${answered} to ${requests} requests, such as ${subject}`
        : `${answered}${count > 1 ? `, ${counted(count, 'time')}` : ''}`,
    advice: status >= 500 ? 'the server failed: its log at this time says why' : (advice[status] ?? usualAdvice),
    count,
    packets,
    figures: { status, count },
  }
}

const severityOf = (status: number): Severity =>
  status >= 500 ? 'error' : asksForAuthentication(status) || status === 408 || status === 429 ? 'warning' : 'note'
const usualAdvice = 'the server does not take this request: compare it with what the server expects'
const advice: Readonly<Record<number, string>> = {
  401: 'the credentials are missing, wrong or expired',
  403: 'the client may not do this: check its rights at the server',
  404: 'check the address, and whether the page was moved',
  407: 'the proxy refuses the credentials',
  408: 'the server waited too long for the request: look for loss, and at what the client does',
  429: 'the client asks too often for what the server allows',
}

function* unanswered(seen: Seen): Generator<Finding> {
  const groups = new Groups<Waiting>()
  for (const request of seen.summary.requests) {
    const waiting = waitingOf(seen, request)
    if (waiting === undefined) continue
    const { connection } = waiting
    groups.of(`${connection.server.address} ${connection.server.port}`, waiting).add(...waiting.packets)
  }
  for (const [{ request, connection, waited, isOver }, { count, packets }] of groups) {
    const url = subjectOf(request, seen.place(connection.server))
    const time = Number.isNaN(waited) ? '' : ` in ${duration(Math.max(0, waited))}`
    const after = `${time}${isOver ? ', then the connection ended' : ''}`
    yield {
      kind: 'http-unanswered',
      severity: isOver ? 'error' : 'warning',
      subject: count === 1 ? url : seen.place(connection.server),
      text: count === 1 ? `got no answer${after}` : `gave no answer to ${count} requests, such as ${url}${after}`,
      advice: 'look in the log of the server, and of a proxy between, for the request and what became of it',
      count,
      packets,
      figures: { count, waited: rounded(waited) },
    }
  }
}

interface Waiting {
  readonly request: Request
  readonly connection: Connection
  readonly waited: number
  /** Whether the connection has ended. */
  readonly isOver: boolean
  readonly packets: readonly number[]
}

function waitingOf(seen: Seen, request: Request): Waiting | undefined {
  const { status, method, unknownResponse, at = NaN } = request
  const connection = connectionOf(seen, request)
  if (status !== undefined || method === undefined || unknownResponse || connection === undefined) return undefined
  // Of one direction alone, or where the capture lacks some of it, there may be answers that it does not show.
  const { end, duration: length = NaN, at: begun = 0, fromServer, lastPacket } = connection
  if (fromServer.packets === 0 || !isWhole(seen, connection)) return undefined
  const isOver = end === 'closed' || end === 'half-closed' || end === 'reset'
  const waited = (isOver ? begun + length : seen.duration) - at
  if (!isOver && !(waited >= leastWait)) return undefined
  return { request, connection, waited, isOver, packets: [...packetsOf(request), lastPacket] }
}

/** Whether the capture has all of a connection that its two sides acknowledge, so that answers find their requests. */
function isWhole(seen: Seen, { firstPacket, fromClient, fromServer }: Connection): boolean {
  const lacks = seen.watched(firstPacket)?.sides.some(({ acknowledgesGap }) => acknowledgesGap.count > 0)
  return lacks !== true && fromClient.missing === 0 && fromServer.missing === 0
}

function* slowAnswers(seen: Seen): Generator<Finding> {
  const groups = new Groups<{
    readonly subject: string
    readonly longest: number
    readonly network: number | undefined
  }>()
  // The slowest of each group first.
  const bySlowness = seen.summary.requests.toSorted((one, other) => (other.firstByte ?? 0) - (one.firstByte ?? 0))
  for (const request of bySlowness) {
    const { firstByte, pipelined } = request
    const connection = connectionOf(seen, request)
    const network = connection?.handshakeTime
    if (connection === undefined || !isWhole(seen, connection)) continue
    if (firstByte === undefined || pipelined || firstByte < slow || firstByte < roundTrips * (network ?? 0)) continue
    const subject = subjectOf(request, placeOf(seen, request))
    groups.of(subject, { subject, longest: firstByte, network }).add(...packetsOf(request))
  }
  for (const [{ subject, longest, network }, { count, packets }] of groups)
    yield {
      kind: 'http-slow',
      severity: 'warning',
      subject,
      text:
        `the answer began only after ${duration(longest)}${count > 1 ? ` at worst, ${counted(count, 'time')}` : ''}` +
        (network === undefined ? '' : `, the network alone takes ${duration(network)}`),
      advice: 'the time is spent in the server, not on the way: look at what it waits for, such as a database',
      count,
      packets,
      figures: { longest: rounded(longest), count, ...(network === undefined ? {} : { roundTrip: network }) },
    }
}
