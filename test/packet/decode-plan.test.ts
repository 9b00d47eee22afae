import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { Layers } from '../../src/packet/layers.ts'
import { reachOf } from '../../src/packet/decode-plan.ts'
import { entries } from '../../src/packet/registry/index.ts'
import { framesOf } from '../support/packets.ts'

const idsOf = (name: string) => entries.filter(({ schema }) => schema.name === name).map(({ id }) => id)
const captures = readdirSync('captures').filter((name) => /\.pcap(ng)?$/.test(name))

/** Where the layers of a protocol are. */
function places({ count, protocol, start, end, originalEnd }: Layers, ids: readonly number[]): number[][] {
  return Array.from({ length: count }, (_, index) => index)
    .filter((index) => ids.includes(protocol[index]!))
    .map((index) => [start[index]!, end[index]!, originalEnd[index]!])
}

// Tunnels, quoted packets and guesses by the first bytes are all ways to get there.
test.each(['eth', 'ip', 'ipv6', 'tcp', 'udp', 'icmp', 'http', 'dns', 'tls', 'vxlan'])(
  'splitting only as far as %s can be finds it wherever it is',
  (name) => {
    const ids = idsOf(name)
    const reach = reachOf(new Set(ids))
    const [whole, part] = [new Layers(), new Layers()]
    let found = 0
    for (const capture of captures)
      for (const { memory, start, end, originalLength, linkType } of framesOf(capture)) {
        whole.split(memory, start, end, start + originalLength, linkType)
        part.split(memory, start, end, start + originalLength, linkType, reach)
        expect(places(part, ids)).toEqual(places(whole, ids))
        found += places(whole, ids).length
      }
    expect(found).toBeGreaterThan(0)
  },
)

test('behind TCP there is UDP only where its port says so, in OpenFlow, and behind HTTP there is none', () => {
  const [tcp, udp, http] = [idsOf('tcp')[0]!, idsOf('udp')[0]!, idsOf('http')[0]!]
  const reach = reachOf(new Set([udp]))!
  expect([reach[tcp], reach[http], reachOf(new Set([tcp]))![udp]]).toEqual([2, 0, 2])
})

test('bytes that nobody knows can be anywhere', () => {
  expect(reachOf(new Set(idsOf('data')))).toBeUndefined()
})
