import { expect, test } from 'vitest'
import { build, layer } from '../../src/packet/build/index.ts'
import { ConversationFollower } from '../../src/conversations/follower.ts'
import { Batch } from '../../src/files/batch.ts'
import { Frame } from '../../src/files/frame.ts'

const { ethernet, ipv4, udp, dns } = layer
const query = build(
  ethernet({}),
  ipv4({ source: '192.0.2.1', destination: '192.0.2.2' }),
  udp({ sourcePort: 40_000, destinationPort: 53 }),
  dns({ questions: [{ name: 'example.test', type: 1, class: 1 }] }),
)
/** Where the source port and the transaction ID are, in bytes. */
const [portAt, idAt] = [34, 42]

test('requests that are forgotten for lack of room are counted', () => {
  const follower = new ConversationFollower()
  const batch = new Batch()
  const view = new DataView(query.buffer, query.byteOffset)
  const [most, more] = [1 << 16, 464]
  for (let count = 0; count < most + more; count++) {
    view.setUint16(idAt, count & 0xffff)
    view.setUint16(portAt, 40_000 + (count >> 16))
    follower.follow(batch.hold(Frame.of(query, { number: count + 1 })))
  }
  expect(follower.left).toEqual({ conversations: 0, fragments: 0, questions: more, facts: 0, announced: 0 })
})
