/** Tracks the start and end of TCP connections. */
import type { Layers } from '../packet/layers.ts'
import { protocols } from '../protocols/index.ts'
import type { Conversation } from './conversation.ts'
import { maxListedPackets } from './flow.ts'

const tcp = protocols.tcp.cursor

/**
 * Processes the segment in layer `port`; false, without a change, if it begins a new connection with the same ports.
 */
export function follow(
  flow: Conversation,
  side: 0 | 1,
  layers: Layers,
  port: number,
  number: number,
  interfaceId: number,
  time: number,
): boolean {
  layers.look(port)
  const flags = layers.bytesOf(port)[layers.start[port]! + 13]!
  const from = flow.sides[side]
  const to = flow.sides[side === 0 ? 1 : 0]
  const syn = flags & 0x02
  const ack = flags & 0x10
  const fin = flags & 0x01
  const rst = flags & 0x04
  const { sequence } = tcp
  if (from.packets === 0) from.first = sequence
  if (syn !== 0) {
    // It may arrive after the data that follows it.
    const late = from.syns === 0 && from.packets > 0 && ((from.first - sequence) | 0) === 1
    if (ack === 0 && !late && from.packets > 0 && (from.syns === 0 || sequence !== from.synSequence)) return false
    if (from.syns === 0) {
      from.synSequence = sequence
      from.synTime = time
      if (ack !== 0 && Number.isNaN(flow.answerTime)) flow.answerTime = time
    }
    from.syns++
    from.synPackets ??= []
    if (from.synPackets.length < maxListedPackets) from.synPackets.push(number)
    if (late) {
      from.isFresh = false
      return true
    }
  } else if (ack !== 0 && rst === 0 && side === flow.client && to.syns > 0) flow.acknowledged = true
  if (fin !== 0 && from.finPacket === 0) from.finPacket = flow.closedIn = number
  if (rst !== 0) {
    if (to.syns > 0 && from.syns === 0 && from.packets === 0 && !flow.acknowledged) flow.refusedPacket ||= number
    if (flow.resetPacket === 0) {
      flow.closedIn = number
      flow.resetPacket = number
      flow.resetBy = side
    }
    from.isFresh = false
    return true
  }
  from.follow(sequence, Math.max(0, tcp.segmentLength), (syn === 0 ? 0 : 1) + (fin === 0 ? 0 : 1), number, interfaceId)
  return true
}
