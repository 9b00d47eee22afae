/** What a script did on the network, from its packets: names asked, connections, requests, failures. Memory is bounded, whatever comes. */
import type { Batch } from '../files/batch.ts'
import { Endpoints, placeOf, sizeOf } from '../output/endpoints.ts'
import { fieldNamed, fields, type FrameSource } from '../packet/fields.ts'
import { Layers } from '../packet/layers.ts'
import { entries, idOf } from '../packet/tables.ts'
import { protocols } from '../protocols/index.ts'
import { ipv4Text, ipv6Text } from '../schema/index.ts'
import { failures, IcmpErrors } from './failures.ts'
import { Flow, serviceOf } from './flow.ts'
import { FlowTable } from './flowTable.ts'
import { beginsHttp, HttpConversation } from './http.ts'
import { Names, type Message } from './names.ts'
import { moment, Requests } from './requests.ts'
import { Side } from './side.ts'
import { Stream } from './stream.ts'
import type { Connection, NameAsked, TrafficSummary } from './summary.ts'
import { follow } from './tcp.ts'
import { beginsTls, TlsConversation } from './tls.ts'

/** How much is kept; what is beyond is counted. */
export interface TrafficLimits {
  readonly connections: number
  readonly names: number
  readonly requests: number
  readonly failures: number
}

const usualLimits: TrafficLimits = { connections: 10_000, names: 10_000, requests: 10_000, failures: 1000 }

export class TrafficReport {
  private packets = 0
  private bytes = 0
  private first = { seconds: NaN, nanoseconds: 0 }
  /** Seconds from the first packet to the last, and to the one at hand. */
  private duration = NaN
  private time = NaN
  private leftPackets = 0
  private readonly room = { bytes: mostJoined }
  private readonly limits: TrafficLimits
  private readonly layers = new Layers()
  private readonly ends = new Endpoints()
  private readonly table = new FlowTable()
  private readonly flows: Flow[] = []
  private readonly names: Names
  private readonly requests: Requests
  private readonly errors: IcmpErrors
  private readonly processFields = { pid: frameField('onwire.process.pid'), name: frameField('onwire.process.name') }

  constructor(limits: Partial<TrafficLimits> = {}) {
    this.limits = { ...usualLimits, ...limits }
    this.names = new Names(this.limits.names)
    this.requests = new Requests(this.limits.requests)
    this.errors = new IcmpErrors(this.limits.failures)
  }

  take(batch: Batch): void {
    for (let index = 0; index < batch.length; index++) this.packet(batch, index)
  }

  /** What is known by now. */
  summary(): TrafficSummary {
    const { flows, limits, names, requests, errors, first, bytes, packets } = this
    const failed = failures(flows, names.kept, requests.kept, errors)
    return {
      packets, bytes, start: startOf(first), duration: moment(this.duration),
      names: names.summary(), connections: flows.map((flow) => flow.summary()), requests: requests.summary(),
      failures: failed.slice(0, limits.failures),
      left: {
        names: names.left, connectionPackets: this.leftPackets, requests: requests.left,
        failures: Math.max(0, failed.length - limits.failures) + errors.left,
      },
    }
  }

  private packet(batch: Batch, index: number): void {
    const { layers, ends } = this
    this.packets++
    this.bytes += batch.originalLength[index]!
    this.tick(batch.seconds[index]!, batch.nanoseconds[index]!)
    layers.decode(batch, index)
    ends.find(layers)
    if (ends.address < 0 || ends.last < 0) return
    const kind = kinds[layers.protocol[ends.port >= 0 ? ends.port : ends.last]!]
    if (kind === undefined) return
    if (kind === 'icmp' || kind === 'icmpv6') this.control(kind, batch, index)
    else this.transport(kind, batch, index)
  }

  private tick(seconds: number, nanoseconds: number): void {
    if (Number.isNaN(this.first.seconds) && !Number.isNaN(seconds)) this.first = { seconds, nanoseconds }
    this.time = seconds - this.first.seconds + (nanoseconds - this.first.nanoseconds) / 1e9
    if (!(this.time <= this.duration) && !Number.isNaN(this.time)) this.duration = this.time
  }

