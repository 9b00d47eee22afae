/**
 * What a script did on the network, as plain values that JSON can hold. Times (`at`) are seconds since the first
 * packet, packets are meant by their numbers, and whatever the capture does not say is undefined. Lists are in the
 * order of what began first.
 */
import type { ConversationProtocol } from '../conversations/conversation-key.ts'

export interface TrafficSummary {
  readonly packets: number
  /** Of whole frames, as long as they were on the wire. */
  readonly bytes: number
  /** When the first packet came: date and time in UTC. */
  readonly start: string | undefined
  /** Seconds from the first packet to the last. */
  readonly duration: number | undefined
  readonly names: readonly NameAsked[]
  readonly connections: readonly Connection[]
  readonly requests: readonly Request[]
  readonly failures: readonly Failure[]
  /** What did not fit into memory, and is not in the lists. */
  readonly left: LeftOut
}

export interface LeftOut {
  readonly names: number
  /** Packets of connections that are not listed: how many connections that were is not known. */
  readonly connectionPackets: number
  readonly requests: number
  readonly failures: number
}

/** A name that was asked for, one type of one server, however often. */
export interface NameAsked {
  readonly protocol: 'dns' | 'mdns' | 'llmnr'
  readonly name: string
  /** `A`, `AAAA`, `MX`, `type 1234`. */
  readonly type: string
  /** Who was asked; of multicast the group. */
  readonly server: string
  readonly at: number | undefined
  /** How many questions there were, and how many of them got an answer: 0 and 1 if only the answer was captured. */
  readonly asked: number
  readonly answered: number
  /** `No error`, `No such name`; undefined without an answer. */
  readonly response: string | undefined
  /** Addresses and whatever else was asked for, in words. */
  readonly answers: readonly string[]
  /** The names that the name stands for, one leading to the next. */
  readonly canonicalNames: readonly string[]
  /** Mean seconds from a question to its answer. */
  readonly responseTime: number | undefined
  /** The first questions and answers. */
  readonly packets: readonly number[]
}

export interface Connection {
  /** Its place in the list, from 1 on: requests and failures speak of it by this number. */
  readonly number: number
  readonly protocol: ConversationProtocol
  /** Who began it: the sender of the SYN, or else the end whose port is not a service's. */
  readonly client: End
  readonly server: End
  /** The name that the server's address was asked under before, in this capture. */
  readonly name: string | undefined
  /** What is spoken, as far as it was recognised: a filter name, such as `http` or `tls`. */
  readonly application: string | undefined
  /** What the server's port is known for. */
  readonly service: string | undefined
  readonly tls: TlsSession | undefined
  readonly process: ProcessNamed | undefined
  readonly at: number | undefined
  readonly duration: number | undefined
  readonly fromClient: Direction
  readonly fromServer: Direction
  /** Of TCP, whether SYN, SYN with ACK, and ACK were seen: all, some or none of them. */
  readonly handshake: 'whole' | 'part' | 'none' | undefined
  /** Seconds from the SYN to the answer to it. */
  readonly handshakeTime: number | undefined
  /**
   * `refused`: the answer to the SYN was a reset, or to a datagram that there is no such port; `unanswered`: the server
   * sent nothing; `unreachable`: ICMP said so; `half-closed`: one end said that it is done; `open`: nothing was said.
   * Of datagrams only the failures.
   */
  readonly end: 'closed' | 'half-closed' | 'reset' | 'refused' | 'unanswered' | 'unreachable' | 'open' | undefined
  readonly resetBy: 'client' | 'server' | undefined
  readonly firstPacket: number
  readonly lastPacket: number
}

export interface End {
  readonly address: string
  /** Of ICMP there is none: `identifier` tells one `ping` from another. */
  readonly port: number | undefined
  readonly identifier?: number
}

export interface Direction {
  readonly packets: number
  /** Of payload; what was sent again is counted once. */
  readonly bytes: number
  /** Of whole frames. */
  readonly frameBytes: number
  /** Segments whose bytes were seen before. */
  readonly retransmissions: number
  /**
   * Segments that came after later ones and brought bytes that were missing: out of order, or lost before the place of
   * capture.
   */
  readonly late: number
  /** Bytes that were skipped and never seen. */
  readonly missing: number
}

export interface TlsSession {
  readonly serverName: string | undefined
  /** Of the server's choice: undefined if its hello is not there. */
  readonly version: string | undefined
  readonly cipher: string | undefined
  /** Application protocols: what the client offers, and what the server chose where that is not encrypted. */
  readonly offered: readonly string[]
  readonly chosen: string | undefined
}

export interface ProcessNamed {
  readonly pid: number | undefined
  readonly name: string | undefined
}

/** An HTTP/1 request and its response. */
export interface Request {
  readonly connection: number
  /** These are undefined where only the response was captured. */
  readonly method: string | undefined
  readonly url: string | undefined
  readonly host: string | undefined
  readonly at: number | undefined
  /** Of the body, as it was transferred: without chunk headers. */
  readonly requestBytes: number
  readonly requestType: string | undefined
  /** Of the final response; those before it (100, 103) are in `interim`. */
  readonly status: number | undefined
  readonly reason: string | undefined
  readonly interim: readonly number[]
  readonly responseType: string | undefined
  /** The same of the response; undefined where it is not known where its body begins. */
  readonly responseBytes: number | undefined
  /** Seconds from the end of the request to the first byte of the response, and to its last. */
  readonly firstByte: number | undefined
  readonly duration: number | undefined
  /** Whether it was sent before the response to the one before it had begun. */
  readonly pipelined: boolean
  /** Whether the response is there up to its end. */
  readonly complete: boolean
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
  /** What it happened to: a name, a URL, a connection. */
  readonly subject: string
  /** What happened, in words. */
  readonly text: string
  readonly connection: number | undefined
  readonly count: number
  /** The first packets that show it. */
  readonly packets: readonly number[]
}
