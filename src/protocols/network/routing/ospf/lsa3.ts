/** Link state advertisements of OSPFv3, RFC 5340, section A.4. */
import {
  bits, bytes, finding, flag, group, ipv4Address, ipv6Address, ipv6Prefix, list, nameIn, optional, record, rest, u16, u24, u32, u8,
  when,
} from '../../../../schema/index.ts'
import { informationTlv } from './opaque.ts'
import { options3, prefixLength, prefixOptions } from './options.ts'

/** By function code: IANA "OSPFv3 LSA Function Codes", 2026-11. */
const types3 = {
  1: 'Router', 2: 'Network', 3: 'Inter-Area-Prefix', 4: 'Inter-Area-Router', 5: 'AS-External', 6: 'Group-Membership', 7: 'NSSA', 8: 'Link',
  9: 'Intra-Area-Prefix', 12: 'Router Information', 33: 'E-Router', 34: 'E-Network', 35: 'E-Inter-Area-Prefix', 36: 'E-Inter-Area-Router',
  37: 'E-AS-External', 39: 'E-Type-7', 40: 'E-Link', 41: 'E-Intra-Area-Prefix',
}
/** Section A.4.2.1. */
export const type3 = group('ospf.v3.lsa', 'LS Type', {
  unknown: flag('ospf.v3.lsa.u', 'Handling of what is unknown'),
  scope:   bits(2, 'ospf.v3.lsa.s12', 'Flooding Scope', { names: { 0: 'Link-Local', 1: 'Area', 2: 'AS', 3: 'Reserved' } }),
  code:    bits(13, 'ospf.v3.lsa.fc', 'Function Code', { names: types3 }),
})

const kind = (name: string, label: string, code: number) => finding(`ospf.v3.lsa.${name}`, label, ({ type }: {
  readonly type: { readonly code: number },
}) => type.code === code)
/** Section A.4.2. */
const head = () => record('LSA', {
  doNotAge: flag('ospf.v3.lsa.do_not_age', 'Do Not Age'),
  age:      bits(15, 'ospf.lsa.age', 'LS Age', { unit: 's' }),
  type:     type3,
  id:       ipv4Address('ospf.link_state_id', 'Link State ID'),
  router:   ipv4Address('ospf.advrouter', 'Advertising Router'),
  sequence: u32('ospf.lsa.seqnum', 'Sequence Number', { base: 16 }),
  checksum: u16('ospf.lsa.chksum', 'Checksum', { base: 16 }),
  length:   u16('ospf.lsa.length', 'Length', { unit: 'bytes' }),
})
  .fields({
    isRouter:    kind('router', 'Router-LSA', 1),
    isNetwork:   kind('network', 'Network-LSA', 2),
    isPrefix:    kind('interprefix', 'Inter-Area-Prefix-LSA', 3),
    isBoundary:  kind('interrouter', 'Inter-Area-Router-LSA', 4),
    isExternal:  kind('asext', 'AS-External-LSA', 5),
    isMember:    kind('member', 'Group-Membership-LSA', 6),
    isNssa:      kind('nssa', 'NSSA-LSA', 7),
    isLink:      kind('link', 'Link-LSA', 8),
    isIntra:     kind('intraprefix', 'Intra-Area-Prefix-LSA', 9),
    isOpaque:    kind('opaque', 'Router Information LSA', 12),
  })

/** Without what follows it, as in a database description. */
export const header3 = head()

/** Section A.4.3. */
const routerLink = record('Interface', {
  type:              u8('ospf.v3.lsa.type', 'Type', {
    names: { 1: 'Point-to-point', 2: 'Transit network', 3: 'Stub network', 4: 'Virtual link' },
  }),
  reserved:          bytes('ospf.reserved', 'Reserved', 1),
  metric:            u16('ospf.metric', 'Metric'),
  interfaceId:       u32('ospf.v3.lsa.interface_id', 'Interface ID'),
  neighborInterface: u32('ospf.v3.lsa.neighbor_interface_id', 'Neighbor Interface ID'),
  neighborRouter:    ipv4Address('ospf.v3.lsa.neighbor_router_id', 'Neighbor Router ID'),
})
const attached = record('Router', { router: ipv4Address('ospf.v3.lsa.attached_router', 'Attached Router') })
/** Prefixes take as many words of 32 bits as they need. */
const address = ipv6Prefix('ospf.v3.address_prefix.ipv6', 'Address Prefix', 'prefixLength', { word: 32 })
const reservedPrefix = record('Prefix', { prefixLength, prefixOptions, reserved: bytes('ospf.reserved', 'Reserved', 2) })
  .fields({ prefix: when('prefixLength', address) })
