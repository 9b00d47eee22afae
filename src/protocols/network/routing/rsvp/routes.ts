/** Routes in RSVP: what a path is to take, has taken and must avoid. RFC 3209, sections 4.3 and 4.4; RFC 4874. */
import {
  ahead, bits, bytes, flag, group, ipv4Address, ipv6Address, record, rest, u16, u32, u8,
} from '../../../../schema/index.ts'

const p = 'rsvp.ero_rro_subobjects'
const types = {
  1: 'IPv4', 2: 'IPv6', 3: 'Label', 4: 'Unnumbered Interface-ID', 5: 'RSVP', 32: 'Autonomous System', 34: 'SRLG',
  35: 'Switching Capability', 37: 'Reverse LSP', 64: 'Path Key, IPv4', 65: 'Path Key, IPv6',
} as const
const length = u8(`${p}.length`, 'Length', { unit: 'bytes' })
const typeOf = { type: bits(7, 'rsvp.type', 'Type', { names: types }) }
const loose = flag('rsvp.loose_hop', 'Loose Hop')
const spare = bits(1, '', 'L bit')

const hop4 = ipv4Address(`${p}.ipv4_hop`, 'IPv4 hop')
const hop6 = ipv6Address(`${p}.ipv6_hop`, 'IPv6 hop')
const prefixLength = u8(`${p}.prefix_length`, 'Prefix length', { unit: 'bits' })
const router = { routerId: ipv4Address(`${p}.router_id`, 'Router-ID'), interfaceId: u32(`${p}.interface_id`, 'Interface-ID') }
const label = u32(`${p}.label`, 'Label')
const labelKind = u8('rsvp.ctype', 'C-Type')
const reserved = bytes('', 'Reserved', 1)
const reserved2 = bytes('', 'Reserved', 2)
const pathKey = u16(`${p}.path_key`, 'Path Key')
const value = rest(`${p}.private_data`, 'Data')

const counted = { length: 'length', minus: 2 } as const

/** RFC 3209, section 4.3.3, unnumbered RFC 3477, labels RFC 3473, path keys RFC 5553. */
export const explicitHop = record('Hop', { kind: ahead(7, { skip: 1 }) })
  .choice('kind', {
    32: { spare }, 64: { spare }, 65: { spare },
  }, { loose })
  .fields({ ...typeOf, length })
  .followedBy(counted)
  .choice('kind', {
    1:  { hop: hop4, prefixLength, reserved },
    2:  { hop: hop6, prefixLength, reserved },
    3:  { flags: u8('rsvp.flags', 'Flags'), labelKind, label },
    4:  { reserved: reserved2, ...router },
    32: { system: u16(`${p}.autonomous_system`, 'Autonomous System') },
    64: { pathKey, computer: ipv4Address(`${p}.pce_id_ipv4`, 'PCE-ID') },
    65: { pathKey, computer: ipv6Address(`${p}.pce_id_ipv6`, 'PCE-ID') },
  })
  .fields({ value })

const protectionHead = {
  reserved1:    bits(2, 'rsvp.reserved', 'Reserved'),
  nodeAddress:  flag('rsvp.rro.flags.node_address', 'Node-id'),
  reserved2:    bits(1, 'rsvp.reserved', 'Reserved'),
}
const protectionTail = {
  inUse:        flag('rsvp.rro.flags.local_in_use', 'Local protection in use'),
  isAvailable:  flag('rsvp.rro.flags.local_avail', 'Local protection available'),
}
const flags4 = group(`${p}.flags`, 'Flags', {
  ...protectionHead, protectsNode: flag('rsvp.rro.flags.node', 'Node protection'),
  bandwidth: flag('rsvp.rro.flags.bandwidth', 'Bandwidth protection'),
  ...protectionTail,
})
const flags6 = group(`${p}.flags`, 'Flags', {
  ...protectionHead, protectsNode: flag('rsvp.rro.flags.backup_tunnel_hop', 'Backup tunnel goes to the next-next hop'),
  bandwidth: flag('rsvp.rro.flags.backup_tunnel_bandwidth', 'Backup tunnel has bandwidth'), ...protectionTail,
})

/** RFC 3209, section 4.4.1, flags RFC 4090, section 4.4, and RFC 4561. */
export const recordedHop = record('Hop', { kind: ahead(8) })
  .choice('kind', {
    2: { lbit: bits(1, 'rsvp.xro.sobj.lbit', 'L bit'), type: bits(7, 'rsvp.type', 'Type', { names: types }) },
  }, { type: u8('rsvp.type', 'Type', { names: types }) })
  .fields({ length })
  .followedBy(counted)
  .choice('kind', {
    1: { hop: hop4, prefixLength, flags: flags4 },
    2: { hop: hop6, prefixLength, flags: flags6 },
    3: {
      flags: group(`${p}.flags`, 'Flags', { reserved: bits(7, 'rsvp.reserved', 'Reserved'),
        isGlobal: flag('rsvp.rro.flags.global_label', 'Global label') }),
      labelKind, label,
    },
    4: { flags: group(`${p}.flags`, 'Flags', { reserved1: bits(6, 'rsvp.reserved', 'Reserved'), ...protectionTail }), reserved, ...router },
    64: { pathKey, computer: ipv4Address(`${p}.pce_id_ipv4`, 'PCE-ID') },
    65: { pathKey, computer: ipv6Address(`${p}.pce_id_ipv6`, 'PCE-ID') },
  })
  .fields({ value })

const attributes = { 0: 'Interface', 1: 'Node', 2: 'SRLG' } as const
const avoid = bits(1, 'rsvp.xro.sobj.lbit', 'L(oose) bit')
/** RFC 4874, section 2.1. */
export const excludedHop = record('Hop', { kind: ahead(7, { skip: 1 }) })
  .choice('kind', { 4: { spare }, 32: { spare } }, { avoid })
  .fields({ ...typeOf })
  .choice('kind', { 34: { length: u8('rsvp.xro.sobj.len', 'Length', { unit: 'bytes' }) } }, { length })
  .followedBy(({ length: counts = 0 }) => Math.max(0, counts - 2))
  .choice('kind', {
    1:  {
      hop: ipv4Address('rsvp.xro.sobj.ipv4.addr', 'IPv4 prefix'), prefixLength: u8('rsvp.xro.sobj.ipv4.prefix', 'Prefix Length'),
      attribute: u8('rsvp.xro.sobj.ipv4.attr', 'Attribute', { names: attributes }),
    },
    2:  { hop: hop6, prefixLength, attribute: u8('rsvp.xro.sobj.ipv6.attr', 'Attribute', { names: attributes }) },
    4:  { reserved: reserved2, ...router },
    32: { system: u16(`${p}.autonomous_system`, 'Autonomous System') },
    34: { riskGroup: u32('rsvp.xro.sobj.srlg.id', 'SRLG Id'), reserved: u16('rsvp.xro.sobj.srlg.res', 'Reserved') },
  })
  .fields({ value })
