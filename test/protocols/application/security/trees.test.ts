/** Trees of protocols that only their conversations open. */
import { test } from 'vitest'
import { ConversationFollower } from '../../../../src/conversations/follower.ts'
import { Packet } from '../../../../src/packet/packet.ts'
import { batchesOf, expectGolden } from '../../../support/packets.ts'

/** The packets of a capture, as they are after their conversations were followed. */
function packetsOf(name: string): Packet[] {
  const follower = new ConversationFollower()
  return batchesOf(name).flatMap((batch) => {
    follower.follow(batch)
    return [...batch].map((frame) => new Packet(frame))
  })
}

test.each([
  ['quic.pcapng', 3, 'quic-client-hello', 'quic'],
  ['quic.pcapng', 4, 'quic-server-hello', 'quic'],
  ['dtls.pcapng', 7, 'dtls-fragments', 'dtls'],
  ['dtls.pcapng', 8, 'dtls-finished', 'dtls'],
])('%s, packet %d', (name, number, file, layer) => expectGolden(packetsOf(name)[number - 1]!, file, layer))
