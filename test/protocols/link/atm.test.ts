import { expect, test } from 'vitest'
import { bytesOf, expectGolden, packetOfHex, protocolsOf, summariesOf, valuesOf } from '../../support/packets.ts'
import { udp } from '../../support/raw-frames.ts'
import { expectSafe } from '../../support/safe.ts'

const llc = `aaaa03 000000 0800 ${udp(5000, '')}`

test('ATM of SunATM', async () => {
  const packet = packetOfHex(`82 01 0064 ${llc}`, 123)
  expect(protocolsOf(packet)).toBe('atm:llc:snap:ip:udp')
  expect(summariesOf(packet, 'atm')).toEqual(['VPI 1, VCI 100, LLC multiplexed'])
  expect(valuesOf(packet, 'atm.channel')).toEqual([0])
  await expectGolden(packet, 'atm', 'atm')
})
test('signaling has no LLC', () => {
  const packet = packetOfHex('06 00 0005 10010010', 123)
  expect(protocolsOf(packet)).toMatch(/^atm(:data)?$/)
  expect(valuesOf(packet, 'atm.aal')).toEqual([6])
})
test('frames of RFC 1483 begin with LLC', () => expect(protocolsOf(packetOfHex(llc, 100))).toBe('llc:snap:ip:udp'))
test('is safe', () => expectSafe(bytesOf(`02 01 0064 ${llc}`), 123))
