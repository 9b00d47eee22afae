/** Messages of NAT-PMP and PCP, written by hand from RFC 6886 and RFC 6887. */
import { describe, expect, test } from 'vitest'
import { bytesOf, expectGolden, packetOfHex, protocolsOf, summariesOf, valuesOf } from '../../../support/packets.ts'
import { datagram, raw } from '../../../support/raw-frames.ts'
import { expectSafe } from '../../../support/safe.ts'

const packet = (payload: string) => packetOfHex(datagram(5351, payload), raw)
const mapped = '00 82 0000 0000001e 0bb8 0bb9 00000e10'
const nonce = '000102030405060708090a0b'
const mappedIpv4 = (address: string) => `${'00'.repeat(10)}ffff${address}`
const request = `02 01 0000 00000e10 ${mappedIpv4('c0000201')} ${nonce} 11 000000 0bb8 0bb9 ${mappedIpv4('00000000')}`
const filter = `03 00 0014 00 80 0050 ${mappedIpv4('c6336401')}`
const description = '80 00 0005 68656c6c6f 000000'
const answer = `02 82 00 00 00000e10 00000064 ${'00'.repeat(12)} ${nonce} 06 000000 0bb8 0bb9 ${mappedIpv4('cb007101')} 01bb 0000 ${mappedIpv4('c6336401')}`

describe('NAT-PMP', () => {
  test('tree', async () => {
    expect(protocolsOf(packet(mapped))).toBe('raw:ip:udp:port-mapping:nat-pmp')
    await expectGolden(packet(mapped), 'nat-pmp', 'port-mapping', 'nat-pmp')
  })
  test.each([
    ['00 00', 'External Address Request'],
    ['00 80 0000 0000001e cb007101', 'External Address Response, 203.0.113.1'],
    ['00 01 0000 0bb8 0bb9 00000e10', 'Map UDP Request, port 3000 to 3001 for 3600 s'],
    ['00 82 0002 0000001e 0bb8 0000 00000000', 'Map TCP Response, Not authorized'],
  ])('the line of %s', (payload, line) => expect(summariesOf(packet(payload), 'nat-pmp')).toEqual([line]))
  test('is safe', () => expectSafe(bytesOf(datagram(5351, mapped)), raw))
})

describe('PCP', () => {
  test('tree', async () => {
    const asked = packet(`${request} ${filter} ${description}`)
    expect(valuesOf(asked, 'portcontrol.option.description')).toEqual(['hello'])
    expect(summariesOf(asked, 'portcontrol')).toEqual([
      'Map Request, UDP port 3000 to [::ffff:0.0.0.0]:3001, for 3600 s',
    ])
    await expectGolden(asked, 'portcontrol', 'portcontrol')
  })
  test('an answer about a peer', () => {
    expect(summariesOf(packet(answer), 'portcontrol')).toEqual([
      'Peer Response, TCP port 3000 to [::ffff:203.0.113.1]:3001, with [::ffff:198.51.100.1]:443, for 3600 s',
    ])
    expect(valuesOf(packet(answer), 'portcontrol.map.nonce')).toEqual([])
  })
  test('a refusal', () =>
    expect(summariesOf(packet(`02 81 00 08 0000001e 00000064 ${'00'.repeat(12)}`), 'portcontrol')).toEqual([
      'Map Response, NO_RESOURCES',
    ]))
  test('is safe', () => {
    expectSafe(bytesOf(datagram(5351, `${request} ${filter} ${description}`)), raw)
    expectSafe(bytesOf(datagram(5351, answer)), raw)
  })
})

test('other bytes on the port are data', () => expect(protocolsOf(packet('03 00 0000'))).toBe('raw:ip:udp:data'))
