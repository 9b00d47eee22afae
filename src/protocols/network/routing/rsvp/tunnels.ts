/** Objects of RSVP that set up label switched paths: RFC 3209, RFC 3473, RFC 4090, RFC 4872, RFC 5420, by class and C-Type. */
import {
  bits, bytes, f32, flag, group, ipv4Address, ipv6Address, list, mac, overlay, padding, record, rest, text, u16, u24, u32, u8, tlv,
} from '../../../../schema/index.ts'
import { encodings, switchings } from './names.ts'
import { excludedHop, explicitHop, recordedHop } from './routes.ts'

const packetLabels = { labels: list('rsvp.labels', 'Labels', record('Label', { label: u32('rsvp.label.label', 'Label') })) }
const labels = { labels: list('rsvp.labels', 'Labels',
  record('Label', { label: u32('rsvp.label.generalized_label', 'Generalized Label') })) }
/** RFC 3471, section 3.5.1. */
const labelSet = {
  action:    u8('rsvp.label_set.action', 'Action', { names: { 0: 'Inclusive list', 1: 'Exclusive list', 2: 'Inclusive range',
    3: 'Exclusive range' } }),
  reserved:  bytes('', 'Reserved', 2),
  labelType: u8('rsvp.label_set.type', 'Label type'),
  channels:  list('rsvp.channels', 'Subchannels', record('Subchannel', { channel: u32('rsvp.label_set.subchannel', 'Subchannel') })),
}
const protocolId = { reserved1: bytes('', 'Reserved', 2), protocolId: u16('rsvp.label_request.l3pid', 'L3PID', { base: 16 }) }
/** RFC 3471, section 3.1.1. */
const generalized = {
  encoding:  u8('rsvp.label_request.lsp_encoding_type', 'LSP Encoding Type', { names: encodings }),
  switching: u8('rsvp.label_request.switching_type', 'Switching Type', { names: switchings }),
  payloadId: u16('rsvp.label_request.g_pid', 'G-PID', { base: 16 }),
}
const requests = {
  0x1301: protocolId,
  0x1302: {
    ...protocolId, merges: flag('rsvp.label_request.m', 'M (Merge in Data Plane)'), reserved2: bits(3, 'rsvp.reserved', 'Reserved'),
    leastPath: bits(12, 'rsvp.label_request.min_vpi', 'Min VPI'), leastChannel: u16('rsvp.label_request.min_vci', 'Min VCI'),
    reserved3: bits(4, 'rsvp.reserved', 'Reserved'), mostPath: bits(12, 'rsvp.label_request.max_vpi', 'Max VPI'),
    mostChannel: u16('rsvp.label_request.max_vci', 'Max VCI'),
  },
  0x1303: {
    ...protocolId, reserved2: bits(7, 'rsvp.reserved', 'Reserved'),
    size: bits(2, 'rsvp.label_request.dlci_length', 'DLCI Length', { names: { 0: '10 bits', 2: '23 bits' } }),
    least: bits(23, 'rsvp.label_request.min_dlci', 'Min DLCI'), reserved3: bits(9, 'rsvp.reserved', 'Reserved'),
    most: bits(23, 'rsvp.label_request.max_dlci', 'Max DLCI'),
  },
  0x1304: generalized, 0x1305: generalized,
}

