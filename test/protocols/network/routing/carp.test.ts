import { expect, test } from 'vitest'
import { bytesOf, expectGolden, packetOfHex, protocolsOf, summariesOf } from '../../../support/packets.ts'
import { ip, raw } from '../../../support/raw-frames.ts'
import { expectSafe } from '../../../support/safe.ts'

const carp = ip(112, `21 01 0a 07 00 01 0000 0000000000000001 ${'33'.repeat(20)}`)
const addresses = '0a000001'.repeat(7)

test('CARP is distinguished from VRRP by its length', async () => {
  const packet = packetOfHex(carp, raw)
  expect(protocolsOf(packet)).toBe('raw:ip:vrrp:carp')
  expect(summariesOf(packet, 'carp')).toEqual(['v2 vhid 1, advbase 1 s, advskew 10'])
  await expectGolden(packet, 'carp', 'carp')
})
test('VRRP with seven addresses is not it', () => {
  const packet = packetOfHex(ip(112, `21 05 64 07 00 01 0000 ${addresses} 0000000000000000`), raw)
  expect(protocolsOf(packet)).toBe('raw:ip:vrrp')
  expect(summariesOf(packet, 'vrrp')[0]).toContain('v2 router 5, priority 100, 10.0.0.1')
})
test('is safe', () => expectSafe(bytesOf(carp), raw))
