import { describe, expect, test } from 'vitest'
import { bytesOf, expectGolden, packetOfHex, summariesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'
import { raw, tcp, udp } from '../../../support/raw-frames.ts'

/** RFC 7252, figure 16, with a path of two segments and a payload. */
const get = '42 01 7d34 4a4b b4 74656d70 01 31 ff 3232'
const samples: Readonly<Record<string, readonly [packet: string, line: string, names: readonly string[]]>> = {
  iec104: [
    tcp(2404, '68 0e 0200 0400 64 01 06 00 0100 000000 14 68 04 07 00 00 00'),
    'C_IC_NA_1 Act 1 object 0',
    ['iec60870_asdu', 'iec60870_104'],
  ],
  coap: [udp(5683, get), 'Confirmable GET /temp/1 id 32052', ['coap']],
  'enip-register': [
    tcp(44818, '6500 0400 00000000 00000000 0000000000000000 00000000 0100 0000'),
    'Register Session session 0x0',
    ['enip'],
  ],
  cip: [
    tcp(
      44818,
      '6f00 1800 07000000 00000000 0000000000000000 00000000 00000000 0a00 0200 0000 0000 b200 0800 0e 03 20 01 24 01 30 07',
    ),
    'Get Attribute Single',
    ['cip', 'enip'],
  ],
  bacnet: [
    udp(47808, '81 0a 0017 01 24 0005 01 0c ff 00 05 2a 0c 0c 02000001 19 55'),
    'Confirmed-REQ readProperty id 42 device,1 present-value',
    ['bacapp', 'bacnet', 'bvlc'],
  ],
  'bacnet-i-am': [
    udp(47808, '81 0b 0018 01 20 ffff 00 ff 10 00 c4 02000007 22 0400 91 00 22 0104'),
    'Unconfirmed-REQ i-Am device,7',
    ['bacapp'],
  ],
  'bacnet-who-is-limits': [
    udp(47808, '81 0b 0012 01 20 ffff 00 ff 10 08 09 01 1a 03e8'),
    'Unconfirmed-REQ who-Is 1 1000',
    ['bacapp'],
  ],
  'bacnet-property': [
    udp(47808, '81 0a 001f 01 00 30 2a 0c 0c 02000007 19 4d 3e 75 07 00 426f696c6572 3f'),
    'Complex-ACK readProperty id 42 device,7 object-name',
    ['bacapp'],
  ],
  'bacnet-value': [
    udp(47808, '81 0a 001a 01 04 00 05 2b 0f 0c 00800001 19 55 3e 44 42280000 3f 49 08'),
    'Confirmed-REQ writeProperty id 43 analog-value,1 present-value',
    ['bacapp'],
  ],
  'bacnet-error': [
    udp(47808, '81 0a 000d 01 00 50 2a 0c 91 01 91 1f'),
    'Error readProperty id 42 object unknown-object',
    ['bacapp'],
  ],
  s7comm: [
    tcp(102, '0300 001f 02 f0 80 32 01 0000 0001 000e 0000 04 01 12 0a 10 02 0001 0001 84 000000'),
    'Job: Read Var, 1 item',
    ['s7comm'],
  ],
  'doip-activation': [
    tcp(13400, '02 fd 0006 00000009 0e80 1001 10 00000000'),
    'Routing activation response from 0x1001 Routing successfully activated',
    ['doip'],
  ],
  'doip-announcement': [
    udp(13400, '02 fd 0004 00000020 5445535456494e303030303030303030 31 1001 020000000001 020000000002 00'),
    'TESTVIN0000000001',
    ['doip'],
  ],
  'bacnet-who-is': [
    udp(47808, '81 0b 000c 01 20 ffff 00 ff 10 08'),
    'Unconfirmed-REQ who-Is',
    ['bacapp', 'bacnet', 'bvlc'],
  ],
}

describe('protocols of plants and buildings', () => {
  test.each(Object.entries(samples))('tree and line of %s', async (file, [packet, line, names]) => {
    const decoded = packetOfHex(packet, raw)
    expect(summariesOf(decoded, names[0]!).at(-1)).toContain(line)
    await expectGolden(decoded, file, ...names)
  })

  test('answers of CIP say how they went', () => {
    const packet = tcp(
      44818,
      '6f00 1400 07000000 00000000 0000000000000000 00000000 00000000 0a00 0200 0000 0000 b200 0400 8e 00 08 00',
    )
    expect(summariesOf(packetOfHex(packet, raw), 'cip').at(-1)).toBe(
      'Get Attribute Single response: Service not supported',
    )
  })

  test('GeoNetworking over Ethernet', async () => {
    const packet = packetOfHex('ffffffffffff 020000000001 8947 11 00 05 01 20 50 02 80 0004 01 00 00000000', 1)
    expect(summariesOf(packet, 'gnw')).toEqual([
      'Topologically-scoped broadcast single-hop, BTP-B, 4 bytes, hop limit 1',
    ])
    await expectGolden(packet, 'geonetworking', 'gnw')
  })

  test.each(Object.keys(samples))('%s survives damage', (key) => expectSafe(bytesOf(samples[key]![0]), raw))
})
