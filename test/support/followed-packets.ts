/** Packets of the project's own captures that know what was said before and after them. */
import { ConversationFollower } from '../../src/conversations/follower.ts'
import { Packet } from '../../src/packet/packet.ts'
import { pcap } from './capture-bytes.ts'
import { batchesIn } from './conversations.ts'
import { batchesOf, withOrigin } from './packets.ts'

/** The packets of a capture after its conversations were followed twice, as the command does. */
export function followedPacketsOf(name: string): Packet[] {
  const first = new ConversationFollower()
  for (const batch of batchesOf(name)) first.follow(batch)
  const second = first.again()
  return batchesOf(name).flatMap((batch) => {
    second.follow(batch)
    return [...batch].map((frame) => withOrigin(new Packet(frame), name, frame.number))
  })
}

/** The packet of one frame, with what its layers hold besides. */
export function followedFrame(frame: Uint8Array, linkType: number): Packet {
  const follower = new ConversationFollower()
  const [batch] = [...batchesIn(pcap([[0, 0, frame]], { linkTypeWord: linkType }))]
  follower.follow(batch!)
  return new Packet([...batch!][0]!)
}
