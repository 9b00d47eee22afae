/** Opaque LSAs of OSPFv2, RFC 5250: traffic engineering, router information, extended prefixes and links, graceful restart. */
import {
  bits, bytes, f32, flag, group, ipv4Address, list, record, rest, text, u16, u24, u32, u8,
} from '../../../../schema/index.ts'
import { tlvOf } from './options.ts'

/** IANA "Open Shortest Path First (OSPF) Opaque Link-State Advertisements (LSA) Option Types", 2026-11. */
export const opaqueTypes = {
  1: 'Traffic Engineering', 2: 'Sycamore Optical Topology Descriptions', 3: 'Grace', 4: 'Router Information', 5: 'L1VPN', 6: 'Inter-AS TE',
  7: 'Extended Prefix', 8: 'Extended Link', 9: 'TTZ',
}

/** Bytes in a second, IEEE 754. */
const bandwidth = (filter: string, label: string) => f32(filter, label)
const priority = record('Priority', { bandwidth: bandwidth('ospf.mpls.pri', 'Bandwidth') })
/** RFC 4203, section 1.4. */
const switchingTypes = {
  1: 'PSC-1', 2: 'PSC-2', 3: 'PSC-3', 4: 'PSC-4', 30: 'EVPL', 40: 'PBB-TE', 51: 'L2SC', 100: 'TDM', 125: 'DCSC', 150: 'LSC', 200: 'FSC',
}
/** RFC 3471, section 3.1.1. */
const encodings = {
  1: 'Packet', 2: 'Ethernet', 3: 'PDH', 5: 'SDH/SONET', 7: 'Digital Wrapper', 8: 'Lambda', 9: 'Fiber', 11: 'Fibre Channel',
}

/** RFC 3630, section 2.5; RFC 4203, section 1; RFC 4124, section 5. */
const linkTlv = tlvOf('Link TLV', {
  1: 'Link Type', 2: 'Link ID', 3: 'Local Interface Address', 4: 'Remote Interface Address', 5: 'Traffic Engineering Metric',
  6: 'Maximum Bandwidth',
  7: 'Maximum Reservable Bandwidth', 8: 'Unreserved Bandwidth', 9: 'Administrative Group', 11: 'Link Local/Remote Identifiers',
  14: 'Link Protection Type', 15: 'Interface Switching Capability', 16: 'Shared Risk Link Group', 17: 'Bandwidth Constraints',
})
  .choice('type', {
    1:  { linkType: u8('ospf.mpls.linktype', 'Link Type', { names: { 1: 'Point-to-point', 2: 'Multi-access' } }) },
    2:  { linkId: ipv4Address('ospf.mpls.linkid', 'Link ID') },
    3:  {
      locals: list('ospf.locals_list', 'Local Addresses', record('Address', {
        address: ipv4Address('ospf.mpls.local_addr', 'Local Interface Address'),
      })),
    },
    4:  {
      remotes: list('ospf.remotes_list', 'Remote Addresses', record('Address', {
        address: ipv4Address('ospf.mpls.remote_addr', 'Remote Interface Address'),
      })),
    },
    5:  { metric: u32('ospf.mpls.te_metric', 'Traffic Engineering Metric') },
    6:  { maximum: bandwidth('ospf.mpls.link_max_bw', 'Maximum Bandwidth') },
    7:  { reservable: bandwidth('ospf.mpls.link_max_bw', 'Maximum Reservable Bandwidth') },
    8:  { unreserved: list('ospf.unreserved_list', 'Unreserved Bandwidth', priority) },
    9:  { color: u32('ospf.mpls.linkcolor', 'Administrative Group', { base: 16 }) },
    11: { localId: u32('ospf.mpls.local_id', 'Local Interface Index'), remoteId: u32('ospf.mpls.remote_id', 'Remote Interface Index') },
    14: {
      protection: u8('ospf.mpls.protection_capability', 'Protection Capability', { base: 16 }),
      reserved: bytes('ospf.reserved_bytes', 'Reserved', 3),
    },
    15: {
      switching:  u8('ospf.mpls.switching_type', 'Switching Type', { names: switchingTypes }),
      encoding:   u8('ospf.mpls.encoding', 'Encoding', { names: encodings }),
      unused:     bytes('ospf.unused_bytes', 'Reserved', 2),
      priorities: list('ospf.priorities_list', 'Maximum LSP Bandwidth', priority, { length: 32 }),
      minimum:    bandwidth('ospf.mpls.minimum_lsp_bandwidth', 'Minimum LSP Bandwidth'),
      mtu:        u16('ospf.mpls.interface_mtu', 'Interface MTU', { unit: 'bytes' }),
    },
    16: {
      groups: list('ospf.groups_list', 'Groups', record('Group', {
        group: u32('ospf.mpls.shared_risk_link_group', 'Shared Risk Link Group'),
      })),
    },
    17: {
      model: u8('ospf.mpls.bc.model_id', 'Bandwidth Constraints Model', {
        names: { 0: 'Russian Dolls', 1: 'Maximum Allocation', 2: 'Maximum Allocation with Reservation' },
      }),
    },
  })
  .fields({ value: rest('ospf.value_data', 'Value') })
