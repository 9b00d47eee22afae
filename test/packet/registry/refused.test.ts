/** Bytes that the protocol that a key leads to refuses: what carries them may know others by their first bytes. */
import { afterAll, describe, expect, test } from 'vitest'
import { compileDisplayFilter } from '../../../src/decode.ts'
import { build, layer } from '../../../src/packet/build/index.ts'
import { Packet } from '../../../src/packet/packet.ts'
import { registerProtocols } from '../../../src/packet/register.ts'
import { registry } from '../../../src/packet/registry/index.ts'
import { protocol, rest, u8 } from '../../../src/schema/index.ts'
import { pcap } from '../../support/capture-bytes.ts'
import { batchesIn } from '../../support/conversations.ts'
import { protocolsOf } from '../../support/packets.ts'

afterAll(registry.checkpoint())

const beginsWith = (value: number) => (bytes: Uint8Array, start: number) => bytes[start] === value
const named = (name: string, over: Parameters<typeof protocol>[2]) =>
  protocol(name, name, over).fields({ kind: u8(`${name}.kind`, 'Kind'), more: rest(`${name}.more`, 'More') })
registerProtocols({
  keyed: named('keyed', { 'udp.port': [7001] }).accepts(beginsWith(1)),
  guessed: named('guessed', { udp: [] }).accepts(beginsWith(2), 'heuristic'),
  // Looks right and refuses nevertheless.
  picky: named('picky', { udp: [], 'udp.port': [7002] })
    .accepts(beginsWith(3), 'heuristic')
    .trustedTo((_, start) => start),
})

const { ethernet, ipv4, udp } = layer
const datagram = (port: number, ...bytes: number[]) =>
  build(
    ethernet({ source: '02:00:00:00:00:01', destination: '02:00:00:00:00:02' }),
    ipv4({ source: '192.0.2.1', destination: '192.0.2.2' }),
    udp({ sourcePort: 40_000, destinationPort: port }),
    Uint8Array.of(...bytes),
  )

describe('bytes that a keyed protocol refuses', () => {
  test.each([
    ['are its own', 7001, [1, 9], 'keyed'],
    ['look like another', 7001, [2, 9], 'guessed'],
    ['look like none', 7001, [9, 9], 'data'],
    ['look like one that refuses them too', 7001, [3, 9], 'data'],
    ['look like its own', 7002, [3, 9], 'data'],
    ['are another where it refuses', 7002, [2, 9], 'guessed'],
  ])('%s', (_, port, bytes, expected) => {
    const frame = datagram(port, ...bytes)
    expect(protocolsOf(Packet.of(frame))).toBe(`eth:ip:udp:${expected}`)
    // The same where a filter looks only as far as it must.
    const [batch] = [...batchesIn(pcap([[1, 0, frame]]))]
    for (const name of ['keyed', 'guessed', 'picky'])
      expect(compileDisplayFilter(name).matches(batch!, 0)).toBe(name === expected)
  })
})
