/** What a followed conversation consists of: the bytes of both sides, in the order in which they were captured. */

/** The side that began the conversation, as far as the capture shows it, and the other one. */
export type Side = 'client' | 'server'

/** Bytes of one side, of one segment or datagram. */
export interface StreamChunk {
  readonly side: Side
  /** Memory of its own. Empty if the chunk says no more than what is missing. */
  readonly bytes: Uint8Array
  /** How many bytes are missing before these: in a segment that was not captured, or after a cut one. */
  readonly missing: number
  /** How many bytes after these the capture cut. */
  readonly cut: number
  /**
   * False where the other side has not acknowledged these bytes and those that are missing before them: the receiver
   * may have got neither.
   */
  readonly isAcknowledged: boolean
  /** The number of the frame that has the bytes. */
  readonly frame: number
  /** When it was captured: seconds since the epoch, NaN if that is not known, and nanoseconds in addition. */
  readonly seconds: number
  readonly nanoseconds: number
}

export interface StreamEnd {
  readonly address: string
  readonly port: number
}

/** Who talks to whom. */
export type StreamEnds = Readonly<Record<Side, StreamEnd>>

export type StreamProtocol = 'tcp' | 'udp'

/** Protocols that carry streams inside a conversation: one (TLS), or several with numbers of their own. */
export type CarriedProtocol = 'tls' | 'http2' | 'quic' | 'websocket'

/**
 * A conversation by its number, which `tcp.stream` and `udp.stream` show; or a stream inside one, such as what is
 * decrypted of TLS.
 */
export interface StreamName {
  readonly protocol: StreamProtocol | CarriedProtocol
  /** The number of the conversation. */
  readonly stream: number
  /** The number of the stream inside it, where there are several. */
  readonly within?: number
}

/** A stream inside a conversation. */
export type CarriedName = StreamName & { readonly protocol: CarriedProtocol }

export const isCarriedName = (name: StreamName): name is CarriedName => Object.hasOwn(carriedProtocols, name.protocol)

export interface CarriedKind {
  readonly carrier: StreamProtocol
  /** What the stream is called where there is one; undefined where they have numbers. */
  readonly id?: string
}

/** What carries streams, by name. */
export const carriedProtocols: Readonly<Record<CarriedProtocol, CarriedKind>> = {
  tls: { carrier: 'tcp', id: 'data' },
  http2: { carrier: 'tcp' },
  quic: { carrier: 'udp' },
  websocket: { carrier: 'tcp', id: 'messages' },
}
