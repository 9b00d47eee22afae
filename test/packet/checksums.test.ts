import { describe, expect, test } from 'vitest'
import { Batch } from '../../src/files/batch.ts'
import { build, layer, type Content } from '../../src/packet/build/index.ts'
import { verifyChecksums } from '../../src/packet/checksums/index.ts'
import { Layers } from '../../src/packet/layers.ts'
import { Packet } from '../../src/packet/packet.ts'
import { packetWarnings } from '../../src/packet/summary/warnings.ts'
import { bytesOf, framesOf, packetOf } from '../support/packets.ts'

const verdicts = (packet: Packet) =>
  verifyChecksums(packet.layers()).map(({ layer, verdict }) => `${layer.schema.name} ${verdict}`)

/** The packets of a capture for which something is said of a protocol, by verdict. */
function count(capture: string, protocol: string): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const frame of framesOf(capture))
    for (const { layer, verdict } of verifyChecksums(new Packet(frame).layers()))
      if (layer.schema.name === protocol) counts[verdict] = (counts[verdict] ?? 0) + 1
  return counts
}

test.each([
  'web.pcapng',
  'dns.pcapng',
  'ping.pcap',
  'ping-options.pcapng',
  'ipv6.pcapng',
  'vlan.pcapng',
  'igmp.pcapng',
  'traceroute.pcapng',
])('what is right is called good: %s', (capture) => {
  for (const frame of framesOf(capture))
    for (const { verdict } of verifyChecksums(new Packet(frame).layers())) expect(verdict).toBe('good')
})

test('one changed bit is bad, and what would be right is said', () => {
  const { frame } = packetOf('web.pcapng', 3)
  const bytes = frame.bytes.slice()
  bytes[14 + 8]! += 1 // time to live
  bytes[14 + 20 + 12]! ^= 4 // first byte of the DNS flags
  const [ip, udp] = verifyChecksums(Packet.of(bytes).layers())
  const [rightIp, rightUdp] = verifyChecksums(Packet.of(frame.bytes).layers())
  expect([ip!.verdict, udp!.verdict]).toEqual(['bad', 'bad'])
  // One more hop to live is 0x0100 more in the sum, so that much less in the checksum.
  expect(ip!.expected).toBe(rightIp!.found - 0x0100)
  expect(udp!.expected).not.toBe(rightUdp!.found)
  bytes.set([ip!.expected >> 8, ip!.expected & 255], 14 + 10)
  bytes.set([udp!.expected >> 8, udp!.expected & 255], 14 + 20 + 6)
  expect(verdicts(Packet.of(bytes))).toEqual(['ip good', 'udp good'])
})

test('a checksum left for the network card is not called wrong', () => {
  expect(count('offload.pcapng', 'tcp')).not.toHaveProperty('bad')
  expect(count('offload.pcapng', 'tcp')['offloaded']).toBeGreaterThan(0)
})

test('a UDP checksum of 0 is none, over IPv4', () => {
  const bytes = packetOf('web.pcapng', 3).frame.bytes.slice()
  bytes.set([0, 0], 14 + 20 + 6)
  expect(verdicts(Packet.of(bytes))).toEqual(['ip good', 'udp absent'])
})

test('what is not all here is not judged', () => {
  const { frame } = packetOf('web.pcapng', 10)
  expect(verdicts(Packet.of(frame.bytes.slice(0, 80)))).toEqual(['ip good', 'tcp unverified'])
  expect(count('fragments.pcapng', 'icmp')).not.toHaveProperty('bad')
  expect(count('fragments.pcapng', 'udp')).not.toHaveProperty('bad')
  expect(count('snaplen.pcap', 'tcp')).not.toHaveProperty('bad')
})

test('a quoted packet is left alone', () => {
  const quoting = framesOf('unreachable.pcapng')
    .map((frame) => new Packet(frame))
    .find(
      (packet) =>
        packet.icmp !== undefined &&
        packet.layers().some(({ schema }) => schema.name === 'udp' || schema.name === 'tcp'),
    )!
  expect(verdicts(quoting)).toEqual(['ip good', 'icmp good'])
})

