/** Objects of RSVP: RFC 2205, appendix A, by class and C-Type; sections without a document are of it. */
import {
  ahead, bits, bytes, flag, group, holding, ipv4Address, ipv6Address, list, overlay, record, rest, text, u16, u24, u32, u64, u8,
  type Schema,
} from '../../../../schema/index.ts'
import { ipProtocols } from '../../../names/ip-protocols.ts'
import { classes, errors, styles } from './names.ts'
import { advertised, flowspecs } from './traffic.ts'
import { callers, tunnels } from './tunnels.ts'

/** What the line of a message needs to know of one. */
export interface RsvpObject {
  readonly kind: number
  readonly destination: string | undefined
  readonly protocol: number | undefined
  readonly port: number | undefined
  readonly tunnelId: number | undefined
  readonly pathId: number | undefined
  readonly sender: string | undefined
  readonly errorNode: string | undefined
  readonly errorCode: number | undefined
  readonly errorValue: number | undefined
  readonly name: string | undefined
}

const typeOf = (name: string) => ({ type: u8('rsvp.ctype', 'C-Type', { also: `rsvp.ctype.${name}` }) })
const label = typeOf('label')
const priv = typeOf('vendor')
/** What Wireshark calls the C-Type of each class. */
const types = {
  1: typeOf('session'), 3: typeOf('hop'), 4: typeOf('integrity'), 5: typeOf('time_values'), 6: typeOf('error'), 7: typeOf('scope'),
  8: typeOf('style'), 9: typeOf('flowspec'), 10: typeOf('template'), 11: typeOf('template'), 12: typeOf('tspec'), 13: typeOf('adspec'),
  14: typeOf('policy'), 15: typeOf('confirm'), 16: label, 19: typeOf('label_request'), 20: typeOf('explicit_route'),
  21: typeOf('record_route'),
  22: typeOf('hello'), 23: typeOf('message_id'), 24: { type: u8('rsvp.ctype.message_id_ack', 'C-Type',
    { names: { 1: 'ACK', 2: 'NACK' } }) },
  25: typeOf('message_id_list'), 34: label, 35: label, 36: typeOf('label_set'), 37: typeOf('protection_info'), 50: typeOf('s2l_sub_lsp'),
  63: typeOf('detour'), 65: typeOf('diffserv'), 66: typeOf('diffserv_aware_te'), 67: typeOf('lsp_attributes'), 124: priv, 125: priv,
  126: priv,
  127: priv, 129: label, 131: typeOf('restart_cap'), 133: typeOf('link_cap'), 193: typeOf('tunnel_if_id'), 195: typeOf('notify_request'),
  196: typeOf('admin_status'), 197: typeOf('lsp_attributes'), 199: typeOf('association'), 205: typeOf('fast_reroute'),
  207: typeOf('attribute'),
  225: typeOf('dclass'), 229: typeOf('generalized_uni'), 230: typeOf('call_id'), 231: typeOf('3gpp_object'), 232: typeOf('exclude_route'),
  252: priv, 253: priv, 254: priv, 255: priv,
}

const ip4 = { destination: ipv4Address('rsvp.session.ip', 'Destination address') }
const ip6 = { destination: ipv6Address('rsvp.session.destination_address', 'Destination address') }
const flags = u8('rsvp.session.flags', 'Flags', { base: 16 })
const flow4 = { ...ip4, protocol: u8('rsvp.session.proto', 'Protocol', { names: ipProtocols }), flags,
  port: u16('rsvp.session.port', 'Port number') }
