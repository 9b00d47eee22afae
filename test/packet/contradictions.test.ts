/** Fields that say of a whole frame what contradicts itself in it. */
import { expect, test } from 'vitest'
import { compileDisplayFilter, fieldNamed, Layers, ndjsonOutput, TextBuffer } from '../../src/decode.ts'
import type { Batch } from '../../src/files/batch.ts'
import { batchesIn, followedIn } from '../support/conversations.ts'
import { join, pcap } from '../support/capture-bytes.ts'
import { builtPackets } from '../support/built-packets.ts'

const udp = builtPackets['udp over ipv4']!
const values = (bytes: Uint8Array, originalLength = bytes.length) => {
  const [frame] = followedIn(pcap([[0, 0, bytes, originalLength]]), { passes: 1 })
  return ['_ws.malformed', '_ws.expert', '_ws.expert.message', '_ws.expert.severity'].map(
    (name) => frame!.values(name)[0],
  )
}

test('a packet that is as it should be has none', () =>
  expect(values(udp)).toEqual([undefined, undefined, undefined, undefined]))

test('notes are told in words, with the gravest', () => {
  const short = udp.slice()
  short[14 + 20 + 5] = 4
  const [, expert, message, severity] = values(short)
  expect([expert, message, severity]).toEqual([true, 'length below 8 bytes', 0x800000])
})

test('each note is a value, in filters, JSON and columns', () => {
  const wrong = builtPackets['udp over ipv6']!.slice()
  // From a multicast address, and a length of UDP below that of its header.
  wrong[14 + 8] = 0xff
  wrong[14 + 40 + 5] = 4
  const [batch] = [...batchesIn(pcap([[0, 0, wrong, wrong.length]]))] as [Batch]
  const messages = fieldNamed('_ws.expert.message')
  const layers = new Layers()
  layers.decode(batch, 0)
  const all = messages.kind === 'frame' ? messages.readAll!(batch, 0, layers) : []
  expect(all.length).toBeGreaterThan(1)
  for (const text of all)
    expect(compileDisplayFilter(`_ws.expert.message == ${JSON.stringify(text)}`).matches(batch, 0)).toBe(true)
  const output = ndjsonOutput({ fields: [messages, fieldNamed('_ws.expert.severity')] })
  const written = new TextBuffer(1024)
  output.packet(batch, 0, written)
  const json = JSON.parse(new TextDecoder().decode(written.written)) as Readonly<Record<string, readonly unknown[]>>
  expect(json['_ws.expert.message']).toEqual(all)
  expect(json['_ws.expert.severity']).toHaveLength(all.length)
})

test('a header that ends too early on the wire is malformed; one that the capture cut is not', () => {
  const cut = join(udp.subarray(0, 14 + 12))
  expect(values(cut)[0]).toBe(true)
  expect(values(cut, udp.length)[0]).toBeUndefined()
})
