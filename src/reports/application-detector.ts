/** What the application protocols of connections tell, by the layers of their messages. */
import type { BegunMessage, Gain } from '../packet/gain.ts'
import type { Layers } from '../packet/layers.ts'
import { entries, idOf, registry } from '../packet/registry/index.ts'
import { isQuicOpened, isTlsDecrypted, messagePartOf, protocols } from '../protocols/index.ts'
import type { FactValues, ViewOf } from '../schema/index.ts'
import type { Conversation } from './conversation.ts'
import { HttpStreams } from './http/streams.ts'
import { HttpConversation, type Side } from './http/messages.ts'
import { isHead, type HttpMessage, type Origin } from './http/head.ts'
import type { Requests } from './http/requests.ts'
import { readTls, TlsConversation } from './tls.ts'

/** Reads the messages of known protocols and adds their requests to `requests`. */
export class ApplicationDetector {
  /** The streams of connections of QUIC, which may move from one pair of ports to another, by their number. */
  private readonly quic = new Map<number, HttpStreams>()

  constructor(private readonly requests: Requests) {}

  /** Takes the messages in a segment or a datagram, whose ports are in layer `port`, and what its frame gained. */
  take(
    flow: Conversation,
    side: 0 | 1,
    layers: Layers,
    port: number,
    gain: Gain | undefined,
    packet: number,
    time: number,
  ): void {
    const by = side === flow.client ? 'client' : 'server'
    const place: Place = { flow, by, packet, time }
    if (flow.sides[side].isFresh) flow.http?.arrived(by, time)
    let quic: HttpStreams | undefined
    for (let at = port + 1; at < layers.count; at++) {
      const id = layers.protocol[at]!
      if (id === httpId) this.http(place, layers.view(at) as never as HttpMessage)
      else if (id === http2Id) this.http2(place, layers.view(at) as never as ViewOf<typeof protocols.http2>)
      else if (id === http3Id) this.http3(place, layers.view(at) as never as ViewOf<typeof protocols.http3>, quic)
      else if (id === quicId) quic = this.datagram(flow, layers.facts[at])
      else if (id === framesId) ends(quic, layers.view(at) as never as ViewOf<typeof protocols.quicFrames>, by)
      else if (id === websocketId) flow.speaks = protocols.websocket.name
      else if (isTls[id]) this.tls(place, layers, at)
    }
    for (const message of gain?.begun ?? noneBegun) {
      const { protocol, head } = message
      if (head === undefined) name(flow, message)
      else if (protocol === httpId) this.httpOf(flow).begin(message, head, by, packet, time)
    }
  }

  private tls({ flow, by, packet }: Place, layers: Layers, at: number): void {
    readTls(layers, at, {
      hello: (message) => (flow.tls ??= new TlsConversation()).hello(message),
      record: (record) => flow.tls?.alert(record, by, packet),
    })
    flow.tls?.decrypted(isTlsDecrypted(layers.facts[at]))
  }

  private http({ flow, by, packet, time }: Place, first: HttpMessage): void {
    if (flow.http === undefined && !isHead(first)) return
    for (const message of [first, ...first.following])
      (isHead(message as HttpMessage) ? this.httpOf(flow) : flow.http)?.take(message as HttpMessage, by, packet, time)
  }

  /** What is known of HTTP on a connection; in a tunnel through HTTP it begins again. */
  private httpOf(flow: Conversation): HttpConversation {
    if (flow.http?.switched === false) return flow.http
    flow.speaks = protocols.http.name
    return (flow.http = new HttpConversation(flow.number, originOf(flow), this.requests))
  }

  private http2({ flow, by, packet, time }: Place, view: ViewOf<typeof protocols.http2>): void {
    flow.speaks = protocols.http2.name
    flow.http2 ??= new HttpStreams(this.requests, flow.http?.upgraded)
    const part = messagePartOf(view, 'http2')
    if (part !== undefined) flow.http2.take(part, view, flow.number, by, packet, time)
  }

  private http3({ flow, by, packet, time }: Place, view: ViewOf<typeof protocols.http3>, streams?: HttpStreams): void {
    flow.speaks = protocols.http3.name
    const part = messagePartOf(view, 'http3')
    if (part !== undefined) streams?.take(part, view, flow.number, by, packet, time)
  }

  /** Takes note of a datagram of QUIC by what is known of it: the streams of its connection. */
  private datagram(flow: Conversation, facts: FactValues | undefined): HttpStreams | undefined {
    flow.tls?.decrypted(isQuicOpened(facts))
    const number = facts?.['connection'] as number | undefined
    if (number === undefined) return undefined
    const { quic } = this
    const streams = quic.get(number) ?? new HttpStreams(this.requests)
    quic.delete(number)
    quic.set(number, streams)
    if (quic.size > mostConnections) quic.delete(quic.keys().next().value!)
    return streams
  }
}

/** Where a message is. */
interface Place {
  readonly flow: Conversation
  readonly by: Side
  readonly packet: number
  readonly time: number
}

/** Takes note of the streams that frames of QUIC end. */
function ends(streams: HttpStreams | undefined, { frames }: ViewOf<typeof protocols.quicFrames>, by: Side): void {
  if (streams === undefined) return
  for (const { streamId, isLast } of frames) if (isLast && streamId !== undefined) streams.end(Number(streamId), by)
}

/** Who serves a connection: for requests that name no host. */
function originOf({ fromServer: { address, port }, tls }: Conversation): Origin {
  const scheme = tls === undefined ? 'http' : 'https'
  const isUsual = port === (tls === undefined ? 80 : 443)
  const name = tls?.serverName ?? (address.includes(':') ? `[${address}]` : address)
  return { scheme, host: `${name}${isUsual ? '' : `:${port}`}` }
}

/** Names the protocol of a message that has begun; HTTP where its first line shows, and TLS only by a hello. */
function name(flow: Conversation, { protocol, soFar }: BegunMessage): void {
  if (protocol === tlsId) return
  const bytes = soFar.bytes()
  if (protocol === httpId && !isHead(protocols.http.view(bytes, 0, bytes.length))) return
  flow.application ??= entries[protocol]!.schema.name
}

const noneBegun: readonly BegunMessage[] = []

/** Names the protocol by the layer above the ports, in the first packets that have one. */
export function detectApplication(flow: Conversation, layers: Layers, port: number): void {
  if (flow.application !== undefined || port + 1 >= layers.count || flow.looks >= mostLooks) return
  flow.looks++
  const id = layers.protocol[port + 1]!
  // A port does not identify these two: their messages are read.
  if (id !== 0 && id !== httpId && id !== tlsId) flow.application = entries[id]!.schema.name
}

const mostLooks = 8
/** Limit of connections of QUIC whose streams are remembered. */
const mostConnections = 10_000
const httpId = idOf(protocols.http)
const http2Id = idOf(protocols.http2)
const http3Id = idOf(protocols.http3)
const quicId = idOf(protocols.quic)
const framesId = idOf(protocols.quicFrames)
const websocketId = idOf(protocols.websocket)
const tlsId = idOf(protocols.tls)
const isTls = registry.column(({ schema }) => schema === protocols.tls || schema === protocols.tlsHandshake)