const links = (extra: string, one: string, plus: string) => ({
  enhanced: flag('rsvp.pi_link.flags.enhanced', 'Enhanced'), dedicatedPlus: flag(`rsvp.pi_link.flags.${plus}`, 'Dedicated 1+1'),
  dedicated: flag(`rsvp.pi_link.flags.${one}`, 'Dedicated 1:1'), isShared: flag('rsvp.pi_link.flags.shared', 'Shared'),
  unprotected: flag('rsvp.pi_link.flags.unprotected', 'Unprotected'), extraTraffic: flag(`rsvp.pi_link.flags.${extra}`, 'Extra Traffic'),
})
const recoveries = (name: string) => ({
  plusBidirectional: flag(`rsvp.${name}.flags.1plus1_bidirectional`, '1+1 bidirectional protection'),
  plusUnidirectional: flag(`rsvp.${name}.flags.1plus1_unidirectional`, '1+1 unidirectional protection'),
  extra: flag(`rsvp.${name}.flags.1_n_protection`, '1:N protection with extra-traffic'),
  reroutingExtra: flag(`rsvp.${name}.flags.rerouting_extra`, 'Rerouting without extra-traffic'),
  rerouting: flag(`rsvp.${name}.flags.full_rerouting`, '(Full) rerouting'),
})
/** RFC 3473, section 7, and RFC 4872, section 14, with RFC 4873. */
const protections = {
  0x2501: {
    isSecondary: flag('rsvp.pi.flags.secondary_lsp', 'Secondary LSP'), reserved1: bits(23, 'rsvp.reserved', 'Reserved'),
    links: group('rsvp.protection_info.link_flags', 'Link Flags', {
      reserved: bits(2, 'rsvp.reserved', 'Reserved'), ...links('extra_traffic', 'dedicated1_1', 'dedicated1plus1'),
    }),
  },
  0x2502: {
    isSecondary: flag('rsvp.rfc4872.secondary', 'Secondary LSP'), isProtecting: flag('rsvp.rfc4872.protecting', 'Protecting LSP'),
    notifies: flag('rsvp.rfc4872.notification_msg', 'Notification'), isOperational: flag('rsvp.rfc4872.operational', 'Operational'),
    reserved1: bits(4, 'rsvp.reserved', 'Reserved'), reserved2: bits(3, 'rsvp.reserved', 'Reserved'), ...recoveries('pi_lsp'),
    reserved3: bits(10, 'rsvp.reserved', 'Reserved'),
    ...links('extra', 'dedicated_1_1', 'dedicated_1plus1'),
    inPlace: flag('rsvp.protection_info.in_place', 'In-Place'), isRequired: flag('rsvp.protection_info.required', 'Required'),
    reserved4: bits(9, 'rsvp.reserved', 'Reserved'), segment: group('', 'Segment recovery Flags', recoveries('pi_seg')),
    reserved5: u16('rsvp.reserved', 'Reserved'),
  },
}

const attributeFlags = [
  'e2e', 'boundary', 'segment', 'integrity', 'contiguous', 'stitching', 'preplanned', 'nophp', 'oobmap', 'entropy', 'oammep', 'oammip',
  'srlgcollect', 'Loopback', 'p2mp', 'rtm', 'telinklabel', 'lsi', 'lsids2e',
] as const
const attributeNames = [
  'End-to-end re-routing', 'Boundary re-routing', 'Segment-based re-routing', 'LSP Integrity Required', 'Contiguous LSP',
  'LSP stitching desired', 'Pre-Planned LSP', 'Non-PHP behavior', 'OOB mapping', 'Entropy Label Capability', 'OAM MEP entities desired',
  'OAM MIP entities desired', 'SRLG Collection', 'Loopback', 'P2MP-TE Tree Re-evaluation Request', 'RTM_SET', 'TE Link Label', 'LSI-D',
  'LSI-D-S2E',
] as const
/** RFC 5420, section 3; IANA "Attribute Flags", 2026-11. */
const attribute = record('TLV', {
  head: overlay(u32('rsvp.lsp_attributes_tlv', 'LSP attributes TLV', { base: 16 })),
  type: u16('rsvp.type', 'Type', { names: { 1: 'Attribute Flags' } }),
  length: u16('rsvp.length', 'Length', { unit: 'bytes' }),
})
  .followedBy({ length: 'length', minus: 4 })
  .choice('type', { 1: { flags: group('rsvp.lsp_attr', 'LSP Attributes Flags', {
    ...Object.fromEntries(attributeFlags.map((name, at) => [name, flag(`rsvp.lsp_attr.${name}`, attributeNames[at]!)])),
    unassigned: bits(32 - attributeFlags.length, '', 'Unassigned'),
  }) } })
  .fields({ value: rest('rsvp.lsp_attributes_tlv.data', 'Data') })
const attributes = { attributes: list('rsvp.attributes', 'TLVs', attribute) }

