/** A frame whose conversations were followed is split once, and looks as if it were split again. */
import { readdirSync } from 'node:fs'
import { afterEach, expect, test } from 'vitest'
import { ConversationFollower } from '../../src/conversations/follower.ts'
import type { Batch } from '../../src/files/batch.ts'
import { Layers } from '../../src/packet/layers.ts'
import { decodeAs } from '../../src/packet/register.ts'
import { registry } from '../../src/packet/registry/index.ts'
import { protocols } from '../../src/protocols/index.ts'
import { batchesOf } from '../support/packets.ts'

const undo = registry.checkpoint()
afterEach(undo)

const placesIn = ({ count, isTooDeep, protocol, start, end, originalEnd }: Layers) => ({
  isTooDeep,
  places: Array.from({ length: count }, (_, at) => [protocol[at], start[at], end[at], originalEnd[at]]),
})

/** The layers of a frame as they are shown, and as they are when it is split again. */
function looks(batch: Batch, index: number) {
  const [shown, split] = [new Layers(), new Layers()]
  shown.decode(batch, index)
  split.decodeAlone(batch, index)
  split.take(batch.gains?.of(batch.number(index)))
  return [placesIn(shown), placesIn(split)] as const
}

test.each(readdirSync('captures').filter((name) => /\.pcap(ng)?$/.test(name)))('%s', (name) => {
  const follower = new ConversationFollower()
  for (const batch of batchesOf(name)) {
    follower.follow(batch)
    for (let index = 0; index < batch.length; index++) {
      const [shown, split] = looks(batch, index)
      expect(shown, `frame ${batch.number(index)}`).toEqual(split)
    }
  }
})

test('layers are those of the frame as it is now', () => {
  const follower = new ConversationFollower()
  const [first] = batchesOf('http.pcapng')
  follower.follow(first!)
  const at = 4
  const before = looks(first!, at)[0]
  first!.capturedLength[at] = 40
  expect(looks(first!, at)[0]).toEqual(looks(first!, at)[1])
  expect(looks(first!, at)[0]).not.toEqual(before)
})

test('layers are those of the protocols there are now', () => {
  const follower = new ConversationFollower()
  const [first] = batchesOf('dns.pcapng')
  follower.follow(first!)
  const before = looks(first!, 0)[0]
  decodeAs('udp.port', 53, protocols.openflow10)
  expect(looks(first!, 0)[0]).toEqual(looks(first!, 0)[1])
  expect(looks(first!, 0)[0]).not.toEqual(before)
})

test('a batch may be looked at after later ones were followed', () => {
  const follower = new ConversationFollower()
  const batches = [...batchesOf('dns.pcapng'), ...batchesOf('http.pcapng')]
  for (const batch of batches) follower.follow(batch)
  for (const batch of batches)
    for (let index = 0; index < batch.length; index++) {
      const [shown, split] = looks(batch, index)
      expect(shown).toEqual(split)
    }
})
