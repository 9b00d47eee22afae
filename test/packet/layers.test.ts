/** Frames of many layers. */
import { expect, test } from 'vitest'
import { compileDisplayFilter } from '../../src/filter/display/index.ts'
import { mostLayers } from '../../src/packet/layers.ts'
import { Packet } from '../../src/packet/packet.ts'
import { bytesOf } from '../support/packets.ts'
import { expectSafe } from '../support/safe.ts'

const ethernet = 1

/** A VLAN tag after another, then ARP. */
const tagged = (tags: number) =>
  bytesOf(`020000000002 020000000001 ${'8100 0005 '.repeat(tags)} 0806
    0001 0800 06 04 0001 020000000001 c0000201 000000000000 c0000202`)

test.each([1, 40, mostLayers - 2])('%d layers in one another are decoded', (tags) => {
  const packet = Packet.of(tagged(tags), ethernet)
  expect(packet.layers()).toHaveLength(tags + 2)
  expect(packet.arp?.targetIpv4).toBe('192.0.2.2')
  expect(`${packet}`).not.toMatch(/layers/)
})

test('what is deeper than the limit is data, and the line says so', () => {
  const packet = Packet.of(tagged(mostLayers), ethernet)
  expect(packet.layers()).toHaveLength(mostLayers + 1)
  expect(packet.layers().at(-1)!.schema.name).toBe('data')
  expect(packet.arp).toBeUndefined()
  expect(compileDisplayFilter('data').matches(packet)).toBe(true)
  expect(`${packet}`).toMatch(/\[more than 256 layers, the rest is not decoded\]$/)
})

test('many layers are safe, however they are cut', () => {
  expectSafe(tagged(40), ethernet)
})
