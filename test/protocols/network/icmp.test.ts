import { describe, expect, test } from 'vitest'
import {
  bytesOf,
  expectGolden,
  framesOf,
  packetOf,
  packetOfHex,
  protocolsOf,
  summariesOf,
  valuesOf,
} from '../../support/packets.ts'
import { expectSafe } from '../../support/safe.ts'

const raw = 101
const ipv4 = (protocol: string, payload: string) =>
  `45 00 ${(20 + bytesOf(payload).length).toString(16).padStart(4, '0')} 0001 0000 40 ${protocol} 0000 c0000201 c0000202 ${payload}`
const quoted = ipv4('11', '0009 0009 0008 0000')

describe('ICMP', () => {
  test('tree of an echo', () => expectGolden(packetOf('ping.pcap', 3), 'icmp-echo', 'icmp'))
  test('tree of an error', () => expectGolden(packetOf('unreachable.pcapng', 10), 'icmp-unreachable', 'icmp'))
  test('tree of an error about the size of a packet', () =>
    expectGolden(packetOf('pmtu.pcapng', 4), 'icmp-too-big', 'icmp'))

  test('quotes the packet an error is about', () => {
    expect(protocolsOf(packetOf('unreachable.pcapng', 10))).toBe('eth:ip:icmp:ip:udp:data')
    expect(valuesOf(packetOf('pmtu.pcapng', 4), 'ip.src')).toEqual(['192.0.2.254', '192.0.2.1'])
  })

  test('says what it means', () => {
    expect(summariesOf(packetOf('ping.pcap', 3), 'icmp')).toEqual([
      expect.stringMatching(/^Echo request, identifier \d+, sequence 1$/),
    ])
    expect(summariesOf(packetOf('pmtu.pcapng', 4), 'icmp')[0]).toBe('Fragmentation needed, MTU 1400')
    expect(summariesOf(packetOf('traceroute.pcapng', 4), 'icmp')[0]).toBe('Time to live exceeded in transit')
    expect(summariesOf(packetOfHex(ipv4('01', `05 01 0000 c0000263 ${quoted}`), raw), 'icmp')[0]).toBe(
      'Redirect for the host: use 192.0.2.99',
    )
  })

  test('has other fields for each type', () => {
    const timestamps = packetOfHex(ipv4('01', '0e 00 0000 0001 0002 00000003 00000004 00000005'), raw)
    expect(timestamps.icmp).toMatchObject({
      identifier: 1,
      sequence: 2,
      originateTimestamp: 3,
      receiveTimestamp: 4,
      transmitTimestamp: 5,
    })
    expect(packetOfHex(ipv4('01', '12 00 0000 0001 0002 ffffff00'), raw).icmp).toMatchObject({
      addressMask: '255.255.255.0',
    })
    const routers = packetOfHex(ipv4('01', '09 00 0000 02 02 0708 c0000201 00000000 c0000203 ffffffff'), raw)
    expect(valuesOf(routers, 'icmp.router_address')).toEqual(['192.0.2.1', '192.0.2.3'])
    expect(valuesOf(routers, 'icmp.pref_level')).toEqual([0, -1])
    expect(packetOfHex(ipv4('01', `0c 00 0000 14 000000 ${quoted}`), raw).icmp).toMatchObject({ pointer: 20 })
    expect(valuesOf(packetOfHex(ipv4('01', '08 00 0000 0102 0304'), raw), 'icmp.seq_le')).toEqual([0x0403])
  })

  describe('extensions (RFC 4884)', () => {
    const label = '2000 0000 0008 01 01 000641 01' // label 100, bottom of stack, time to live 1
    const extended = ipv4('01', `0b 00 0000 00 08 0000 ${quoted} 00000000 ${label}`)

    test('tree', () => expectGolden(packetOfHex(extended, raw), 'icmp-extensions', 'icmp'))

    test('follow the quoted packet', () => {
      const packet = packetOfHex(extended, raw)
      expect(valuesOf(packet, 'icmp.mpls.label')).toEqual([100])
      expect(protocolsOf(packet)).toBe('raw:ip:icmp:ip:udp')
      expect(packet.layers()[3]!.limit).toBe(20 + 8 + 32)
    })

    test('follow 128 bytes where routers do not say so, if the checksum is right', () => {
      const padded = `${quoted}${'00'.repeat(100)}`
      const checked = (checksum: string) =>
        packetOfHex(ipv4('01', `0b 00 0000 00000000 ${padded} 2000 ${checksum} 0008 01 01 000641 01`), raw)
      expect(valuesOf(checked('9def'), 'icmp.mpls.label')).toEqual([100])
      expect(valuesOf(checked('9dee'), 'icmp.mpls.label')).toEqual([])
    })

    test('identify interfaces of extended echoes (RFC 8335)', () => {
      const packet = packetOfHex(ipv4('01', '2a 00 0000 0001 02 01 2000 0000 000c 03 01 65746830 00000000'), raw)
      expect(packet.icmp).toMatchObject({ identifier: 1, extendedSequence: 2, local: true })
      expect(valuesOf(packet, 'icmp.int_ident.name')).toEqual(['eth0'])
    })

    test('are safe', () => expectSafe(bytesOf(extended), raw))
  })

  test('is safe', () => {
    for (const number of [3, 9]) expectSafe(framesOf('unreachable.pcapng')[number]!.bytes.slice())
  })
})