/** RFC 3630, section 2.4. */
const trafficTlv = tlvOf('TLV', { 1: 'Router Address', 2: 'Link' })
  .choice('type', {
    1: { routerAddress: ipv4Address('ospf.mpls.routerid', 'Router Address') }, 2: { subs: list('ospf.subs_list', 'Link TLVs', linkTlv) },
  })
  .fields({ value: rest('ospf.value_data', 'Value') })

/** A label has three bytes, an index four: RFC 8665, section 2.1. */
const sid = { label: u24('ospf.tlv.sid_label', 'SID/Label') }
const sidTlv = tlvOf('SID TLV', { 1: 'SID/Label' }, 'ospf.tlv.sidlabel_range.type')
  .choice('length', { 3: sid, 4: { index: u32('ospf.tlv.sid_label', 'SID/Label') } })
  .fields({ value: rest('ospf.value_data', 'Value') })
const sidRange = {
  rangeSize: u24('ospf.tlv.range_size', 'Range Size'), reserved: bytes('ospf.reserved', 'Reserved', 1),
  sids: list('ospf.sids_list', 'First SID', sidTlv),
}
/** IANA "OSPF Router Information (RI) TLVs", 2026-11. */
const informationTypes = {
  1: 'Router Informational Capabilities', 2: 'Router Functional Capabilities', 3: 'TE-MESH-GROUP (IPv4)', 4: 'TE-MESH-GROUP (IPv6)',
  5: 'TE Node Capability Descriptor', 6: 'PCED', 7: 'Dynamic Hostname', 8: 'SR-Algorithm', 9: 'SID/Label Range', 10: 'Node Admin Tag',
  11: 'S-BFD Discriminator', 12: 'Node MSD', 14: 'SR Local Block', 15: 'SRMS Preference', 16: 'Flexible Algorithm Definition',
}
/** RFC 7770, sections 2.2 and 2.4; RFC 5642; RFC 8665, section 3. */
export const informationTlv = tlvOf('TLV', informationTypes, 'ospf.tlv_type.opaque')
  .choice('type', {
    1: { capabilities: group('ospf.ri.options', 'Capabilities', {
      gracefulRestart: flag('ospf.ri.options.grc', 'Graceful Restart'),
      helper:          flag('ospf.ri.options.grh', 'Graceful Restart Helper'),
      stubRouter:      flag('ospf.ri.options.srs', 'Stub Router Support'),
      engineering:     flag('ospf.ri.options.tes', 'Traffic Engineering'),
      pointToPoint:    flag('ospf.ri.options.p2plan', 'Point-to-point over LAN'),
      experimental:    flag('ospf.ri.options.ete', 'Experimental TE'),
      unused:          bits(1, 'ospf.unused_bits', 'Unused'),
      host:            flag('ospf.ri.options.host', 'Host Router'),
    }) },
    7:  { hostName: text('ospf.dynhostname', 'Dynamic Hostname') },
    8:  {
      algorithms: list('ospf.algorithms_list', 'Algorithms', record('Algorithm', {
        algorithm: u8('ospf.lsa_sa', 'SR-Algorithm', { names: { 0: 'SPF', 1: 'Strict SPF' } }),
      })),
    },
    9:  sidRange,
    12: {
      depths: list('ospf.depths_list', 'Depths', record('Depth', {
        type: u8('ospf.tlv.igp_msd_type', 'MSD Type'), value: u8('ospf.tlv.igp_msd_value', 'MSD Value'),
      })),
    },
    14: { ...sidRange },
    15: { preference: u8('ospf.tlv.preference', 'Preference') },
    16: {
      algorithm:  u8('ospf.tlv.fad.flex_algorithm', 'Flex-Algorithm'),
      metricType: u8('ospf.tlv.fad.metric_type', 'Metric Type'),
      calculation: u8('ospf.tlv.fad.calc_type', 'Calculation Type'),
      priority:   u8('ospf.tlv.fad.priority', 'Priority'),
    },
  })
  .fields({ value: rest('ospf.value_data', 'Value') })

