import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { reachOf } from '../../../src/packet/decode-plan.ts'
import { Layers } from '../../../src/packet/layers.ts'
import { decodeAs } from '../../../src/packet/register.ts'
import { entries, registry } from '../../../src/packet/registry/index.ts'
import { protocols } from '../../../src/protocols/index.ts'
import { PlainFrames } from '../../../src/packet/registry/plain-frames.ts'
import { batchesOf } from '../../support/packets.ts'

const idsOf = (name: string) => new Set(entries.flatMap(({ id, schema }) => (schema.name === name ? [id] : [])))

function places(layers: Layers, ids: ReadonlySet<number>): number[][] {
  const { count, protocol, start, end, originalEnd } = layers
  return Array.from({ length: count }, (_, index) => index)
    .filter((index) => ids.has(protocol[index]!))
    .map((index) => [protocol[index]!, start[index]!, end[index]!, originalEnd[index]!])
}

test.each(['eth', 'ip', 'ipv6', 'tcp', 'udp', 'sctp'])('splits plain frames as usual, as far as %s', (name) => {
  const ids = idsOf(name)
  const plain = PlainFrames.for(ids)!
  const reach = reachOf(ids)
  const [mine, usual] = [new Layers(), new Layers()]
  let found = 0
  for (const capture of readdirSync('captures').filter((each) => /\.pcap(ng)?$/.test(each)))
    for (const batch of batchesOf(capture))
      for (let index = 0; index < batch.length; index++) {
        if (!plain.split(batch, index, mine)) continue
        found++
        const from = batch.start[index]!
        const to = from + batch.capturedLength[index]!
        usual.split(batch.memory, from, to, from + batch.originalLength[index]!, batch.linkType[index]!, reach)
        expect(places(mine, ids), capture).toEqual(places(usual, ids))
      }
  expect(found).toBeGreaterThan(500)
})

test('where a key leads elsewhere, or more is wanted, no frame is plain', () => {
  expect(PlainFrames.for(idsOf('http'))).toBeUndefined()
  expect(PlainFrames.for(idsOf('data'))).toBeUndefined()
  const undo = registry.checkpoint()
  decodeAs('ethertype', 0x0800, protocols.ipv6)
  expect(PlainFrames.for(idsOf('tcp'))).toBeUndefined()
  undo()
})
