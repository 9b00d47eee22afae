/** Layers that carry packets in packets. */
import { describe, expect, test } from 'vitest'
import { bytesOf, expectGolden, expectSafe, framesOf, packetOf, packetOfHex, protocolsOf, summariesOf, valuesOf } from '../../support/packets.ts'

const raw = 101
const ethernet = '02 00 00 00 00 02  02 00 00 00 00 01'
const ipv4 = (protocol: string, payload: string) => `45 00 ${(20 + bytesOf(payload).length).toString(16).padStart(4, '0')} 0001 0000 40 ${protocol} 0000 c0000201 c0000202 ${payload}`
const udp = (port: string, payload: string) => ipv4('11', `ffff ${port} ${(8 + bytesOf(payload).length).toString(16).padStart(4, '0')} 0000 ${payload}`)
const inner = ipv4('fd', '')

describe.each([
  ['gre.pcapng', 1, 'gre', 'eth:ip:gre:eth:ip:icmp:data'],
  ['gre-ip.pcapng', 1, 'gre-ip', 'eth:ip:gre:ip:icmp:data'],
  ['erspan.pcapng', 1, 'erspan', 'eth:ip:gre:erspan:eth:ip:icmp:data'],
  ['vxlan.pcapng', 5, 'vxlan', 'eth:ip:udp:vxlan:eth:ip:icmp:data'],
  ['geneve.pcapng', 1, 'geneve', 'eth:ip:udp:geneve:eth:ip:icmp:data'],
])('%s', (capture, number, file, protocols) => {
  test('layers', () => expect(protocolsOf(packetOf(capture, number))).toBe(protocols))
  test('tree', () => expectGolden(packetOf(capture, number), file, file.split('-')[0]!))
  test('is safe', () => expectSafe(framesOf(capture)[number - 1]!.bytes.slice()))
})

describe('GRE', () => {
  test('has what its flags say (RFC 2890)', () => {
    const packet = packetOfHex(ipv4('2f', `b000 0800 1234 0000 00000007 00000008 ${inner}`), raw)
    expect(packet.gre).toMatchObject({ checksum: 0x1234, key: 7, sequence: 8, call: undefined })
    expect(protocolsOf(packet)).toBe('raw:ip:gre:ip')
  })

  test('splits the key for PPTP (RFC 2637)', () => {
    const packet = packetOfHex(ipv4('2f', `3081 880b 0018 0009 00000001 00000002 ff 03 0021 ${inner}`), raw)
    expect(packet.gre).toMatchObject({ key: undefined, payloadLength: 24, call: 9, sequence: 1, acknowledgment: 2 })
    expect(protocolsOf(packet)).toBe('raw:ip:gre:ppp:ip')
  })

  test('carries the first kind of ERSPAN without a header', () => {
    expect(protocolsOf(packetOfHex(ipv4('2f', `0000 88be ${ethernet} 0800 ${inner}`), raw))).toBe('raw:ip:gre:eth:ip')
  })
})

describe('MPLS', () => {
  const stack = bytesOf(`${ethernet} 8847  00012 0 fe  00010 1 ff ${inner}`.replaceAll(' ', ''))

  test('tree', async () => {
    const packet = packetOfHex(Buffer.from(stack).toString('hex'))
    expect(protocolsOf(packet)).toBe('eth:mpls:mpls:ip')
    await expectGolden(packet, 'mpls', 'mpls')
  })

  test('guesses what lies below the last label', () => {
    expect(protocolsOf(packetOfHex(`${ethernet} 8847  000121ff 00000001 ${ethernet} 0800 ${inner}`))).toBe('eth:mpls:pwethcw:eth:ip')
    expect(protocolsOf(packetOfHex(`${ethernet} 8847  000121ff 82${ethernet.slice(2)} 0800 ${inner}`))).toMatch(/^eth:mpls:eth/)
  })

  test('is safe', () => expectSafe(stack))
})

describe('PPP', () => {
  test('may leave out its framing and half of its protocol (RFC 1661, section 6.5; RFC 1662)', () => {
    for (const header of ['ff 03 0021', '0021', '21', 'ff 03 21']) {
      const packet = packetOfHex(`${header} ${inner}`, 9)
      expect(protocolsOf(packet)).toBe('ppp:ip')
      expect(packet.ppp!.protocol).toBe(0x21)
    }
  })

  test('agrees about its link', () => {
    const packet = packetOfHex('ff 03 c021 01 07 0008 01 04 05d4', 9)
    expect(protocolsOf(packet)).toBe('ppp:lcp')
    expect(summariesOf(packet, 'lcp')).toEqual(['Configure-Request, identifier 7'])
  })

  test('is safe', () => expectSafe(bytesOf(`ff 03 0021 ${inner}`), 9))
})