const flow6 = {
  ...ip6, protocol: u8('rsvp.session.protocol', 'Protocol', { names: ipProtocols }), flags,
  port: u16('rsvp.session.destination_port', 'Destination port'),
}
const codePoint = { reserved: bytes('', 'Reserved', 3), codePoint: u8('rsvp.session.dscp', 'DSCP') }
const tunnelId = u16('rsvp.session.tunnel_id', 'Tunnel ID')
const extended = { extendedId: u32('rsvp.session.ext_tunnel_id', 'Extended tunnel ID', { also: 'rsvp.extended_tunnel_id' }) }
const tunnel = { callId: u16('rsvp.session.short_call_id', 'Short Call ID'), tunnelId }
const overlaid = { extendedNumber: overlay(u32('rsvp.session.ext_tunnel_id', 'Extended tunnel ID')) }
const ofNetwork = {
  reserved: u16('rsvp.reserved', 'Reserved'), tunnelId, ...overlaid, extendedAddress: ipv4Address('rsvp.session.extended_ipv4_address',
    'Extended IPv4 Address'),
}
const multipoint = { multipointId: u32('rsvp.session.p2mp_id', 'P2MP ID'), reserved: u16('rsvp.reserved', 'Reserved'), tunnelId }
/** Section A.1, RFC 2207, RFC 3175, RFC 3209, RFC 3476 and RFC 4875. */
const sessions = {
  0x0101: flow4, 0x0102: flow6, 0x0103: flow4, 0x0104: flow6,
  0x0107: { ...ip4, ...tunnel, ...extended },
  0x0108: { ...ip6, ...tunnel, extendedId6: ipv6Address('rsvp.session.ext_tunnel_id_ipv6', 'Extended tunnel ID',
    { also: 'rsvp.extended_tunnel_id_ipv6' }) },
  0x0109: { ...ip4, ...codePoint }, 0x010a: { ...ip6, ...codePoint },
  0x010b: { ...ip4, ...ofNetwork }, 0x010f: { ...ip4, ...ofNetwork },
  0x010d: { ...multipoint, ...overlaid, extendedAddress: ipv4Address('rsvp.extended_tunnel', 'Extended Tunnel ID') },
  0x010e: { ...multipoint, extendedId6: ipv6Address('rsvp.session.ext_tunnel_id_ipv6', 'Extended tunnel ID') },
}

const sender4 = ipv4Address('rsvp.sender.ip', 'Sender IPv4 address')
const sender6 = ipv6Address('rsvp.template_filter.ipv6_tunnel_sender_address', 'IPv6 Tunnel Sender Address')
const source6 = ipv6Address('rsvp.template_filter.source_address_ipv6', 'Source address')
const pathId = u16('rsvp.sender.lsp_id', 'LSP ID')
const reserved2 = bytes('rsvp.ctype.reserved', 'Reserved', 2)
const ofGroup = (size: number) => ({
  reserved: reserved2, pathId, originator: holding(bytes('rsvp.template_filter.sub_group_originator_id', 'Sub-Group Originator ID', size),
    'address'),
  reserved1: reserved2, subgroup: u16('rsvp.template_filter.sub_group_id', 'Sub-Group ID'),
})
/** Sections A.9 and A.10, RFC 3209 and RFC 4875; `before` is what stands before the ID of a path. */
const templates = (base: number, before: object) => ({
  [base + 1]: { sender: sender4, reserved: u16('rsvp.reserved', 'Reserved'), port: u16('rsvp.sender.port', 'Sender port number') },
  [base + 2]: { sender: source6, reserved: u16('rsvp.reserved', 'Reserved'), port: u16('rsvp.template_filter.source_port', 'Source port') },
  [base + 3]: { sender: source6, reserved: bits(12, 'rsvp.reserved', 'Reserved'),
    flowLabel: bits(20, 'rsvp.flow_label', 'Flow label', { base: 16 }) },
  [base + 7]: { sender: sender4, ...before, pathId },
  [base + 8]: { sender: sender6, ...before, pathId },
  [base + 9]: { sender: sender4 }, [base + 10]: { sender: source6 },
  [base + 12]: { sender: ipv4Address('rsvp.template_filter.ipv4_tunnel_sender_address', 'IPv4 Tunnel Sender Address'), ...ofGroup(4) },
  [base + 13]: { sender: sender6, ...ofGroup(16) },
})

