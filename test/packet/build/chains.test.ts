import { expect, test } from 'vitest'
import { build, layer, type Layer } from '../../../src/packet/build/index.ts'
import { linkTypeOf } from '../../../src/packet/build/next-protocol.ts'
import { Layers } from '../../../src/packet/layers.ts'
import { entries, registry, type Entry } from '../../../src/packet/registry/index.ts'

const made = (chain: readonly Entry[]): readonly Layer[] => chain.map(({ schema }) => layer(schema))

/** The properties of the layers that bytes are decoded as. */
function decoded([first]: readonly Entry[], bytes: Uint8Array): readonly string[] {
  const layers = new Layers()
  layers.split(bytes, 0, bytes.length, bytes.length, linkTypeOf(first!.schema)!)
  return Array.from({ length: layers.count }, (_, index) => entries[layers.protocol[index]!]!.property)
}

/** The protocols that the tables of one lead to. */
function successors({ schema }: Entry): readonly Entry[] {
  const tables = new Set((schema.carries?.tables ?? []).map(([table]) => table))
  return [...new Set(registry.associations.filter(({ table }) => tables.has(table)).map(({ entry }) => entry))]
}

test('each protocol leads to what its tables have, without a value given, or says that it does not', () => {
  const chains = entries
    .filter(({ schema }) => schema.over['linktype'] && schema.slots.length > 0)
    .map((entry) => [entry])
  const reached = new Set(chains.flat())
  const others: string[] = []
  let right = 0
  for (const chain of chains)
    for (const next of successors(chain.at(-1)!)) {
      const longer = [...chain, next]
      const path = longer.map(({ property }) => property)
      let bytes: Uint8Array
      try {
        bytes = build(...made(longer), new Uint8Array(24))
      } catch (error) {
        expect(`${error}`).toMatch(/expected a protocol that a table leads to, found /)
        continue
      }
      if (decoded(longer, bytes).slice(0, path.length).join() !== path.join()) {
        others.push(path.slice(-2).join('>'))
        continue
      }
      right++
      if (!reached.has(next)) chains.push(longer)
      reached.add(next)
    }
  // What is refused by its first bytes, and what lies in an attribute, needs values.
  expect(others).toEqual([
    'netfilterLog>ipv4',
    'netfilterLog>ipv6',
    'tcp>mqtt',
    'tcp>openflow',
    'tcp>socks',
    'tcp>sip',
    'udp>dtls',
    'udp>tftp',
    'udp>sip',
  ])
  expect(right).toBeGreaterThan(450)
  const missed = entries.filter((entry) => !reached.has(entry)).map(({ property }) => property)
  expect(missed).toEqual([
    'data',
    'interSwitchLink',
    'swappedWirelessLan',
    'http2',
    'http3',
    'websocket',
    'grpc',
    'grpcWebText',
    'protobuf',
    'httpBody',
    'mediaBody',
    'textData',
    'json',
    'form',
    'multipart',
    'serverSentEvents',
    'png',
    'gif',
    'jpeg',
    'xml',
    'tlsHandshake',
    'dtls',
    'dtlsHandshake',
    'dtlsMessage',
    'quic',
    'quicFrames',
    'mqtt',
    'openflow',
    'openflow10',
    'openflow13',
    'tftp',
    'imf',
    'socks',
    'sip',
    'sdp',
    'rtp',
    'rtcp',
  ])
})
