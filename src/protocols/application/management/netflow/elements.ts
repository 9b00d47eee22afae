/** Elements of flow records: IANA "IPFIX Entities", 2026-11, the first 127 as in RFC 3954, section 8. */
import {
  bits, converted, flag, group, ipv4Address, ipv6Address, mac, rest, text, time, u32, u64, uint, type Field, type Fields,
  type View,
} from '../../../../schema/index.ts'
import { ipProtocols } from '../../../names/ip-protocols.ts'

/** What a template says of the field that a view is of. */
export interface FieldFacts {
  readonly element: number
  readonly enterprise: number
  readonly isScope: boolean
  readonly length: number
}
interface Known {
  readonly facts?: unknown
}
const lengthOf = ({ facts }: Known) => (facts as FieldFacts | undefined)?.length ?? 0
const number = (filter: string, label: string, look: object = {}) =>
  uint(`cflow.${filter}`, label, lengthOf as never, look as never) as Field
/** Milliseconds as seconds. */
export const seconds = (filter: string, label: string) =>
  converted(u32(`cflow.${filter}`, label, { unit: 's' }), (count) => count / 1000, 'float', (value) => Math.round(value * 1000))

const tcpBits = {
  cwr: flag('cflow.tcpflags.cwr', 'CWR'),
  ece: flag('cflow.tcpflags.ece', 'ECN Echo'),
  urg: flag('cflow.tcpflags.urg', 'URG'),
  ack: flag('cflow.tcpflags.ack', 'ACK'),
  psh: flag('cflow.tcpflags.psh', 'PSH'),
  rst: flag('cflow.tcpflags.rst', 'RST'),
  syn: flag('cflow.tcpflags.syn', 'SYN'),
  fin: flag('cflow.tcpflags.fin', 'FIN'),
}
export const tcpFlags = group('cflow.tcpflags', 'TCP Flags', tcpBits)
const tcpFlags16 = group('cflow.tcpflags', 'TCP Flags', {
  zero: bits(4, 'cflow.tcpflags.zero', 'Zero (Header Length)'), reserved: bits(4, 'cflow.tcpflags.reserved', 'Reserved'), ...tcpBits,
})
const directions = { 0: 'Ingress', 1: 'Egress' } as const
const algorithms = { 0: 'No sampling mode configured', 1: 'Deterministic sampling', 2: 'Random sampling' } as const
const endReasons = {
  1: 'Idle timeout', 2: 'Active timeout', 3: 'End of Flow detected', 4: 'Forced end', 5: 'Lack of resources',
} as const
const natEvents = {
  1: 'NAT translation create', 2: 'NAT translation delete', 3: 'NAT Addresses exhausted', 4: 'NAT44 session create',
  5: 'NAT44 session delete', 6: 'NAT64 session create', 7: 'NAT64 session delete', 8: 'NAT44 BIB create', 9: 'NAT44 BIB delete',
} as const
const firewallEvents = { 0: 'Ignore', 1: 'Flow created', 2: 'Flow deleted', 3: 'Flow denied', 4: 'Flow alert', 5: 'Flow update' } as const

