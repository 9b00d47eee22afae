/** What lies behind the payload of Ethernet; each is what tshark 4.0 says of the same frame. */
import { expect, test } from 'vitest'
import { Batch } from '../../src/files/batch.ts'
import { Frame } from '../../src/files/frame.ts'
import { compileDisplayFilter } from '../../src/filter/display/index.ts'
import { fieldNamed, fields, type Value } from '../../src/packet/fields.ts'
import { Layers } from '../../src/packet/layers.ts'
import { Selection } from '../../src/packet/selection.ts'
import { bytesOf } from '../support/packets.ts'

const link = '020000000001 020000000002'
const ip = '45 00 001c 0001 0000 40 11 0000 c0000201 c0000202  0400 0401 0008 0000'
const zeros = (count: number) => '00'.repeat(count)
const names = ['eth.padding', 'eth.trailer', 'eth.fcs', 'vlan.trailer'] as const

/** Of each name its value, both ways of collecting them agreeing. */
function partsOf(text: string, missing = 0): Record<string, Value> {
  const bytes = bytesOf(text)
  const batch = new Batch().hold(Frame.of(bytes.slice(0, bytes.length - missing), { originalLength: bytes.length }))
  const layers = new Layers()
  layers.decode(batch, 0)
  const parts: Record<string, Value> = {}
  for (const name of names) {
    const source = fieldNamed(name)
    if (source.kind === 'frame') throw new TypeError(name)
    const values: Value[] = []
    source.collect(layers, values)
    const selection = new Selection([source])
    selection.collect(layers)
    expect(selection.values[0]!.slice(0, selection.counts[0])).toEqual(values)
    expect(compileDisplayFilter(name).matches(batch, 0), name).toBe(values.length > 0)
    if (values.length > 0) parts[name] = values[0]!
  }
  return parts
}

test.each<[string, string, Record<string, Value>]>([
  ['padding up to 60 bytes', `${link} 0800 ${ip} ${zeros(18)}`, { 'eth.padding': zeros(18) }],
  [
    'padding and a checksum',
    `${link} 0800 ${ip} ${zeros(18)} 11223344`,
    { 'eth.padding': zeros(18), 'eth.fcs': 0x11223344 },
  ],
  [
    'padding, a trailer and a checksum',
    `${link} 0800 ${ip} ${zeros(18)} aa 11223344`,
    { 'eth.padding': zeros(18), 'eth.trailer': 'aa', 'eth.fcs': 0x11223344 },
  ],
  ['a trailer where it is not zero', `${link} 0800 ${ip} ${zeros(17)} 01`, { 'eth.trailer': `${zeros(17)}01` }],
  ['a trailer in a frame too short for padding', `${link} 0800 ${ip} ${zeros(2)}`, { 'eth.trailer': '0000' }],
  ['behind a length', `${link} 0003 42 42 03 ${zeros(43)}`, { 'eth.padding': zeros(43) }],
  [
    'behind ARP',
    `${link} 0806 0001 0800 06 04 0001 020000000002 c0000201 000000000000 c0000202 ${zeros(18)}`,
    { 'eth.padding': zeros(18) },
  ],
  ['behind MPLS', `${link} 8847 00001140 ${ip} ${zeros(14)}`, { 'eth.padding': zeros(14) }],
  [
    'behind a tag there is no checksum',
    `${link} 8100 0001 0800 ${ip} ${zeros(14)} aabbccdd`,
    { 'eth.padding': zeros(14), 'vlan.trailer': 'aabbccdd' },
  ],
  [
    'behind MPLS, a trailer and a checksum',
    `${link} 8847 00001140 ${ip} ${zeros(14)} aabbccddeeff`,
    { 'eth.padding': zeros(14), 'eth.trailer': 'aabb', 'eth.fcs': 0xccddeeff },
  ],
  ['after PPPoE, which tells its length', `${link} 8864 11000001 001e 0021 ${ip} ${zeros(20)}`, {}],
  ['after a service header', `${link} 894f 0fc60101 00000001 ${zeros(16)} ${ip} ${zeros(4)} aabbccdd`, {}],
  ['nothing', `${link} 0800 ${ip}`, {}],
  ['what nobody measures', `${link} 1234 ${zeros(50)}`, {}],
])('%s', (_, text, parts) => {
  expect(partsOf(text)).toEqual(parts)
})

test('is there as far as it was captured, a checksum only whole', () => {
  expect(partsOf(`${link} 0800 ${ip} ${zeros(18)} 11223344`, 1)).toEqual({ 'eth.padding': zeros(18) })
  expect(partsOf(`${link} 0800 ${ip} ${zeros(18)}`, 10)).toEqual({ 'eth.padding': zeros(8) })
  expect(partsOf(`${link} 0800 ${ip} ${zeros(18)}`, 18)).toEqual({})
  expect(partsOf(`${link} 0800 ${ip}`, 10)).toEqual({})
})

test('is compared like other fields', () => {
  const batch = new Batch().hold(Frame.of(bytesOf(`${link} 0800 ${ip} ${zeros(18)} aa 11223344`)))
  const passes = (filter: string) => compileDisplayFilter(filter).matches(batch, 0)
  expect(
    passes(
      'eth.trailer == aa && eth.fcs == 0x11223344 && len(eth.padding) == 18 && eth.padding[0:2] == 00:00 && @eth.fcs == 11:22:33:44',
    ),
  ).toBe(true)
  expect(passes('eth.trailer == ab || eth.fcs == 1 || eth.padding contains 01')).toBe(false)
  expect(names.every((name) => fields().some((field) => field.name === name))).toBe(true)
})
