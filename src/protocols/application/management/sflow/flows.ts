/** Sampled packets of sFlow 5: sFlow Version 5 (July 2004), section "Flow Data Types". */
import {
  bytes, ipv4Address, ipv6Address, list, mac, record, text, u16, u32,
} from '../../../../schema/index.ts'
import { ipProtocols } from '../../../names/ip-protocols.ts'

export const flowFormats = {
  1: 'Raw packet header', 2: 'Ethernet frame data', 3: 'IPv4 data', 4: 'IPv6 data', 1001: 'Extended switch data',
  1002: 'Extended router data', 1003: 'Extended gateway data', 1004: 'Extended user data', 1005: 'Extended URL data',
  1006: 'Extended MPLS data', 1007: 'Extended NAT data', 1008: 'Extended MPLS tunnel data', 1009: 'Extended MPLS VC data',
  1010: 'Extended MPLS FEC data', 1011: 'Extended MPLS LVP FEC data', 1012: 'Extended VLAN tunnel data',
} as const
const headerProtocols = {
  1: 'Ethernet', 2: 'Token bus', 3: 'Token ring', 4: 'FDDI', 5: 'Frame Relay', 6: 'X.25', 7: 'PPP', 8: 'SMDS', 9: 'ATM AAL5',
  10: 'ATM AAL5-IP', 11: 'IPv4', 12: 'IPv6', 13: 'MPLS', 14: 'POS',
} as const
export const addressTypes = { 0: 'Unknown', 1: 'IPv4', 2: 'IPv6' } as const
const segmentTypes = { 1: 'AS set', 2: 'AS sequence' } as const

/** Bytes up to a multiple of four after a text. */
const padded = (length: number | undefined) => (4 - ((length ?? 0) & 3)) & 3

/** An address after its type, with the names of the two kinds. */
const address = (name4: string, name6: string, label: string) => record(label, {
  type: u32('', 'Address type', { names: addressTypes }),
}).choice('type', { 1: { address: ipv4Address(name4, label) }, 2: { address6: ipv6Address(name6, label) } })

const ports = {
  sourcePort:      u32('sflow_245.ip.source_port', 'Source Port'),
  destinationPort: u32('sflow.ip.destination_port', 'Destination Port'),
  tcpFlags:        u32('', 'TCP Flags', { base: 16 }),
}
const number = (name: string) => record('AS', { number: u32(name, 'AS') })
const segment = record('Segment', {
  type:  u32('sflow.as_type', 'AS Type', { names: segmentTypes }),
  count: u32('sflow_245.dstASentries', 'AS Destinations'),
}).fields({ numbers: list('', 'AS Numbers', number('sflow_245.dstAS'), { count: 'count' }) })
const label = (name: string) => record('Label', { label: u32(name, 'Label') })
const nextHop = list('', 'Next hop', address('sflow_245.nexthop', 'sflow_245.nexthop.v6', 'Next hop'), { count: () => 1 })