describe('what each definition declares', () => {
  const { ethernet, gre, ipv4, ipv6, mobilityHeader, pim, sctp, udp } = layer
  const [over4, over6] = [
    [ethernet(), ipv4()],
    [ethernet(), ipv6()],
  ]
  const chunks = [{ type: 14, length: 4 }]
  const inner = [ipv4(), udp({ destinationPort: 9 }), 'text']

  test.each<[string, readonly Content[], string]>([
    ['CRC-32C of SCTP', [...over4, sctp({ chunks })], 'ip good, sctp good'],
    ['PIM over IPv4', [...over4, pim({ options: [{ holdTime: 1 }] })], 'ip good, pim good'],
    ['PIM over IPv6, with a pseudo-header', [...over6, pim({ options: [{ holdTime: 1 }] })], 'pim good'],
    ['a register of PIM', [...over4, pim({ type: 1 }), ...inner], 'ip good, pim good, ip good, udp good'],
    [
      'a mobility header',
      [...over6, mobilityHeader({ nextHeader: 59, type: 1, message: new Uint8Array(2) })],
      'mipv6 good',
    ],
    ['GRE', [...over4, gre({ flags: { checksumPresent: true } }), ...inner], 'ip good, gre good, ip good, udp good'],
    ['GRE without one', [...over4, gre(), ...inner], 'ip good, ip good, udp good'],
  ])('%s is built right, and wrong after a change', (_, contents, expected) => {
    const bytes = build(...contents)
    expect(verdicts(Packet.of(bytes)).join(', ')).toBe(expected)
    const own = Packet.of(bytes).layers()[2]!
    if (own.schema.name === 'gre' && own.extent === 4) return
    bytes[own.start + own.extent - 1]! ^= 1
    const [verdict] = verifyChecksums(Packet.of(bytes).layers()).filter(({ layer }) => layer.start === own.start)
    expect([verdict!.verdict, verdict!.expected === verdict!.found]).toEqual(['bad', false])
  })

  test('a register of PIM does not cover what it carries', () => {
    const bytes = build(...over4, pim({ type: 1 }), ...inner)
    bytes[bytes.length - 1]! ^= 1
    expect(verdicts(Packet.of(bytes))).toEqual(['ip good', 'pim good', 'ip good', 'udp bad'])
  })

  test('in GRE with a source route alone there is none', () => {
    const routes = [{ family: 0, offset: 0, length: 0 }]
    const bytes = build(...over4, gre({ flags: { routingPresent: true }, checksum: 7, routes }), ...inner)
    expect(verdicts(Packet.of(bytes))).toEqual(['ip good', 'ip good', 'udp good'])
  })

  test('extensions of ICMP have their own', () => {
    const quoted = build(ipv4(), udp({ destinationPort: 9 }), new Uint8Array(100))
    const extension = bytesOf('2000 0000 0008 0101 00064140')
    const message = build(ethernet(), ipv4({ protocol: 1 }), bytesOf('0b00 0000 00200000'), quoted, extension)
    const [, , own] = verifyChecksums(Packet.of(message).layers())
    expect([own!.layer.schema.label, own!.verdict]).toEqual(['Extension Structure', 'offloaded'])
    const at = message.length - extension.length + 2
    message.set([own!.expected >> 8, own!.expected & 255], at)
    expect(verifyChecksums(Packet.of(message).layers())[2]!.verdict).toBe('good')
  })
})

test('all digits of a checksum are shown', () => {
  const bytes = build(layer.ethernet(), layer.ipv4(), layer.sctp({ checksum: 1, chunks: [{ type: 14, length: 4 }] }))
  const layers = new Layers()
  layers.decode(new Batch().hold(Packet.of(bytes).frame), 0)
  expect(packetWarnings(layers, { verbose: 0, checksums: true })).toEqual([
    expect.stringMatching(/^sctp: checksum 0x00000001, should be 0x[0-9a-f]{8}$/),
  ])
})
