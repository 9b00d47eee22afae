import { describe, expect, test } from 'vitest'
import { verifyChecksums } from '../../../src/packet/checksums/index.ts'
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
const source = '20010db8000000000000000000000001'
const destination = '20010db8000000000000000000000002'
const ipv6 = (nextHeader: string, payload: string, length = bytesOf(payload).length) =>
  `60000000 ${length.toString(16).padStart(4, '0')} ${nextHeader} 40 ${source} ${destination} ${payload}`
const udp = '0009 0009 0008 0000'

describe('IPv6', () => {
  test('tree', () => expectGolden(packetOf('loopback.pcap', 3), 'ipv6', 'ipv6'))

  test('has the version of IP too', () => expect(valuesOf(packetOf('loopback.pcap', 3), 'ip.version')).toEqual([6]))

  test('says what it carries', () => expect(summariesOf(packetOfHex(ipv6('11', udp), raw), 'ipv6')).toEqual(['UDP']))

  test('a length of 0 stands for all there is', () => expect(packetOfHex(ipv6('11', udp, 0), raw).udp!.length).toBe(8))

  test('says that nothing follows', () =>
    expect(protocolsOf(packetOfHex(ipv6('3b', '01020304'), raw))).toBe('raw:ipv6:data'))

  test('ends at its version if that is another', () => {
    const packet = packetOfHex(`020000000002 020000000001 86dd ${ipv6('11', udp).replace('6', '3')}`)
    expect(protocolsOf(packet)).toBe('eth:ipv6')
    expect(packet.layers()[1]!.notes()).toMatchObject([{ name: 'ipv6.bogus_ipv6_version', severity: 'error' }])
    expect(['ip.version', 'ipv6.tclass', 'ipv6.src', 'udp.port'].map((name) => valuesOf(packet, name))).toEqual([
      [3],
      [],
      [],
      [],
    ])
    expect(packet.ipv6).toBeUndefined()
  })

  test('is safe', () => expectSafe(framesOf('loopback.pcap')[2]!.bytes.slice()))
})

describe('IPv6 options', () => {
  test('tree', () => expectGolden(packetOf('ipv6.pcapng', 1), 'ipv6-hop-by-hop', 'ipv6.hopopts'))

  test('are found one after another', () => {
    const packet = packetOfHex(ipv6('00', `11 01  05 02 0000  c2 04 00010000  04 01 07  00  ${udp}`), raw)
    expect(protocolsOf(packet)).toBe('raw:ipv6:ipv6.hopopts:udp')
    expect(valuesOf(packet, 'ipv6.opt.type')).toEqual([5, 0xc2, 4, 0])
    expect(valuesOf(packet, 'ipv6.opt.router_alert')).toEqual([0])
    expect(valuesOf(packet, 'ipv6.opt.jumbo')).toEqual([0x10000])
    expect(valuesOf(packet, 'ipv6.opt.tel')).toEqual([7])
    expect(valuesOf(packet, 'ipv6.hopopts.len_oct')).toEqual([16])
    expect(packet.hopByHopOptions!.payload).toEqual(bytesOf(udp))
  })

  test('tree of those for the destination', () => {
    const home = `11 02  c9 10 20010db8000000000000000000000009  01 02 0000  ${udp}`
    return expectGolden(packetOfHex(ipv6('3c', home), raw), 'ipv6-destination', 'ipv6.dstopts')
  })

  test('end with their header, whatever they say themselves', () => {
    const packet = packetOfHex(ipv6('3c', `11 00  01 ff 00000000  ${udp}`), raw)
    expect(protocolsOf(packet)).toBe('raw:ipv6:ipv6.dstopts:udp')
    expect(valuesOf(packet, 'ipv6.opt.padn')).toEqual([bytesOf('00000000')])
  })

  test('are safe', () => {
    expectSafe(framesOf('ipv6.pcapng')[0]!.bytes.slice())
    expectSafe(
      bytesOf(ipv6('00', `3c 01  05 02 0000  c2 04 00010000  04 01 07 00  11 02 c9 10 ${source} 01 02 0000 ${udp}`)),
      raw,
    )
  })
})

describe('IPv6 routing headers', () => {
  const segments = ipv6('2b', `11 04 04 01  01 00 0000 ${destination} 20010db8000000000000000000000003  ${udp}`)

  test('tree of segment routing', () =>
    expectGolden(packetOfHex(segments, raw), 'ipv6-segment-routing', 'ipv6.routing'))

  test('have the addresses of their type', () => {
    expect(valuesOf(packetOfHex(segments, raw), 'ipv6.routing.srh.addr')).toEqual(['2001:db8::2', '2001:db8::3'])
    const old = packetOfHex(ipv6('2b', `11 02 00 01 00000000 20010db8000000000000000000000004 ${udp}`), raw)
    expect(valuesOf(old, 'ipv6.routing.src.addr')).toEqual(['2001:db8::4'])
    expect(valuesOf(old, 'ipv6.dst')).toEqual(['2001:db8::2'])
    expect(protocolsOf(old)).toBe('raw:ipv6:ipv6.routing:udp')
    expect(
      valuesOf(
        packetOfHex(ipv6('2b', `11 02 02 01 00000000 20010db8000000000000000000000005 ${udp}`), raw),
        'ipv6.routing.mipv6.home_address',
      ),
    ).toEqual(['2001:db8::5'])
    expect(
      valuesOf(packetOfHex(ipv6('2b', `11 01 03 01 ee300000 0001 0002 00000000 ${udp}`), raw), 'ipv6.routing.rpl.pad'),
    ).toEqual([3])
  })

  test('are safe', () => expectSafe(bytesOf(segments), raw))
})

