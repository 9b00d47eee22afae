/** TLVs of link state PDUs: ISO/IEC 10589, RFC 5305, RFC 5308, RFC 7981, RFC 8667. */
import {
  bits, converted, f32, flag, group, ipv4Address, ipv4Prefix, ipv6Address, ipv6Prefix, list, record, rest, text, tlv, u16, u24,
  u32, u8, when,
} from '../../../../schema/index.ts'
import { commonTlvs, systemId, tlvOf, valueOf } from './tlvs.ts'

/** ISO/IEC 10589, section 9.8: four metrics, of which all but the first may be absent. */
const metric = (prefix: string, name: string, label: string, supported: string) => ({
  [`${name}Absent`]: flag(supported, `${label} Metric not supported`),
  [`${name}External`]: flag(`${prefix}.${name}_metric_ie`, `${label} Metric External`),
  [name]: bits(6, `${prefix}.${name}_metric`, `${label} Metric`),
})
const reach = 'isis.lsp.ip_reachability'
const others = (prefix: string, supported: (name: string) => string) => ({
  ...metric(prefix, 'delay', 'Delay', supported('delay')), ...metric(prefix, 'expense', 'Expense', supported('expense')),
  ...metric(prefix, 'error', 'Error', supported('error')),
})
/** RFC 1195, section 5.3.2; RFC 2966 has the first bit say which way a prefix went. */
const ipReach = record('Prefix', {
  down:            flag(`${reach}.distribution`, 'Down'),
  defaultExternal: flag(`${reach}.default_metric_ie`, 'Default Metric External'),
  default:         bits(6, `${reach}.default_metric`, 'Default Metric'),
  ...others(reach, (name) => `${reach}.${name}_metric_support`),
  prefix:          ipv4Address(`${reach}.ipv4_prefix`, 'Prefix'),
  mask:            ipv4Address(`${reach}.mask`, 'Mask'),
})
const near = 'isis.lsp.eis_neighbors'
const isReach = record('Neighbor', {
  reserved:        flag(`${near}.reserved`, 'Reserved'),
  defaultExternal: flag(`${near}.default_metric_ie`, 'Default Metric External'),
  default:         bits(6, `${near}.default_metric`, 'Default Metric'),
  ...others(near, (name) => (name === 'delay' ? 'isis.lsp.eis_neighbors_delay_metric.supported' : `${near}.${name}_metric_supported`)),
  neighbor:        systemId(`${near}.is_neighbor`, 'IS Neighbor', 7),
})

/** Megabits in a second; on the wire are bytes (RFC 5305, section 3.4). */
const bandwidth = (filter: string, label: string) => converted(f32(filter, label), (value) => (value * 8) / 1e6)
/** RFC 8667, section 2.1.1: labels in 20 bits of three bytes, an index in four. */
const sid = (size: number) => ({
  label: when(({ length }: Sized) => length === size + 3, u24('isis.lsp.sid.sli_label', 'SID/Label')),
  index: when(({ length }: Sized) => length === size + 4, u32('isis.lsp.sid.sli_index', 'SID Index', { base: 16 })),
})
interface Sized {
  readonly length: number
}
const adjacency = {
  flags: group('isis.lsp.adj_sid.flags', 'Flags', {
    family: flag('isis.lsp.adj_sid.flags.f', 'F'), backup: flag('isis.lsp.adj_sid.flags.b', 'B'),
    value: flag('isis.lsp.adj_sid.flags.v', 'V'),
    local: flag('isis.lsp.adj_sid.flags.l', 'L'), set: flag('isis.lsp.adj_sid.flags.s', 'S'),
    unused: bits(3, 'isis.lsp.adj_sid.flags.unused', 'Unused'),
  }),
  weight: u8('isis.lsp.adj_sid.weight', 'Weight', { base: 16 }),
}
const ext = 'isis.lsp.ext_is_reachability'
/** IANA "IS-IS Sub-TLVs for TLVs Advertising Neighbor Information", 2026-11. */
const linkTypes = {
  3: 'Administrative Group', 4: 'Link Local/Remote Identifiers', 6: 'IPv4 Interface Address', 8: 'IPv4 Neighbor Address',
  9: 'Maximum Link Bandwidth',
  10: 'Maximum Reservable Link Bandwidth', 11: 'Unreserved Bandwidth', 12: 'IPv6 Interface Address', 13: 'IPv6 Neighbor Address',
  18: 'TE Default Metric', 19: 'Link Attributes', 29: 'SPB-Metric', 31: 'Adj-SID', 32: 'LAN-Adj-SID',
}
const linkTlv = tlv('Sub-TLV', {
  type: u8(`${ext}.code`, 'Code', { names: linkTypes }), length: u8(`${ext}.length`, 'Length', { unit: 'bytes' }),
})
  .choice('type', {
    3:  { color: u32(`${ext}.administrative_group`, 'Administrative Group', { base: 16 }) },
    4:  {
      localId: u32(`${ext}.link_local_identifier`, 'Link Local Identifier'),
      remoteId: u32(`${ext}.link_remote_identifier`, 'Link Remote Identifier'),
    },
    6:  { local: ipv4Address(`${ext}.ipv4_interface_address`, 'IPv4 Interface Address') },
    8:  { remote: ipv4Address(`${ext}.ipv4_neighbor_address`, 'IPv4 Neighbor Address') },
    9:  { maximum: bandwidth('isis.lsp.maximum_link_bandwidth', 'Maximum Link Bandwidth') },
    10: { reservable: bandwidth('isis.lsp.reservable_link_bandwidth', 'Maximum Reservable Link Bandwidth') },
    11: {
      unreserved: list('isis.lsp.unreserved', 'Unreserved Bandwidth', record('Priority', {
        bandwidth: bandwidth('isis.lsp.unrsv_bw.priority_level', 'Bandwidth'),
      })),
    },
    12: { local6: ipv6Address(`${ext}.ipv6_interface_address`, 'IPv6 Interface Address') },
    13: { remote6: ipv6Address(`${ext}.ipv6_neighbor_address`, 'IPv6 Neighbor Address') },
    18: { metric: u24(`${ext}.traffic_engineering_default_metric`, 'TE Default Metric') },
    29: {
      spb: u24('isis.lsp.spb.link_metric', 'SPB Link Metric'), ports: u8('isis.lsp.spb.port_count', 'Ports'),
      port: u16('isis.lsp.spb.port_id', 'Port ID'),
    },
    31: { ...adjacency, ...sid(2) },
    32: {
      lanFlags: adjacency.flags, lanWeight: adjacency.weight, system: systemId('isis.lsp.adj_sid.system_id', 'System ID'), ...lanSid(),
    },
  })
  .fields({ value: rest(`${ext}.value`, 'Value') })
