/**
 * Which conversation each layer of TCP and UDP is part of, and nothing else about it: of most frames that is all that
 * is asked.
 */
import type { PlainFrames } from '../../packet/registry/plain-frames.ts'
import { ConversationTable } from '../conversation-table.ts'
import type { FollowedFrame, Role } from '../followed-frame.ts'
import { TcpConnections } from '../tcp/connections.ts'
import { acknowledgmentIn, flagsIn, sequenceIn } from '../tcp/header.ts'

/**
 * Is given the conversation of each layer that is not quoted, the layer with its addresses,
 * and whether its source is the lower end.
 */
export type Finding = (stream: number, at: number, address: number, upward: boolean) => void

export class TcpStreams implements Role {
  private readonly connections = new TcpConnections()
  private readonly header = { sequence: 0, acknowledgment: 0, flags: 0 }

  constructor(private readonly found: Finding) {}

  get count(): number {
    return this.connections.count
  }

  follow(frame: FollowedFrame, at: number): void {
    const { layers, address } = frame
    if (address < 0 || !layers.isHeaded(at)) return
    const { connections, header } = this
    this.look(layers.bytesOf(at), layers.start[at]!)
    const connection = connections.of(frame, at, header)
    if (frame.isQuoted) return
    connections.base(header)
    this.found(connection.stream, at, address, connections.own === connection.flows[0])
  }

  /** Whether the segment in a plain frame is part of another connection; it is then noted. */
  isElsewhere(bytes: Uint8Array, plain: PlainFrames, stream: number): boolean {
    const { connections, header } = this
    this.look(bytes, plain.segment)
    if (connections.ofPlain(bytes, plain, header).stream === stream) return false
    connections.base(header)
    return true
  }

  private look(bytes: Uint8Array, start: number): void {
    const { header } = this
    header.sequence = sequenceIn(bytes, start)
    header.acknowledgment = acknowledgmentIn(bytes, start)
    header.flags = flagsIn(bytes, start)
  }
}

export class UdpStreams implements Role {
  count = 0
  private readonly table = new ConversationTable()

  constructor(private readonly found: Finding) {}

  follow({ layers, address, isQuoted }: FollowedFrame, at: number): void {
    if (address < 0 || !layers.isHeaded(at)) return
    const { table } = this
    let stream = table.findEnds(layers, address, at, udpNumber)
    if (stream < 0) table.add((stream = this.count++))
    if (!isQuoted) this.found(stream, at, address, table.upward)
  }

  /** Whether the datagram in a plain frame is part of another conversation; it is then noted. */
  isElsewhere(bytes: Uint8Array, { addresses, addressLength, segment }: PlainFrames, stream: number): boolean {
    const { table } = this
    const found = table.find(
      bytes,
      addresses,
      addresses + addressLength,
      addressLength,
      (bytes[segment]! << 8) | bytes[segment + 1]!,
      (bytes[segment + 2]! << 8) | bytes[segment + 3]!,
      udpNumber,
    )
    if (found >= 0) return found !== stream
    if (this.count === stream) return false
    table.add(this.count++)
    return true
  }
}

const udpNumber = 17