const affinities = (name: string) => ({
  excludesAny: u32(`rsvp.${name}.exclude_any`, 'Exclude-Any', { base: 16 }),
  includesAny: u32(`rsvp.${name}.include_any`, 'Include-Any', { base: 16 }),
  includesAll: u32(`rsvp.${name}.include_all`, 'Include-All', { base: 16 }),
})
const priorities = (name: string, setup: string, hold: string) => ({
  setupPriority: u8(`rsvp.${name}.setup_priority`, setup), holdPriority: u8(`rsvp.${name}.hold_priority`, hold),
})
/** RFC 3209, section 4.7. */
const sessionAttribute = {
  ...priorities('session_attribute', 'Setup priority', 'Hold priority'),
  flags: group('rsvp.session_attribute.flags', 'Flags', {
    reserved: bits(3, 'rsvp.reserved', 'Reserved'), protectsNode: flag('rsvp.sa.flags.node', 'Node protection'),
    bandwidth: flag('rsvp.sa.flags.bandwidth', 'Bandwidth protection'), isShared: flag('rsvp.sa.flags.se_style', 'SE style'),
    recordsLabels: flag('rsvp.sa.flags.label', 'Label recording'), isLocal: flag('rsvp.sa.flags.local', 'Local protection'),
  }),
  nameLength: u8('rsvp.session_attribute.name_length', 'Name length'),
  name: text('rsvp.session_attribute.name', 'Name', 'nameLength', { padding: 'zero' }), padding: padding(4, '', 'Padding'),
}
const { excludesAny, includesAny, includesAll } = affinities('fast_reroute')
/** RFC 4090, section 4.1. */
const fastReroute = {
  ...priorities('fast_reroute', 'Setup Priority', 'Hold Priority'), hopLimit: u8('rsvp.fast_reroute.hop_limit', 'Hop Limit'),
  flags: group('rsvp.fast_reroute.flags', 'Flags', {
    reserved: bits(6, 'rsvp.reserved', 'Reserved'), facility: flag('rsvp.frr.flags.facility_backup', 'Facility Backup'),
    oneToOne: flag('rsvp.frr.flags.one2one_backup', 'One-to-One Backup'),
  }),
  bandwidth: f32('rsvp.fast_reroute.bandwidth', 'Bandwidth'), includesAny, excludesAny,
}
/** RFC 6107, section 3.1.2. */
const component = tlv('TLV', {
  type: u16('rsvp.type', 'Type', { names: { 1: 'Unnumbered component link identifier', 2: 'IPv4 component link identifier' } }),
  length: u16('rsvp.lsp_tunnel_if_id.length', 'Length', { unit: 'bytes' }),
}, { counts: 'all' })
  .choice('type', {
    1: { identifier: u32('rsvp.lsp_tunnel_if_id.component_link_identifier', 'Component link identifier') },
    2: { address: ipv4Address('rsvp.lsp_tunnel_if_id.component_link_identifier_ipv4', 'Component link identifier') },
  })
  .fields({ value: rest('rsvp.lsp_tunnel_if_id.data', 'Data') })
const target = {
  target: ipv4Address('rsvp.lsp_tunnel_if_id.target_igp_instance', 'Target IGP instance'),
  action: u8('rsvp.lsp_tunnel_if_id.action', 'Action'),
  reserved1: bytes('', 'Reserved', 3), components: list('rsvp.components', 'TLVs', component),
}
const interfaceOf = {
  routerId: ipv4Address('rsvp.lsp_tunnel_if_id.router_id', 'Router ID'),
  interfaceId: u32('rsvp.lsp_tunnel_if_id.interface_id', 'Interface ID'),
}
const associationHead = { associationType: u16('rsvp.association.type', 'Association type', { names: {
  1: 'Recovery', 2: 'Resource sharing', 3: 'Double sided bidirectional LSP', 4: 'Single sided bidirectional LSP',
} }), associationId: u16('rsvp.association.id', 'Association ID') }
const associationSource = ipv4Address('rsvp.association.source_ipv4', 'Association source')
const associationSource6 = ipv6Address('rsvp.association.source_ipv6', 'Association source')
const associationMore = { globalSource: u32('rsvp.global_source', 'Global Association Source'),
  extendedId: rest('rsvp.association.data', 'Extended Association ID') }
const hops = { hops: list('rsvp.hops', 'Hops', explicitHop) }
const recorded = { hops: list('rsvp.hops', 'Hops', recordedHop) }
const status = (name: string, label: string) => flag(`rsvp.admin_status.${name}`, label)

/** RFC 3474, section 4.2. */
const call = { localId: bytes('rsvp.call_id.local_identifier', 'Local Identifier', 8), moreOfCall: rest('rsvp.call_id.data', 'Data') }
const addressKinds = { names: { 1: 'IPv4', 2: 'IPv6', 3: 'NSAP', 4: 'MAC' } } as const
const addressType = u8('rsvp.call_id.address_type', 'Address type', addressKinds)