const measuredPrefix = record('Prefix', { prefixLength, prefixOptions, metric: u16('ospf.metric', 'Metric') })
  .fields({ prefix: when('prefixLength', address) })
/** Section A.4.7. */
const external = {
  flags: group('ospf.v3.as.external.flags', 'Flags', {
    reserved: bits(5, 'ospf.reserved_bits', 'Reserved'),
    larger:   flag('ospf.v3.as.external.flags.e', 'E'),
    forwards: flag('ospf.v3.as.external.flags.f', 'F'),
    tagged:   flag('ospf.v3.as.external.flags.t', 'T'),
  }),
  metric:         u24('ospf.metric', 'Metric'),
  prefixLength,
  prefixOptions,
  referencedType: u16('ospf.v3.lsa.referenced_ls_type', 'Referenced LS Type', { base: 16 }),
  prefix:         when('prefixLength', address),
  forward:        when('flags.forwards', ipv6Address('ospf.v3.lsa.forwarding_address.ipv6', 'Forwarding Address')),
  tag:            when('flags.tagged', u32('ospf.v3.lsa.external_route_tag', 'External Route Tag')),
  referencedId:   when('referencedType', ipv4Address('ospf.v3.lsa.referenced_link_state_id', 'Referenced Link State ID')),
} as const
const routerFlags = group('ospf.v3.router.lsa.flags', 'Flags', {
  unused: bits(4, 'ospf.unused_bits', 'Unused'), wild: flag('ospf.v3.router.lsa.flags.w', 'W'),
  virtual: flag('ospf.v3.router.lsa.flags.v', 'V'),
  boundary: flag('ospf.v3.router.lsa.flags.e', 'E'), border: flag('ospf.v3.router.lsa.flags.b', 'B'),
})

export const lsa3 = head()
  .length(({ length }) => Math.max(length, 20))
  .choice(({ type }) => type.code, {
    1: { flags: routerFlags, options: options3, links: list('ospf.links_list', 'Interfaces', routerLink) },
    2: {
      reserved: bytes('ospf.reserved', 'Reserved', 1), options: options3, routers: list('ospf.routers_list', 'Attached Routers', attached),
    },
    3: {
      reserved: bytes('ospf.reserved', 'Reserved', 1),
      metric:   u24('ospf.metric', 'Metric'),
      prefixLength,
      prefixOptions,
      unused:   bytes('ospf.reserved', 'Reserved', 2),
      prefix:   when('prefixLength', address),
    },
    4: {
      reserved: bytes('ospf.reserved', 'Reserved', 1), options: options3, unused: bytes('ospf.reserved', 'Reserved', 1),
      metric: u24('ospf.metric', 'Metric'), destination: ipv4Address('ospf.v3.lsa.destination_router_id', 'Destination Router ID'),
    },
    5: external,
    7: external,
    8: {
      priority: u8('ospf.v3.lsa.router_priority', 'Router Priority'),
      options:  options3,
      address:  ipv6Address('ospf.v3.lsa.link_local_interface_address.ipv6', 'Link-local Interface Address'),
      count:    u32('ospf.v3.lsa.num_prefixes', 'Number of Prefixes'),
      prefixes: list('ospf.prefixes_list', 'Prefixes', reservedPrefix, { count: 'count' }),
    },
    9: {
      intraCount:       u16('ospf.v3.lsa.num_prefixes', 'Number of Prefixes'),
      referencedType:   u16('ospf.v3.lsa.referenced_ls_type', 'Referenced LS Type', { base: 16 }),
      referencedId:     ipv4Address('ospf.v3.lsa.referenced_link_state_id', 'Referenced Link State ID'),
      referencedRouter: ipv4Address('ospf.v3.lsa.referenced_advertising_router', 'Referenced Advertising Router'),
      intraPrefixes:    list('ospf.intra_prefixes_list', 'Prefixes', measuredPrefix, { count: 'intraCount' }),
    },
    12: { information: list('ospf.information_list', 'Router Information', informationTlv) },
  })
  .fields({ more: optional(rest('ospf.more_data', 'Data')) })

/** `Router 192.0.2.1`. */
export const words3 = ({ type, router }: { readonly type: { readonly code: number }; readonly router: string }) =>
  `${nameIn(types3, type.code) ?? `type ${type.code}`} of ${router}`
