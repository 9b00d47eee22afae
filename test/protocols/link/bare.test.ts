/** What captures have where there is no link layer of the wire's own. */
import { describe, expect, test } from 'vitest'
import { bytesOf, expectGolden, expectSafe, framesOf, packetOf, packetOfHex, protocolsOf, valuesOf } from '../../support/packets.ts'

const ipv4 = '45 00 0014 0000 0000 40 fd 0000 c0000201 c0000202'
const ipv6 = '60000000 0000 3b 40 20010db8000000000000000000000001 20010db8000000000000000000000002'

describe('loopback', () => {
  test.each([
    ['02000000', ipv4, 2], ['00000002', ipv4, 2], // IPv4, either byte order
    ['1e000000', ipv6, 30], ['0000001c', ipv6, 28], ['18000000', ipv6, 24], ['0a000000', ipv6, 10], // IPv6 on macOS, FreeBSD, OpenBSD, Linux
    ['00020000', ipv4, 512], // no family
  ])('reads the family of %s', (header, payload, family) => {
    const packet = packetOfHex(header + payload, 0)
    expect(valuesOf(packet, 'null.family')).toEqual([family])
    expect(protocolsOf(packet)).toBe(family === 512 ? 'null:data' : payload === ipv4 ? 'null:ip' : 'null:ipv6')
  })

  test('may hold an EtherType', () => {
    const packet = packetOfHex(`0f000800 ${ipv4}`, 0)
    expect(valuesOf(packet, 'null.type')).toEqual([0x0800])
    expect(protocolsOf(packet)).toBe('null:ip')
  })

  test('has network order in LINKTYPE_LOOP', () => expect(protocolsOf(packetOfHex(`00000018 ${ipv6}`, 108))).toBe('null:ipv6'))

  test('is safe', () => expectSafe(bytesOf(`02000000 ${ipv4}`), 0))
})

describe('raw IP', () => {
  test('the version tells which', () => {
    for (const linkType of [12, 14, 101, 228, 229]) {
      expect(protocolsOf(packetOfHex(ipv4, linkType))).toBe('raw:ip')
      expect(protocolsOf(packetOfHex(ipv6, linkType))).toBe('raw:ipv6')
    }
    expect(protocolsOf(packetOfHex('f0 00', 101))).toBe('raw:data')
  })

  test('is safe', () => expectSafe(framesOf('raw-tun.pcap')[0]!.bytes.slice(), 101))
})

describe('Linux cooked capture', () => {
  test('tree', () => expectGolden(packetOf('cooked-v1.pcap', 3), 'sll', 'sll'))
  test('tree of the second version', () => expectGolden(packetOf('cooked.pcap', 3), 'sll2', 'sll'))

  test('has protocols that are no EtherType', () => {
    const packet = packetOfHex('0000 0001 0006 020000000001 0000 0004  42 42 03', 113)
    expect(protocolsOf(packet)).toBe('sll:llc')
    expect(valuesOf(packet, 'sll.ltype')).toEqual([4])
    expect(valuesOf(packet, 'sll.etype')).toEqual([])
  })

  test('takes no family of Netlink for an EtherType', () => expect(protocolsOf(packetOfHex('0004 0338 0000 0000000000000000 0806 00', 113))).toBe('sll:data'))

  test('shows addresses that are not of six bytes', () => {
    expect(valuesOf(packetOfHex(`0000 0300 0004 c0000201 00000000 0800 ${ipv4}`, 113), 'sll.src.ipv4')).toEqual(['192.0.2.1'])
    expect(valuesOf(packetOfHex(`0000 0001 0002 0102 000000000000 0800 ${ipv4}`, 113), 'sll.src.other')).toEqual([new Uint8Array([1, 2])])
  })

  test('is safe', () => {
    expectSafe(framesOf('cooked-v1.pcap')[0]!.bytes.slice(), 113)
    expectSafe(framesOf('cooked.pcap')[0]!.bytes.slice(), 276)
  })
})

describe('Cisco HDLC', () => {
  test('carries EtherTypes', () => expect(protocolsOf(packetOfHex(`0f 00 0800 ${ipv4}`, 104))).toBe('chdlc:ip'))
  test('is safe', () => expectSafe(bytesOf(`0f 00 0800 ${ipv4}`), 104))
})

describe('netfilter log', () => {
  const log = `02 00 0028  0800 0100 00000316  0500 0a00 00 000000  1800 0900 ${ipv4}`

  test('ends with the packet', () => {
    const packet = packetOfHex(log, 239)
    expect(protocolsOf(packet)).toBe('nflog:ip')
    expect(valuesOf(packet, 'nflog.tlv_type')).toEqual([1, 10, 9])
  })

  test('is safe', () => expectSafe(bytesOf(log), 239))
})

describe('per-packet information', () => {
  const wrapped = `00 00 0c00 65000000 01020304 ${ipv4}`
  test('says what link type follows', () => expect(protocolsOf(packetOfHex(wrapped, 192))).toBe('ppi:raw:ip'))
  test('is safe', () => expectSafe(bytesOf(wrapped), 192))
})

test('Cisco MetaData has a type of its own', () => {
  const frame = `000000000000 000000000000 8909 01 01 0001 0005 0800 ${ipv4}`
  expect(protocolsOf(packetOfHex(frame))).toBe('eth:cmd:ip')
  expectSafe(bytesOf(frame))
})

describe('ARCNET', () => {
  test('counts fragments or not, by the protocol', () => {
    expect(protocolsOf(packetOfHex(`01 02 f0 ${ipv4}`, 7))).toBe('arcnet:ip')
    expect(protocolsOf(packetOfHex(`01 02 d4 00 0001 ${ipv4}`, 7))).toBe('arcnet:ip')
    expect(protocolsOf(packetOfHex(`01 02 d4 ff ffff d4 00 0001 ${ipv4}`, 7))).toBe('arcnet:ip')
    expect(protocolsOf(packetOfHex(`01 02 0000 c4 00 0001 ${ipv6}`, 129))).toBe('arcnet:ipv6')
  })

  test('is safe', () => expectSafe(bytesOf(`01 02 d4 ff ffff d4 00 0001 ${ipv4}`), 7))
})
