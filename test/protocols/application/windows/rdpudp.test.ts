import { expect, test } from 'vitest'
import { bytesOf, expectGolden, packetOfHex, protocolsOf, summariesOf, valuesOf } from '../../../support/packets.ts'
import { followed } from '../../../support/raw-frames.ts'
import { expectSafe } from '../../../support/safe.ts'

const raw = 101
const hex = (value: number) => value.toString(16).padStart(4, '0')
const udp = (payload: string) => {
  const size = bytesOf(payload).length
  return `45 00 ${hex(28 + size)} 0001 0000 40 11 0000 c0000201 c0000202  d000 0d3d ${hex(8 + size)} 0000 ${payload}`
}
const syn = `ffffffff 0040 1801 bbff5687 04d0 04d0 ${'a6'.repeat(16)} ${'00'.repeat(16)} 0001 0101 ${'11'.repeat(32)} 0000`
const answer = 'bbff5687 0040 0005 4d677966 04d0 04d0 0000'

test('tree of the first packet', () => {
  expect(summariesOf(packetOfHex(udp(syn), raw), 'rdpudp')).toEqual(['SYN, MTU 1232, version 0x101'])
  return expectGolden(packetOfHex(udp(syn), raw), 'rdpudp', 'rdpudp')
})
test('answers, and other bytes', () => {
  const packet = packetOfHex(udp(answer), raw)
  expect(summariesOf(packet, 'rdpudp')).toEqual(['SYN ACK, MTU 1232'])
  expect(valuesOf(packet, 'rdpudp.flags.ack')).toEqual([true])
  expect(protocolsOf(packetOfHex(udp(answer.replace('04d0', '0001')), raw))).toBe('raw:ip:udp:data')
})
test('damaged packets are safe', () => expectSafe(bytesOf(udp(answer)), raw))

test('what follows in the same conversation, of either version', async () => {
  const data = '0014c101f40164e0640001 0001'
  const packets = followed(udp(syn), udp(data), udp(syn))
  expect(packets.map((packet) => summariesOf(packet, 'rdpudp'))).toEqual([
    ['SYN, MTU 1232, version 0x101'],
    ['Data, 13 bytes'],
    ['SYN, MTU 1232, version 0x101'],
  ])
  await expectGolden(packets[1]!, 'rdpudp-data', 'rdpudp')
  expect(followed(udp(data)).map((packet) => summariesOf(packet, 'rdpudp'))).toEqual([[]])
})
