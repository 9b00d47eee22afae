/** Failures, with the packets that show them. */
import type { Endpoints } from '../packet/endpoints.ts'
import type { Layers } from '../packet/layers.ts'
import { entries } from '../packet/registry/index.ts'
import type { Conversation } from './conversation.ts'
import { addressOf } from './conversations.ts'
import type { NameRecord } from './names/name-record.ts'
import { responseName, typeName } from './names/names.ts'
import type { RequestRecord } from './http/requests.ts'
import { maxListedPackets, type Flow } from './flow.ts'
import type { Failure, FailureKind } from './summary.ts'
import { grpcText } from './http/grpc.ts'
import { placeText } from '../text/amounts.ts'

/** All failures, ordered by their first packet. */
export function failures(
  flows: readonly Conversation[],
  names: Iterable<NameRecord>,
  requests: readonly RequestRecord[],
  errors: IcmpErrors,
): Failure[] {
  const all: Failure[] = [...errors.summary()]
  for (const flow of flows) all.push(...failuresOfFlow(flow))
  for (const name of names) all.push(...failuresOfName(name))
  for (const request of requests) {
    const failure = failureOfRequest(request, flows[request.connection - 1]!)
    if (failure !== undefined) all.push(failure)
  }
  return all.sort((a, b) => (a.packets[0] ?? 0) - (b.packets[0] ?? 0))
}

function failuresOfFlow(flow: Conversation): Failure[] {
  const { fromClient, fromServer } = flow
  const found: Failure[] = []
  const add = (kind: FailureKind, text: string, packets: readonly number[], count = 1) =>
    found.push({ kind, subject: subjectOf(flow), text, connection: flow.number, count, packets: [...packets] })
  const end = flow.end()
  if (end === 'refused' && flow.refusedPacket > 0)
    add('refused', 'connection refused', [
      ...(fromClient.synPackets ?? []).slice(0, maxListedPackets - 1),
      flow.refusedPacket,
    ])
  else if (end === 'reset')
    add('reset', `connection reset by the ${flow.sides[flow.resetBy] === fromClient ? 'client' : 'server'}`, [
      flow.resetPacket,
    ])
  else if (end === 'unanswered' && flow.protocol === 'tcp')
    add(
      'unanswered',
      `no answer to ${fromClient.syns} SYN${fromClient.syns === 1 ? '' : 's'}`,
      fromClient.synPackets ?? [],
      fromClient.syns,
    )
  else if (end === 'unanswered' && flow.protocol.startsWith('icmp'))
    add(
      'unanswered',
      `no answer to ${fromClient.packets} echo request${fromClient.packets === 1 ? '' : 's'}`,
      [flow.firstPacket],
      fromClient.packets,
    )
  for (const [side, name] of [
    [fromClient, 'client'],
    [fromServer, 'server'],
  ] as const)
    // Retransmitted SYNs without an answer have been reported.
    if (isStorm(side) && end !== 'unanswered' && end !== 'unreachable')
      add(
        'retransmissions',
        `${side.retransmissions} of ${side.packets} packets of the ${name} were retransmitted`,
        side.again!,
        side.retransmissions,
      )
  for (const { by, level, description, packet } of flow.tls?.alerts ?? [])
    if (level === 'fatal' || !harmless.has(description))
      add('alert', `TLS alert of the ${by}: ${description}`, [packet])
  return found
}

const harmless: ReadonlySet<string> = new Set(['Close Notify', 'User Canceled', 'No Renegotiation'])

/** Whether retransmissions are frequent. */
const isStorm = ({ retransmissions, packets }: Flow): boolean => retransmissions >= 3 && retransmissions * 20 > packets

function failuresOfName(record: NameRecord): Failure[] {
  const { asked, answered, protocol, connection } = record
  const subject = `${typeName(record.type)} ${record.name}`
  const found = Array.from(record.refusals, ([code, { count, packets }]): Failure => ({
    kind: 'name',
    subject,
    text: responseName(code),
    connection,
    count,
    packets: [...packets],
  }))
  if (answered === 0 && protocol === 'dns')
    found.push({
      kind: 'unanswered',
      subject,
      text: `no answer to ${asked} question${asked === 1 ? '' : 's'}`,
      connection,
      count: asked,
      packets: [...record.packets],
    })
  return found
}

