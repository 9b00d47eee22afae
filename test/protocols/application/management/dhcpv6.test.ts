import { describe, expect, test } from 'vitest'
import { followed } from '../../../support/conversations.ts'
import { bytesOf, expectGolden, packetOfHex, summariesOf, valuesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'
import { datagram, hexOf, raw } from '../../../support/raw-frames.ts'

const client = '0001 000e 0001 0001 18000000 020000000001'
const vendor = '0002 0008 0002 00007ed9 0a0b'
const address = '0005 0018 20010db8000000000000000000000007 00000e10 00001c20'
const reply = `07 0a0b0c ${client} ${vendor} 0003 0028 00000001 00000708 00000b40 ${address}`
const prefix = '001a 0019 00000e10 00001c20 30 20010db8000100000000000000000000'
const delegated = `02 0a0b0d 0019 0029 00000002 00000000 00000000 ${prefix}`
const refused = `07 0a0b0e 000d 0006 0002 ${hexOf('full')}`
const information = '0b 0a0b0f 0006 0004 0017 0018 0008 0002 000a 0027 0006 01 04 686f7374'
const relayed = `0c 00 20010db8000000000000000000000001 fe800000000000000000000000000002 0009 000c 0b 0a0b0f 0006 0004 0017 0018`
const packet = (payload: string) => packetOfHex(datagram(547, payload, 546), raw)

describe('DHCPv6', () => {
  test.each([
    ['dhcpv6', reply],
    ['dhcpv6-delegated', delegated],
    ['dhcpv6-information', information],
  ])('tree of %s', (file, payload) => expectGolden(packet(payload), file, 'dhcpv6'))

  test.each([
    [reply, 'Reply 2001:db8::7 xid 0xa0b0c'],
    [delegated, 'Advertise 2001:db8:1::/48 xid 0xa0b0d'],
    [refused, 'Reply NoAddrsAvail xid 0xa0b0e'],
    [information, 'Information-request xid 0xa0b0f'],
  ])('says what it is', (payload, text) => expect(summariesOf(packet(payload), 'dhcpv6')).toEqual([text]))

  test('has values in units', () => {
    expect(valuesOf(packet(information), 'dhcpv6.elapsed_time')).toEqual([100])
    expect(valuesOf(packet(information), 'dhcpv6.client_domain')).toEqual(['host'])
    expect(valuesOf(packet(reply), 'dhcpv6.iaaddr.valid_lifetime')).toEqual([7200])
  })

  test('is carried by relay agents', () => {
    expect(packet(relayed).dhcpv6).toMatchObject({ hops: 0, peer: 'fe80::2' })
    const [frame] = followed([{ at: 0, bytes: bytesOf(datagram(547, relayed, 546)) }])
    expect(frame?.values('dhcpv6.msgtype')).toEqual([12, 11])
  })

  test('what has another type is other data', () => expect(packet('63 000000').dhcpv6).toBeUndefined())

  test('is safe', () => expectSafe(bytesOf(datagram(547, reply, 546)), raw))
})