/** Numbers of any length: `number: name|label`. */
const plain: Readonly<Record<number, string>> = {
  1: 'octets|Octets', 2: 'packets|Packets', 3: 'flows|Flows', 5: 'tos|IP ToS', 7: 'srcport|SrcPort', 9: 'srcmask|SrcMask',
  10: 'inputint|InputInt', 11: 'dstport|DstPort', 13: 'dstmask|DstMask', 14: 'outputint|OutputInt', 16: 'srcas|SrcAS', 17: 'dstas|DstAS',
  19: 'mulpackets|MulticastPackets', 20: 'muloctets|MulticastOctets', 23: 'octets|Octets', 24: 'packets|Packets',
  25: 'length_min|MinLength', 26: 'length_max|MaxLength', 29: 'srcmaskv6|SrcMask', 30: 'dstmaskv6|DstMask',
  31: 'ipv6flowlabel|ipv6FlowLabel',
  33: 'igmp_type|IGMP Type', 34: 'sampling_interval|Sampling interval', 36: 'flow_active_timeout|Flow active timeout',
  37: 'flow_inactive_timeout|Flow inactive timeout', 40: 'octetsexp|OctetsExp', 41: 'packetsexp|PacketsExp', 42: 'flowsexp|FlowsExp',
  48: 'sampler_id|SamplerID', 49: 'sampler_mode|SamplerMode', 50: 'sampler_random_interval|SamplerRandomInterval', 52: 'ttl_min|MinTTL',
  53: 'ttl_max|MaxTTL', 54: 'frag_ident|fragIdent', 55: 'post_tos|Post IP ToS', 58: 'vlanid|Vlan Id', 59: 'post_vlanid|Post Vlan Id',
  60: 'ip_version|IPVersion', 64: 'ipv6_exthdr|IPv6 Extension Headers', 85: 'permanent_octets|Permanent Octets',
  86: 'permanent_packets|Permanent Packets', 88: 'fragment_offset|Fragment Offset', 89: 'forwarding_status|ForwardingStatus',
  128: 'peer_dstas|PeerDstAS', 129: 'peer_srcas|PeerSrcAS', 138: 'observation_point_id|Observation Point Id', 142: 'port_id|Port Id',
  143: 'mp_id|Metering Process Id', 144: 'flow_exporter|FlowExporter', 148: 'flow_id|Flow Id', 149: 'od_id|Observation Domain Id',
  164: 'ignore_packets|Ignored Packets', 165: 'ignore_octets|Ignored Octets', 166: 'notsent_flows|Not Sent Flows',
  167: 'notsent_packets|Not Sent Packets', 168: 'notsent_octets|Not Sent Octets', 176: 'icmp_ipv4_type|IPv4 ICMP Type',
  177: 'icmp_ipv4_code|IPv4 ICMP Code', 178: 'icmp_ipv6_type|IPv6 ICMP Type', 179: 'icmp_ipv6_code|IPv6 ICMP Code',
  180: 'srcport|SrcPort', 181: 'dstport|DstPort', 182: 'srcport|SrcPort', 183: 'dstport|DstPort',
  184: 'tcp_seq_num|TCP Sequence Number', 185: 'tcp_ack_num|TCP Acknowledgement Number', 186: 'tcp_windows_size|TCP Windows Size',
  187: 'tcp_urg_ptr|TCP Urgent Pointer', 188: 'tcp_header_length|TCP Header Length', 189: 'ip_header_length|IP Header Length',
  190: 'ipv4_total_length|IPV4 Total Length', 191: 'ipv6_payload_length|IPv6 Payload Length', 192: 'ip_ttl|IP TTL',
  193: 'ipv6_next_hdr|IPv6 Next Header', 195: 'ip_dscp|DSCP', 196: 'ip_precedence|IP Precedence',
  197: 'ip_fragment_flags|IP Fragment Flags',
  205: 'udp_length|UDP Length', 214: 'export_protocol_version|ExportProtocolVersion', 216: 'collector_port|CollectorPort',
  217: 'exporter_port|ExporterPort', 224: 'ip_total_length|IP Total Length',
  227: 'post_naptsource_transport_port|Post NAPT Source Transport Port',
  228: 'post_naptdestination_transport_port|Post NAPT Destination Transport Port', 231: 'initiator_octets|Initiator Octets',
  232: 'responder_octets|Responder Octets', 234: 'ingress_vrfid|Ingress VRFID', 235: 'egress_vrfid|Egress VRFID',
  243: 'dot1q_vlan_id|Dot1q Vlan Id', 244: 'dot1q_priority|Dot1q Priority', 245: 'dot1q_customer_vlan_id|Dot1q Customer Vlan Id',
  252: 'ingress_physical_interface|Ingress Physical Interface', 253: 'egress_physical_interface|Egress Physical Interface',
  283: 'nat_pool_id|Nat Pool Id', 295: 'ipsec_spi|IPSec SPI', 296: 'gre_key|Gre Key', 298: 'initiator_packets|Initiator Packets',
  299: 'responder_packets|Responder Packets', 302: 'selector_id|Selector Id', 304: 'selector_algorithm|Selector Algorithm',
  305: 'sampling_packet_interval|Sampling Packet Interval', 306: 'sampling_packet_space|Sampling Packet Space',
  309: 'sampling_size|Sampling Size', 310: 'sampling_population|Sampling Population', 351: 'layer2_segment_id|Layer2 Segment Id',
}
/** Those whose values have names. */
const named: Readonly<Record<number, readonly [string, string, object]>> = {
  4: ['protocol', 'Protocol', { names: ipProtocols }], 35: ['sampling_algorithm', 'Sampling algorithm', { names: algorithms }],
  61: ['direction', 'Direction', { names: directions }], 136: ['flow_end_reason', 'Flow End Reason', { names: endReasons }],
  215: ['exporter_protocol', 'ExportTransportProtocol', { names: ipProtocols }], 230: ['nat_event', 'Nat Event', { names: natEvents }],
  233: ['firewall_event', 'Firewall Event', { names: firewallEvents }], 256: ['ethernet_type', 'Ethernet Type', { base: 16 }],
  32: ['icmp_type_code_ipv4', 'ICMP Type', { base: 16 }],
}
const addresses4: Readonly<Record<number, string>> = {
  8: 'srcaddr|SrcAddr', 12: 'dstaddr|DstAddr', 15: 'nexthop|NextHop', 18: 'bgpnexthop|BGPNextHop', 44: 'srcprefix|SrcPrefix',
  45: 'dstprefix|DstPrefix', 47: 'toplabeladdr|TopLabelAddr', 130: 'exporter_addr|ExporterAddr', 211: 'collector_addr|CollectorAddr',
  225: 'post_natsource_ipv4_address|Post NAT Source IPv4 Address',
  226: 'post_natdestination_ipv4_address|Post NAT Destination IPv4 Address',
}
const addresses6: Readonly<Record<number, string>> = {
  27: 'srcaddrv6|SrcAddr', 28: 'dstaddrv6|DstAddr', 62: 'nexthopv6|NextHop', 63: 'bgpnexthopv6|BGPNextHop',
  131: 'exporter_addr_v6|ExporterAddr', 212: 'collector_addr_v6|CollectorAddr',
  281: 'post_nat_source_ipv6_address|Post NAT Source IPv6 Address',
  282: 'post_nat_destination_ipv6_address|Post NAT Destination IPv6 Address',
}
const macs: Readonly<Record<number, string>> = {
  56: 'srcmac|Source Mac Address', 57: 'post_dstmac|Post Destination Mac Address', 80: 'dstmac|Destination Mac Address',
  81: 'post_srcmac|Post Source Mac Address',
}
const texts: Readonly<Record<number, string>> = {
  82: 'if_name|IfName', 83: 'if_descr|IfDescr', 84: 'sampler_name|SamplerName', 94: 'appl_desc|ApplicationDesc',
  96: 'appl_name|ApplicationName',
  147: 'wlan_ssid|Wireless LAN SSId', 236: 'vrfname|VRFname', 371: 'user_name|User Name',
}
const uptimes: Readonly<Record<number, string>> = { 21: 'timeend|EndTime', 22: 'timestart|StartTime' }
const starts = ['abstimestart', 'StartTime'] as const
const ends = ['abstimeend', 'EndTime'] as const

