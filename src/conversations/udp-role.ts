/** Follows the conversations of UDP: numbers them, and times their datagrams. */
import { placeOf, portAt, sizeOf } from '../packet/endpoints.ts'
import { ConversationTable } from './conversation-table.ts'
import type { FollowedFrame } from './followed-frame.ts'

export class UdpRole {
  private readonly table = new ConversationTable()
  /** Of each conversation, when it began and when its last datagram came. */
  private readonly first: number[] = []
  private readonly last: number[] = []

  follow(frame: FollowedFrame, at: number): void {
    const { layers, address, time } = frame
    if (address < 0 || !layers.isHeaded(at)) return
    let stream = this.table.find(
      layers.bytesOf(address),
      placeOf(layers, address, 'source'),
      placeOf(layers, address, 'destination'),
      sizeOf(layers, address),
      portAt(layers, at, 'source'),
      portAt(layers, at, 'destination'),
      udpNumber,
    )
    if (stream < 0) {
      stream = this.first.push(time) - 1
      this.last.push(time)
      this.table.add(stream)
    }
    frame.conversation = `udp ${stream}`
    frame.tell(at, {
      stream,
      timeRelative: defined(time - this.first[stream]!),
      timeDelta: defined(time - this.last[stream]!),
    })
    if (!frame.isQuoted) this.last[stream] = time
  }
}

const defined = (time: number): number | undefined => (Number.isNaN(time) ? undefined : time)
const udpNumber = 17
