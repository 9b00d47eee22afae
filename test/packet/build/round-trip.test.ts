import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { build, edit } from '../../../src/packet/build/index.ts'
import { Packet } from '../../../src/packet/packet.ts'
import { bytesOf, framesOf } from '../../support/packets.ts'
import { RoundTrips } from '../../support/round-trips.ts'

const radiotap = 127

test('layers of the captures here are written as they were read', async () => {
  const trips = new RoundTrips()
  const captures = readdirSync('captures').filter((name) => /\.pcap(ng)?$/.test(name))
  expect(captures.length).toBeGreaterThan(40)
  for (const name of captures) for (const frame of framesOf(name)) trips.add(frame, `${name} ${frame.number}`)
  // With nothing changed every packet stays what it is, cut or not.
  expect(trips.failures).toEqual([])
  await expect(trips.table()).toMatchFileSnapshot('../../golden/round-trips.txt')
})

test.each([
  // Radiotap whose fields go on beyond the length that it states: what it carries is found nevertheless.
  '8e58000000026c09a0026c09a0',
  // Radiotap that states a length which its fields do not fill.
  '000018008e5800005800002a000065f43096b0003a01000d9382363a000c4182b255000c41a2b25590fc000080808080',
])('a packet that contradicts itself stays what it is: %s', (hex) => {
  const packet = Packet.of(bytesOf(hex), radiotap)
  expect(packet.layers().length).toBeGreaterThan(1)
  expect(build(packet)).toEqual(bytesOf(hex))
  expect(edit(packet, {}).frame.bytes).toEqual(bytesOf(hex))
})