const length = u16('rsvp.ifid_tlv.length', 'Length', { unit: 'bytes' })
const numbered = { address: ipv4Address('rsvp.ifid_tlv.ipv4_address', 'IPv4 address') }
const indexed = { ...numbered, interfaceId: u32('rsvp.ifid_tlv.interface_id', 'Interface-ID') }
const address6 = { address: ipv6Address('rsvp.ifid_tlv.ipv6_address', 'IPv6 address') }
const ofLabel = { label: u32('rsvp.ifid_tlv.label', 'Label') }
const nodeOf = { nodeId: ipv4Address('rsvp.ifid_tlv.node_id', 'Node ID') }
const area = { area: u32('rsvp.ifid_tlv.area', 'Area') }
const system = { system: u32('rsvp.ifid_tlv.autonomous_system', 'Autonomous System') }
const interfaceTypes = {
  1: 'IPv4', 2: 'IPv6', 3: 'Interface Index', 4: 'Component interface, downstream', 5: 'Component interface, upstream',
  6: 'Downstream label', 7: 'Upstream label', 8: 'Node ID', 9: 'OSPF area', 10: 'IS-IS area', 11: 'Autonomous system', 12: 'ERO context',
  13: 'ERO next context', 14: 'Previous hop, IPv4', 15: 'Previous hop, IPv6', 16: 'Incoming interface, IPv4',
  17: 'Incoming interface, IPv6', 18: 'Incoming interface ID', 19: 'Incoming downstream label', 20: 'Incoming upstream label',
  21: 'Reporting node ID', 22: 'Reporting OSPF area', 23: 'Reporting IS-IS area', 24: 'Reporting autonomous system', 25: 'Proposed ERO',
  26: 'Node exclusions', 27: 'Link exclusions', 516: 'Error string',
} as const
/** RFC 3471, section 9.1.1, RFC 4920, section 6.2, and RFC 4783, section 3.1.1. */
const interfaceTlv = record('TLV', { type: u16('rsvp.type', 'Type', { names: interfaceTypes }), length })
  .followedBy({ length: 'length', minus: 4 })
  .choice('type', {
    1: numbered, 2: address6, 3: indexed, 4: indexed, 5: indexed, 6: ofLabel, 7: ofLabel, 8: nodeOf, 9: area, 11: system, 14: numbered,
    15: address6, 16: numbered, 17: address6, 18: indexed, 19: ofLabel, 20: ofLabel, 21: nodeOf, 22: area, 24: system,
    516: { error: text('rsvp.ifid_tlv.error_string', 'Error String', undefined, { padding: 'zero' }) },
  })
  .fields({ data: rest('rsvp.ifid_tlv.data', 'Data') })
  .aligned(4)
const tlvs = { interfaces: list('rsvp.interfaces', 'TLVs', interfaceTlv) }
const hop4 = { neighbor: ipv4Address('rsvp.hop.neighbor_address_ipv4', 'Neighbor address'),
  logical: u32('rsvp.hop.logical_interface', 'Logical interface') }
const hop6 = { neighbor: ipv6Address('rsvp.neighbor_address_ipv6', 'Neighbor address'),
  logical: u32('rsvp.hop.logical_interface', 'Logical interface') }
/** Section A.5, flags RFC 3473, section 4.4. */
const failure = {
  errorFlags: group('rsvp.error_flags', 'Flags', {
    reserved: bits(5, 'rsvp.reserved', 'Reserved'), isRemoved: flag('rsvp.error_flags.path_state_removed', 'Path State Removed'),
    notGuilty: flag('rsvp.error_flags.not_guilty', 'NotGuilty'), inPlace: flag('rsvp.error_flags.in_place', 'InPlace'),
  }),
  errorCode: u8('rsvp.error.error_code', 'Error code', { names: errors }),
  errorValue: u16('rsvp.error_value', 'Error value'),
}
const error4 = { errorNode: ipv4Address('rsvp.error.error_node_ipv4', 'Error node'), ...failure }
const error6 = { errorNode: ipv6Address('rsvp.error.error_node_ipv6', 'Error node'), ...failure }