  private transport(kind: 'tcp' | 'udp' | 'sctp', batch: Batch, index: number): void {
    const { layers, ends } = this
    const at = layers.start[ends.port]!
    const { bytes } = layers
    const sourcePort = (bytes[at]! << 8) | bytes[at + 1]!
    const destinationPort = (bytes[at + 2]! << 8) | bytes[at + 3]!
    let flow = this.flow(kind, ends.address, sourcePort, destinationPort, batch, index)
    if (flow === undefined) return
    let side: 0 | 1 = this.table.upward === flow.upward ? 0 : 1
    if (ends.cut === ends.port) return this.count(flow, side, batch, index)
    if (kind === 'tcp') {
      const again = follow(flow, side, layers, ends.port, batch.number(index), batch.interfaceId[index]!, this.time)
      if (!again) {
        // A SYN that is not the one before: the same ports are used again.
        const next = this.begin(kind, ends.address, sourcePort, destinationPort, batch, index)
        if (next === undefined) return
        this.table.replace(next.number - 1)
        flow = next
        side = 0
        follow(flow, side, layers, ends.port, batch.number(index), batch.interfaceId[index]!, this.time)
      }
      this.count(flow, side, batch, index)
      this.segment(flow, side, batch, index)
      if (flow.closedIn === batch.number(index)) flow.sides[side].stream?.close(batch.number(index), this.time)
    } else {
      this.count(flow, side, batch, index)
      flow.sides[side].bytes += Math.max(0, layers.originalEnd[ends.port]! - at - (kind === 'udp' ? 8 : 12))
    }
    if (flow.application === undefined) this.recognise(flow, kind)
    this.ask(flow, side, batch, index)
  }

  /** The flow of a packet, begun if there is none; undefined where there is no room. */
  private flow(kind: Connection['protocol'], address: number, sourcePort: number, destinationPort: number, batch: Batch, index: number): Flow | undefined {
    const { layers, table } = this
    const number = table.find(
      layers.bytes, placeOf(layers, address, 'source'), placeOf(layers, address, 'destination'), sizeOf(layers, address),
      sourcePort, destinationPort, numbers[kind],
    )
    if (number >= 0) return this.flows[number]
    const flow = this.begin(kind, address, sourcePort, destinationPort, batch, index)
    if (flow !== undefined) table.add(flow.number - 1)
    return flow
  }

  private begin(kind: Connection['protocol'], address: number, sourcePort: number, destinationPort: number, batch: Batch, index: number): Flow | undefined {
    const { layers, flows, names } = this
    if (flows.length >= this.limits.connections) {
      this.leftPackets++
      return undefined
    }
    const sides = [new Side(addressOf(layers, address, 'source'), sourcePort), new Side(addressOf(layers, address, 'destination'), destinationPort)] as const
    const client = kind !== 'tcp' && kind !== 'udp' ? 0 : clientOf(kind, layers, this.ends.port, sourcePort, destinationPort)
    const name = names.of(sides[client === 0 ? 1 : 0].address)
    const flow = new Flow(flows.length + 1, kind, sides, this.table.upward, name, this.time, batch.number(index))
    flow.client = client
    flows.push(flow)
    return flow
  }

  private count(flow: Flow, side: 0 | 1, batch: Batch, index: number): void {
    const from = flow.sides[side]
    from.packets++
    from.frameBytes += batch.originalLength[index]!
    if (!(this.time <= flow.last)) flow.last = this.time
    flow.lastPacket = batch.number(index)
    if (flow.process === undefined && from.packets <= mostLooks && batch.optionsEnd[index]! > 0 && this.processFields.name !== undefined) this.nameProcess(flow, batch, index)
  }

  private nameProcess(flow: Flow, batch: Batch, index: number): void {
    const pid = this.processFields.pid?.read(batch, index, this.layers)
    const name = this.processFields.name?.read(batch, index, this.layers)
    if (pid !== undefined || name !== undefined) flow.process = { pid: pid === undefined ? undefined : Number(pid), name: name === undefined ? undefined : `${name}` }
  }

