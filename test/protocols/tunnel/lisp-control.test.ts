import { describe, expect, test } from 'vitest'
import { bytesOf, expectGolden, packetOfHex, protocolsOf, summariesOf, valuesOf } from '../../support/packets.ts'
import { expectSafe } from '../../support/safe.ts'

const raw = 101
const udp = (port: string, payload: string) => {
  const { length } = bytesOf(payload)
  const hex = (value: number) => value.toString(16).padStart(4, '0')
  return `45 00 ${hex(28 + length)} 0001 0000 40 11 0000 c0000201 c0000202  ${port} ${port} ${hex(8 + length)} 0000 ${payload}`
}
const nonce = '1122334455667788'
const prefix6 = '20010db8000000000000000000000000'
const mapping = `000005a0 01 18 1000 0000 0001 c0000200  01 64 ff 00 0005 0002 ${prefix6}`

const request = `14 00 01 01 ${nonce}  0001 c0000201  0001 c0000202  0002 ${prefix6}  00 20 0001 c6336401  ${mapping}`
const register = `32 00 01 01 ${nonce} 0001 0004 aabbccdd  000005a0 02 30 1000 0000 4005 020000000001
  01 64 ff 00 0004 0001 c0000203  02 64 ff 00 0001 4003 00 00 02 20 0004 00000007  ${'11'.repeat(16)} 2222222222222222`
const encapsulated = `84 000000 ${udp('10f6', request)}`

describe('LISP, control plane', () => {
  test('tree of a request', () => expectGolden(packetOfHex(udp('10f6', request), raw), 'lisp-request', 'lisp'))
  test('tree of a registration', () => expectGolden(packetOfHex(udp('10f6', register), raw), 'lisp-register', 'lisp'))
  test('tree of what encapsulates a message', () =>
    expectGolden(packetOfHex(udp('10f6', encapsulated), raw), 'lisp-encapsulated', 'lisp'))

  test('an encapsulated message is a packet of its own', () => {
    const packet = packetOfHex(udp('10f6', encapsulated), raw)
    expect(protocolsOf(packet)).toBe('raw:ip:udp:lisp:ip:udp:lisp')
    expect(summariesOf(packet, 'lisp')).toEqual([
      'Encapsulated Control Message',
      'Map-Request for 198.51.100.1/32, 192.0.2.0/24',
    ])
    expect(valuesOf(packet, 'lisp.type')).toEqual([8, 1])
  })

  test('a request has one place for the answer more than it says', () => {
    const { lispControl } = packetOfHex(udp('10f6', request), raw)
    expect(lispControl).toMatchObject({ moreRouters: 1, ipv4Address: '192.0.2.1', nonce: 0x1122334455667788n })
    expect(lispControl!.routers.map(({ ipv4Address, ipv6Address }) => ipv4Address ?? ipv6Address)).toEqual([
      '192.0.2.2',
      '2001:db8::',
    ])
    expect(lispControl!.wanted).toMatchObject([{ prefixLength: 32, ipv4Address: '198.51.100.1' }])
    expect(lispControl!.mappings).toMatchObject([
      { timeToLive: 1440, locators: [{ priority: 1, address: '2001:db8::' }] },
    ])
  })

  test('a registration is signed, and tells who registers', () => {
    const packet = packetOfHex(udp('10f6', register), raw)
    expect(protocolsOf(packet)).toBe('raw:ip:udp:lisp')
    expect(packet.lispControl).toMatchObject({
      keyId: 1,
      authentication: bytesOf('aabbccdd'),
      site: bytesOf('2222222222222222'),
    })
    expect(packet.lispControl!.mappings).toMatchObject([
      { macAddress: '02:00:00:00:00:01', locators: [{ address: '192.0.2.3' }, { address: undefined }] },
    ])
    expect(packet.lispControl!.identifier).toHaveLength(16)
  })

  test('what is left over is data, and a type nobody knows is shown', () => {
    expect(protocolsOf(packetOfHex(udp('10f6', `${register} 00`), raw))).toBe('raw:ip:udp:lisp:data')
    const unknown = packetOfHex(udp('10f6', 'f0 000000 00'), raw)
    expect(protocolsOf(unknown)).toBe('raw:ip:udp:lisp:data')
    expect(valuesOf(unknown, 'lisp.type')).toEqual([15])
  })

  test('is safe', () => {
    for (const text of [request, register, encapsulated]) expectSafe(bytesOf(udp('10f6', text)), raw)
  })
})
