import { describe, expect, test } from 'vitest'
import { expectGolden, packetOf, summariesOf, valuesOf } from '../../../support/packets.ts'

/** Packets of two routers of FRR, captures/scenes/routing.sh. */
const packets = [
  ['ospf', 16, 'ospf', 'captured-ospf-update'],
  ['ospf6', 13, 'ospf', 'captured-ospf6-update'],
  ['isis', 33, 'isis.lsp', 'captured-isis-lsp'],
  ['isis', 29, 'isis.csnp', 'captured-isis-csnp'],
  ['bgp', 4, 'bgp', 'captured-bgp-open'],
  ['bgp', 15, 'bgp', 'captured-bgp-update-ipv6'],
  ['bgp', 23, 'bgp', 'captured-bgp-update'],
  ['rip', 3, 'rip', 'captured-rip'],
  ['ripng', 3, 'ripng', 'captured-ripng'],
  ['eigrp', 1, 'eigrp', 'captured-eigrp-hello'],
  ['eigrp', 9, 'eigrp', 'captured-eigrp-update'],
  ['bfd', 4, 'bfd', 'captured-bfd'],
  ['vrrp', 1, 'vrrp', 'captured-vrrp'],
] as const

describe('routing between two routers', () => {
  test.each(packets)('tree of %s.pcapng, packet %i', (file, number, layer, golden) =>
    expectGolden(packetOf(`${file}.pcapng`, number), golden, layer),
  )

  test.each([
    ['bgp', 4, 'bgp.open.identifier', ['0.0.0.2']],
    ['bgp', 23, 'bgp.large_communities.ga', [64496, 64496]],
    ['eigrp', 9, 'eigrp.ipv4.destination', ['198.51.100.0']],
    ['rip', 3, 'rip.auth.passwd', ['secret']],
    ['rip', 3, 'rip.ip', ['192.0.2.121', '198.51.100.0']],
    ['ospf', 16, 'ospf.msg', [4]],
    ['isis', 33, 'isis.lsp.area_address', [new Uint8Array([0x49, 0, 1])]],
  ] as const)('%s.pcapng, packet %i: %s', (file, number, filter, values) =>
    expect(valuesOf(packetOf(`${file}.pcapng`, number), filter)).toEqual(values),
  )

  test('lines', () => {
    expect(summariesOf(packetOf('bgp.pcapng', 41), 'bgp')).toEqual(['NOTIFICATION Cease: Hard Reset'])
    expect(summariesOf(packetOf('bgp.pcapng', 23), 'bgp')).toEqual([
      'UPDATE, 192.0.2.121/32',
      'UPDATE, 198.51.100.0/24',
    ])
    expect(summariesOf(packetOf('ospf.pcapng', 16), 'ospf')).toEqual([
      'v2 LS Update of 0.0.0.1, area 0.0.0.0, 2 LSAs: Router 0.0.0.1, AS-External 192.0.2.121',
    ])
    expect(summariesOf(packetOf('vrrp.pcapng', 1), 'vrrp')).toEqual(['v3 router 5, priority 101, 192.0.2.254'])
  })
})
