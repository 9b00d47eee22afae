import { describe, expect, test } from 'vitest'
import { expectGolden, framesOf, packetOf, packetOfHex, summariesOf, valuesOf } from '../../support/packets.ts'
import { expectSafe } from '../../support/safe.ts'

const raw = 101
const ipv4 = (payload: string) =>
  `45 00 ${(20 + payload.replaceAll(' ', '').length / 2).toString(16).padStart(4, '0')} 0001 0000 01 02 0000 c0000201 e0000001 ${payload}`

describe('IGMP', () => {
  test('tree of a query', () => expectGolden(packetOf('igmp.pcapng', 1), 'igmp-query', 'igmp'))
  test('tree of a report', () => expectGolden(packetOf('igmp.pcapng', 2), 'igmp-report', 'igmp'))

  test('tells three versions of a query apart (RFC 3376, section 7.1)', () => {
    expect(valuesOf(packetOfHex(ipv4('11 00 0000 00000000'), raw), 'igmp.version')).toEqual([1])
    const second = packetOfHex(ipv4('11 64 0000 e0000105'), raw)
    expect(valuesOf(second, 'igmp.version')).toEqual([2])
    expect(summariesOf(second, 'igmp')).toEqual(['Membership query 224.0.1.5'])
    const third = packetOfHex(ipv4('11 fe 0000 e0000105 0a 7d 0001 c0000209'), raw)
    expect(valuesOf(third, 'igmp.version')).toEqual([3])
    expect(valuesOf(third, 'igmp.max_resp')).toEqual([30720])
    expect(valuesOf(third, 'igmp.saddr')).toEqual(['192.0.2.9'])
  })

  test('reports groups and their sources', () => {
    const packet = packetOfHex(
      ipv4('22 00 0000 0000 0002  04 00 0000 e0000105  06 01 0001 e0000106 c0000209 01020304'),
      raw,
    )
    expect(summariesOf(packet, 'igmp')).toEqual(['Membership report, version 3: 224.0.1.5, 224.0.1.6'])
    expect(valuesOf(packet, 'igmp.aux_data')).toHaveLength(1)
  })

  test('is safe', () => {
    for (const number of [0, 1, 10]) expectSafe(framesOf('igmp.pcapng')[number]!.bytes.slice())
  })
})
