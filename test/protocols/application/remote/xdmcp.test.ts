import { describe, expect, test } from 'vitest'
import { bytesOf, expectGolden, packetOfHex, summariesOf, valuesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'

const hex16 = (value: number) => value.toString(16).padStart(4, '0')
const udp = (payload: string) => {
  const length = bytesOf(payload).length
  return `45 00 ${hex16(28 + length)} 0001 0000 40 11 0000 c0000201 c0000202  d000 00b1 ${hex16(8 + length)} 0000 ${payload}`
}
const request = `0001 0007 002d 0000 02 0000 0006 02 0004 c0000201 0010 20010db8000000000000000000000001 0000 0000 01 0001 61 0000`
const manage = '0001 000a 000b 0c803203 0000 0003 4d4954'

describe('XDMCP', () => {
  test('tree of a Request', () => expectGolden(packetOfHex(udp(request), 101), 'xdmcp-request', 'xdmcp'))
  test('addresses of both families, and names', () => {
    const packet = packetOfHex(udp(request), 101)
    expect(valuesOf(packet, 'xdmcp.connection_address_ipv4')).toEqual(['192.0.2.1'])
    expect(valuesOf(packet, 'xdmcp.connection_address_ipv6')).toEqual(['2001:db8::1'])
    expect(valuesOf(packet, 'xdmcp.authorization_name')).toEqual(['a'])
    expect(summariesOf(packetOfHex(udp(manage), 101), 'xdmcp')).toEqual(['Manage, session 0xc803203'])
  })
  test('is safe', () => expectSafe(bytesOf(udp(manage)), 101))
})