type Sets = Record<number, Fields<View>>
/** A set of one value for each element. */
function setsOf(list: Readonly<Record<number, string>>, make: (filter: string, label: string) => Field): Sets {
  const pairs = Object.entries(list).map(([element, words]) => {
    const [name = '', label = ''] = words.split('|')
    return [element, { value: make(`cflow.${name}`, label) }] as const
  })
  return Object.fromEntries(pairs) as unknown as Sets
}
const at = ([name, label]: readonly [string, string], kind: Parameters<typeof time>[2]) =>
  ({ value: time(`cflow.${name}`, label, kind) }) as unknown as Fields<View>
const short = (name: string) => name.slice('cflow.'.length)

/** How an element is read, by its number; those of a fixed size only where they have it. */
const fixed: Sets = {
  ...setsOf(addresses4, ipv4Address as never), ...setsOf(addresses6, ipv6Address as never), ...setsOf(macs, mac as never),
  ...setsOf(uptimes, (name, label) => seconds(short(name), label) as Field),
  150: at(starts, 'unix'), 151: at(ends, 'unix'), 152: at(starts, 'unix-ms'), 153: at(ends, 'unix-ms'), 154: at(starts, 'ntp'),
  155: at(ends, 'ntp'), 156: at(starts, 'ntp'), 157: at(ends, 'ntp'), 160: at(['sys_init_time', 'System Init Time'], 'unix-ms'),
}
const namedSets = Object.fromEntries(Object.entries(named).map(([element, [name, label, look]]) =>
  [element, { value: number(name, label, look) }])) as unknown as Sets
