/** Link state advertisements of OSPFv2, RFC 2328, section A.4. */
import {
  ahead, bits, bytes, finding, flag, group, ipv4Address, list, nameIn, optional, record, rest, u16, u24, u32, u8,
} from '../../../../schema/index.ts'
import { opaqueBodies, opaqueTypes } from './opaque.ts'
import { options2, optionsOfNssa } from './options.ts'

export const types2 = {
  1: 'Router', 2: 'Network', 3: 'Summary', 4: 'ASBR-Summary', 5: 'AS-External', 6: 'Group-Membership', 7: 'NSSA', 8: 'External-Attributes',
  9: 'Opaque (link)', 10: 'Opaque (area)', 11: 'Opaque (AS)',
}

/** RFC 3630, section 2.2, divides the ID of a traffic engineering LSA. */
const opaqueId = record('Opaque ID', { opaqueType: u8('ospf.lsid_opaque_type', 'Opaque Type', { names: opaqueTypes }) })
  .choice('opaqueType', {
    1: { unused: u8('ospf.lsid_te_lsa.reserved', 'Reserved'), instance: u16('ospf.lsid_te_lsa.instance', 'Instance') },
  }, {
    opaqueId: u24('ospf.lsid.opaque_id', 'Opaque ID'),
  })

/** Section A.4.1. An opaque LSA has its type in the place of an address (RFC 5250, section A.2). */
const head = () => record('LSA', {
  doNotAge: bits(1, 'ospf.lsa.donotage', 'Do Not Age'),
  age:      bits(15, 'ospf.lsa.age', 'LS Age', { unit: 's' }),
  typeNext: ahead(8, { skip: 8 }),
})
  .either({ typeNext: 7 }, { options: optionsOfNssa }, { options: options2 })
  .fields({ type: u8('ospf.lsa', 'LS Type', { names: types2 }) })
  .choice('type', { 9: opaqueId, 10: opaqueId, 11: opaqueId }, { id: ipv4Address('ospf.lsa.id', 'Link State ID') })
  .fields({
    router:   ipv4Address('ospf.advrouter', 'Advertising Router'),
    sequence: u32('ospf.lsa.seqnum', 'Sequence Number', { base: 16 }),
    checksum: u16('ospf.lsa.chksum', 'Checksum', { base: 16 }),
    length:   u16('ospf.lsa.length', 'Length', { unit: 'bytes' }),
  })
  .fields(kinds())
const kind = (name: string, label: string, ...types: readonly number[]) =>
  finding(`ospf.lsa.${name}`, label, ({ type }: { readonly type: number }) => types.includes(type))
const kinds = () => ({
  isRouter: kind('router', 'Router LSA', 1), isNetwork: kind('network', 'Network LSA', 2), isSummary: kind('summary', 'Summary LSA', 3),
  isBoundary: kind('asbr', 'ASBR-Summary LSA', 4), isExternal: kind('asext', 'AS-External LSA', 5),
  isMember: kind('member', 'Group Membership LSA', 6),
  isNssa: kind('nssa', 'NSSA LSA', 7), isAttribute: kind('attr', 'External Attributes LSA', 8),
  isOpaque: kind('opaque', 'Opaque LSA', 9, 10, 11),
})

/** Without what follows it, as in a database description. */
export const header2 = head()

const linkTypes = { 1: 'Point-to-point', 2: 'Transit network', 3: 'Stub network', 4: 'Virtual link' }
const tosMetric = record('TOS', {
  tos: u8('ospf.lsa.tos', 'TOS'), reserved: bytes('ospf.reserved_bytes', 'Reserved', 1), metric: u16('ospf.metric', 'Metric'),
})
/** Section A.4.2. */
const link = record('Link', {
  id:      ipv4Address('ospf.lsa.router.linkid', 'Link ID'),
  data:    ipv4Address('ospf.lsa.router.linkdata', 'Link Data'),
  type:    u8('ospf.lsa.router.linktype', 'Link Type', { names: linkTypes }),
  count:   u8('ospf.lsa.router.nummetrics', 'Number of Metrics'),
  metric:  u16('ospf.lsa.router.metric0', 'Metric'),
  metrics: list('ospf.metrics_list', 'Metrics', tosMetric, { count: 'count' }),
})
const attached = record('Router', { router: ipv4Address('ospf.lsa.network.attchrtr', 'Attached Router') })
/** Section A.4.4. */
const summaryMetric = record('Metric', { tos: u8('ospf.lsa.tos', 'TOS'), metric: u24('ospf.metric', 'Metric') })
/** Section A.4.5. */
const externalRoute = record('Route', {
  larger:  flag('ospf.lsa.asext.type', 'External Type 2'),
  tos:     bits(7, 'ospf.lsa.tos', 'TOS'),
  metric:  u24('ospf.metric', 'Metric'),
  forward: ipv4Address('ospf.lsa.asext.fwdaddr', 'Forwarding Address'),
  tag:     u32('ospf.lsa.asext.extrttag', 'External Route Tag'),
})
const external = { mask: ipv4Address('ospf.lsa.asext.netmask', 'Network Mask'), routes: list('ospf.routes_list', 'Routes', externalRoute) }

export const lsa2 = head()
  .length(({ length }) => Math.max(length, 20))
  .choice('type', {
    1: {
      flags: group('ospf.v2.router.lsa.flags', 'Flags', {
        host: flag('ospf.v2.router.lsa.flags.h', 'H'), unused: bits(2, 'ospf.unused_bits', 'Unused'),
        nssa: flag('ospf.v2.router.lsa.flags.n', 'N'),
        wild: flag('ospf.v2.router.lsa.flags.w', 'W'), virtual: flag('ospf.v2.router.lsa.flags.v', 'V'),
        boundary: flag('ospf.v2.router.lsa.flags.e', 'E'),
        border: flag('ospf.v2.router.lsa.flags.b', 'B'),
      }),
      reserved: bytes('ospf.reserved_bytes', 'Reserved', 1),
      count:    u16('ospf.lsa.number_of_links', 'Number of Links'),
      links:    list('ospf.links_list', 'Links', link, { count: 'count' }),
    },
    2: { mask: ipv4Address('ospf.lsa.network.netmask', 'Network Mask'), routers: list('ospf.routers_list', 'Attached Routers', attached) },
    3: { mask: ipv4Address('ospf.lsa.asbr.netmask', 'Network Mask'), metrics: list('ospf.metrics_list', 'Metrics', summaryMetric) },
    4: { mask: ipv4Address('ospf.lsa.asbr.netmask', 'Network Mask'), metrics: list('ospf.metrics_list', 'Metrics', summaryMetric) },
    5: external,
    7: external,
  })
  .cases(...Object.entries(opaqueBodies).map(([key, set]) => [{ type: [9, 10, 11], opaqueType: Number(key) }, set]) as never)
  .fields({ more: optional(rest('ospf.more_data', 'Data')) })

/** `Router 192.0.2.1`. */
export const words2 = ({ type, id, opaqueType }: Named) =>
  opaqueType === undefined
    ? `${nameIn(types2, type) ?? `type ${type}`} ${id ?? ''}`
    : `Opaque ${nameIn(opaqueTypes, opaqueType) ?? opaqueType}`
interface Named {
  readonly type: number
  readonly id?: string | undefined
  readonly opaqueType?: number | undefined
}
