/** All conversations, up to a limit. */
import { placeOf, sizeOf, type End } from '../packet/endpoints.ts'
import type { Layers } from '../packet/layers.ts'
import { idOf } from '../packet/registry/index.ts'
import { protocols } from '../protocols/index.ts'
import { ipv4Text, ipv6Text } from '../schema/index.ts'
import type { ConversationKey } from '../conversations/conversation-key.ts'
import { Conversation, serviceOf } from './conversation.ts'
import type { HttpMessage } from './http/head.ts'
import { ConversationTable } from '../conversations/conversation-table.ts'
import type { Names } from './names/names.ts'
import { Flow } from './flow.ts'
import { isClientHello, readTls } from './tls.ts'

export class Conversations {
  readonly kept: Conversation[] = []
  /** Packets of conversations beyond the limit. */
  left = 0
  private readonly table = new ConversationTable()

  constructor(
    private readonly most: number,
    private readonly names: Names,
  ) {}

  /** The conversation of a packet, if any. */
  find(layers: Layers, between: ConversationKey): Conversation | undefined {
    const number = between.numberIn(this.table, layers)
    return number < 0 ? undefined : this.kept[number]
  }

  /** Index of the flow of the last packet. */
  sideOf(flow: Conversation): 0 | 1 {
    return this.table.upward === flow.upward ? 0 : 1
  }

  /** Begins a conversation with the last packet, replacing the one found, if any; undefined at the limit. */
  begin(
    layers: Layers,
    { kind, ends: { address, port }, sourcePort, destinationPort }: ConversationKey,
    instead: Conversation | undefined,
    packet: number,
    time: number,
  ): Conversation | undefined {
    const { kept, table, names } = this
    if (kept.length >= this.most) {
      this.left++
      return undefined
    }
    const sides = [
      new Flow(addressOf(layers, address, 'source'), sourcePort),
      new Flow(addressOf(layers, address, 'destination'), destinationPort),
    ] as const
    const client = kind === 'tcp' || kind === 'udp' ? clientOf(kind, layers, port, sourcePort, destinationPort) : 0
    const flow = new Conversation(
      kept.length + 1,
      kind,
      sides,
      table.upward,
      names.of(sides[client === 0 ? 1 : 0].address),
      time,
      packet,
    )
    flow.client = client
    if (instead === undefined) table.add(kept.length)
    else table.replace(kept.length)
    kept.push(flow)
    return flow
  }
}

const tcpId = idOf(protocols.tcp)

/** The address of one endpoint in a layer. */
export function addressOf(layers: Layers, index: number, end: End): string {
  return (sizeOf(layers, index) === 4 ? ipv4Text : ipv6Text)(layers.bytesOf(index), placeOf(layers, index, end))
}

/**
 * The client: the sender of a SYN without ACK. If the capture began later, the sender of a request, or the one that
 * sends to a known port, or to the lower one.
 */
export function clientOf(
  kind: 'tcp' | 'udp',
  layers: Layers,
  port: number,
  sourcePort: number,
  destinationPort: number,
): 0 | 1 {
  if (layers.protocol[port] === tcpId) {
    const flags = layers.bytesOf(port)[layers.start[port]! + 13]!
    if ((flags & 0x02) !== 0) return (flags & 0x10) === 0 ? 0 : 1
    const asking = askingEnd(layers, port + 1)
    if (asking !== undefined) return asking
  }
  const known = [serviceOf(kind, sourcePort), serviceOf(kind, destinationPort)]
  if ((known[0] === undefined) !== (known[1] === undefined)) return known[1] === undefined ? 1 : 0
  return kind === 'tcp' && sourcePort < destinationPort ? 1 : 0
}

/** The endpoint that sends the request, if the payload tells. */
function askingEnd(layers: Layers, at: number): 0 | 1 | undefined {
  if (at >= layers.count) return undefined
  const id = layers.protocol[at]
  if (id === httpId) {
    const { method, statusCode } = layers.view(at) as never as HttpMessage
    return method !== undefined ? 0 : statusCode !== undefined ? 1 : undefined
  }
  let asking: 0 | 1 | undefined
  readTls(layers, at, { hello: (message) => (asking ??= isClientHello(message) ? 0 : 1), record() {} })
  return asking
}

const httpId = idOf(protocols.http)
