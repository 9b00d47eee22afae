import { describe, expect, test } from 'vitest'
import { bytesOf, expectGolden, packetOfHex, protocolsOf, summariesOf, valuesOf } from '../../support/packets.ts'
import { expectSafe } from '../../support/safe.ts'

const [first, second, third, fourth] = ['020000000001', '020000000002', '020000000003', '020000000004']
const ipv4 = '45 00 0014 0000 0000 40 fd 0000 c0000201 c0000202'
const llc = `aa aa 03 000000 0800 ${ipv4}`
const data = `08 01 3000 ${first} ${second} ${third} 1034 ${llc}`
const wireless = 105

describe('wireless LAN', () => {
  test('tree', () =>
    expectGolden(packetOfHex(`88 01 3000 ${first} ${second} ${third} 1234 0000 ${llc}`, wireless), 'wlan', 'wlan'))

  test.each([
    ['00', first, second, third], // from station to station
    ['01', third, second, first], // to the access point
    ['02', first, third, second], // from the access point
  ])('what an address is depends on the direction (%s)', (flags, destination, source, network) => {
    const packet = packetOfHex(`08 ${flags} 3000 ${first} ${second} ${third} 1034 ${llc}`, wireless)
    const bare = (name: string) => valuesOf(packet, name).map((value) => `${value}`.replaceAll(':', ''))
    expect([bare('wlan.da'), bare('wlan.sa'), bare('wlan.bssid')]).toEqual([[destination], [source], [network]])
    expect(protocolsOf(packet)).toBe('wlan:llc:snap:ip')
  })

  test('has a fourth address between access points', () => {
    expect(
      packetOfHex(`08 03 3000 ${first} ${second} ${third} 1234 ${fourth} ${llc}`, wireless).wirelessLan,
    ).toMatchObject({ source: '02:00:00:00:00:04', sequence: 0x341 })
  })

  test.each([
    ['010203 40', 'wlan.wep.iv', 0x010203],
    ['01 21 02 20 03000000', 'wlan.tkip.extiv', '0x000000030102'],
    ['0201 00 60 03000000', 'wlan.ccmp.extiv', '0x000000030102'],
  ])('tells how a body is protected (%s)', (header, name, value) => {
    const packet = packetOfHex(`08 41 3000 ${first} ${second} ${third} 1034 ${header} ffffffff`, wireless)
    expect(valuesOf(packet, name)).toEqual([value])
    expect(protocolsOf(packet)).toBe('wlan:data')
  })

  test('acknowledges blocks', () => {
    const packet = packetOfHex(`94 00 3000 ${first} ${second} 0510 3012 ff00000000000001`, wireless)
    expect(valuesOf(packet, 'wlan.ba.control.ba_type')).toEqual([2])
    expect(valuesOf(packet, 'wlan.fixed.ssc.sequence')).toEqual([0x123])
    expect(valuesOf(packet, 'wlan.ba.bm')).toHaveLength(1)
  })

  test('leaves alone what is encrypted, empty or a fragment', () => {
    for (const header of [
      `08 41 3000 ${first} ${second} ${third} 1034`,
      `48 01 3000 ${first} ${second} ${third} 1034`,
      `08 05 3000 ${first} ${second} ${third} 1034`,
    ]) {
      expect(protocolsOf(packetOfHex(`${header} ${llc}`, wireless))).toBe('wlan:data')
    }
  })

  test('has short control frames', () => {
    const packet = packetOfHex(`d4 00 0000 ${first}`, wireless)
    expect(summariesOf(packet, 'wlan')).toEqual(['Acknowledgement'])
    expect(protocolsOf(packet)).toBe('wlan')
  })

  test('is safe', () => expectSafe(bytesOf(data), wireless))
})

describe('radiotap', () => {
  const withChecksum = `00 00 0900 02000000 10 ${data} 01020304`

  test('tree', () => expectGolden(packetOfHex(withChecksum, 127), 'radiotap', 'radiotap'))

  test('takes the checksum off the frame', () => {
    const packet = packetOfHex(withChecksum.replace('08 01', 'd4 00'), 127)
    expect(protocolsOf(packetOfHex(withChecksum, 127))).toBe('radiotap:wlan:llc:snap:ip')
    expect(packet.wirelessLan!.end).toBe(bytesOf(withChecksum).length - 4)
    expect(valuesOf(packet, 'wlan.fcs')).toEqual([0x04030201])
  })

  test('finds the flags behind the time, aligned to 8 bytes', () => {
    const packet = packetOfHex(
      `00 00 1900 03000080 00000000 00000000 0000000000000000 10 ${data} 01020304`.replace(
        '00000000 00000000 ',
        '00000000 ',
      ),
      127,
    )
    expect(packet.radiotap).toMatchObject({
      present: { tsft: true, flags: true, extended: true },
      morePresent: [{ present: { extended: false } }],
    })
  })

  test('is safe', () => expectSafe(bytesOf(withChecksum), 127))
})
