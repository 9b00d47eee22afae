import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { Batch } from '../../../src/files/batch.ts'
import { Frame } from '../../../src/files/frame.ts'
import { compileCaptureFilter } from '../../../src/filter/capture/index.ts'
import { FilterError } from '../../../src/filter/error.ts'
import { allowCodeGeneration } from '../../../src/schema/engine/index.ts'
import { captureFilters } from '../../support/capture-filters.ts'
import { bytesOf, framesOf } from '../../support/packets.ts'

const batch = new Batch()

function passing(text: string, frames: readonly Frame[]): number[] {
  const filter = compileCaptureFilter(text, frames[0]!.linkType)
  return frames.filter((frame) => filter.matches(batch.hold(frame), 0)).map(({ number }) => number)
}

const passes = (text: string, bytes: Uint8Array, options: { linkType?: number; originalLength?: number } = {}) =>
  passing(text, [Frame.of(bytes, options)]).length === 1

const ethernet = '02 00 00 00 00 02  02 00 00 00 00 01'
/** A TCP segment over IPv4, from 10.0.0.1 port 4660 to 10.0.0.2 port 443. */
const tcp = bytesOf(
  `${ethernet} 0800  45 00 00 28 00 01 00 00 40 06 00 00 0a 00 00 01 0a 00 00 02  12 34 01 bb 00 00 00 01 00 00 00 02 50 12 20 00 00 00 00 00`,
)
const laterFragment = tcp.with(21, 5)
/** The same over IPv6. */
const tcp6 = bytesOf(
  `${ethernet} 86dd  60 00 00 00 00 14 06 40 ${'00 '.repeat(15)}01 ${'00 '.repeat(15)}02  12 34 01 bb 00 00 00 01 00 00 00 02 50 12 20 00 00 00 00 00`,
)
const behindOptions = bytesOf(
  `${ethernet} 86dd  60 00 00 00 00 1c 00 40 ${'00 '.repeat(15)}01 ${'00 '.repeat(15)}02  06 00 01 04 00 00 00 00  12 34 01 bb 00 00 00 01 00 00 00 02 50 12 20 00 00 00 00 00`,
)
const tagged = bytesOf(`${ethernet} 8100 0064 0800`.replaceAll(' ', '') + Buffer.from(tcp.subarray(14)).toString('hex'))

describe('ports', () => {
  test.each([
    ['tcp port 443', tcp, true],
    ['dst port 443', tcp, true],
    ['src port 443', tcp, false],
    ['udp port 443', tcp, false],
    ['port https', tcp, true],
    ['portrange 400-500', tcp, true],
    ['portrange 500-400', tcp, true],
    ['src and dst port 443', tcp, false],
    ['port 443', tcp6, true],
    ['port 443', laterFragment, false],
    ['tcp', laterFragment, true],
    ['port 443', behindOptions, false],
    ['tcp', behindOptions, false],
    ['ip6 protochain 6', behindOptions, true],
    ['tcp port 443', tagged, false],
    ['vlan and tcp port 443', tagged, true],
    ['vlan 100 and port 443', tagged, true],
    ['vlan 101', tagged, false],
    ['tcp port 443 or vlan', tagged, true],
    ['vlan or ip', tcp, false],
    ['ip or vlan', tcp, true],
  ] as const)('%s', (text, bytes, expected) => {
    expect(passes(text, bytes)).toBe(expected)
  })
})

describe('bytes', () => {
  test.each([
    ['tcp[tcpflags] & (tcp-syn|tcp-ack) = 18', tcp, true],
    ['tcp[13] = 18', tcp6, false],
    ['tcp[13] = 18', laterFragment, false],
    ['ip[2:2] = 40', tcp, true],
    ['ip[-1] = 0', tcp, true],
    ['ip[-2:2] = 0x800', tcp, true],
    ['ether[12:2] = 0x800', tcp, true],
    ['tcp[2:2] / 443 = 1', tcp, true],
    ['len = 54', tcp, true],
    // A number beyond the end rejects the packet, whatever not and or say.
    ['ip[100] = 1', tcp, false],
    ['not ip[100] = 1', tcp, false],
    ['ip[100] = 1 or tcp', tcp, false],
    ['tcp or ip[100] = 1', tcp, true],
    ['ip[100] & 0 = 0', tcp, true],
    ['1 / ip[0] = 0', tcp, 'refused'],
    ['1 / ip[1] = 0', tcp, false],
    ['1 / (tcp[0] - tcp[0]) = 0', tcp, 'refused'],
    ['len / (len - 54) = 0', tcp, false],
    // Whole numbers of 32 bits without sign.
    ['0 - 1 = 4294967295', tcp, true],
    ['-1 > 5', tcp, true],
    ['0x80000000 << 1 = 0', tcp, true],
    ['65536 * 65536 = 0', tcp, true],
    ['7 ^ 5 = 2', tcp, true],
    ['len << len = 0', tcp, true],
    ['ip[0:4] & 0xf0000000 = 0x40000000', tcp, true],
  ] as const)('%s', (text, bytes, expected) => {
    if (expected === 'refused') expect(() => passes(text, bytes)).toThrow(FilterError)
    else expect(passes(text, bytes)).toBe(expected)
  })

  test('lengths are those on the wire', () => {
    const cut = { originalLength: 1514 }
    expect(passes('greater 1514', tcp, cut)).toBe(true)
    expect(passes('less 100', tcp, cut)).toBe(false)
    expect(passes('len = 1514 and tcp port 443', tcp, cut)).toBe(true)
  })

  test('of a packet that is cut, what is left decides', () => {
    for (let length = 0; length < tcp.length; length++) {
      const cut = tcp.slice(0, length)
      expect(passes('tcp dst port 443', cut), `${length}`).toBe(length >= 38)
      expect(passes('not tcp dst port 443', cut), `${length}`).toBe(false)
      expect(passes('ip', cut), `${length}`).toBe(length >= 14)
    }
  })
})