describe('PPP over Ethernet', () => {
  const session = bytesOf(`${ethernet} 8864  11 00 0001 0016  0021 ${inner} 000000`)
  const discovery = bytesOf(`${ethernet} 8863  11 09 0000 0010  0101 0000  0103 0004 01020304  0102 0000`)

  test('ends its payload where it says', () => {
    const packet = packetOfHex(Buffer.from(session).toString('hex'))
    expect(protocolsOf(packet)).toBe('eth:pppoes:ppp:ip')
    expect(packet.ipv4!.limit).toBe(session.length - 3)
  })

  test('tree of discovery', () => expectGolden(packetOfHex(Buffer.from(discovery).toString('hex')), 'pppoed', 'pppoed'))

  test('is safe', () => {
    expectSafe(session)
    expectSafe(discovery)
  })
})

describe('GTP', () => {
  const data = udp('0868', `30 ff 0014 00000007 ${inner}`)

  test('tree', () => expectGolden(packetOfHex(data, raw), 'gtp', 'gtp'))

  test('skips extension headers (3GPP TS 29.281, section 5.2)', () => {
    const packet = packetOfHex(udp('0868', `34 ff 001c 00000007 0000 00 85  01 100 9 00  ${inner}`.replaceAll(' ', '')), raw)
    expect(protocolsOf(packet)).toBe('raw:ip:udp:gtp:ip')
    expect(valuesOf(packet, 'gtp.seq_number')).toEqual([])
  })

  test('carries no packet in its other messages', () => expect(protocolsOf(packetOfHex(udp('0868', '32 01 0004 00000000 0001 00 00'), raw))).toBe('raw:ip:udp:gtp'))

  test('is safe', () => {
    expectSafe(bytesOf(data), raw)
    expectSafe(bytesOf(udp('0868', `34ff001c000000070000008501100900${inner}`)), raw)
  })
})

describe('L2TP', () => {
  const data = udp('06a5', `4002 0022 0001 0002 ff 03 0021 ${inner}`)

  test('carries PPP', () => {
    const packet = packetOfHex(data, raw)
    expect(protocolsOf(packet)).toBe('raw:ip:udp:l2tp:ppp:ip')
    expect(summariesOf(packet, 'l2tp')).toEqual(['L2TP data, tunnel 1, session 2'])
  })

  test('skips its offset', () => expect(protocolsOf(packetOfHex(udp('06a5', `0202 0001 0002 0002 0000 0021 ${inner}`), raw))).toBe('raw:ip:udp:l2tp:ppp:ip'))

  test('is safe', () => expectSafe(bytesOf(data), raw))
})

test('IPsec through address translators (RFC 3948)', () => {
  expect(protocolsOf(packetOfHex(udp('1194', '00000064 00000007 0102'), raw))).toBe('raw:ip:udp:udpencap:esp')
  expect(protocolsOf(packetOfHex(udp('1194', 'ff'), raw))).toBe('raw:ip:udp:udpencap')
  expect(protocolsOf(packetOfHex(udp('1194', '00000000 0102030405060708'), raw))).toMatch(/^raw:ip:udp:udpencap:(data|isakmp)/)
  expectSafe(bytesOf(udp('1194', '00000064 00000007 0102')), raw)
})

test('Ethernet in IP (RFC 3378)', () => expect(protocolsOf(packetOfHex(ipv4('61', `3000 ${ethernet} 0800 ${inner}`), raw))).toBe('raw:ip:etherip:eth:ip'))

describe('Teredo', () => {
  const ipv6 = '60000000 0000 3b 40 20010db8000000000000000000000001 20010db8000000000000000000000002'
  const indicated = udp('0dd8', `0001 00 00 0102030405060708 00  0000 1234 c0000209 ${ipv6}`)

  test('may say where a packet came from (RFC 4380, section 5.1.1)', () => {
    expect(protocolsOf(packetOfHex(udp('0dd8', ipv6), raw))).toBe('raw:ip:udp:teredo:ipv6')
    expect(protocolsOf(packetOfHex(indicated, raw))).toBe('raw:ip:udp:teredo:ipv6')
  })

  test('is safe', () => expectSafe(bytesOf(indicated), raw))
})

test('LISP carries IP', () => {
  const data = udp('10f5', `88 010203 00000001 ${inner}`)
  expect(protocolsOf(packetOfHex(data, raw))).toBe('raw:ip:udp:lisp-data:ip')
  expectSafe(bytesOf(data), raw)
})