/** RFC 2961, section 4. */
const numbering = (name: string) => ({
  numberFlags: u8(`rsvp.${name}.flags`, 'Flags'), epoch: u24(`rsvp.${name}.epoch`, 'Epoch'),
  number: u32(`rsvp.${name}.message_id`, 'Message-ID'),
})
const numbers = {
  numberFlags: u8('rsvp.message_id_list.flags', 'Flags'), epoch: u24('rsvp.message_id_list.epoch', 'Epoch'),
  numbers: list('rsvp.numbers', 'Message-IDs', record('Message-ID', { number: u32('rsvp.message_id_list.message_id', 'Message-ID') })),
}
/** RFC 2747, section 2. */
const integrity = {
  integrityFlags: group('rsvp.integrity.flags', 'Flags', { reserved: bits(7, 'rsvp.reserved', 'Reserved'),
    handshake: flag('rsvp.integrity.flags.handshake', 'Handshake') }),
  reserved: bytes('', 'Reserved', 1), keyId: bytes('rsvp.integrity.key_identifier', 'Key Identifier', 6),
  sequence: u64('rsvp.integrity.sequence_number', 'Sequence Number'), digest: rest('rsvp.integrity.hash', 'Hash'),
}
/** RFC 3140, section 2: a code point of its own, or an assigned code. */
const behavior = record('PHBID', { assigned: ahead(1, { skip: 15 }) })
  .either({ assigned: 0 }, { codePoint: bits(6, 'rsvp.diffserv.phbid.dscp', 'DSCP'), reserved: bits(8, 'rsvp.reserved', 'Reserved') }, {
    code: bits(12, 'rsvp.diffserv.phbid.code', 'PHB id code'), reserved: bits(2, 'rsvp.reserved', 'Reserved'),
  })
  .fields({ several: bits(1, 'rsvp.diffserv.phbid.bit14', 'Bit 14'), bit15: bits(1, 'rsvp.diffserv.phbid.bit15', 'Bit 15') })
const behaviors = list('', 'PHBID', behavior, { count: () => 1 })
/** RFC 3476, section 3.1. */
const networkPart = record('Subobject', {
  length: u16('rsvp.class_length', 'Length', { unit: 'bytes' }),
  part: u8('rsvp.class', 'Class', { names: { 1: 'Source TNA', 2: 'Destination TNA', 3: 'Diversity', 4: 'Egress label',
    5: 'Service level' } }),
  kind: u8('rsvp.type', 'Type'),
})
  .followedBy({ length: 'length', minus: 4 })
  .cases(
    [{ part: 1, kind: 1 }, { address: ipv4Address('rsvp.guni.srctna.ipv4', 'Source TNA') }],
    [{ part: 1, kind: 2 }, { address: ipv6Address('rsvp.guni.srctna.ipv6', 'Source TNA') }],
    [{ part: 2, kind: 1 }, { address: ipv4Address('rsvp.guni.dsttna.ipv4', 'Destination TNA') }],
    [{ part: 2, kind: 2 }, { address: ipv6Address('rsvp.guni.dsttna.ipv6', 'Destination TNA') }],
    [{ part: 4 }, {
      direction: flag('rsvp.gen_uni.direction', 'Direction'), reserved: bits(23, 'rsvp.reserved', 'Reserved'),
      labelType: u8('rsvp.egress.label_type', 'Label type'),
      portId: u32('rsvp.gen_uni.logical_port_id', 'Logical Port ID'), egressLabel: u32('rsvp.egress.label', 'Label'),
    }],
    [{ part: 5 }, { serviceLevel: u8('rsvp.gen_uni.service_level', 'Service Level') }],
  )
  .fields({ data: rest('rsvp.gen_uni.data', 'Data') })
const owned = { enterprise: u32('rsvp.obj_private.enterprise', 'Enterprise Code'), data: rest('rsvp.private.data', 'Data') }
const hello = {
  sourceInstance: u32('rsvp.hello.source_instance', 'Source Instance', { base: 16 }),
  targetInstance: u32('rsvp.hello.destination_instance', 'Destination Instance', { base: 16 }),
}