  /** Brings the payload of a segment to what reads the stream. */
  private segment(flow: Flow, side: 0 | 1, batch: Batch, index: number): void {
    const { layers, ends, time } = this
    const from = flow.sides[side]
    if (from.fresh < 0) return
    const { bytes } = layers
    const payload = layers.start[ends.port]! + (bytes[layers.start[ends.port]! + 12]! >> 4) * 4
    const start = payload + from.fresh
    const originalEnd = layers.originalEnd[ends.port]!
    if (start >= originalEnd) return
    const end = Math.max(start, layers.end[ends.port]!)
    const stream = from.stream?.reader.ended === false ? from.stream : this.converse(flow, side, start, end)
    stream?.take(bytes, start, end, originalEnd - end, from.skipped, batch.number(index), time)
  }

  /** Finds out what is spoken; the stream of this side, if that is something that is read. */
  private converse(flow: Flow, side: 0 | 1, start: number, end: number): Stream | undefined {
    const { bytes } = this.layers
    if (beginsTls(bytes, start, end)) {
      flow.tls = new TlsConversation()
      return this.attach(flow, side, flow.tls)
    }
    const { layers, ends } = this
    const http = ends.port + 1 < layers.count && layers.protocol[ends.port + 1] === httpId
    if (http && (flow.http === undefined || flow.http.switched) && beginsHttp(bytes, start, end)) {
      const { address, port } = flow.fromServer
      flow.http = new HttpConversation(flow.number, `${address.includes(':') ? `[${address}]` : address}${port === 80 ? '' : `:${port}`}`, this.requests)
      return this.attach(flow, side, flow.http)
    }
    return undefined
  }

  private attach(flow: Flow, side: 0 | 1, conversation: HttpConversation | TlsConversation): Stream {
    flow.fromClient.stream = new Stream(conversation.client, this.room)
    flow.fromServer.stream = new Stream(conversation.server, this.room)
    return flow.sides[side].stream!
  }

  /** Names what is spoken by the layer above the ports. */
  private recognise(flow: Flow, kind: 'tcp' | 'udp' | 'sctp'): void {
    const { layers, ends } = this
    if (ends.port + 1 >= layers.count || flow.looks >= mostLooks) return
    flow.looks++
    const id = layers.protocol[ends.port + 1]!
    if (id !== 0 && id !== httpId && id !== tlsId) flow.application = entries[id]!.schema.name
    else if (kind === 'udp' && isQuic(layers.bytes, layers.start[ends.port + 1]!, layers.end[ends.port + 1]!)) flow.application = 'quic'
  }

  /** Brings messages of name services to the names. */
  private ask(flow: Flow, side: 0 | 1, batch: Batch, index: number): void {
    const { layers, ends } = this
    for (let at = ends.port + 1; at < layers.count; at++) {
      const protocol = nameServices[layers.protocol[at]!]
      if (protocol === undefined) return
      const view = layers.view(at)
      const server = flow.sides[side === 0 ? 1 : 0].address
      const exchange = { protocol, connection: flow.number, server: isResponse(layers, at) ? flow.sides[side].address : server }
      if (view.headed) this.names.take(view as never as Message, exchange, batch.number(index), this.time)
    }
  }

  /** ICMP: an echo is a flow of its own, an error is about another. */
  private control(kind: 'icmp' | 'icmpv6', batch: Batch, index: number): void {
    const { layers, ends } = this
    const at = layers.start[ends.last]!
    if (layers.end[ends.last]! - at < controlHeader) return
    const type = layers.bytes[at]!
    const [request, reply] = kind === 'icmp' ? [8, 0] : [128, 129]
    if (type === request || type === reply) {
      const identifier = (layers.bytes[at + 4]! << 8) | layers.bytes[at + 5]!
      const flow = this.flow(kind, ends.address, identifier, identifier, batch, index)
      if (flow === undefined) return
      // By the type and not by the address: who pings itself has but one.
      if (flow.fromClient.packets + flow.fromServer.packets === 0 && type === reply) flow.client = 1
      const side = type === request ? flow.client : flow.client === 0 ? 1 : 0
      this.count(flow, side, batch, index)
      flow.sides[side].bytes += Math.max(0, layers.originalEnd[ends.last]! - at - 8)
    } else if (layers.count > ends.last + 1 && entries[layers.protocol[ends.last]!]!.schema.carries?.quoted) this.errors.take(kind, this.quoted(), layers, ends, batch.number(index))
  }

