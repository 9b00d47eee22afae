/** Packets that are built from values, for tests: by name, as frames that begin with Ethernet. */
import { build, layer } from '../../src/packet/build/index.ts'
import { Packet } from '../../src/packet/packet.ts'

const {
  arp,
  dns,
  ethernet,
  gre,
  icmp,
  icmpv6,
  igmp,
  ipv4,
  ipv6,
  ipv6Fragment,
  llc,
  mpls,
  pim,
  providerVlan,
  sctp,
  snap,
  tcp,
  udp,
  vlan,
  vxlan,
} = layer
const link = ethernet({ source: '02:00:00:00:00:01', destination: '02:00:00:00:00:02' })
const ends4 = { source: '192.0.2.1', destination: '192.0.2.2' }
const ends6 = { source: '2001:db8::1', destination: '2001:db8::2' }
const inner4 = { source: '10.0.0.1', destination: '10.0.0.2' }
const question = { name: 'www.example.test' }

/** The fragments of a datagram of 40 bytes of UDP payload. */
function fragments4(): readonly Uint8Array[] {
  const whole = Packet.of(build(link, ipv4(ends4), udp({ sourcePort: 4000, destinationPort: 4001 }), 'x'.repeat(40)))
  const datagram = whole.ipv4!.payload
  const fragment = { ...ends4, identification: 7, protocol: 17 }
  return [
    build(link, ipv4({ ...fragment, flags: { moreFragments: true } }), datagram.subarray(0, 24)),
    build(link, ipv4({ ...fragment, fragmentOffset: 3 }), datagram.subarray(24)),
  ]
}

function fragments6(): readonly Uint8Array[] {
  const whole = Packet.of(build(link, ipv6(ends6), icmpv6({ identifier: 1, sequence: 2 }), 'y'.repeat(40)))
  const datagram = whole.ipv6!.payload
  const fragment = { identification: 9, nextHeader: 58 }
  return [
    build(link, ipv6(ends6), ipv6Fragment({ ...fragment, moreFragments: true }), datagram.subarray(0, 24)),
    build(link, ipv6(ends6), ipv6Fragment({ ...fragment, offset: 3 }), datagram.subarray(24)),
  ]
}

const options = [
  { kind: 2, maximumSegmentSize: 1460 },
  { kind: 4 },
  { timestamp: 7, timestampEcho: 0 },
  { kind: 1 },
  { windowShift: 7 },
]

export const builtPackets: Readonly<Record<string, Uint8Array>> = {
  arp: build(link, arp({ senderMac: '02:00:00:00:00:01', senderIpv4: '192.0.2.1', targetIpv4: '192.0.2.2' })),
  'tcp over ipv4': build(link, ipv4(ends4), tcp({ destinationPort: 80, flags: { syn: true }, options })),
  'tcp over ipv6': build(link, ipv6(ends6), tcp({ destinationPort: 7, flags: { psh: true, ack: true } }), 'odd text'),
  'udp over ipv4': build(link, ipv4(ends4), udp({ sourcePort: 4000, destinationPort: 4001 }), 'text'),
  'udp over ipv6': build(link, ipv6(ends6), udp({ sourcePort: 4000, destinationPort: 4001 }), 'text'),
  'icmp echo': build(link, ipv4(ends4), icmp({ identifier: 1, sequence: 2 }), 'abcdefgh'),
  'icmp error': build(link, ipv4(ends4), icmp({ type: 3, code: 1 }), ipv4(ends4), udp({ destinationPort: 9 }), 'text'),
  'icmpv6 echo': build(link, ipv6(ends6), icmpv6({ identifier: 1, sequence: 2 }), 'abcdefgh'),
  'neighbor solicitation': build(
    link,
    ipv6({ ...ends6, hopLimit: 255 }),
    icmpv6({ type: 135, target: '2001:db8::2', options: [{ sourceAddress: Uint8Array.of(2, 0, 0, 0, 0, 1) }] }),
  ),
  vlan: build(link, vlan({ id: 42, priority: 3 }), ipv4(ends4), udp({ destinationPort: 9 }), 'text'),
  'two tags': build(link, providerVlan({ id: 7 }), vlan({ id: 42 }), ipv6(ends6), udp({ destinationPort: 9 }), 'text'),
  'llc and snap': build(
    link,
    llc({ source: { point: 0x55 } }),
    snap(),
    ipv4(ends4),
    udp({ destinationPort: 9 }),
    'text',
  ),
  'dns query': build(
    link,
    ipv4(ends4),
    udp(),
    dns({ id: 0x1234, flags: { recursionDesired: true }, questions: [question] }),
  ),
  'dns response': build(
    link,
    ipv4(ends4),
    udp({ sourcePort: 53, destinationPort: 40000 }),
    dns({
      id: 0x1234,
      flags: { response: true, recursionDesired: true, recursionAvailable: true },
      questions: [question],
      answers: [
        { name: 'www.example.test', timeToLive: 60, canonicalName: 'web.example.test' },
        { name: 'web.example.test', timeToLive: 60, address: '192.0.2.80' },
        { name: 'web.example.test', timeToLive: 60, address: '2001:db8::80' },
        { name: 'example.test', timeToLive: 60, preference: 10, exchange: 'mail.example.test' },
      ],
      additionals: [{ name: '<Root>', type: 41, udpPayloadSize: 1232 }],
    }),
  ),
  vxlan: build(
    link,
    ipv4(ends4),
    udp(),
    vxlan({ vni: 77 }),
    ethernet({ source: '02:00:00:00:00:0a', destination: '02:00:00:00:00:0b' }),
    ipv4(inner4),
    tcp({ destinationPort: 80, flags: { syn: true } }),
  ),
  gre: build(link, ipv4(ends4), gre({ key: 0x1234, sequence: 5 }), ipv6(ends6), udp({ destinationPort: 9 }), 'text'),
  'gre with a checksum': build(
    link,
    ipv4(ends4),
    gre({ flags: { checksumPresent: true } }),
    ipv4(inner4),
    udp({ destinationPort: 9 }),
    'odd text.',
  ),
  igmp: build(link, ipv4({ ...ends4, timeToLive: 1 }), igmp({ type: 0x16, group: '239.1.2.3' })),
  sctp: build(link, ipv4(ends4), sctp({ sourcePort: 5000, destinationPort: 5001, chunks: [{ type: 14, length: 4 }] })),
  'pim over ipv4': build(link, ipv4({ ...ends4, timeToLive: 1 }), pim({ type: 0, options: [{ holdTime: 105 }] })),
  'pim over ipv6': build(link, ipv6({ ...ends6, hopLimit: 1 }), pim({ type: 0, options: [{ holdTime: 105 }] })),
  'pim register': build(link, ipv4(ends4), pim({ type: 1 }), ipv4(inner4), udp({ destinationPort: 9 }), 'text'),
  'pim register over ipv6': build(
    link,
    ipv6(ends6),
    pim({ type: 1 }),
    ipv6(ends6),
    udp({ destinationPort: 9 }),
    'text',
  ),
  mpls: build(link, mpls({ label: 100 }), mpls({ label: 200 }), ipv4(ends4), icmp({ identifier: 1, sequence: 1 })),
  'fragment 1': fragments4()[0]!,
  'fragment 2': fragments4()[1]!,
  'ipv6 fragment 1': fragments6()[0]!,
  'ipv6 fragment 2': fragments6()[1]!,
}