function lanSid() {
  const { label, index } = sid(8)
  return { lanLabel: label, lanIndex: index }
}
/** RFC 5305, section 3. */
const extendedIs = record('Neighbor', {
  neighbor:  systemId(`${ext}.is_neighbor_id`, 'IS Neighbor', 7),
  metric:    u24(`${ext}.metric`, 'Metric'),
  subLength: u8(`${ext}.subclvs_length`, 'Sub-TLVs Length', { unit: 'bytes' }),
  subs:      list(`${ext}.subs`, 'Sub-TLVs', linkTlv, { length: 'subLength' }),
})

const extIp = 'isis.lsp.ext_ip_reachability'
const prefixTypes = {
  1: '32-bit Administrative Tag', 2: '64-bit Administrative Tag', 3: 'Prefix-SID', 4: 'Prefix Attributes', 11: 'IPv4 Source Router ID',
}
/** RFC 8667, section 2.1. */
const prefixTlv = tlv('Sub-TLV', {
  type: u8(`${extIp}.code`, 'Code', { names: prefixTypes }), length: u8(`${extIp}.length`, 'Length', { unit: 'bytes' }),
})
  .choice('type', {
    1: { tag: u32('isis.lsp.32_bit_administrative_tag', 'Administrative Tag', { base: 16 }) },
    3: {
      flags: group(`${extIp}.prefix_sid.flags`, 'Flags', {
        readvertised: flag(`${extIp}.prefix_sid.flags.r`, 'R'), isNode: flag(`${extIp}.prefix_sid.flags.n`, 'N'),
        noPhp: flag(`${extIp}.prefix_sid.flags.p`, 'P'),
        explicitNull: flag(`${extIp}.prefix_sid.flags.e`, 'E'), value: flag(`${extIp}.prefix_sid.flags.v`, 'V'),
        local: flag(`${extIp}.prefix_sid.flags.l`, 'L'),
        unused: bits(2, `${extIp}.prefix_sid.flags.unused`, 'Unused'),
      }),
      algorithm: u8('isis.lsp.sr_alg', 'Algorithm', { names: { 0: 'SPF', 1: 'Strict SPF' } }),
      ...sid(2),
    },
  })
  .fields({ value: rest(`${extIp}.value`, 'Value') })
const subs = {
  subLength: when('hasSubs', u8(`${extIp}.subclvs_length`, 'Sub-TLVs Length', { unit: 'bytes' })),
  subs:      when('hasSubs', list(`${extIp}.subs`, 'Sub-TLVs', prefixTlv, { length: 'subLength' })),
}
/** RFC 5305, section 4. */
const extendedIp = record('Prefix', {
  metric:       u32(`${extIp}.metric`, 'Metric'),
  down:         flag(`${extIp}.distribution`, 'Down'),
  hasSubs:      flag(`${extIp}.subtlv`, 'Sub-TLVs'),
  prefixLength: bits(6, `${extIp}.prefix_length`, 'Prefix Length', { unit: 'bits' }),
  prefix:       ipv4Prefix(`${extIp}.ipv4_prefix`, 'Prefix', 'prefixLength'),
  ...subs,
})
const v6 = 'isis.lsp.ipv6_reachability'
/** RFC 5308, section 2. */
const ipv6Reach = record('Prefix', {
  metric:       u32(`${v6}.metric`, 'Metric'),
  down:         flag(`${v6}.distribution`, 'Down'),
  external:     flag(`${v6}.distribution_internal`, 'External'),
  hasSubs:      flag(`${v6}.subtlv`, 'Sub-TLVs'),
  reserved:     bits(5, `${v6}.reserved_bits`, 'Reserved'),
  prefixLength: u8(`${v6}.prefix_length`, 'Prefix Length', { unit: 'bits' }),
  prefix:       ipv6Prefix(`${v6}.ipv6_prefix`, 'Prefix', 'prefixLength'),
  ...subs,
})

