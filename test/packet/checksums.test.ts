import { expect, test } from 'vitest'
import { verifyChecksums } from '../../src/packet/checksums.ts'
import { Packet } from '../../src/packet/packet.ts'
import { framesOf, packetOf } from '../support/packets.ts'

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
