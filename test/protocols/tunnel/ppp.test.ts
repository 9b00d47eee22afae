/** PPP, and what it lies in. */
import { describe, expect, test } from 'vitest'
import { Packet } from '../../../src/packet/packet.ts'
import { bytesOf, expectGolden, packetOfHex, protocolsOf, summariesOf } from '../../support/packets.ts'
import { expectSafe } from '../../support/safe.ts'

const raw = 101
const ethernet = '02 00 00 00 00 02  02 00 00 00 00 01'
const ipv4 = (protocol: string, payload: string) =>
  `45 00 ${(20 + bytesOf(payload).length).toString(16).padStart(4, '0')} 0001 0000 40 ${protocol} 0000 c0000201 c0000202 ${payload}`
const udp = (port: string, payload: string) =>
  ipv4('11', `ffff ${port} ${(8 + bytesOf(payload).length).toString(16).padStart(4, '0')} 0000 ${payload}`)
const inner = ipv4('fd', '')

describe('PPP', () => {
  test('tree', () => expectGolden(packetOfHex(`ff 03 0021 ${inner}`, 9), 'ppp', 'ppp'))

  test('may leave out its framing and half of its protocol (RFC 1661, section 6.5; RFC 1662)', () => {
    for (const header of ['ff 03 0021', '0021', '21', 'ff 03 21']) {
      const packet = packetOfHex(`${header} ${inner}`, 9)
      expect(protocolsOf(packet)).toBe('ppp:ip')
      expect(packet.ppp!.protocol).toBe(0x21)
    }
  })

  test('has protocol numbers of one byte that are odd, and of two whose first is even (RFC 1661, section 2)', () => {
    expect(packetOfHex('ff 03 fd 010203', 9).ppp).toMatchObject({ protocol: 0xfd, extent: 3 })
    expect(packetOfHex('00 fd 010203', 9).ppp).toMatchObject({ protocol: 0xfd, extent: 2 })
  })

  describe.each([
    ['lcp', 'c021', '01 07 000e  01 04 05d4  05 06 01020304', 'Configure-Request, identifier 7'],
    ['ipcp', '8021', '03 01 000a  03 06 c0000201', 'Configure-Nak, identifier 1'],
    ['ipv6cp', '8057', '02 01 000e  01 0a 0000000000000001', 'Configure-Ack, identifier 1'],
    ['ccp', '80fd', '0e 02 0004', 'Reset-Request, identifier 2'],
  ])('%s', (name, number, message, words) => {
    const frame = `ff 03 ${number} ${message} 0000` // and what does not belong to it
    const packet = packetOfHex(frame, 9)

    test('tree', () => expectGolden(packet, name, name))

    test('agrees about the link', () => {
      expect(protocolsOf(packet)).toBe(`ppp:${name}`)
      expect(summariesOf(packet, name)).toEqual([words])
      expect(packet.layers()[1]!.extent).toBe(bytesOf(message).length)
    })

    test('is safe', () => expectSafe(bytesOf(frame), 9))
  })

  test('is safe', () => expectSafe(bytesOf(`ff 03 0021 ${inner}`), 9))
})

describe('PPP over Ethernet', () => {
  const session = bytesOf(`${ethernet} 8864  11 00 0001 0016  0021 ${inner} 000000`)
  const discovery = bytesOf(`${ethernet} 8863  11 09 0000 0010  0101 0000  0103 0004 01020304  0102 0000`)

  test('ends its payload where it says', () => {
    const packet = Packet.of(session)
    expect(protocolsOf(packet)).toBe('eth:pppoes:ppp:ip')
    expect(packet.ipv4!.limit).toBe(session.length - 3)
  })

  test('tree of a session', () => expectGolden(Packet.of(session), 'pppoes', 'pppoes'))
  test('tree of discovery', () => expectGolden(Packet.of(discovery), 'pppoed', 'pppoed'))

  test('is safe', () => {
    expectSafe(session)
    expectSafe(discovery)
  })
})

describe('L2TP', () => {
  const data = udp('06a5', `4002 0020 0001 0002 ff 03 0021 ${inner}`)

  test('tree', () => expectGolden(packetOfHex(data, raw), 'l2tp', 'l2tp'))

  test('carries PPP', () => {
    const packet = packetOfHex(data, raw)
    expect(protocolsOf(packet)).toBe('raw:ip:udp:l2tp:ppp:ip')
    expect(summariesOf(packet, 'l2tp')).toEqual(['L2TP data, tunnel 1, session 2'])
  })

  test('skips its offset', () =>
    expect(protocolsOf(packetOfHex(udp('06a5', `0202 0001 0002 0002 0000 0021 ${inner}`), raw))).toBe(
      'raw:ip:udp:l2tp:ppp:ip',
    ))

  test('carries nothing in control messages (RFC 2661, section 5.8)', () => {
    const control = packetOfHex(udp('06a5', 'c802 0014 0001 0000 0003 0002 8008 0000 0000 0006'), raw)
    expect(protocolsOf(control)).toMatch(/^raw:ip:udp:l2tp(:data)?$/)
    expect(control.l2tp).toMatchObject({ flags: { control: 1 }, length: 20, ns: 3, nr: 2 })
    expect(summariesOf(control, 'l2tp')).toEqual(['L2TP Hello, tunnel 1, session 0'])
  })

  test('is safe', () => {
    expectSafe(bytesOf(data), raw)
    expectSafe(bytesOf(udp('06a5', `4a02 0026 0001 0002 0005 0006 0002 0000 ff 03 0021 ${inner}`)), raw)
  })
})
