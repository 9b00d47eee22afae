/**
 * Which conversation each layer of TCP and UDP is part of, and nothing else about it: of most frames that is all that
 * is asked.
 */
import { ConversationTable } from '../conversation-table.ts'
import type { FollowedFrame, Role } from '../followed-frame.ts'
import { flagsOf, headerAt, TcpConnections } from '../tcp/connections.ts'

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
    const tcp = headerAt(layers, at)
    header.sequence = tcp.sequence | 0
    header.acknowledgment = tcp.acknowledgment | 0
    header.flags = flagsOf(tcp)
    const connection = connections.of(frame, at, header)
    if (frame.isQuoted) return
    connections.base(header)
    this.found(connection.stream, at, address, connections.own === connection.flows[0])
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
}

const udpNumber = 17
