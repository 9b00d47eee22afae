import { describe, expect, test } from 'vitest'
import { expectGolden, packetOfHex, protocolsOf, summariesOf, valuesOf } from '../../support/packets.ts'
import { ip, raw, udp } from '../../support/raw-frames.ts'

const head = '00001001 00000005'
const icv = (size: number) => 'a7'.repeat(size)
const packet = (rest: string) => packetOfHex(ip(50, `${head} ${rest}`), raw)
const datagram = '1388 1389 000c 0000 61626364'
const segment = '1388 1389 00000001 00000001 50 10 ffff 0000 0000'
const ipv6 = `60000000 0008 11 40 ${'20010db8000000000000000000000001'.repeat(2)} 1388 1389 0008 0000`

describe('ESP with NULL encryption', () => {
  test.each([
    [`${udp(5001, '')} 01 02 02 04 ${icv(12)}`, 'raw:ip:esp:ip:udp'],
    [`${udp(5001, '')} 01 02 02 04 ${icv(16)}`, 'raw:ip:esp:ip:udp'],
    [`${ipv6} 01 02 02 29 ${icv(32)}`, 'raw:ip:esp:ipv6:udp'],
    [`${datagram} 01 02 02 11 ${icv(24)}`, 'raw:ip:esp:udp:data'],
    [`${segment} 01 02 02 06 ${icv(12)}`, 'raw:ip:esp:tcp'],
  ])('%s', (rest, protocols) => expect(protocolsOf(packet(rest))).toBe(protocols))
  test('tree', () => expectGolden(packet(`${datagram} 01 02 02 11 ${icv(12)}`), 'esp-null', 'esp'))
  test('line', () =>
    expect(summariesOf(packet(`${datagram} 01 02 02 11 ${icv(12)}`), 'esp')).toEqual([
      '0x00001001, sequence 5, NULL encryption',
    ]))
  test.each([
    ['a length that is not that of the packet', `1388 1389 000d 0000 61626364 01 02 02 11 ${icv(12)}`],
    ['padding that does not count', `${datagram} 01 03 02 11 ${icv(12)}`],
    ['a segment without padding', `${segment} 0000 00 06 ${icv(12)}`],
    ['another protocol', `${datagram} 01 02 02 59 ${icv(12)}`],
    ['few bytes', '00'],
  ])('is not recognized with %s', (_, rest) => {
    expect(protocolsOf(packet(rest))).toBe('raw:ip:esp')
    expect(valuesOf(packet(rest), 'esp.encrypted_data')).toHaveLength(1)
  })
})