function failureOfRequest(
  {
    status,
    method,
    url,
    requestPacket,
    responsePacket,
    reason,
    grpcStatus,
    connection,
    unknownResponse,
  }: RequestRecord,
  flow: Conversation,
): Failure | undefined {
  const subject = method === undefined ? subjectOf(flow) : `${method} ${url}`
  const packets = [requestPacket, responsePacket].filter((packet) => packet !== undefined)
  if (status !== undefined && status >= 400)
    return {
      kind: 'status',
      subject,
      text: `${status}${reason === undefined ? '' : ` ${reason}`}`,
      connection,
      count: 1,
      packets,
    }
  if (grpcStatus !== undefined && grpcStatus !== 0)
    return { kind: 'status', subject, text: grpcText(grpcStatus), connection, count: 1, packets }
  const over = flow.end() === 'closed' || flow.end() === 'reset'
  return status === undefined && !unknownResponse && over
    ? { kind: 'no response', subject, text: 'no response', connection, count: 1, packets }
    : undefined
}

/** The server of a connection, with its name. */
function subjectOf({ fromServer: { address, port }, protocol, name }: Conversation): string {
  const where = placeText({ address, port: protocol.startsWith('icmp') ? undefined : port })
  return name === undefined ? where : `${where} (${name})`
}

/** ICMP errors, by message and conversation. */
export class IcmpErrors {
  left = 0
  private readonly kept = new Map<
    string,
    {
      readonly flow: Conversation | undefined
      readonly kind: FailureKind
      readonly subject: string
      readonly text: string
      count: number
      readonly packets: number[]
    }
  >()

  constructor(private readonly most: number) {}

  /** Adds the error in the last layer of `ends`, about a conversation if known. */
  take(
    protocol: 'icmp' | 'icmpv6',
    flow: Conversation | undefined,
    layers: Layers,
    ends: Endpoints,
    number: number,
  ): void {
    const at = layers.start[ends.last]!
    const bytes = layers.bytesOf(ends.last)
    const [type, code] = [bytes[at]!, bytes[at + 1]!]
    const kind = protocol === 'icmp' ? kinds[type] : kindsOf6[type]
    // "Too big" is part of path MTU discovery, not a failure.
    if (kind === undefined || (protocol === 'icmp' && type === 3 && code === 4)) return
    const { schema } = entries[layers.protocol[ends.last]!]!
    const reporter = addressOf(layers, ends.address, 'source')
    const text = `${schema.summary?.(layers.view(ends.last) as never) ?? kind}, says ${reporter}`
    if (flow !== undefined && kind === 'unreachable')
      flow.unreachable ??= isPortUnreachable(protocol, type, code) ? 'refused' : 'unreachable'
    const key = `${flow?.number ?? 0} ${text}`
    const known = this.kept.get(key)
    if (known !== undefined) {
      known.count++
      if (known.packets.length < maxListedPackets) known.packets.push(number)
    } else if (this.kept.size < this.most)
      this.kept.set(key, {
        flow,
        kind,
        subject: flow === undefined ? 'a packet that is not here' : subjectOf(flow),
        text,
        count: 1,
        packets: [number],
      })
    else this.left++
  }

  summary(): Failure[] {
    return Array.from(this.kept.values(), ({ flow, kind, subject, text, count, packets }) => ({
      kind,
      subject,
      text,
      connection: flow?.number,
      count,
      packets: [...packets],
    }))
  }
}

const kinds: Readonly<Record<number, FailureKind>> = { 3: 'unreachable', 11: 'time exceeded' }
const kindsOf6: Readonly<Record<number, FailureKind>> = { 1: 'unreachable', 3: 'time exceeded' }
const isPortUnreachable = (protocol: string, type: number, code: number) =>
  protocol === 'icmp' ? type === 3 && code === 3 : type === 1 && code === 4