describe('addresses', () => {
  test.each([
    ['host 10.0.0.1', tcp, true],
    ['host 10.0.0.3', tcp, false],
    ['src host 10.0.0.1 and dst 10.0.0.2', tcp, true],
    ['net 10', tcp, true],
    ['net 10.0.0', tcp, true],
    ['net 10.0.0.0/8', tcp, true],
    ['net 10.0.0.0 mask 255.0.0.0', tcp, true],
    ['net 10.0.0.0', tcp, false],
    ['net 0.0.0.0/0', tcp, true],
    ['host ::1', tcp6, true],
    ['net ::/64', tcp6, true],
    ['net ::/0', tcp, false],
    ['ether src 02:00:00:00:00:01', tcp, true],
    ['ether dst 0200.0000.0002', tcp, true],
    ['ether host 020000000003', tcp, false],
    ['ether multicast', tcp, false],
    ['broadcast', tcp.with(0, 0xff), false],
    ['multicast', tcp.with(0, 0xff), true],
    ['ip multicast', tcp.with(30, 239), true],
    ['host localhost', tcp, false],
  ] as const)('%s', (text, bytes, expected) => {
    expect(passes(text, bytes)).toBe(expected)
  })
})

describe('captures of their own kinds', () => {
  test.each([
    ['raw-tun.pcap', 'icmp or icmp6'],
    ['cooked.pcap', 'outbound'],
    ['cooked-v1.pcap', 'inbound'],
    ['qinq.pcapng', 'vlan and vlan'],
    ['vxlan.pcapng', 'vxlan and icmp'],
    ['geneve.pcapng', 'geneve and icmp'],
    ['stp.pcapng', 'stp'],
    ['igmp.pcapng', 'igmp'],
    ['arp.pcap', 'arp'],
  ])('%s has packets that pass %s, and some that do not', (capture, text) => {
    const frames = framesOf(capture)
    const some = passing(text, frames)
    const others = passing(`not (${text})`, frames)
    expect(some.length).toBeGreaterThan(0)
    expect(some.filter((number) => others.includes(number))).toEqual([])
  })

  test('loopback headers are in the byte order of the machine that captured', () => {
    const little = Frame.of(bytesOf('02 00 00 00 45 00'), { linkType: 0 })
    const big = Frame.of(bytesOf('00 00 00 02 45 00'), { linkType: 0 })
    const filter = compileCaptureFilter('ip', 0)
    const held = new Batch().hold(little)
    expect(filter.matches(held, 0)).toBe(true)
    held.hold(big)
    expect(filter.matches(held, 0)).toBe(false)
    held.littleEndian = false
    expect(filter.matches(held, 0)).toBe(true)
  })
})

describe('where code may not be made at run time', () => {
  afterEach(() => allowCodeGeneration(true))

  test('filters decide alike', () => {
    const frames = [
      'http.pcapng',
      'dns.pcapng',
      'ipv6.pcapng',
      'fragments.pcapng',
      'vlan.pcapng',
      'geneve.pcapng',
      'arp.pcap',
      'snaplen.pcap',
    ].flatMap((name) => framesOf(name))
    const verdicts = (text: string) => {
      const filter = compileCaptureFilter(text, 1)
      return frames.map((frame) => filter.matches(batch.hold(frame), 0))
    }
    const refused = (text: string) => {
      try {
        return verdicts(text)
      } catch (error) {
        if (error instanceof FilterError) return error.reason
        throw error
      }
    }
    fc.assert(
      fc.property(captureFilters, (text) => {
        const ordinary = refused(text)
        allowCodeGeneration(false)
        const careful = refused(text)
        allowCodeGeneration(true)
        expect(careful).toEqual(ordinary)
      }),
      { numRuns: 500 },
    )
  })
})

test('a packet is not changed, and may be asked about in any order', () => {
  const filter = compileCaptureFilter('geneve and icmp or tcp', 1)
  const frames = framesOf('geneve.pcapng')
  const once = frames.map((frame) => filter.matches(batch.hold(frame), 0))
  const backwards = frames
    .toReversed()
    .map((frame) => filter.matches(batch.hold(frame), 0))
    .toReversed()
  expect(backwards).toEqual(once)
})