export const flowSets = {
  1: {
    protocol:     u32('sflow_245.header_protocol', 'Header protocol', { names: headerProtocols }),
    frameLength:  u32('sflow_245.header.frame_length', 'Frame Length', { unit: 'bytes' }),
    stripped:     u32('sflow_245.header.payload_stripped', 'Payload stripped', { unit: 'bytes' }),
    headerLength: u32('sflow_245.header.sampled_header_length', 'Sampled header length', { unit: 'bytes' }),
    header:       bytes('sflow_245.header', 'Header of sampled packet', 'headerLength'),
  },
  2: {
    macLength:    u32('sflow_245.ethernet.length', 'Length of MAC Packet', { unit: 'bytes' }),
    source:       mac('sflow_245.ethernet.source_mac_address', 'Source MAC Address'),
    sourcePad:    u16('', 'Padding'),
    destination:  mac('sflow_245.ethernet.destination_mac_address', 'Destination MAC Address'),
    targetPad:    u16('', 'Padding'),
    etherType:    u32('sflow_245.ethernet.packet_type', 'Ethernet Packet Type', { base: 16 }),
  },
  3: {
    ipLength:     u32('sflow_245.ip.length', 'Length of IP Packet', { unit: 'bytes' }),
    ipProtocol:   u32('sflow.ip_protocol', 'IP Protocol', { names: ipProtocols }),
    source4:      ipv4Address('sflow_245.ipv4_src', 'Source IP address'),
    destination4: ipv4Address('sflow_245.ipv4_dst', 'Destination IP address'),
    ...ports,
    service:      u32('', 'Type of Service', { base: 16 }),
  },
  4: {
    ipLength:     u32('sflow_245.ip.length', 'Length of IP Packet', { unit: 'bytes' }),
    ipProtocol:   u32('sflow.ip_protocol', 'IP Protocol', { names: ipProtocols }),
    source6:      ipv6Address('sflow_245.ipv6_src', 'Source IP address'),
    destination6: ipv6Address('sflow_245.ipv6_dst', 'Destination IP address'),
    ...ports,
    priority:     u32('sflow_245.ipv6_priority', 'Priority'),
  },
  1001: {
    vlanIn:       u32('sflow_245.vlan.in', 'Incoming 802.1Q VLAN'),
    priorityIn:   u32('sflow_245.pri.in', 'Incoming 802.1p priority'),
    vlanOut:      u32('sflow_245.vlan.out', 'Outgoing 802.1Q VLAN'),
    priorityOut:  u32('sflow_245.pri.out', 'Outgoing 802.1p priority'),
  },
  1002: {
    nextHop,
    sourceMask:   u32('sflow_245.nexthop.src_mask', 'Next hop source mask'),
    targetMask:   u32('sflow_245.nexthop.dst_mask', 'Next hop destination mask'),
  },
  1003: {
    nextHop,
    as:           u32('sflow_245.as', 'AS Router'),
    sourceAs:     u32('sflow_245.srcAS', 'AS Source'),
    peerAs:       u32('sflow_245.peerAS', 'AS Peer'),
    segmentCount: u32('', 'AS Path Segments'),
    path:         list('', 'AS Path', segment, { count: 'segmentCount' }),
    communities:  u32('sflow_245.communityEntries', 'Gateway Communities'),
    community:    list('', 'Communities', record('Community', { community: u32('', 'Community', { base: 16 }) }), { count: 'communities' }),
    preference:   u32('sflow_245.localpref', 'localpref'),
  },
  1004: {
    sourceSet:    u32('sflow_5.extended_user.source_character_set', 'Source Character Set'),
    sourceLength: u32('sflow_5.extended_user.source_user_string_length', 'Source User String Length', { unit: 'bytes' }),
    sourceUser:   text('sflow_5.extended_user.source_user', 'Source User', 'sourceLength'),
    sourceFill:   bytes('', 'Padding', ({ sourceLength }: { readonly sourceLength?: number }) => padded(sourceLength)),
    targetSet:    u32('sflow_5.extended_user.destination_character_set', 'Destination Character Set'),
    targetLength: u32('sflow_5.extended_user.destination_user_string_length', 'Destination User String Length', { unit: 'bytes' }),
    targetUser:   text('sflow_5.extended_user.destination_user', 'Destination User', 'targetLength'),
  },
  1005: {
    direction:    u32('sflow_5.extended_url.direction', 'Direction', { names: { 1: 'Source', 2: 'Destination' } }),
    urlLength:    u32('sflow_5.extended_url.url_length', 'URL Length', { unit: 'bytes' }),
    url:          text('sflow_5.extended_url.url', 'URL', 'urlLength'),
    urlFill:      bytes('', 'Padding', ({ urlLength }: { readonly urlLength?: number }) => padded(urlLength)),
    hostLength:   u32('sflow_5.extended_url.host_length', 'Host Length', { unit: 'bytes' }),
    host:         text('sflow_5.extended_url.host', 'Host', 'hostLength'),
  },
  1006: {
    nextHop,
    inCount:      u32('sflow_245.extended_mpls.in_label_stack_entries', 'In Label Stack Entries'),
    inLabels:     list('', 'In Labels', label('sflow_245.extended_mpls.in_label'), { count: 'inCount' }),
    outCount:     u32('sflow_245.extended_mpls.out_label_stack_entries', 'Out Label Stack Entries'),
    outLabels:    list('', 'Out Labels', label('sflow_245.extended_mpls.out_label'), { count: 'outCount' }),
  },
}
