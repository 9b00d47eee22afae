import { describe, expect, test } from 'vitest'
import { bytesOf, expectGolden, packetOfHex, protocolsOf } from '../../support/packets.ts'
import { expectSafe } from '../../support/safe.ts'

const ipv4 = '45 00 0014 0000 0000 40 fd 0000 c0000201 c0000202'

describe('frame relay', () => {
  test('tree', () => expectGolden(packetOfHex(`1861 0800 ${ipv4}`, 107), 'fr', 'fr'))

  test('has either encapsulation', () => {
    expect(packetOfHex(`1861 0800 ${ipv4}`, 107).frameRelay).toMatchObject({ dlci: 102, type: 0x0800 })
    expect(protocolsOf(packetOfHex(`1861 03 cc ${ipv4}`, 107))).toBe('fr:ip')
    expect(protocolsOf(packetOfHex(`1861 03 00 80 000000 0800 ${ipv4}`, 107))).toBe('fr:snap:ip')
  })

  test('is safe', () => {
    expectSafe(bytesOf(`1861 0800 ${ipv4}`), 107)
    expectSafe(bytesOf(`1861 03 00 80 000000 0800 ${ipv4}`), 107)
  })
})
