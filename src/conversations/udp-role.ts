/** Follows the conversations of UDP: numbers them, and times their datagrams. */
import type { Carrying } from './carried/carried.ts'
import type { FollowedFrame } from './followed-frame.ts'
import { LiveConversations } from './live-conversations.ts'

interface UdpConversation extends Carrying {
  readonly stream: number
  /** When it began and when its last datagram came. */
  readonly first: number
  last: number
}

export class UdpRole {
  private readonly conversations = new LiveConversations<UdpConversation>(udpNumber, ({ carried }) => carried?.forget())
  private streams = 0

  /** How many conversations were forgotten: if they go on, they are others. */
  get forgotten(): number {
    return this.conversations.forgotten
  }

  follow(frame: FollowedFrame, at: number): void {
    const { layers, address, time } = frame
    if (address < 0 || !layers.isHeaded(at)) return
    let known = this.conversations.find(layers, address, at)
    if (known === undefined) {
      known = { stream: this.streams++, first: time, last: time, carried: undefined }
      this.conversations.add(known)
    }
    const { stream, first, last } = known
    frame.join(at, 'udp', known, this.conversations.upward)
    if (frame.isQuoted) return frame.tell(at, { stream })
    frame.tell(at, { stream, timeRelative: defined(time - first), timeDelta: defined(time - last) })
    known.last = time
  }
}

const defined = (time: number): number | undefined => (Number.isNaN(time) ? undefined : time)
const udpNumber = 17