/** RFC 8665, section 5. */
const prefixSid = tlvOf('Sub-TLV', { 1: 'SID/Label', 2: 'Prefix SID' }, 'ospf.tlv.extpfx.subtlv_type')
  .choice('type', {
    2: {
      flags: group('ospf.tlv.pfxsid.flags', 'Flags', {
        unused: bits(1, 'ospf.unused_bits', 'Unused'), noPhp: flag('ospf.tlv.pfxsid.flags.np', 'NP'),
        mapping: flag('ospf.tlv.pfxsid.flags.m', 'M'),
        explicitNull: flag('ospf.tlv.pfxsid.flags.e', 'E'), value: flag('ospf.tlv.pfxsid.flags.v', 'V'),
        local: flag('ospf.tlv.pfxsid.flags.l', 'L'),
        rest: bits(2, 'ospf.rest_bits', 'Unused'),
      }),
      reserved:  bytes('ospf.reserved', 'Reserved', 1),
      topology:  u8('ospf.tlv.extlink.mt_id', 'Multi-Topology ID'),
      algorithm: u8('ospf.lsa_sa', 'SR-Algorithm', { names: { 0: 'SPF', 1: 'Strict SPF' } }),
    },
  })
  .cases([{ type: 2, length: 8 }, { index: u32('ospf.tlv.sid_label', 'SID/Label') }], [{ type: 2, length: 7 }, sid])
  .fields({ value: rest('ospf.value_data', 'Value') })
const families = { 0: 'IPv4 Unicast' }
/** RFC 7684, section 2.1; RFC 8665, section 4. */
const extendedPrefix = tlvOf('TLV', { 1: 'Extended Prefix', 2: 'Extended Prefix Range' }, 'ospf.tlv.extpfx.tlv_type')
  .choice('type', {
    1: {
      routeType: u8('ospf.tlv.extpfx.rotuetype', 'Route Type', {
        names: { 0: 'Unspecified', 1: 'Intra-Area', 3: 'Inter-Area', 5: 'AS-External', 7: 'NSSA-External' },
      }),
      length1:   u8('ospf.prefix_length', 'Prefix Length', { unit: 'bits' }),
      family:    u8('ospf.tlv.extpfx.af', 'Address Family', { names: families }),
      flags:     group('ospf.tlv.extpfx.flags', 'Flags', {
        attach: flag('ospf.tlv.extpfx.flags.a', 'A'), ofNode: flag('ospf.tlv.extpfx.flags.n', 'N'),
        unused: bits(6, 'ospf.unused_bits', 'Unused'),
      }),
      prefix:    ipv4Address('ospf.v3.address_prefix.ipv4', 'Address Prefix'),
      subs:      list('ospf.subs_list', 'Sub-TLVs', prefixSid),
    },
    2: {
      prefixLength: u8('ospf.prefix_length', 'Prefix Length', { unit: 'bits' }),
      rangeFamily:  u8('ospf.tlv.extpfx.af', 'Address Family', { names: families }),
      rangeSize:    u16('ospf.tlv.range_size', 'Range Size'),
      rangeFlags:   group('ospf.tlv.extpfx_range.flags', 'Flags', {
        interArea: flag('ospf.tlv.extpfx_range.flags.ia', 'IA'), unused: bits(7, 'ospf.unused_bits', 'Unused'),
      }),
      reserved:     bytes('ospf.reserved', 'Reserved', 3),
      rangePrefix:  ipv4Address('ospf.v3.address_prefix.ipv4', 'Address Prefix'),
      rangeSubs:    list('ospf.range_subs_list', 'Sub-TLVs', prefixSid),
    },
  })
  .fields({ value: rest('ospf.value_data', 'Value') })

