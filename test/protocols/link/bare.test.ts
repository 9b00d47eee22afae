/** What captures have where there is no link layer of the wire's own. */
import { describe, expect, test } from 'vitest'
import { bytesOf, expectGolden, framesOf, packetOf, packetOfHex, protocolsOf, valuesOf } from '../../support/packets.ts'
import { expectSafe } from '../../support/safe.ts'

const ipv4 = '45 00 0014 0000 0000 40 fd 0000 c0000201 c0000202'
const ipv6 = '60000000 0000 3b 40 20010db8000000000000000000000001 20010db8000000000000000000000002'

describe('loopback', () => {
  test('tree', () => expectGolden(packetOfHex(`1e000000 ${ipv6}`, 0), 'null', 'null'))

  test.each([
    ['02000000', ipv4, 2],
    ['00000002', ipv4, 2], // IPv4, either byte order
    ['1e000000', ipv6, 30],
    ['0000001c', ipv6, 28],
    ['18000000', ipv6, 24],
    ['0a000000', ipv6, 10], // IPv6 on macOS, FreeBSD, OpenBSD, Linux
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

  test('has network order in LINKTYPE_LOOP', () =>
    expect(protocolsOf(packetOfHex(`00000018 ${ipv6}`, 108))).toBe('null:ipv6'))

  test('is safe', () => expectSafe(bytesOf(`02000000 ${ipv4}`), 0))
})

describe('raw IP', () => {
  test('tree', () => expectGolden(packetOf('raw-tun.pcap', 1), 'raw', 'raw'))

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

  test('takes no family of Netlink for an EtherType', () =>
    expect(protocolsOf(packetOfHex('0004 0338 0000 0000000000000000 0806 00', 113))).toBe('sll:data'))

  test('shows addresses that are not of six bytes', () => {
    expect(valuesOf(packetOfHex(`0000 0300 0004 c0000201 00000000 0800 ${ipv4}`, 113), 'sll.src.ipv4')).toEqual([
      '192.0.2.1',
    ])
    expect(valuesOf(packetOfHex(`0000 0001 0002 0102 000000000000 0800 ${ipv4}`, 113), 'sll.src.other')).toEqual([
      new Uint8Array([1, 2]),
    ])
  })

  test('is safe', () => {
    expectSafe(framesOf('cooked-v1.pcap')[0]!.bytes.slice(), 113)
    expectSafe(framesOf('cooked.pcap')[0]!.bytes.slice(), 276)
  })
})

describe('Cisco HDLC', () => {
  test('tree', () => expectGolden(packetOfHex(`0f 00 0800 ${ipv4}`, 104), 'chdlc', 'chdlc'))
  test('carries EtherTypes', () => expect(protocolsOf(packetOfHex(`0f 00 0800 ${ipv4}`, 104))).toBe('chdlc:ip'))

  test('has a number of its own where Ethernet has reverse ARP', () => {
    const packet = packetOfHex('8f 00 8035 00000002 00000001 00000000 ffff 0000', 104)
    expect(protocolsOf(packet)).toBe('chdlc:slarp')
    expect(packet.ciscoHdlc).toMatchObject({ address: 0x8f, protocol: 0x8035 })
  })

  test('is safe', () => expectSafe(bytesOf(`0f 00 0800 ${ipv4}`), 104))
})

describe('netfilter log', () => {
  const log = `02 00 0028  0800 0100 00000316  0500 0a00 00 000000  1800 0900 ${ipv4}`

  test('tree', () => expectGolden(packetOfHex(log, 239), 'nflog', 'nflog'))

  test('ends with the packet', () => {
    const packet = packetOfHex(log, 239)
    expect(protocolsOf(packet)).toBe('nflog:ip')
    expect(valuesOf(packet, 'nflog.tlv_type')).toEqual([1, 10, 9])
  })

  test('is safe', () => expectSafe(bytesOf(log), 239))
})

describe('per-packet information', () => {
  const wrapped = `00 00 0c00 65000000 0200 0000 ${ipv4}`
  test('tree', () => expectGolden(packetOfHex(wrapped, 192), 'ppi', 'ppi'))
  test('says what link type follows', () => {
    expect(protocolsOf(packetOfHex(wrapped, 192))).toBe('ppi:raw:ip')
    expect(protocolsOf(packetOfHex(`00 00 0800 01000000 020000000002 020000000001 0800 ${ipv4}`, 192))).toBe(
      'ppi:eth:ip',
    )
  })
  test('is safe', () => expectSafe(bytesOf(wrapped), 192))
})

describe('Cisco MetaData', () => {
  const frame = `020000000002 020000000001 8909 01 01 0001 0005 0800 ${ipv4}`
  const tunnelled = `45 00 0038 0001 0000 40 2f 0000 c0000201 c0000202 0000 8909 0800 01 01 0001 0005 ${ipv4}`

  test('tree', () => expectGolden(packetOfHex(frame), 'cmd', 'cmd'))
  test('tree in GRE', () => expectGolden(packetOfHex(tunnelled, 101), 'cmd-gre', 'gre', 'cmd'))

  test('has the type of what it carries last, but first in GRE', () => {
    expect(protocolsOf(packetOfHex(frame))).toBe('eth:cmd:ip')
    expect(protocolsOf(packetOfHex(tunnelled, 101))).toBe('raw:ip:gre:cmd:ip')
    const said = { type: 0x0800, version: 1, length: 1, options: 1, securityGroup: 5 }
    expect(packetOfHex(frame).ciscoMetaData).toMatchObject(said)
    expect(packetOfHex(tunnelled, 101).ciscoMetaDataInGre).toMatchObject(said)
  })

  test('is safe', () => {
    expectSafe(bytesOf(frame))
    expectSafe(bytesOf(tunnelled), 101)
  })
})

describe('ARCNET', () => {
  const exception = `01 02 d4 ff ffff d4 00 0001 ${ipv4}`
  const onLinux = `01 02 0000 c4 00 0001 ${ipv6}`

  test('tree', () => expectGolden(packetOfHex(exception, 7), 'arcnet', 'arcnet'))
  test('tree of Linux', () => expectGolden(packetOfHex(onLinux, 129), 'arcnet-linux', 'arcnet'))

  test('counts fragments or not, by the protocol', () => {
    const old = packetOfHex(`01 02 f0 ${ipv4}`, 7)
    expect(protocolsOf(old)).toBe('arcnet:ip')
    expect(old.arcnet).toMatchObject({ splitFlag: undefined, sequence: undefined })
    const counted = packetOfHex(`01 02 d4 00 0001 ${ipv4}`, 7)
    expect(protocolsOf(counted)).toBe('arcnet:ip')
    expect(counted.arcnet).toMatchObject({ exception: undefined, splitFlag: 0, sequence: 1 })
  })

  test('says its protocol again in an exception frame', () => {
    const packet = packetOfHex(exception, 7)
    expect(protocolsOf(packet)).toBe('arcnet:ip')
    expect(valuesOf(packet, 'arcnet.protID')).toEqual([212, 212])
    expect(packet.arcnet).toMatchObject({ exception: 0xff, splitFlag: 0, sequence: 1 })
  })

  test('has two more bytes on Linux', () => {
    expect(protocolsOf(packetOfHex(onLinux, 129))).toBe('arcnet:ipv6')
    expect(valuesOf(packetOfHex(onLinux, 129), 'arcnet.offset')).toEqual([bytesOf('0000')])
    expect(valuesOf(packetOfHex(exception, 7), 'arcnet.offset')).toEqual([])
  })

  test('is safe', () => {
    expectSafe(bytesOf(exception), 7)
    expectSafe(bytesOf(onLinux), 129)
  })
})

describe('Solaris IPNET', () => {
  const header = (family: string, length: number) =>
    `01 ${family} 0001 ${length.toString(16).padStart(8, '0')} 00000003 00000004 00000005 00000006`

  test('tree', () => expectGolden(packetOfHex(`${header('02', 20)} ${ipv4}`, 226), 'ipnet', 'ipnet'))

  test('the family says what it carries, not the version', () => {
    expect(protocolsOf(packetOfHex(`${header('02', 20)} ${ipv4}`, 226))).toBe('ipnet:ip')
    expect(protocolsOf(packetOfHex(`${header('1a', 40)} ${ipv6}`, 226))).toBe('ipnet:ipv6')
    expect(protocolsOf(packetOfHex(`${header('0a', 20)} ${ipv4}`, 226))).toBe('ipnet:data')
  })

  test('ends its payload where it says', () => {
    const packet = packetOfHex(`${header('02', 20)} ${ipv4} 0000`, 226)
    expect(packet.ipv4!.limit).toBe(44)
    expect(packetOfHex(`${header('02', 99)} ${ipv4}`, 226).ipNet!.cut).toBe('body')
  })

  test('is safe', () => expectSafe(bytesOf(`${header('1a', 40)} ${ipv6}`), 226))
})

describe('IP over InfiniBand', () => {
  const header = '0011223344556677 8899aabbccddeeff 00112233 04 000048 fe800000000000000002c90300000001'

  test('tree', () => expectGolden(packetOfHex(`${header} 0800 0000 ${ipv4}`, 242), 'ipoib', 'ipoib'))

  test('carries EtherTypes behind the address of the destination', () => {
    const packet = packetOfHex(`${header} 86dd 0000 ${ipv6}`, 242)
    expect(protocolsOf(packet)).toBe('ipoib:ipv6')
    expect(packet.ipOverInfiniBand).toMatchObject({
      queuePair: 0x48,
      destination: 'fe80::2:c903:0:1',
      routeHeader: 0x0011223344556677n,
    })
    expect(packet.ipv6!.start).toBe(44)
  })

  test('is safe', () => expectSafe(bytesOf(`${header} 0800 0000 ${ipv4}`), 242))
})
