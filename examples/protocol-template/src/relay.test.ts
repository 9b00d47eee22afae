/** Made packets: how they are decoded, cut at each length and damaged, and what a conversation tells. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, layer, openWriter, Packet, packets, registerProtocols } from 'onwire'
import { cutEverywhere, damagedEverywhere, goldenTree } from 'onwire/check'
import { afterAll, expect, test } from 'vitest'
import { readings } from './readings.js'
import { relay } from './relay.js'

registerProtocols({ relay, readings })

const folder = mkdtempSync(join(tmpdir(), 'relay-'))
afterAll(() => rmSync(folder, { recursive: true }))

const [client, server] = ['192.0.2.1', '192.0.2.2']
const asked = layer(relay, { kind: 1, number: 7, sensor: 'cellar' })
const scrambled = Uint8Array.of(1, 3, 0xff, 0xfb, 1, 0x43).map((byte) => byte ^ 0x5a)
const answered = layer(relay, { kind: 2, number: 7, status: 0, content: scrambled })

const toServer = (...more: Parameters<typeof build>) =>
  build(
    layer.ethernet(),
    layer.ipv4({ source: client, destination: server }),
    layer.tcp({ destinationPort: 9998 }),
    ...more,
  )

test('a request is decoded', () => {
  const packet = Packet.of(toServer(asked))
  expect(packet.relay?.sensor).toBe('cellar')
  expect(goldenTree(packet, 'relay')).toMatchInlineSnapshot(`
    "Acme Relay [54..66] (relay)
      Length: 12 bytes [54..56] (relay.length)
      Kind: Request (1) [56..57] (relay.kind)
      Number: 7 [57..59] (relay.number)
      Sensor: cellar [59..66] (relay.sensor)
    "
  `)
})

test('is safe, whatever happens to a packet', () => {
  for (const message of [asked, answered]) {
    expect(() => cutEverywhere(toServer(message))).not.toThrow()
    expect(() => damagedEverywhere(toServer(message))).not.toThrow()
  }
})

test('an answer in two segments is put together, and belongs to its request', async () => {
  const ends = { source: server, destination: client }
  const message = build(answered)
  const segment = (sequence: number, bytes: Uint8Array) =>
    build(layer.ethernet(), layer.ipv4(ends), layer.tcp({ sourcePort: 9998, destinationPort: 40000, sequence }), bytes)
  const writer = await openWriter(join(folder, 'relay.pcap'))
  const frames = [
    build(
      layer.ethernet(),
      layer.ipv4({ source: client, destination: server }),
      layer.tcp({ sourcePort: 40000, destinationPort: 9998 }),
      asked,
    ),
    segment(1, message.subarray(0, 4)),
    segment(5, message.subarray(4)),
  ]
  for (const bytes of frames) await writer.write(Packet.of(bytes).frame)
  await writer.close()

  const followed = []
  for await (const packet of packets(join(folder, 'relay.pcap'), { conversations: true })) followed.push(packet)
  expect(followed.map((packet) => packet.relay?.facts?.requestIn)).toEqual([undefined, undefined, 1])
  expect(followed[2]!.readings?.readings.map(({ value, unit }) => [value, unit])).toEqual([[-5, 'C']])
})
