import { expect, test } from 'vitest'
import { protocols } from '../../../../src/protocols/index.ts'
import { hex } from '../../../../src/schema/index.ts'
import { bytesOf, expectGolden, packetOfHex, protocolsOf, valuesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'

const hex16 = (value: number) => value.toString(16).padStart(4, '0')
/** A datagram on ports that nobody knows. */
const datagram = (payload: string) => {
  const length = bytesOf(payload).length
  return `45 00 ${hex16(28 + length)} 0001 0000 40 11 0000 c0000201 c0000202  9c40 9c41 ${hex16(8 + length)} 0000 ${payload}`
}
const raw = 101
const senderReport = `81 c8 000c 11223344 dd3ac170 4d614df8 00007d00 000000c8 00007d00
  55667788 01 000001 00010002 00000003 00000004 00000005`
const description = '81 ca 0003 11223344 01 04 61626364 00 00'
const goodbye = '81 cb 0001 11223344'

test('the trees of reports', () =>
  expectGolden(packetOfHex(datagram(`${senderReport} ${description} ${goodbye}`), raw), 'rtcp', 'rtcp'))

test('damage', () => expectSafe(bytesOf(datagram(`${senderReport} ${description} ${goodbye}`)), raw))

test('reports are known on any port, where they fill the datagram', () => {
  expect(protocolsOf(packetOfHex(datagram(`${senderReport} ${description}`), raw))).toBe('raw:ip:udp:rtcp:rtcp')
  expect(protocolsOf(packetOfHex(datagram(`${senderReport} 00`), raw))).toBe('raw:ip:udp:data')
  expect(protocolsOf(packetOfHex(datagram(`41 ${description.slice(3)}`), raw))).toBe('raw:ip:udp:data')
})

test('a report says what was lost', () => {
  const packet = packetOfHex(datagram(senderReport), raw)
  expect(valuesOf(packet, 'rtcp.ssrc.cum_nr')).toEqual([1])
  expect(valuesOf(packet, 'rtcp.ssrc.ext_high')).toEqual([0x10002])
  expect(valuesOf(packet, 'rtcp.timestamp.ntp')).toEqual(['2017-08-13T12:15:44.302265999Z'])
})

test('RTP has contributing sources, extensions, a payload, and padding', () => {
  const bytes = bytesOf('b1 88 0001 00000002 00000003  00000004  bede 0001 00000005  d5d5d5 000003')
  const view = protocols.rtp.view(bytes, 0, bytes.length)
  expect(JSON.parse(JSON.stringify(view))).toMatchObject({
    version: 2,
    marker: true,
    payloadType: 8,
    contributing: [{ source: 4 }],
    extensionLength: 1,
    extensions: [{ value: 5 }],
    data: 'd5d5d5',
    paddingData: hex(bytesOf('000003')),
  })
})

test('a report whose rest is encrypted is known by its length', () => {
  expect(protocolsOf(packetOfHex(datagram('80 c9 0001 00000001 aabbccdd 80000001'), raw))).toContain('udp:rtcp')
  expect(protocolsOf(packetOfHex(datagram('80 c9 0002 00000001 aabbccdd 80000001'), raw))).toContain('udp:data')
})
