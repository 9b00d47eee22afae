import { expect, test } from 'vitest'
import { bytesOf, expectGolden, packetOfHex, protocolsOf, summariesOf, valuesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'
import { raw, udp } from '../../../support/raw-frames.ts'

/** A session establishment request with a PDR that has a PDI, and a response to it that refuses it. */
const request = `21 32 0048 0000000000000000 000007 00
  003c 0005 00 c0000201  0039 000d 02 0000000000000001 c0000201
  0001 001e 0038 0002 0001 001d 0004 00000020 0002 000c 0014 0001 00 0016 0003 616263`
const response = '21 33 0011 0000000000000001 000007 00 0013 0001 49'

test('the trees of a session', async () => {
  await expectGolden(packetOfHex(udp(8805, request), raw), 'pfcp-request', 'pfcp')
  await expectGolden(packetOfHex(udp(8805, response), raw), 'pfcp-response', 'pfcp')
})

test('elements lie in each other', () => {
  const packet = packetOfHex(udp(8805, request), raw)
  expect(valuesOf(packet, 'pfcp.ie_type')).toEqual([60, 57, 1, 56, 29, 2, 20, 22])
  expect(valuesOf(packet, 'pfcp.network_instance')).toEqual(['abc'])
  expect(summariesOf(packetOfHex(udp(8805, response), raw), 'pfcp')[0]).toContain(
    'Rule creation / modification Failure',
  )
})

test('several messages in a datagram', () => {
  const heartbeat = '24 01 000c 000001 00 0060 0004 e3000000'
  expect(protocolsOf(packetOfHex(udp(8805, `${heartbeat} 20 02 0004 000002 00`), raw))).toBe('raw:ip:udp:pfcp:pfcp')
  expect(protocolsOf(packetOfHex(udp(8805, '20 02 0004 000002 00 2001'), raw))).not.toContain('pfcp:pfcp')
})

test('damage', () => expectSafe(bytesOf(udp(8805, request)), raw))
