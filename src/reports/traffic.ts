/** Builds a traffic summary from packets: name lookups, connections, requests, failures. Memory is bounded. */
import type { Batch } from '../files/batch.ts'
import { fieldNamed, fields, type FrameSource } from '../packet/fields.ts'
import type { Gain } from '../packet/gain.ts'
import { Layers } from '../packet/layers.ts'
import { entries, registry } from '../packet/registry/index.ts'
import { ConversationFollower } from '../conversations/follower.ts'
import { ConversationKey, echoHeader } from '../conversations/conversation-key.ts'
import { failures, IcmpErrors } from './failures.ts'
import type { Conversation } from './conversation.ts'
import { Conversations } from './conversations.ts'
import { isNameService, Names, type Message } from './names/names.ts'
import { definedTime, Requests } from './http/requests.ts'
import { detectApplication, ApplicationDetector } from './application-detector.ts'
import type { NameAsked, TrafficSummary } from './summary.ts'
import { follow } from './tcp.ts'

/** Limits; what is beyond them is only counted. */
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
  /** Seconds from the first packet to the last. */
  private duration = NaN
  /** The current packet: seconds after the first one, and its number. */
  private time = NaN
  private number = 0
  private readonly limits: TrafficLimits
  private readonly follower = new ConversationFollower({ again: false, content: false, facts: new Set() })
  private readonly layers = new Layers()
  private readonly between = new ConversationKey()
  private readonly quoted = new ConversationKey()
  private readonly names: Names
  private readonly flows: Conversations
  private readonly requests: Requests
  private readonly applications: ApplicationDetector
  private readonly errors: IcmpErrors
  private readonly processFields = { pid: frameField('onwire.process.pid'), name: frameField('onwire.process.name') }

  constructor(limits: Partial<TrafficLimits> = {}) {
    this.limits = { ...usualLimits, ...limits }
    this.names = new Names(this.limits.names)
    this.flows = new Conversations(this.limits.connections, this.names)
    this.requests = new Requests(this.limits.requests)
    this.applications = new ApplicationDetector(this.requests)
    this.errors = new IcmpErrors(this.limits.failures)
  }

  /** Takes the next frames; follows their conversations unless that was done. */
  take(batch: Batch): void {
    this.follower.follow(batch)
    for (let index = 0; index < batch.length; index++) this.packet(batch, index)
  }

  /** The summary so far. */
  summary(): TrafficSummary {
    const { flows, limits, names, requests, errors, first, bytes, packets } = this
    const failed = failures(flows.kept, names.kept, requests.kept, errors)
    return {
      packets,
      bytes,
      start: startOf(first),
      duration: definedTime(this.duration),
      names: names.summary(),
      connections: flows.kept.map((flow) => flow.summary()),
      requests: requests.summary(),
      failures: failed.slice(0, limits.failures),
      left: {
        names: names.left,
        connectionPackets: flows.left,
        requests: requests.left,
        failures: Math.max(0, failed.length - limits.failures) + errors.left,
      },
    }
  }

  private packet(batch: Batch, index: number): void {
    const { layers, between } = this
    this.packets++
    this.bytes += batch.originalLength[index]!
    this.number = batch.number(index)
    this.tick(batch.seconds[index]!, batch.nanoseconds[index]!)
    layers.decode(batch, index)
    if (!between.find(layers)) return
    const { kind, ends } = between
    if (ends.port >= 0) return this.transport(batch, index)
    if (between.sourcePort >= 0) return this.echo(batch, index)
    if (layers.count <= between.layer + 1 || (kind !== 'icmp' && kind !== 'icmpv6')) return
    const about = this.quoted.find(layers, between.layer + 1) ? this.flows.find(layers, this.quoted) : undefined
    this.errors.take(kind, about, layers, ends, this.number)
  }

  private tick(seconds: number, nanoseconds: number): void {
    if (Number.isNaN(this.first.seconds) && !Number.isNaN(seconds)) this.first = { seconds, nanoseconds }
    this.time = seconds - this.first.seconds + (nanoseconds - this.first.nanoseconds) / 1e9
    if (!(this.time <= this.duration) && !Number.isNaN(this.time)) this.duration = this.time
  }

  private transport(batch: Batch, index: number): void {
    const { layers, flows, between, number, time } = this
    const {
      ends: { port, cut },
      kind,
    } = between
    let flow = flows.find(layers, between) ?? flows.begin(layers, between, undefined, number, time)
    if (flow === undefined) return
    let side = flows.sideOf(flow)
    if (cut === port) return this.count(flow, side, batch, index)
    if (kind === 'tcp') {
      if (!follow(flow, side, layers, port, number, batch.interfaceId[index]!, time)) {
        // A different SYN: the ports are reused.
        flow = flows.begin(layers, between, flow, number, time)
        if (flow === undefined) return
        side = 0
        follow(flow, side, layers, port, number, batch.interfaceId[index]!, time)
      }
    } else
      flow.sides[side].bytes += Math.max(
        0,
        layers.originalEnd[port]! - layers.start[port]! - entries[layers.protocol[port]!]!.fixedLength,
      )
    this.applications.take(flow, side, layers, port, gainOf(batch, number), number, time)
    this.count(flow, side, batch, index)
    detectApplication(flow, layers, port)
    this.ask(flow, side, port)
  }

  /** Each echo identifier is a conversation. */
  private echo(batch: Batch, index: number): void {
    const { layers, flows, between, number, time } = this
    const flow = flows.find(layers, between) ?? flows.begin(layers, between, undefined, number, time)
    if (flow === undefined) return
    // By message type, not by address: a host that pings itself has only one address.
    const reply = between.isReply(layers)
    if (flow.firstPacket === number && reply) flow.client = 1
    const side = (flow.client === 1) === reply ? 0 : 1
    flow.sides[side].bytes += Math.max(
      0,
      layers.originalEnd[between.layer]! - layers.start[between.layer]! - echoHeader,
    )
    this.count(flow, side, batch, index)
  }

  private count(flow: Conversation, side: 0 | 1, batch: Batch, index: number): void {
    const from = flow.sides[side]
    from.packets++
    from.frameBytes += batch.originalLength[index]!
    if (!(this.time <= flow.last)) flow.last = this.time
    flow.lastPacket = this.number
    if (
      flow.process === undefined &&
      batch.optionsEnd[index]! > 0 &&
      from.packets <= mostLooks &&
      this.processFields.name !== undefined
    )
      this.nameProcess(flow, batch, index)
  }

  private nameProcess(flow: Conversation, batch: Batch, index: number): void {
    const pid = this.processFields.pid?.read(batch, index, this.layers)
    const name = this.processFields.name?.read(batch, index, this.layers)
    if (pid !== undefined || name !== undefined)
      flow.process = {
        pid: pid === undefined ? undefined : Number(pid),
        name: name === undefined ? undefined : `${name}`,
      }
  }

  /** Passes messages of name services to `names`. */
  private ask(flow: Conversation, side: 0 | 1, port: number): void {
    const { layers } = this
    for (let at = port + 1; at < layers.count; at++) {
      const protocol = nameServices[layers.protocol[at]!]
      if (protocol === undefined) return
      const view = layers.view(at)
      if (!view.headed) return
      // The protocol definitions of name services have all fields of a message.
      const message = view as never as Message
      const { address } = flow.sides[message.flags.response ? side : side === 0 ? 1 : 0]
      this.names.take(message, { protocol, connection: flow.number, server: address }, this.number, this.time)
    }
  }
}

/** What a frame of a batch that was followed gained. */
const gainOf = ({ gains }: Batch, number: number): Gain | undefined => gains?.of(number) as Gain | undefined

/** Packets per direction whose process is looked up. */
const mostLooks = 8
const nameServices: readonly (NameAsked['protocol'] | undefined)[] = registry.column(({ schema: { name } }) =>
  isNameService(name) ? name : undefined,
)

/** The frame field of that name, if any. */
function frameField(name: string): FrameSource | undefined {
  const field = fields().some((each) => each.name === name) ? fieldNamed(name) : undefined
  return field?.kind === 'frame' ? field : undefined
}

function startOf({
  seconds,
  nanoseconds,
}: {
  readonly seconds: number
  readonly nanoseconds: number
}): string | undefined {
  const date = new Date(seconds * 1000)
  return Number.isNaN(date.getTime())
    ? undefined
    : `${date.toISOString().slice(0, -4)}${`${nanoseconds}`.padStart(9, '0')}Z`
}
