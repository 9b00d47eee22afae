import { describe, expect, test } from 'vitest'
import { bytesOf, expectGolden, packetOfHex, protocolsOf, summariesOf, valuesOf } from '../../support/packets.ts'
import { udp } from '../../support/raw-frames.ts'
import { expectSafe } from '../../support/safe.ts'

const inner = udp(5000, '')
const ethernet = (type: string, rest: string) => `010203040506 0a0b0c0d0e0f ${type} ${rest}`
const llc = `aaaa03 000000 0800 ${inner}`

describe('tags of extended bridges', () => {
  const extension = ethernet('893f', `6005 1007 01 02 0800 ${inner}`)
  const virtual = ethernet('8926', `8001 8002 0800 ${inner}`)
  test('E-Tag', async () => {
    const packet = packetOfHex(extension)
    expect(protocolsOf(packet)).toBe('eth:etag:ip:udp')
    await expectGolden(packet, 'etag', 'etag')
  })
  test('VN-Tag', async () => {
    const packet = packetOfHex(virtual)
    expect(valuesOf(packet, 'udp.dstport')).toEqual([5000])
    await expectGolden(packet, 'vntag', 'vntag')
  })
  test('a length may follow', () => {
    expect(valuesOf(packetOfHex(ethernet('893f', '0005 1007 0000 0003 424203 0000')), 'llc.dsap')).toEqual([0x42])
    expect(valuesOf(packetOfHex(ethernet('8926', '0007 0003 0003 424203 0000')), 'vntag.len')).toEqual([3])
  })
  test('are safe', () => {
    expectSafe(bytesOf(extension), 1)
    expectSafe(bytesOf(virtual), 1)
  })
})

describe('the timestamp of an Arista switch', () => {
  const long = ethernet('d28b', `0001 0110 5ceeed7c 1ac227a3 0800 ${inner}`)
  const short = ethernet('d28b', `0001 0021 ed95 35464208 8100 0064 0800 ${inner}`)
  test('of 64 bits', async () => {
    const packet = packetOfHex(long)
    expect(protocolsOf(packet)).toBe('eth:avsp:ip:udp')
    await expectGolden(packet, 'arista-timestamp', 'avsp')
  })
  test('of 48 bits', () => {
    const packet = packetOfHex(short)
    expect(protocolsOf(packet)).toBe('eth:avsp:vlan:ip:udp')
    expect(summariesOf(packet, 'avsp')).toEqual(['TAI ...60821.893796872'])
  })
  test('in a form that nobody knows', () => {
    const packet = packetOfHex(ethernet('d28b', '0001 0130 00000000'))
    expect(protocolsOf(packet)).toBe('eth:avsp:data')
    expect(summariesOf(packet, 'avsp')).toEqual(['unknown'])
  })
  test('is safe', () => {
    expectSafe(bytesOf(long), 1)
    expectSafe(bytesOf(short), 1)
  })
})

describe('FDDI', () => {
  const frame = `57 804020000001 804020000002 ${llc}`
  test('addresses have their bits in the other order', async () => {
    const packet = packetOfHex(frame, 10)
    expect(protocolsOf(packet)).toBe('fddi:llc:snap:ip:udp')
    expect(valuesOf(packet, 'fddi.dst')).toEqual(['01:02:04:00:00:80'])
    expect(valuesOf(packet, 'fddi.fc.prio')).toEqual([7])
    await expectGolden(packet, 'fddi', 'fddi')
  })
  test('other frames', () =>
    expect(valuesOf(packetOfHex('c2 800000000001 800000000002 0102', 10), 'fddi.fc.mac_subtype')).toEqual([2]))
  test('is safe', () => expectSafe(bytesOf(frame), 10))
})

describe('Token Ring', () => {
  const frame = `10 40 010203040506 8a0b0c0d0e0f 0630 0011 0020 ${llc}`
  test('a route between rings', async () => {
    const packet = packetOfHex(frame, 6)
    expect(protocolsOf(packet)).toBe('tr:llc:snap:ip:udp')
    expect(valuesOf(packet, 'tr.rif.ring')).toEqual([1, 2])
    await expectGolden(packet, 'token-ring', 'tr')
  })
  test('without one', () =>
    expect(protocolsOf(packetOfHex(`10 40 010203040506 0a0b0c0d0e0f ${llc}`, 6))).toBe('tr:llc:snap:ip:udp'))
  test('is safe', () => expectSafe(bytesOf(frame), 6))
})