/** RFC 8665, section 6. */
const adjacencyFlags = group('ospf.tlv.adjsid.flags', 'Flags', {
  backup: flag('ospf.tlv.adjsid.flags.b', 'B'), value: flag('ospf.tlv.adjsid.flags.v', 'V'), local: bits(1, 'ospf.local_bits', 'L'),
  grouped: flag('ospf.tlv.adjsid.flags.g', 'G'), persistent: flag('ospf.tlv.adjsid.flags.p', 'P'),
  unused: bits(3, 'ospf.unused_bits', 'Unused'),
})
const adjacency = {
  flags: adjacencyFlags, reserved: bytes('ospf.reserved', 'Reserved', 1), topology: u8('ospf.tlv.extlink.mt_id', 'Multi-Topology ID'),
  weight: u8('ospf.tlv.extlink.weight', 'Weight'),
}
const linkSub = tlvOf('Sub-TLV', {
  1: 'SID/Label', 2: 'Adj-SID', 3: 'LAN Adj-SID', 6: 'Link MSD', 7: 'Graceful Link Shutdown', 8: 'Remote IPv4 Address',
  9: 'Local/Remote Interface ID', 10: 'Application-Specific Link Attributes', 12: 'Unidirectional Link Delay', 22: 'TE Metric',
}, 'ospf.tlv.extlink.subtlv_type')
  .choice('type', {
    2: adjacency,
    3: { ...adjacency, neighbor: ipv4Address('ospf.tlv.extlink.nbr', 'Neighbor ID') },
    8: { remote: ipv4Address('ospf.tlv.remote_ipv4_address', 'Remote IPv4 Address') },
    9: {
      localId: u32('ospf.tlv.local_interface_id', 'Local Interface ID'),
      remoteId: u32('ospf.tlv.remote_interface_id', 'Remote Interface ID'),
    },
  })
  .cases(
    [{ type: 2, length: 7 }, sid], [{ type: 3, length: 11 }, { ...sid }],
    [{ type: 2, length: 8 }, {
      index: u32('ospf.tlv.sid_label', 'SID/Label'),
    }], [{ type: 3, length: 12 }, { index: u32('ospf.tlv.sid_label', 'SID/Label') }],
  )
  .fields({ value: rest('ospf.value_data', 'Value') })
/** RFC 7684, section 3.1. */
const extendedLink = tlvOf('TLV', { 1: 'Extended Link' }, 'ospf.tlv.extlink.tlv_type')
  .choice('type', { 1: {
    linkType: u8('ospf.lsa.router.linktype', 'Link Type'), reserved: bytes('ospf.reserved', 'Reserved', 3),
    linkId: ipv4Address('ospf.lsa.router.linkid', 'Link ID'), linkData: ipv4Address('ospf.lsa.router.linkdata', 'Link Data'),
    subs: list('ospf.subs_list', 'Sub-TLVs', linkSub),
  } })
  .fields({ value: rest('ospf.value_data', 'Value') })

/** RFC 3623, section B. */
const graceTlv = tlvOf('TLV', { 1: 'Grace Period', 2: 'Restart Reason', 3: 'Interface Address' })
  .choice('type', {
    1: { period: u32('ospf.v2.grace.period', 'Grace Period', { unit: 's' }) },
    2: {
      reason: u8('ospf.v2.grace.reason', 'Restart Reason', {
        names: { 0: 'Unknown', 1: 'Software Restart', 2: 'Software Reload', 3: 'Processor Switchover' },
      }),
    },
    3: { address: ipv4Address('ospf.v2.grace.ip', 'Interface Address') },
  })
  .fields({ value: rest('ospf.value_data', 'Value') })

/** By the opaque type. */
export const opaqueBodies = {
  1: { engineering: list('ospf.engineering_list', 'Traffic Engineering', trafficTlv) },
  3: { grace: list('ospf.grace_list', 'Grace', graceTlv) },
  4: { information: list('ospf.information_list', 'Router Information', informationTlv) },
  7: { prefixes: list('ospf.prefixes_list', 'Extended Prefixes', extendedPrefix) },
  8: { extendedLinks: list('ospf.extended_links_list', 'Extended Links', extendedLink) },
}
