/** BACnet on other links than IP: ANSI/ASHRAE 135-2020, clauses 7 to 9. */
import { describe, expect, test } from 'vitest'
import { bytesOf, expectGolden, packetOfHex, protocolsOf, summariesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'

const whoIs = '01 20 ffff 00 ff 10 08'
const [masterSlave, arcnet, arcnetLinux] = [165, 7, 129]
const message = `55 ff 06 ff 07 0008 ad ${whoIs} 1234`

describe('BACnet', () => {
  test('over LLC of Ethernet', () =>
    expect(protocolsOf(packetOfHex(`ffffffffffff 020000000001 000b 82 82 03 ${whoIs}`))).toBe('eth:llc:bacnet:bacapp'))

  test('over ARCNET', () => {
    expect(protocolsOf(packetOfHex(`01 00 cd 82 82 03 ${whoIs}`, arcnet))).toBe('arcnet:llc:bacnet:bacapp')
    expect(protocolsOf(packetOfHex(`01 00 0000 cd 82 82 03 ${whoIs}`, arcnetLinux))).toBe('arcnet:llc:bacnet:bacapp')
  })

  test('over MS/TP', async () => {
    const packet = packetOfHex(message, masterSlave)
    expect(protocolsOf(packet)).toBe('mstp:bacnet:bacapp')
    await expectGolden(packet, 'bacnet-mstp', 'mstp')
    expectSafe(bytesOf(message), masterSlave)
  })

  test('frames of MS/TP without data', () => {
    const packet = packetOfHex('55 ff 01 01 07 0000 38', masterSlave)
    expect(protocolsOf(packet)).toBe('mstp')
    expect(summariesOf(packet, 'mstp')).toEqual(['Poll For Master, 7 to 1'])
  })
})
