import { expect, test } from 'vitest'
import { bytesOf, expectGolden, packetOfHex, protocolsOf, summariesOf, valuesOf } from '../../support/packets.ts'
import { expectSafe } from '../../support/safe.ts'

const raw = 101
const over = (protocol: string, payload: string) =>
  `45 00 ${(20 + bytesOf(payload).length).toString(16).padStart(4, '0')} 0001 0000 40 ${protocol} 0000 c0000201 c0000202 ${payload}`
const request = '9c40 1389 08 00 0000 01 00 000000000001 0000002a 20 04 05 02 25 03 07 00 29 06 00000009 00 00'.replace(
  ' 00 00',
  '',
)
const reset = '9c40 1389 07 00 0000 0f 00 000000000002 0000 000000000001 01 00 00 00'
const short = '9c40 1389 04 00 0000 06 000003 00 000002 68656c6c6f'

test('the trees of a request and a reset', async () => {
  await expectGolden(packetOfHex(over('21', request), raw), 'dccp', 'dccp')
  expect(valuesOf(packetOfHex(over('21', reset), raw), 'dccp.reset_code')).toEqual([1])
  expect(summariesOf(packetOfHex(over('21', reset), raw), 'dccp')).toEqual(['40000 > 5001 [Reset]'])
})

test('numbers may be short', () => {
  const packet = packetOfHex(over('21', short), raw)
  expect(valuesOf(packet, 'dccp.seq_raw')).toEqual([3])
  expect(valuesOf(packet, 'dccp.ack_raw')).toEqual([2])
  expect(protocolsOf(packet)).toBe('raw:ip:dccp:data')
})

test('UDP-Lite says what its checksum covers', async () => {
  const packet = packetOfHex(over('88', '9c40 9c41 0008 0000 6869'), raw)
  await expectGolden(packet, 'udp-lite', 'udplite')
  expect(protocolsOf(packet)).toBe('raw:ip:udplite:data')
})

test('damage', () => expectSafe(bytesOf(over('21', request)), raw))
