import { describe, expect, test } from 'vitest'
import { bytesOf, expectGolden, packetOfHex, protocolsOf, summariesOf } from '../../support/packets.ts'
import { expectSafe } from '../../support/safe.ts'

const raw = 101
const ipv4 = (protocol: string, payload: string) =>
  `45 00 ${(20 + bytesOf(payload).length).toString(16).padStart(4, '0')} 0001 0000 01 ${protocol} 0000 c0000201 e000000d ${payload}`
const hello = ipv4('67', '20 00 1234  0001 0002 0069  0014 0004 01020304  0013 0004 00000001')

describe('PIM', () => {
  test('tree', () => expectGolden(packetOfHex(hello, raw), 'pim', 'pim'))

  test('registers a packet with the rendezvous point', () => {
    const packet = packetOfHex(ipv4('67', `21 00 1234 40000000 ${ipv4('fd', '')}`), raw)
    expect(protocolsOf(packet)).toBe('raw:ip:pim:ip')
    expect(packet.pim).toMatchObject({ registerFlags: 0x40000000 })
    expect(summariesOf(packet, 'pim')).toEqual(['Register'])
  })

  test('is safe', () => expectSafe(bytesOf(hello), raw))
})