  /** The flow that an error is about, if it is known. */
  private quoted(): Flow | undefined {
    const { layers, table } = this
    quotedEnds.find(layers, this.ends.last + 1)
    const { address, port, last } = quotedEnds
    if (address < 0) return undefined
    const inner = port >= 0 ? port : last
    const kind = kinds[layers.protocol[inner]!]
    if (kind === undefined) return undefined
    const at = layers.start[inner]! + (port >= 0 ? 0 : 4)
    if (at + 2 > layers.end[inner]!) return undefined
    const sourcePort = (layers.bytes[at]! << 8) | layers.bytes[at + 1]!
    const destinationPort = port >= 0 ? (layers.bytes[at + 2]! << 8) | layers.bytes[at + 3]! : sourcePort
    const number = table.find(
      layers.bytes, placeOf(layers, address, 'source'), placeOf(layers, address, 'destination'), sizeOf(layers, address), sourcePort, destinationPort, numbers[kind],
    )
    return number < 0 ? undefined : this.flows[number]
  }
}

/** Bytes of units that go on in later segments. */
const mostJoined = 16 << 20
/** Bytes of an echo, and of an error, in front of what they carry. */
const controlHeader = 8
/** Packets that are looked at to name what is spoken, and who speaks. */
const mostLooks = 8
const quotedEnds = new Endpoints()
const numbers: Readonly<Record<Connection['protocol'], number>> = { tcp: 6, udp: 17, sctp: 132, icmp: 1, icmpv6: 58 }
const kinds: readonly (Connection['protocol'] | undefined)[] = entries.map(({ schema: { name } }) => (Object.hasOwn(numbers, name) ? (name as Connection['protocol']) : undefined))
const httpId = idOf(protocols.http)
const tlsId = idOf(protocols.tls)
const tcpId = idOf(protocols.tcp)
const dnsOverTcpId = idOf(protocols.dnsOverTcp)
const nameServices: readonly (NameAsked['protocol'] | undefined)[] =
  entries.map(({ schema: { name } }) => (name === 'dns' || name === 'mdns' || name === 'llmnr' ? name : undefined))

function addressOf(layers: Layers, index: number, end: 'source' | 'destination'): string {
  return (sizeOf(layers, index) === 4 ? ipv4Text : ipv6Text)(layers.bytes, placeOf(layers, index, end))
}

/** Who began: the sender of a SYN, not that of a SYN with ACK; else whoever talks to a port that is known, or to the lower one. */
export function clientOf(kind: 'tcp' | 'udp', layers: Layers, port: number, sourcePort: number, destinationPort: number): 0 | 1 {
  if (layers.protocol[port] === tcpId) {
    const flags = layers.bytes[layers.start[port]! + 13]!
    if ((flags & 0x02) !== 0) return (flags & 0x10) === 0 ? 0 : 1
  }
  const known = [serviceOf(kind, sourcePort), serviceOf(kind, destinationPort)]
  if ((known[0] === undefined) !== (known[1] === undefined)) return known[1] === undefined ? 1 : 0
  return kind === 'tcp' && sourcePort < destinationPort ? 1 : 0
}

/** Whether a message of a name service is an answer. */
function isResponse(layers: Layers, at: number): boolean {
  return (layers.bytes[layers.start[at]! + (layers.protocol[at] === dnsOverTcpId ? 4 : 2)]! & 0x80) !== 0
}

/** A packet with the long header of QUIC version 1 or 2: RFC 9000 section 17.2, RFC 9369 section 3.1. */
export function isQuic(bytes: Uint8Array, at: number, end: number): boolean {
  if (end - at < 7 || (bytes[at]! & 0xc0) !== 0xc0) return false
  const version = ((bytes[at + 1]! << 24) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 8) | bytes[at + 4]!) >>> 0
  return version === 1 || version === 0x6b3343cf
}

/** The field of frames of that name, where there is one. */
function frameField(name: string): FrameSource | undefined {
  const field = fields().some((each) => each.name === name) ? fieldNamed(name) : undefined
  return field?.kind === 'frame' ? field : undefined
}

function startOf({ seconds, nanoseconds }: { readonly seconds: number; readonly nanoseconds: number }): string | undefined {
  const date = new Date(seconds * 1000)
  return Number.isNaN(date.getTime()) ? undefined : `${date.toISOString().slice(0, -4)}${`${nanoseconds}`.padStart(9, '0')}Z`
}
