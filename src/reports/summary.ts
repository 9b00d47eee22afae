/**
 * The traffic summary as plain JSON values. Times (`at`) are seconds since the first packet, packets are given by
 * number, and unknown values are undefined. Lists are ordered by start.
 */
import type { ConversationProtocol } from '../conversations/conversation-key.ts'

export interface TrafficSummary {
  readonly packets: number
  /** Total length of the frames on the wire. */
  readonly bytes: number
  /** Time of the first packet, in UTC. */
  readonly start: string | undefined
  /** Seconds from the first packet to the last. */
  readonly duration: number | undefined
  readonly names: readonly NameAsked[]
  readonly connections: readonly Connection[]
  readonly requests: readonly Request[]
  readonly failures: readonly Failure[]
  /** Counts of what is beyond the limits and not listed. */
  readonly left: LeftOut
}

export interface LeftOut {
  readonly names: number
  /** Packets of connections that are not listed; the number of these connections is unknown. */
  readonly connectionPackets: number
  readonly requests: number
  readonly failures: number
}

/** A lookup of a name: one type at one server, any number of queries. */
export interface NameAsked {
  readonly protocol: 'dns' | 'mdns' | 'llmnr'
  readonly name: string
  /** `A`, `AAAA`, `MX`, `type 1234`. */
  readonly type: string
  /** The server; for multicast, the group. */
  readonly server: string
  readonly at: number | undefined
  /** Number of queries, and of those answered: 0 and 1 if only the answer was captured. */
  readonly asked: number
  readonly answered: number
  /** `No error`, `No such name`; undefined without an answer. */
  readonly response: string | undefined
  /** Addresses and other data, as text. */
  readonly answers: readonly string[]
  /** The chain of canonical names. */
  readonly canonicalNames: readonly string[]
  /** How many answers the two lists leave out. */
  readonly answersLeft: number
  /** Mean seconds from query to answer. */
  readonly responseTime: number | undefined
  /** Numbers of the first queries and answers. */
  readonly packets: readonly number[]
}

export interface Connection {
  /** Number in the list, from 1: requests and failures refer to it. */
  readonly number: number
  readonly protocol: ConversationProtocol
  /** The client: the sender of the SYN, otherwise the endpoint whose port is not a known service. */
  readonly client: End
  readonly server: End
  /** The name of the server's address in an earlier lookup of this capture. */
  readonly name: string | undefined
  /** The detected application protocol, by filter name: `http`, `tls`. */
  readonly application: string | undefined
  /** The service of the server's port. */
  readonly service: string | undefined
  readonly tls: TlsSession | undefined
  readonly process: ProcessNamed | undefined
  readonly at: number | undefined
  readonly duration: number | undefined
  readonly fromClient: Direction
  readonly fromServer: Direction
  /** For TCP: whether all, some or none of SYN, SYN-ACK and ACK were captured. */
  readonly handshake: 'whole' | 'part' | 'none' | undefined
  /** Seconds from the SYN to its answer. */
  readonly handshakeTime: number | undefined
  /**
   * `refused`: the SYN was answered by a reset, or a datagram by ICMP port unreachable; `unanswered`: the server sent
   * nothing; `unreachable`: an ICMP error; `half-closed`: one FIN; `open`: no end captured. For datagrams, failures
   * only.
   */
  readonly end: 'closed' | 'half-closed' | 'reset' | 'refused' | 'unanswered' | 'unreachable' | 'open' | undefined
  readonly resetBy: 'client' | 'server' | undefined
  readonly firstPacket: number
  readonly lastPacket: number
}

export interface End {
  readonly address: string
  /** Undefined for ICMP, where `identifier` distinguishes pings. */
  readonly port: number | undefined
  readonly identifier?: number
  /** ISO 3166: the country of the address, if `provideAddressFacts` was given what knows places. */
  readonly country?: string
}

export interface Direction {
  readonly packets: number
  /** Payload bytes, without retransmissions. */
  readonly bytes: number
  /** Length of the frames on the wire. */
  readonly frameBytes: number
  /** Segments without new bytes. */
  readonly retransmissions: number
  /** Segments that filled a gap: out of order, or lost before the capture point. */
  readonly late: number
  /** Bytes in gaps that were never filled. */
  readonly missing: number
}

export interface TlsSession {
  readonly serverName: string | undefined
  /** Chosen by the server: undefined without its hello. */
  readonly version: string | undefined
  readonly cipher: string | undefined
  /** ALPN: the client's offer, and the server's choice, which since TLS 1.3 is encrypted. */
  readonly offered: readonly string[]
  readonly chosen: string | undefined
  /** Whether it was decrypted; undefined where nothing had to be, or there are no secrets at all. */
  readonly decrypted: boolean | undefined
}

export interface ProcessNamed {
  readonly pid: number | undefined
  readonly name: string | undefined
}

/** An HTTP request and its response. What a server pushes is no request. */
export interface Request {
  readonly connection: number
  /** Undefined if only the response was captured, or understood. */
  readonly method: string | undefined
  readonly url: string | undefined
  /** `HTTP/1.1`, `HTTP/2`, `HTTP/3`. */
  readonly version: string | undefined
  readonly host: string | undefined
  readonly at: number | undefined
  /** Length of the transferred body, without chunk headers. */
  readonly requestBytes: number
  readonly requestType: string | undefined
  /** Status of the final response; interim ones (100, 103) are in `interim`. */
  readonly status: number | undefined
  readonly reason: string | undefined
  readonly interim: readonly number[]
  /** How a call of gRPC ended: 0 is well. */
  readonly grpcStatus: number | undefined
  readonly responseType: string | undefined
  /** Length of the response body; undefined if its start is unknown. */
  readonly responseBytes: number | undefined
  /** Seconds from the end of the request to the first and to the last byte of the response. */
  readonly firstByte: number | undefined
  readonly duration: number | undefined
  /** Whether it was sent before the previous response had begun (pipelining). */
  readonly pipelined: boolean
  /** Whether the response is complete. */
  readonly complete: boolean
  /** Whether the client sent bytes that are not an HTTP/1 request. */
  readonly unknownRequest: boolean
  /** Whether the server sent bytes that are not an HTTP/1 response, and no response. */
  readonly unknownResponse: boolean
  readonly requestPacket: number | undefined
  readonly responsePacket: number | undefined
}

export type FailureKind =
  | 'refused'
  | 'reset'
  | 'unanswered'
  | 'unreachable'
  | 'time exceeded'
  | 'retransmissions'
  | 'name'
  | 'alert'
  | 'status'
  | 'no response'

export interface Failure {
  readonly kind: FailureKind
  /** What failed: a name, a URL, a connection. */
  readonly subject: string
  /** Description of the failure. */
  readonly text: string
  readonly connection: number | undefined
  readonly count: number
  /** Numbers of the first packets that show it. */
  readonly packets: readonly number[]
}
