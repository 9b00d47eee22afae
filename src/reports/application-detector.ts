/** Detects the application protocol of a connection and attaches its reader. */
import type { Layers } from '../packet/layers.ts'
import { entries, idOf } from '../packet/registry/index.ts'
import { protocols } from '../protocols/index.ts'
import type { Conversation } from './conversation.ts'
import { HttpConversation } from './http.ts'
import { beginsHttp } from './http-head.ts'
import type { Requests } from './requests.ts'
import { UnitStream } from '../conversations/unit-stream.ts'
import { beginsTls, TlsConversation } from './tls.ts'

/** Reads the streams of known protocols and adds their requests to `requests`. */
export class ApplicationDetector {
  private readonly room = { bytes: mostJoined }

  constructor(private readonly requests: Requests) {}

  /** Processes the last segment of a flow; `port` is its TCP layer. */
  take(flow: Conversation, side: 0 | 1, layers: Layers, port: number, packet: number, time: number): void {
    const from = flow.sides[side]
    const at = layers.start[port]!
    const start = at + (layers.bytes[at + 12]! >> 4) * 4 + from.fresh
    const originalEnd = layers.originalEnd[port]!
    if (from.fresh >= 0 && start < originalEnd) {
      const end = Math.max(start, layers.end[port]!)
      const stream =
        from.stream?.reader.ended === false ? from.stream : this.begin(flow, side, layers, port, start, end)
      stream?.take(layers.bytes, start, end, originalEnd - end, from.skipped, packet, time)
    }
    if (flow.closedIn === packet) from.stream?.close(packet, time)
  }

  /** The stream of this flow, if a known protocol begins here. */
  private begin(
    flow: Conversation,
    side: 0 | 1,
    layers: Layers,
    port: number,
    start: number,
    end: number,
  ): UnitStream | undefined {
    const { bytes } = layers
    if (beginsTls(bytes, start, end)) return this.attach(flow, side, (flow.tls = new TlsConversation()))
    const marked = port + 1 < layers.count && layers.protocol[port + 1] === httpId
    if (!marked || flow.http?.switched === false || !beginsHttp(bytes, start, end)) return undefined
    const { address, port: number } = flow.fromServer
    const origin = `${address.includes(':') ? `[${address}]` : address}${number === 80 ? '' : `:${number}`}`
    return this.attach(flow, side, (flow.http = new HttpConversation(flow.number, origin, this.requests)))
  }

  private attach(flow: Conversation, side: 0 | 1, conversation: HttpConversation | TlsConversation): UnitStream {
    flow.fromClient.stream = new UnitStream(conversation.client, this.room)
    flow.fromServer.stream = new UnitStream(conversation.server, this.room)
    return flow.sides[side].stream!
  }
}

/** Limit in bytes of units that continue in later segments, for all streams. */
const mostJoined = 16 << 20

/** Names the protocol by the layer above the ports, in the first packets that have one. */
export function detectApplication(flow: Conversation, layers: Layers, port: number): void {
  if (flow.application !== undefined || port + 1 >= layers.count || flow.looks >= mostLooks) return
  flow.looks++
  const id = layers.protocol[port + 1]!
  // A port does not identify these two: their streams are read.
  if (id !== 0 && id !== httpId && id !== tlsId) flow.application = entries[id]!.schema.name
  else if (flow.protocol === 'udp' && isQuic(layers.bytes, layers.start[port + 1]!, layers.end[port + 1]!))
    flow.application = 'quic'
}

const mostLooks = 8
const httpId = idOf(protocols.http)
const tlsId = idOf(protocols.tls)

/** A packet with the long header of QUIC version 1 or 2: RFC 9000 section 17.2, RFC 9369 section 3.1. */
export function isQuic(bytes: Uint8Array, at: number, end: number): boolean {
  if (end - at < 7 || (bytes[at]! & 0xc0) !== 0xc0) return false
  const version = ((bytes[at + 1]! << 24) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 8) | bytes[at + 4]!) >>> 0
  return version === 1 || version === 0x6b3343cf
}
