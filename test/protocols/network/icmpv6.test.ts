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
const address = (last: string) => `20010db80000000000000000000000${last}`
const ipv6 = (payload: string, nextHeader = '3a') =>
  `60000000 ${bytesOf(payload).length.toString(16).padStart(4, '0')} ${nextHeader} ff ${address('01')} ${address('02')} ${payload}`

describe('ICMPv6', () => {
  test('tree of an echo', () => expectGolden(packetOf('ipv6.pcapng', 19), 'icmpv6-echo', 'icmpv6'))
  test('tree of an error', () => expectGolden(packetOf('pmtu.pcapng', 8), 'icmpv6-too-big', 'icmpv6'))

  test('quotes the packet an error is about', () => {
    expect(protocolsOf(packetOf('pmtu.pcapng', 8))).toBe('eth:ipv6:icmpv6:ipv6:icmpv6:data')
    expect(protocolsOf(packetOf('traceroute.pcapng', 18))).toBe('eth:ipv6:icmpv6:ipv6:udp:data')
  })

  test('says what it means', () => {
    expect(summariesOf(packetOf('pmtu.pcapng', 8), 'icmpv6')[0]).toBe('Packet too big, MTU 1400')
    expect(summariesOf(packetOf('traceroute.pcapng', 20), 'icmpv6')[0]).toBe('Port unreachable')
    expect(summariesOf(packetOf('ipv6.pcapng', 18), 'icmpv6')[0]).toMatch(/^2001:db8:1::254 is at 02:/)
  })

  test('ends the quoted packet where extensions begin (RFC 4884)', () => {
    const packet = packetOfHex(
      ipv6(`03 00 0000 06 000000 ${ipv6('0009 0009 0008 0000', '11')} 2000 0000 0008 01 01 000641 01`),
      raw,
    )
    expect(valuesOf(packet, 'icmp.mpls.label')).toEqual([100])
    expect(valuesOf(packet, 'icmpv6.length')).toEqual([48])
  })

  test('is safe', () => {
    for (const number of [12, 13, 17, 18]) expectSafe(framesOf('ipv6.pcapng')[number]!.bytes.slice())
    expectSafe(framesOf('pmtu.pcapng')[7]!.bytes.slice())
  })
})

describe('neighbor discovery', () => {
  test('tree of a router advertisement', () =>
    expectGolden(packetOf('ipv6.pcapng', 14), 'icmpv6-router-advertisement', 'icmpv6'))
  test('tree of a neighbor advertisement', () =>
    expectGolden(packetOf('ipv6.pcapng', 18), 'icmpv6-neighbor-advertisement', 'icmpv6'))

  test('finds what the router announces', () => {
    const packet = packetOf('ipv6.pcapng', 14)
    expect(valuesOf(packet, 'icmpv6.opt.prefix')).toEqual(['2001:db8:1::', '2001:db8:2::'])
    expect(valuesOf(packet, 'icmpv6.opt.mtu')).toEqual([1500])
    expect(valuesOf(packet, 'icmpv6.opt.rdnss')).toEqual(['2001:db8:1::254'])
    expect(valuesOf(packet, 'icmpv6.opt.dnssl')).toEqual(['example.test'])
  })

  test('redirects', () => {
    const packet = packetOfHex(ipv6(`89 00 0000 00000000 ${address('03')} ${address('04')} 02 01 020000000003`), raw)
    expect(summariesOf(packet, 'icmpv6')).toEqual(['Redirect 2001:db8::4: use 2001:db8::3'])
    expect(valuesOf(packet, 'icmpv6.opt.linkaddr')).toEqual([bytesOf('020000000003')])
  })

  test('an option of no length ends the list (RFC 4861, section 4.6)', () => {
    expect(
      valuesOf(packetOfHex(ipv6('85 00 0000 00000000 01 00 020000000003 01 01 020000000003'), raw), 'icmpv6.opt.type'),
    ).toEqual([])
  })

  test('names that go on beyond their option are absent, since what is there is not the name', () => {
    const packet = packetOfHex(
      ipv6('86 00 0000 40 00 0000 00000000 00000000 1f 02 0000 00000064 3f 6162636465 66 67'),
      raw,
    )
    expect(valuesOf(packet, 'icmpv6.opt.dnssl')).toEqual([])
  })
})

describe('multicast listener discovery', () => {
  test('tree of a report', () => expectGolden(packetOf('ipv6.pcapng', 1), 'icmpv6-listener-report', 'icmpv6'))

  test('tells the versions of a query apart by their length (RFC 3810, section 8.1)', () => {
    expect(packetOfHex(ipv6(`82 00 0000 03e8 0000 ${address('05')}`), raw).icmpv6).toMatchObject({
      maximumResponseDelay: 1000,
      queryInterval: undefined,
    })
    const second = packetOfHex(ipv6(`82 00 0000 03e8 0000 ${address('05')} 0a 7d 0001 ${address('06')}`), raw)
    expect(second.icmpv6).toMatchObject({
      maximumResponseCode: 1000,
      queryInterval: 125,
      queryFlags: { suppress: true, robustness: 2 },
    })
    expect(valuesOf(second, 'icmpv6.mld.source_address')).toEqual(['2001:db8::6'])
  })
})