const values = {
  ...sessions, ...templates(0x0a00, { reserved: u16('rsvp.reserved', 'Reserved') }),
  ...templates(0x0b00, { senderCallId: u16('rsvp.sender.short_call_id', 'Short Call ID') }), ...flowspecs, ...tunnels,
  0x0301: hop4, 0x0302: hop6, 0x0303: { ...hop4, ...tlvs }, 0x0304: { ...hop6, ...tlvs },
  0x0401: integrity,
  0x0501: { interval: u32('rsvp.refresh_interval', 'Refresh interval', { unit: 'ms' }) },
  0x0601: error4, 0x0602: error6, 0x0603: { ...error4, ...tlvs }, 0x0604: { ...error6, ...tlvs },
  0x0701: { scope: list('rsvp.scope', 'Scope', record('Address', { address: ipv4Address('rsvp.scope.ipv4_address', 'IPv4 Address') })) },
  0x0702: { scope: list('rsvp.scope', 'Scope', record('Address', { address: ipv6Address('rsvp.scope.ipv6_address', 'IPv6 Address') })) },
  0x0801: { styleFlags: u8('rsvp.style.flags', 'Flags', { base: 16 }),
    style: u24('rsvp.style.style', 'Style', { base: 16, names: styles }) },
  0x0d02: advertised,
  0x0e01: { policy: rest('rsvp.policy.data', 'Data') },
  0x0f01: { receiver: ipv4Address('rsvp.confirm.receiver_address_ipv4', 'Receiver address') },
  0x0f02: { receiver: ipv6Address('rsvp.confirm.receiver_address_ipv6', 'Receiver address') },
  0x1601: hello, 0x1602: hello,
  0x1701: numbering('message_id'), 0x1801: numbering('message_id_ack'), 0x1802: numbering('message_id_ack'), 0x1901: numbers,
  0x4101: {
    reserved: bits(28, 'rsvp.reserved', 'Reserved'), count: bits(4, 'rsvp.diffserv.mapnb', 'MAPnb'),
    maps: list('rsvp.maps', 'MAPs', record('MAP',
      { reserved: bits(13, 'rsvp.reserved', 'Reserved'), exp: bits(3, 'rsvp.diffserv.map.exp', 'EXP'), behaviors }),
      { count: 'count' }),
  },
  0x4102: { reserved: u16('rsvp.reserved', 'Reserved'), behaviors },
  0x4201: { reserved: bits(29, 'rsvp.reserved', 'Reserved'), classType: bits(3, 'rsvp.dste.classtype', 'CT') },
  0xe101: { points: list('rsvp.points', 'DCLASS',
    record('DSCP', { reserved: bytes('', 'Reserved', 3), codePoint: u8('rsvp.dclass.dscp', 'DSCP') })) },
  0xe501: { parts: list('rsvp.parts', 'Subobjects', networkPart) },
  0x7c01: owned, 0x7d01: owned, 0x7e01: owned, 0x7f01: owned, 0xfc01: owned, 0xfd01: owned, 0xfe01: owned, 0xff01: owned,
}
const otherValues = {
  1: 'session.data', 3: 'hop.data', 5: 'time_values.data', 6: 'error.data', 7: 'scope.data', 8: 'style.data', 10: 'template_filter.data',
  11: 'template_filter.data', 12: 'tspec.data', 14: 'policy.data', 15: 'confirm.data', 16: 'label.data', 19: 'label_request.data',
  20: 'explicit_route.data', 21: 'record_route.data', 23: 'message_id.data', 24: 'message_id_ack.data', 25: 'message_id_list.data',
  34: 'label.data', 35: 'label.data', 37: 'protection_info.data', 50: 's2l_sub_lsp.data', 63: 'detour.data', 65: 'diffserv.data',
  66: 'diffserv_aware_te.data', 129: 'label.data', 131: 'restart_cap.data', 193: 'lsp_tunnel_if_id.data', 195: 'notify_request.data',
  196: 'admin_status.data', 199: 'association.data', 205: 'fast_reroute.data', 207: 'session_attribute.data', 225: 'dclass.data',
  230: 'call_id.data', 232: 'exclude_route.data',
} as const

/** Section 3.1.2: the length counts its own header. */
export const object = record('Object', { kind: ahead(16, { skip: 16 }), length: u16('rsvp.length', 'Length', { unit: 'bytes' }),
  class: u8('rsvp.object', 'Object class', { names: classes }) })
  .choice('class', types as never, typeOf('unknown') as never)
  .followedBy({ length: 'length', minus: 4 })
  .choice('kind', values as never)
  .choice(((view: { kind: number, addressType?: number }) => (view.kind >> 8 === 230 ? view.addressType : 0)) as never, callers as never)
  .choice('class', Object.fromEntries(Object.entries(otherValues).map(([key, name]) => [key,
    { other: rest(`rsvp.${name}`, 'Data') }])) as never, {
    other: rest('rsvp.unknown.data', 'Data'),
  } as never) as unknown as Schema<RsvpObject>
