import { describe, expect, test } from 'vitest'
import {
  expectGolden,
  framesOf,
  packetOf,
  packetOfHex,
  summariesOf,
  goldenTree,
  valuesOf,
} from '../../support/packets.ts'
import { expectSafe } from '../../support/safe.ts'

const ethernet = 'ff ff ff ff ff ff  02 00 00 00 00 01  0806'

describe('ARP', () => {
  test('tree', () => expectGolden(packetOf('arp.pcap', 1), 'arp', 'arp'))

  test('says who asks and who answers', () => {
    expect(summariesOf(packetOf('arp.pcap', 1), 'arp')).toEqual(['Who has 192.0.2.2? Tell 192.0.2.1'])
    expect(summariesOf(packetOf('arp.pcap', 2), 'arp')).toEqual([expect.stringMatching(/^192\.0\.2\.2 is at 02:/)])
  })

  test('finds probes and announcements (RFC 5227)', () => {
    const packets = framesOf('arp.pcap').map((_, index) => packetOf('arp.pcap', index + 1))
    expect(
      packets.filter((packet) => valuesOf(packet, 'arp.isprobe').length > 0).map(({ arp }) => arp!.senderIpv4),
    ).toEqual(['0.0.0.0'])
    expect(packets.some((packet) => valuesOf(packet, 'arp.isgratuitous').length > 0)).toBe(true)
  })

  test('has addresses of any length', () => {
    const packet = packetOfHex(`${ethernet}  0020 1234 02 03 0001  aabb 010203 ccdd 040506`)
    expect(packet.arp).toMatchObject({
      senderMac: undefined,
      senderIpv4: undefined,
      senderHardwareAddress: new Uint8Array([0xaa, 0xbb]),
    })
    expect(goldenTree(packet, 'arp')).toContain('Target Protocol Address: 040506 [29..32] (arp.dst.proto)')
  })

  test('names hardware addresses of another length', () => {
    const packet = packetOfHex(`${ethernet}  0020 0800 03 04 0002  aabbcc c0000201 000000 c0000202`)
    expect(summariesOf(packet, 'arp')).toEqual(['192.0.2.1 is at aa:bb:cc'])
  })

  test('shows what did arrive when addresses are longer than the frame', () => {
    const packet = packetOfHex(`${ethernet}  0001 0800 ff 04 0001  0102`)
    expect(packet.layers()[1]!.cut).toBe('header')
    expect(valuesOf(packet, 'arp.src.hw')).toEqual([new Uint8Array([1, 2])])
  })

  test('is safe', () => expectSafe(framesOf('arp.pcap')[0]!.bytes.slice()))
})