const flexible: Sets = {
  ...setsOf(plain, (name, label) => number(short(name), label)),
  ...namedSets,
  ...setsOf(texts, ((name: string, label: string) => text(name, label, undefined as never, { padding: 'zero' })) as never),
}
const flagsElement = 6

/** The size of those that have a fixed one. */
const sizes = new Map<number, number>(Object.entries(fixed).map(([element, { value }]) => [Number(element), Number(value!.size) / 8]))

/** RFC 3954, section 6.1: what the records of options are about. */
const scopes: Sets = {
  1: { value: rest('cflow.scope_system', 'ScopeSystem') } as never,
  2: { value: number('scope_interface', 'ScopeInterface') } as never,
  3: { value: number('scope_linecard', 'ScopeLinecard') } as never,
  4: { value: rest('cflow.scope_cache', 'ScopeCache') } as never,
  5: { value: rest('cflow.scope_template', 'ScopeTemplate') } as never,
}
const [scopeKey, wideFlags, wide] = [100_000, 200_000, 300_000]

/** The key of `valueSets` for a field; -1 where it is not known, or has not the size that it should have. */
export function valueKey({ facts }: Known): number {
  const { element, enterprise, isScope, length } = (facts ?? { element: -1 }) as FieldFacts
  if (element < 0 || enterprise !== 0) return -1
  if (isScope) return scopeKey + element
  if (element === flagsElement) return length === 1 ? flagsElement : length === 2 ? wideFlags : -1
  const size = sizes.get(element)
  if (size !== undefined) return size === length ? element : -1
  if (texts[element] !== undefined || (length > 0 && length <= 6)) return element
  return length === 8 ? wide + element : -1
}

export const valueSets: Sets = {
  ...flexible, ...fixed,
  [flagsElement]: { value: tcpFlags } as never,
  [wideFlags]: { value: tcpFlags16 } as never,
  ...Object.fromEntries(Object.entries(setsOf(plain, u64 as never)).map(([element, set]) => [wide + Number(element), set])),
  ...Object.fromEntries(Object.entries(scopes).map(([kind, set]) => [scopeKey + Number(kind), set])),
}

/** Names of elements, for templates. */
export const elementNames: Readonly<Record<number, string>> = Object.fromEntries(
  Object.entries({ ...valueSets }).flatMap(([element, { value }]) => (Number(element) < scopeKey ? [[element, value!.label]] : [])),
)
