/** What the application protocols of connections tell, by the layers of their messages. */
import type { BegunMessage, Gain } from '../packet/gain.ts'
import type { Layers } from '../packet/layers.ts'
import { entries, idOf, registry } from '../packet/registry/index.ts'
import { protocols } from '../protocols/index.ts'
import type { Conversation } from './conversation.ts'
import { HttpConversation, type Side } from './http.ts'
import { isHead, type HttpMessage, type Origin } from './http-head.ts'
import type { Requests } from './requests.ts'
import { readTls, TlsConversation } from './tls.ts'

/** Reads the messages of known protocols and adds their requests to `requests`. */
export class ApplicationDetector {
  constructor(private readonly requests: Requests) {}

  /** Takes the messages in a segment, whose TCP layer is `port`, and what its frame gained. */
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
    if (flow.sides[side].isFresh) flow.http?.arrived(by, time)
    for (let at = port + 1; at < layers.count; at++) {
      const id = layers.protocol[at]!
      if (id === httpId) this.http(flow, by, layers.view(at) as never as HttpMessage, packet, time)
      else if (isTls[id])
        readTls(layers, at, {
          hello: (message) => (flow.tls ??= new TlsConversation()).hello(message),
          record: (record) => flow.tls?.alert(record, by, packet),
        })
    }
    for (const message of gain?.begun ?? noneBegun) {
      const { protocol, head } = message
      if (head === undefined) name(flow, message)
      else if (protocol === httpId) this.httpOf(flow).begin(message, head, by, packet, time)
    }
  }

  private http(flow: Conversation, by: Side, first: HttpMessage, packet: number, time: number): void {
    if (flow.http === undefined && !isHead(first)) return
    for (const message of [first, ...first.following])
      (isHead(message as HttpMessage) ? this.httpOf(flow) : flow.http)?.take(message as HttpMessage, by, packet, time)
  }

  /** What is known of HTTP on a connection; in a tunnel through HTTP it begins again. */
  private httpOf(flow: Conversation): HttpConversation {
    if (flow.http?.switched === false) return flow.http
    return (flow.http = new HttpConversation(flow.number, originOf(flow), this.requests))
  }
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
  else if (flow.protocol === 'udp' && isQuic(layers.bytesOf(port + 1), layers.start[port + 1]!, layers.end[port + 1]!))
    flow.application = 'quic'
}

const mostLooks = 8
const httpId = idOf(protocols.http)
const tlsId = idOf(protocols.tls)
const isTls = registry.column(({ schema }) => schema === protocols.tls || schema === protocols.tlsHandshake)

/** A packet with the long header of QUIC version 1 or 2: RFC 9000 section 17.2, RFC 9369 section 3.1. */
export function isQuic(bytes: Uint8Array, at: number, end: number): boolean {
  if (end - at < 7 || (bytes[at]! & 0xc0) !== 0xc0) return false
  const version = ((bytes[at + 1]! << 24) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 8) | bytes[at + 4]!) >>> 0
  return version === 1 || version === 0x6b3343cf
}
