import { describe, expect, test } from 'vitest'
import { expectGolden, packetOf, summariesOf, valuesOf } from '../../../support/packets.ts'

/** rpcinfo and rpcbind, captures/scenes/more-services.sh. */
const packets = [
  ['portmap', 6, 'rpc', 'captured-portmap-getaddr'],
  ['portmap', 18, 'rpc', 'captured-portmap-dump'],
  ['portmap', 36, 'rpc', 'captured-portmap-version-mismatch'],
] as const

describe('recorded packets', () => {
  test.each(packets)('tree of %s.pcapng, packet %i', (file, number, layer, golden) =>
    expectGolden(packetOf(`${file}.pcapng`, number), golden, layer),
  )

  test.each([
    [6, 'portmap v4 GETADDR call, xid 0x88df2994'],
    [35, 'portmap v0 NULL call, xid 0x6b01b4d9'],
    [36, 'reply, version unsupported, xid 0x6b01b4d9'],
  ] as const)('portmap.pcapng, packet %i', (number, line) =>
    expect(summariesOf(packetOf('portmap.pcapng', number), 'rpc')).toEqual([line]),
  )

  test('versions that the server speaks', () => {
    expect(valuesOf(packetOf('portmap.pcapng', 36), 'rpc.programversion.min')).toEqual([2])
    expect(valuesOf(packetOf('portmap.pcapng', 36), 'rpc.programversion.max')).toEqual([4])
  })
})