export const tunnels = {
  0x1001: packetLabels, 0x1002: labels, 0x2201: packetLabels, 0x2202: labels, 0x2301: packetLabels, 0x2302: labels, 0x8101: packetLabels,
  0x8102: labels, 0x2401: labelSet, 0x2402: labelSet, 0x2403: labelSet, 0x8201: labelSet, ...requests,
  0x1401: hops, 0x1501: recorded, 0xc801: hops, 0xc901: recorded, 0x2601: hops, 0xe801: { hops: list('rsvp.hops', 'Hops', excludedHop) },
  ...protections,
  0x3201: { leaf: ipv4Address('rsvp.s2l_sub_lsp.destination_ipv4_address', 'IPv4 S2L Sub-LSP destination address') },
  0x3202: { leaf: ipv6Address('rsvp.s2l_sub_lsp.destination_ipv6_address', 'IPv6 S2L Sub-LSP destination address') },
  0x3f07: { detours: list('rsvp.detours', 'Detours', record('Detour', {
    repairer: ipv4Address('rsvp.detour.plr_id', 'PLR ID'), avoided: ipv4Address('rsvp.detour.avoid_node_id', 'Avoid Node ID'),
  })) },
  0x4301: attributes, 0xc501: attributes,
  0x8301: {
    restartTime:  u32('rsvp.restart_cap.restart_time', 'Restart Time', { unit: 'ms' }),
    recoveryTime: u32('rsvp.restart_cap.recovery_time', 'Recovery Time', { unit: 'ms' }),
  },
  0x8601: {
    capabilities: overlay(bytes('rsvp.unknown.data', 'Data', 4)), reserved1: bits(29, 'rsvp.reserved', 'Reserved'),
    sendsPaths: flag('rsvp.sends_paths', 'RecoveryPath Transmit Enabled'),
    wantsPaths: flag('rsvp.wants_paths', 'RecoveryPath Desired'), canSuppress: flag('rsvp.can_suppress', 'RecoveryPath Srefresh Capable'),
  },
  0xc101: { ...interfaceOf, components: list('rsvp.components', 'TLVs', component) },
  0xc102: { interfaceAddress: ipv4Address('rsvp.lsp_tunnel_if_id.ipv4_interface_address', 'IPv4 interface address'), ...target },
  0xc103: { interfaceAddress: ipv6Address('rsvp.lsp_tunnel_if_id.ipv6_interface_address', 'IPv6 interface address'), ...target },
  0xc104: { ...interfaceOf, ...target },
  0xc301: { notified: ipv4Address('rsvp.notify_request.notify_node_address_ipv4', 'Notify node address') },
  0xc302: { notified: ipv6Address('rsvp.notify_request.notify_node_address_ipv6', 'Notify node address') },
  0xc401: { status: group('rsvp.admin_status.bits', 'Admin Status', {
    isReflected: status('reflect', 'Reflect'), reserved: bits(24, 'rsvp.reserved', 'Reserved'), handover: status('handover', 'Handover'),
    lockout: status('lockout', 'Lockout'), inhibited: status('inhibit', 'Inhibit Alarm Communication'),
    callManagement: status('callmgmt', 'Call Management'), testing: status('testing', 'Testing'),
    isDown: status('down', 'Administratively down'), isDeleted: status('delete', 'Delete in progress'),
  }) },
  0xc701: { ...associationHead, associationSource },
  0xc702: { ...associationHead, associationSource: associationSource6 },
  0xc703: { ...associationHead, associationSource, ...associationMore },
  0xc704: { ...associationHead, associationSource: associationSource6, ...associationMore },
  0xca01: {},
  0xcd01: { ...fastReroute, includesAll }, 0xcd07: fastReroute,
  0xcf01: { ...affinities('session_attribute'), ...sessionAttribute }, 0xcf07: sessionAttribute,
  0xe601: { addressType, reserved: u24('rsvp.call_id.reserved', 'Reserved') },
  0xe602: {
    addressType, country: text('rsvp.call_id.international_segment', 'International Segment', 3),
    carrier: text('rsvp.call_id.national_segment', 'National Segment', 12, { padding: 'zero' }),
  },
}
/** The address of a call, by its type, and what follows. */
export const callers = {
  1: { caller: ipv4Address('rsvp.callid.srcaddr.ipv4', 'Source Transport Network Address'), ...call },
  2: { caller: ipv6Address('rsvp.callid.srcaddr.ipv6', 'Source Transport Network Address'), ...call },
  3: { caller: bytes('rsvp.nsap_address', 'Source Transport Network Address', 20), ...call },
  4: { caller: mac('rsvp.callid.srcaddr.ether', 'Source Transport Network Address'), ...call },
}
