import { describe, expect, test } from 'vitest'
import { bytesOf, expectGolden, packetOfHex, protocolsOf, summariesOf, valuesOf } from '../../support/packets.ts'
import { expectSafe } from '../../support/safe.ts'

const raw = 101
const udp = (port: string, payload: string) => {
  const { length } = bytesOf(payload)
  const hex = (value: number) => value.toString(16).padStart(4, '0')
  return `45 00 ${hex(28 + length)} 0001 0000 40 11 0000 c0000201 c0000202  305c ${port} ${hex(8 + length)} 0000 ${payload}`
}
const [network, station, all] = ['020000000001', '020000000002', '3333 00000002']
const ipv6 = '60000000 0000 3b ff fe800000000000000000000000000001 ff020000000000000000000000000002'
const llc = `aa aa 03 000000 86dd ${ipv6}`

/** A discovery request of an access point, with the address of its radio. */
const discovery = udp(
  '147e',
  '00 200210 0000 0000  06 020000000003 00  00000001 05 000d 00  0014 0001 00  0029 0001 04',
)
/** A frame as Cisco sends it: what is known of the radio is longer than it says, and frame control is swapped. */
const swapped = udp(
  '147f',
  `00 204320 0000 0000  01 04ee4f00000000  01 08 2c00 ${network} ${station} ${all} 0010 ${llc}`,
)
/** A frame as RFC 5416 has it. */
const plain = udp(
  '147f',
  `00 204320 0000 0000  04 ce 1c 021c 000000  08 01 2c00 ${network} ${station} ${all} 0010 ${llc}`,
)

describe('CAPWAP', () => {
  test('tree of a control message', () =>
    expectGolden(packetOfHex(discovery, raw), 'capwap', 'capwap', 'capwap.control'))
  test('tree of a frame of a station, its frame control swapped', () =>
    expectGolden(packetOfHex(swapped, raw), 'capwap-data', 'capwap.data', 'wlan'))
  test('tree of what is known of the radio', () => expectGolden(packetOfHex(plain, raw), 'capwap-radio', 'capwap.data'))

  test('has messages of elements (RFC 5415, section 4.5)', () => {
    const packet = packetOfHex(discovery, raw)
    expect(protocolsOf(packet)).toBe('raw:ip:udp:capwap:capwap.control')
    expect(packet.capwapControl).toMatchObject({
      headerLength: 4,
      binding: 1,
      address: '02:00:00:00:00:03',
      otherAddress: undefined,
      extent: 16,
    })
    expect(packet.capwapMessage).toMatchObject({
      sequence: 5,
      elements: [
        { type: 20, length: 1 },
        { type: 41, value: bytesOf('04') },
      ],
    })
    expect(summariesOf(packet, 'capwap.control')).toEqual(['Discovery Request'])
  })

  test('carries frames of a wireless LAN, whether their frame control is swapped or not', () => {
    for (const text of [swapped, plain]) {
      const packet = packetOfHex(text, raw)
      expect(protocolsOf(packet)).toBe('raw:ip:udp:capwap.data:wlan:llc:snap:ipv6')
      expect(valuesOf(packet, 'wlan.fc.type_subtype')).toEqual([0x20])
      expect([valuesOf(packet, 'wlan.sa'), valuesOf(packet, 'wlan.bssid')]).toEqual([
        ['02:00:00:00:00:02'],
        ['02:00:00:00:00:01'],
      ])
    }
  })

  test('carries what is numbered as a last fragment, but is whole', () => {
    const numbered = (sequence: string, payload: string, flags = '01') =>
      packetOfHex(
        udp(
          '147f',
          `00 204320 0000 0000  01 04ee4f00000000  ${flags} 08 2c00 ${network} ${station} ${all} ${sequence} ${payload}`,
        ),
        raw,
      )
    expect(protocolsOf(numbered('0110', llc))).toBe('raw:ip:udp:capwap.data:wlan:llc:snap:ipv6')
    expect(protocolsOf(numbered('0110', llc, '05'))).toBe('raw:ip:udp:capwap.data:wlan:data')
    expect(protocolsOf(numbered('0110', ipv6))).toBe('raw:ip:udp:capwap.data:wlan:data')
    expect(protocolsOf(numbered('0110', 'aa aa'))).toBe('raw:ip:udp:capwap.data:wlan:data')
  })

  test('tells how a frame was received (RFC 5416, section 4)', () => {
    expect(packetOfHex(plain, raw).capwapData).toMatchObject({
      signal: -50,
      signalToNoise: 28,
      rate: 540,
      wireless: undefined,
    })
    expect(packetOfHex(swapped, raw).capwapData).toMatchObject({
      signal: undefined,
      wirelessLength: 1,
      wireless: bytesOf('04'),
    })
  })

  test('carries Ethernet where its frames are not native', () => {
    const packet = packetOfHex(udp('147f', `00 100200 0000 0000  ${network} ${station} 86dd ${ipv6}`), raw)
    expect(protocolsOf(packet)).toBe('raw:ip:udp:capwap.data:eth:ipv6')
  })

  test('leaves alone fragments, keep-alives, other radios and what is encrypted', () => {
    for (const flags of ['1003 80', '1003 08', '1007 00'])
      expect(protocolsOf(packetOfHex(udp('147f', `00 ${flags} 0000 0000 ${llc}`), raw))).toBe(
        'raw:ip:udp:capwap.data:data',
      )
    const encrypted = packetOfHex(udp('147e', '01 000000 16 feff 0000 000000000000 0001 00'), raw)
    expect(protocolsOf(encrypted)).toBe('raw:ip:udp:capwap:data')
    expect(encrypted.capwapControl).toMatchObject({
      reserved: 0,
      headerLength: undefined,
      fragment: undefined,
      extent: 4,
    })
    expect(protocolsOf(packetOfHex(discovery.replace('00 200210', '00 200290'), raw))).toBe('raw:ip:udp:capwap:data')
  })

  test('carries DTLS where it is secured, on both channels', () => {
    const alert = '01 000000 15 feff 0001 000000000001 0002 0100'
    expect(protocolsOf(packetOfHex(udp('147e', alert), raw))).toBe('raw:ip:udp:capwap:dtls')
    expect(protocolsOf(packetOfHex(udp('147f', alert), raw))).toBe('raw:ip:udp:capwap.data:dtls')
  })

  test('is safe', () => {
    for (const text of [discovery, swapped, plain]) expectSafe(bytesOf(text), raw)
  })
})