describe('IPv6 fragments', () => {
  test('tree', () => expectGolden(packetOf('fragments.pcapng', 13), 'ipv6-fragment', 'ipv6.fraghdr'))

  test('only the first is looked into', () => {
    expect(protocolsOf(packetOfHex(ipv6('2c', `11 00 0001 00000001 ${udp}`), raw))).toBe('raw:ipv6:ipv6.fraghdr:udp')
    const later = packetOfHex(ipv6('2c', `11 00 0018 00000001 ${udp}`), raw)
    expect(protocolsOf(later)).toBe('raw:ipv6:ipv6.fraghdr:data')
    expect(valuesOf(later, 'ipv6.fraghdr.offset')).toEqual([3])
    expect(summariesOf(later, 'ipv6.fraghdr')).toEqual(['Fragment at 24, the last, identification 0x1'])
  })

  test('are safe', () => expectSafe(bytesOf(ipv6('2c', `11 00 0001 00000001 ${udp}`)), raw))
})

describe('IPsec', () => {
  const ah = ipv6('33', `11 04 0000 00000064 00000007 0102030405060708090a0b0c ${udp}`)

  const esp = ipv6('32', '00000064 00000007 0102030405')

  test('tree', () => expectGolden(packetOfHex(ah, raw), 'ah', 'ah'))
  test('tree of what is encrypted', () => expectGolden(packetOfHex(esp, raw), 'esp', 'esp'))

  test('shows what it authenticates, and not what it hides', () => {
    expect(protocolsOf(packetOfHex(ah, raw))).toBe('raw:ipv6:ah:udp')
    expect(protocolsOf(packetOfHex(esp, raw))).toBe('raw:ipv6:esp')
    expect(summariesOf(packetOfHex(esp, raw), 'esp')).toEqual(['0x00000064, sequence 7'])
  })

  test('is safe', () => {
    expectSafe(bytesOf(ah), raw)
    expectSafe(bytesOf(esp), raw)
  })
})

describe('mobility and multihoming', () => {
  const bindingUpdate = ipv6('87', '3b 01 05 00 1234 0001 c000 0010 01020000')
  const payloadExtension = ipv6('8c', `11 00 80 0000000001 ${udp}`)
  const firstInitiator = ipv6('8c', '3b 01 01 00 1234 0000 00000000 00000001')

  test('tree of a mobility header', () => expectGolden(packetOfHex(bindingUpdate, raw), 'mipv6', 'mipv6'))
  test('tree of a Shim6 header', () => expectGolden(packetOfHex(payloadExtension, raw), 'shim6', 'shim6'))

  test('end their packet as a rule', () => {
    expect(protocolsOf(packetOfHex(bindingUpdate, raw))).toBe('raw:ipv6:mipv6')
    expect(summariesOf(packetOfHex(bindingUpdate, raw), 'mipv6')).toEqual(['Binding update'])
    expect(packetOfHex(bindingUpdate, raw).mobilityHeader!.extent).toBe(16) // 8 bytes more than the length says
    expect(protocolsOf(packetOfHex(firstInitiator, raw))).toBe('raw:ipv6:shim6')
  })

  test('a payload extension of Shim6 stands in front of what it carries (RFC 5533, section 5.2)', () => {
    const packet = packetOfHex(payloadExtension, raw)
    expect(protocolsOf(packet)).toBe('raw:ipv6:shim6:udp')
    expect(valuesOf(packet, 'shim6.p')).toEqual([true])
    expect(valuesOf(packetOfHex(firstInitiator, raw), 'shim6.p')).toEqual([false])
  })

  test('a control message of Shim6 has a checksum (section 5.3)', () => {
    const message = packetOfHex(firstInitiator, raw)
    expect(valuesOf(message, 'shim6.checksum')).toEqual([0x1234])
    // The complement of 0x3b01 + 0x0100 + 0x0001.
    expect(verifyChecksums(message.layers())).toMatchObject([{ verdict: 'bad', found: 0x1234, expected: 0xc3fd }])
    expect(verifyChecksums(packetOfHex(payloadExtension, raw).layers()).map(({ layer }) => layer.schema.name)).toEqual([
      'udp',
    ])
  })

  test('are safe', () => {
    expectSafe(bytesOf(bindingUpdate), raw)
    expectSafe(bytesOf(payloadExtension), raw)
    expectSafe(bytesOf(firstInitiator), raw)
  })
})
