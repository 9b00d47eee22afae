/** The TCP connections of a capture by number, and which of them a segment is part of. */
import type { Layers } from '../../packet/layers.ts'
import type { PlainFrames } from '../../packet/registry/plain-frames.ts'
import { protocols } from '../../protocols/index.ts'
import type { FollowedFrame } from '../followed-frame.ts'
import { LiveConversations } from '../live-conversations.ts'
import { TcpConnection, type TcpFlow } from './connection.ts'
import { flags } from './segment.ts'

/** What a header says by which its connection is found. */
export interface SegmentHeader {
  /** 32 bits with a sign. */
  readonly sequence: number
  readonly acknowledgment: number
  readonly flags: number
}

const tcp = protocols.tcp.cursor

export class TcpConnections {
  /** The flow that the segment looked up last is part of, and the other one. */
  own!: TcpFlow
  other!: TcpFlow
  /** Whether the segment looked up last begins a connection with the ports of an earlier one. */
  isReuse = false
  /** How many there are so far, those that were forgotten included. */
  count = 0
  private readonly live: LiveConversations<TcpConnection>
  /** Objects of connections that were forgotten. */
  private readonly spare: TcpConnection[] = []

  /** `forget` is called with each that is forgotten. */
  constructor(private readonly forget: (connection: TcpConnection) => void = () => {}) {
    this.live = new LiveConversations(tcpNumber, (each) => {
      forget(each)
      this.spare.push(each)
    })
  }

  /** How many were forgotten: if they go on, they are others. */
  get forgotten(): number {
    return this.live.forgotten
  }

  /** The connection of the segment in layer `at`, whose frame has addresses. */
  of({ layers, address, isQuoted, time }: FollowedFrame, at: number, header: SegmentHeader): TcpConnection {
    return this.settled(this.live.find(layers, address, at), header, isQuoted, time)
  }

  /** The same for a segment in a plain frame, in the memory of that; its header is at `plain.segment`. */
  ofPlain(bytes: Uint8Array, { addresses, addressLength, segment }: PlainFrames, header: SegmentHeader): TcpConnection {
    const known = this.live.between(
      bytes,
      addresses,
      addresses + addressLength,
      addressLength,
      (bytes[segment]! << 8) | bytes[segment + 1]!,
      (bytes[segment + 2]! << 8) | bytes[segment + 3]!,
    )
    return this.settled(known, header, false, NaN)
  }

  private settled(
    known: TcpConnection | undefined,
    header: SegmentHeader,
    isQuoted: boolean,
    time: number,
  ): TcpConnection {
    const { live } = this
    this.isReuse = known !== undefined && !isQuoted && this.begins(known, header)
    if (known !== undefined && !this.isReuse) return this.chosen(known)
    if (known !== undefined) this.forget(known)
    const connection = (known ?? this.spare.pop() ?? new TcpConnection()).begin(this.count++, time)
    if (known === undefined) live.add(connection)
    return this.chosen(connection)
  }

  /** Settles what relative numbers count from, where it is not known. */
  base({ flags: bits, sequence, acknowledgment }: SegmentHeader): void {
    const { own, other } = this
    if (!own.isBased) {
      own.base = (bits & flags.syn) !== 0 ? sequence : (sequence - 1) | 0
      own.isBased = true
    }
    if (!other.isBased && (bits & flags.ack) !== 0) {
      other.base = (acknowledgment - 1) | 0
      other.isBased = true
    }
  }

  private chosen(connection: TcpConnection): TcpConnection {
    const { upward } = this.live
    this.own = connection.flows[upward ? 0 : 1]
    this.other = connection.flows[upward ? 1 : 0]
    return connection
  }

  /** Whether a segment begins a connection after one with the same ports. */
  private begins(known: TcpConnection, { flags: bits, sequence }: SegmentHeader): boolean {
    const own = known.flows[this.live.upward ? 0 : 1]
    const isSyn = (bits & (flags.syn | flags.ack)) === flags.syn
    if (!isSyn || !own.isBased) return false
    // With the same number it is sent again, even after the connection was closed.
    return sequence !== own.base
  }
}

/** The flags of a header that the cursor of TCP points at. */
export const flagsOf = ({ bytes, start }: typeof tcp): number => bytes[start + flagsAt]!

/** Points the cursor of TCP at a layer. */
export function headerAt(layers: Layers, at: number): typeof tcp {
  layers.look(at)
  return tcp
}

const tcpNumber = 6
/** Where in the header the flags are, in bytes. */
const flagsAt = 13