const capabilityTypes = {
  2: 'Segment Routing Capability', 19: 'Segment Routing Algorithms', 22: 'Segment Routing Local Block', 23: 'Node MSD',
}
const labelTlv = tlv('SID/Label', {
  type: u8('isis.lsp.sid_tlv.type', 'Type'), length: u8('isis.lsp.sid_tlv.length', 'Length', { unit: 'bytes' }),
})
  .choice('length', { 3: { label: u24('isis.lsp.sr_cap.label', 'Label') } })
  .fields({ value: rest('isis.lsp.sid_tlv.value', 'Value') })
/** RFC 7981, section 2; RFC 8667, section 3. */
const capabilityTlv = tlv('Sub-TLV', {
  type: u8('isis.lsp.rt_capable.type', 'Type', { names: capabilityTypes }),
  length: u8('isis.lsp.rt_capable.length', 'Length', { unit: 'bytes' }),
})
  .choice('type', {
    2:  {
      ipv4: flag('isis.lsp.sr_cap.i_flag', 'I'), ipv6: flag('isis.lsp.sr_cap.v_flag', 'V'),
      unused: bits(6, 'isis.lsp.sr_cap.unused', 'Unused'),
      range: u24('isis.lsp.sr_cap.range', 'Range'), labels: list('isis.lsp.sr_cap.labels', 'SID/Label', labelTlv),
    },
    19: {
      algorithms: list('isis.lsp.sr_algs', 'Algorithms', record('Algorithm', {
        algorithm: u8('isis.lsp.sr_alg', 'Algorithm', { names: { 0: 'SPF', 1: 'Strict SPF' } }),
      })),
    },
  })
  .fields({ value: rest('isis.lsp.rt_capable.value', 'Value') })

const topology = { unused: bits(4, 'isis.lsp.reserved', 'Reserved'), topology: bits(12, 'isis.lsp.mtid', 'Topology ID') }
const lspOnly = {
  2:   { isVirtual: u8('isis.lsp.is_virtual', 'Virtual'), reach: list('isis.lsp.is_reach', 'Neighbors', isReach) },
  13:  {
    count: u8('isis.lsp.purge_originator_id.num', 'Number of System IDs'),
    originators: list('isis.lsp.originators', 'Originators', record('System', {
      system: systemId('isis.lsp.purge_originator_id.system_id', 'System ID'),
    })),
  },
  14:  { bufferSize: u16('isis.lsp.originating_lsp_buffer_size', 'Originating LSP Size', { unit: 'bytes' }) },
  22:  { neighbors: list('isis.lsp.neighbors', 'Neighbors', extendedIs) },
  128: { internal: list('isis.lsp.internal', 'Internal Prefixes', ipReach) },
  130: { external: list('isis.lsp.external', 'External Prefixes', ipReach) },
  134: { router: ipv4Address('isis.lsp.clv_te_router_id', 'Traffic Engineering Router ID') },
  135: { prefixes: list('isis.lsp.prefixes', 'Prefixes', extendedIp) },
  137: { hostname: text('isis.lsp.hostname', 'Hostname') },
  222: { ...topology, topologyNeighbors: list('isis.lsp.mt_neighbors', 'Neighbors', extendedIs) },
  235: { ...topology, topologyPrefixes: list('isis.lsp.mt_prefixes', 'Prefixes', extendedIp) },
  236: { prefixes6: list('isis.lsp.prefixes6', 'IPv6 Prefixes', ipv6Reach) },
  237: { ...topology, topologyPrefixes6: list('isis.lsp.mt_prefixes6', 'IPv6 Prefixes', ipv6Reach) },
  242: {
    routerId: u32('isis.lsp.rt_capable.router_id', 'Router ID', { base: 16 }), unused: bits(6, 'isis.lsp.rt_capable.unused', 'Unused'),
    down: flag('isis.lsp.rt_capable.flag_d', 'D'), scope: flag('isis.lsp.rt_capable.flag_s', 'S'),
    capabilities: list('isis.lsp.capabilities', 'Sub-TLVs', capabilityTlv),
  },
}
export const lspTlv = tlvOf('lsp').choice('type', { ...commonTlvs('lsp'), ...lspOnly } as never).fields(valueOf('lsp'))
