/** Aggregates of wireless frames, and the mesh control field: IEEE 802.11-2020, sections 9.3.2.2 and 9.2.4.8.3. */
import { describe, expect, test } from 'vitest'
import { bytesOf, expectGolden, packetOfHex, protocolsOf, summariesOf, valuesOf } from '../../support/packets.ts'
import { followedFrame } from '../../support/followed-packets.ts'
import { expectSafe } from '../../support/safe.ts'

const [first, second, third, fourth] = ['020000000001', '020000000002', '020000000003', '020000000004']
const ipv4 = '45 00 0014 0000 0000 40 fd 0000 c0000201 c0000202'
const arp = '0001 0800 06 04 0001 020000000001 c0000201 000000000000 c0000202'
const llc = (type: string, packet: string) => `aa aa 03 000000 ${type} ${packet}`
const sub = (to: string, from: string, msdu: string) =>
  `${to} ${from} ${bytesOf(msdu).length.toString(16).padStart(4, '0')} ${msdu}`
const header = `88 01 3000 ${first} ${second} ${third} 1000`
const both = `${sub(third, second, llc('0800', ipv4))} 0000 ${sub(fourth, second, llc('0806', arp))}`
const aggregated = `${header} 8000 ${both}`
const wireless = 105

describe('an aggregate', () => {
  test('tree', () => expectGolden(packetOfHex(aggregated, wireless), 'wlan-aggregate', 'wlan_aggregate'))

  test('has packets of their own in its subframes', () => {
    const packet = followedFrame(bytesOf(aggregated), wireless)
    expect(protocolsOf(packet)).toBe('wlan:wlan_aggregate:llc:snap:ip:llc:snap:arp')
    expect(summariesOf(packet, 'wlan_aggregate')).toEqual(['A-MSDU of 2 subframes'])
    expect(valuesOf(packet, 'wlan_aggregate.a_mdsu.length')).toEqual([28, 36])
  })

  test('is left alone where it is encrypted or a fragment', () => {
    for (const part of [`88 41 3000 ${first} ${second} ${third} 1000`, `88 01 3000 ${first} ${second} ${third} 1100`])
      expect(protocolsOf(packetOfHex(`${part} 8000 ${both}`, wireless))).toBe('wlan:data')
  })

  test('is safe when cut or damaged', () => expectSafe(bytesOf(aggregated), wireless))
})

describe('a mesh control field', () => {
  const meshed = (mesh: string, flags = '03') =>
    packetOfHex(
      `88 ${flags} 3000 ${first} ${second} ${third} 1000 ${flags === '03' ? fourth : ''} 0001 ${mesh} ${llc('0800', ipv4)}`,
      wireless,
    )

  test('tree', () => expectGolden(meshed(`02 1f 05000000 ${first} ${second}`), 'wlan-mesh', 'wlan'))

  test.each([
    ['00 1f 05000000', '03', 0],
    [`01 1f 05000000 ${first}`, '02', 1],
    [`02 1f 05000000 ${first} ${second}`, '03', 2],
  ])('with addresses (%s)', (mesh, flags, addresses) => {
    const packet = meshed(mesh, flags)
    expect(protocolsOf(packet)).toBe('wlan:llc:snap:ip')
    expect(valuesOf(packet, 'wlan.fixed.mesh_ttl')).toEqual([31])
    expect(valuesOf(packet, 'wlan.fixed.mesh_sequence')).toEqual([5])
    const beyond = [4, 5, 6].flatMap((number) => valuesOf(packet, `wlan.fixed.mesh_addr${number}`))
    expect(beyond).toHaveLength(addresses)
  })

  test('is none where LLC begins at once, as access points without a mesh use the bit otherwise', () =>
    expect(valuesOf(meshed(''), 'wlan.fixed.mesh_ttl')).toEqual([]))

  test('in a subframe of an aggregate', () => {
    const packet = packetOfHex(`${header} 8001 ${sub(third, second, `00 1f 05000000 ${llc('0800', ipv4)}`)}`, wireless)
    expect(valuesOf(packet, 'wlan.fixed.mesh_ttl')).toEqual([31])
  })

  test('is safe when cut or damaged', () =>
    expectSafe(
      bytesOf(
        `88 03 3000 ${first} ${second} ${third} 1000 ${fourth} 0001 02 1f 05000000 ${first} ${second} ${llc('0800', ipv4)}`,
      ),
      wireless,
    ))
})
