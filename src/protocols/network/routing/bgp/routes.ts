/** Network layer reachability of BGP, by address family: RFC 4271, section 4.3, and RFC 4760, section 5. */
import {
  bytes, converted, ipv4Address, ipv4Prefix, ipv4Text, ipv6Address, ipv6Prefix, list, mac, record, rest, tlv, u16, u24, u32,
  u64, u8, when, type View,
} from '../../../../schema/index.ts'

/** RFC 4364, section 4.2: `65000:1`, `192.0.2.1:1`. */
export const routeDistinguisher = (filter = 'bgp.rd') => converted(bytes(filter, 'Route Distinguisher', 8), distinguisherText, 'text')

const distinguisher = record('Route Distinguisher', {
  type: u16('bgp.rd.type', 'Type'), high: u16('bgp.rd.high', 'High'), low: u32('bgp.rd.low', 'Low'),
})
const wide = record('Route Distinguisher', {
  type: u16('bgp.rd.type', 'Type'), high: u32('bgp.rd.high', 'High'), low: u16('bgp.rd.low', 'Low'),
})
const [typeOf, highOf, lowOf] = [distinguisher.reader('type'), distinguisher.reader('high'), distinguisher.reader('low')]
const [wideHighOf, wideLowOf] = [wide.reader('high'), wide.reader('low')]
function distinguisherText(value: Uint8Array): string {
  if (value.length < 8) return ''
  const type = typeOf(value, 0)
  if (type === 0) return `${highOf(value, 0)}:${lowOf(value, 0)}`
  return `${type === 1 ? ipv4Text(value, 2) : wideHighOf(value, 0)}:${wideLowOf(value, 0)}`
}

const plain = record('Prefix', { length: u8('bgp.prefix_length', 'Prefix Length') })
const lengthAt = plain.reader('length')
const label = record('Label', { label: u24('bgp.label', 'Label') })
const labelAt = label.reader('label')
const idSize = 4
/** Where prefixes each of `before` bytes and a length, up to `most` bits, end: undefined if not at `end`. */
function walk(bytes: Uint8Array, start: number, end: number, most: number, before: number): number | undefined {
  let count = 0
  for (let at = start; at < end; count++) {
    at += before
    const bits = at < end ? lengthAt(bytes, at) : Infinity
    // The route to everywhere beside others is more likely a part of a path identifier.
    if (bits > most || (bits === 0 && before === 0 && end - start > 1)) return undefined
    at += 1 + Math.ceil(bits / 8)
    if (at > end) return undefined
  }
  return count
}
/** Whether prefixes have path identifiers (RFC 7911, section 3), which the message does not say: if they make no sense without. */
export const hasPathIds = ({ bytes, end }: View, start: number, limit: number, most: number): boolean =>
  walk(bytes, start, Math.min(end, limit), most, 0) === undefined && walk(bytes, start, Math.min(end, limit), most, idSize) !== undefined

const pathId = u32('bgp.nlri_path_id', 'Path Identifier')
const prefixLength = u8('bgp.prefix_length', 'Prefix Length', { unit: 'bits' })
const prefixOf = (family: 4 | 6, filter: string) =>
  family === 4 ? ipv4Prefix(filter, 'Prefix', 'prefixLength') : ipv6Prefix(filter, 'Prefix', 'prefixLength')
/** RFC 4271, section 4.3. */
export const routeOf = (filter: string, family: 4 | 6 = 4) => record('Route', { prefixLength, prefix: prefixOf(family, filter) })
export const routeWithId = (filter: string, family: 4 | 6 = 4) => record('Route', {
  pathId, prefixLength, prefix: prefixOf(family, filter),
})

/** RFC 8277, section 2: labels of 24 bits, the last with its lowest bit set; what is withdrawn has a fixed one. */
function labelBytes({ bytes, start, end, prefixLength = 0 }: Labeled & View): number {
  const limit = Math.min(end, start + 1 + Math.ceil(prefixLength / 8))
  for (let at = start + 1; at + 3 <= limit; at += 3) {
    const value = labelAt(bytes, at)
    if (value & 1 || value === 0x800000 || value === 0) return at + 3 - start - 1
  }
  return Math.max(0, limit - start - 1)
}
interface Labeled {
  readonly prefixLength?: number
}
function labelText(value: Uint8Array): string {
  const labels: string[] = []
  for (let at = 0; at + 3 <= value.length; at += 3) {
    const label = labelAt(value, at)
    labels.push(label === 0x800000 || label === 0 ? `${label >> 4} (withdrawn)` : `${label >> 4}${label & 1 ? ' (bottom)' : ''}`)
  }
  return labels.join(',')
}
const labels = converted(bytes('bgp.label_stack', 'Label Stack', labelBytes), labelText, 'text')
/** RFC 4364, section 4.3.4, with a route distinguisher; RFC 8277 without. */
const labeled = (filter: string, family: 4 | 6, isVpn: boolean) => {
  const bits = (view: Labeled & View) => (view.prefixLength ?? 0) - 8 * labelBytes(view) - (isVpn ? 64 : 0)
  return record('Route', { prefixLength, labels })
    .fields({ distinguisher: when(() => isVpn, routeDistinguisher()) })
    .fields({ prefix: family === 4 ? ipv4Prefix(filter, 'Prefix', bits) : ipv6Prefix(filter, 'Prefix', bits) })
}

/** RFC 4684, section 4. */
const routeTarget = record('Route Target', { prefixLength })
  .fields({
    originAs: when(({ prefixLength }) => prefixLength >= 32, u32('bgp.originating_as', 'Originating AS')),
    target: converted(
      bytes('bgp.community_prefix', 'Community', ({ prefixLength }) => Math.max(0, Math.ceil(prefixLength / 8) - 4)),
      (value) => (value.length === 8 ? distinguisherText(Uint8Array.from(value, (byte, index) => (index === 1 ? 0 : byte))) : ''), 'text',
    ),
  })

const segment = bytes('bgp.evpn.nlri.esi', 'Ethernet Segment Identifier', 10)
const tag = u32('bgp.evpn.nlri.etag', 'Ethernet Tag ID')
const ipLength = u8('bgp.evpn.nlri.iplen', 'IP Address Length', { unit: 'bits' })
const address4 = when({ ipLength: 32 }, ipv4Address('bgp.evpn.nlri.ip.addr', 'IPv4 Address'))
const address6 = when({ ipLength: 128 }, ipv6Address('bgp.evpn.nlri.ipv6.addr', 'IPv6 Address'))
/** RFC 7432, section 7, and RFC 9136, section 3. */
const evpnTypes = {
  1: 'Ethernet Auto-discovery', 2: 'MAC/IP Advertisement', 3: 'Inclusive Multicast Ethernet Tag', 4: 'Ethernet Segment', 5: 'IP Prefix',
}
const evpn = tlv('EVPN Route', {
  type: u8('bgp.evpn.nlri.rt', 'Route Type', { names: evpnTypes }), length: u8('bgp.evpn.nlri.len', 'Length', { unit: 'bytes' }),
})
  .fields({ distinguisher: bytes('bgp.evpn.nlri.rd', 'Route Distinguisher', 8) })
  .choice('type', {
    1: { segment, tag, label: u24('bgp.evpn.nlri.vni', 'VNI') },
    2: {
      segment, tag, macLength: u8('bgp.evpn.nlri.maclen', 'MAC Address Length', { unit: 'bits' }),
      mac: mac('bgp.evpn.nlri.mac_addr', 'MAC Address'),
      ipLength, address4, address6, label: u24('bgp.evpn.nlri.vni', 'VNI'),
    },
    3: { tag, ipLength, address4, address6 },
    4: { segment, ipLength, address4, address6 },
    5: { segment, tag, prefixLength: u8('bgp.evpn.nlri.prefix_length', 'IP Prefix Length', { unit: 'bits' }) },
  })
  .cases(
    [{ type: 5, length: 34 }, {
      prefix4: ipv4Address('bgp.evpn.nlri.ip.addr', 'IP Prefix'), gateway4: ipv4Address('bgp.evpn.nlri.gw', 'Gateway'),
      vni: u24('bgp.evpn.nlri.vni', 'VNI'),
    }],
    [{ type: 5, length: 58 }, {
      prefix6: ipv6Address('bgp.evpn.nlri.ipv6.addr', 'IP Prefix'), gateway6: ipv6Address('bgp.evpn.nlri.ipv6.gw', 'Gateway'),
      vni: u24('bgp.evpn.nlri.vni', 'VNI'),
    }],
  )
  .fields({ more: rest('bgp.evpn.nlri.more', 'Data') })

/** RFC 8955, section 4. */
const flow = record('Flow Specification', { length: u8('bgp.flowspec_nlri.length', 'Length', { unit: 'bytes' }) })
  .followedBy('length')
  .fields({ components: rest('bgp.flowspec_nlri.components', 'Components') })

/** RFC 9552, section 5.2. */
const linkStateTlv = tlv('TLV', { type: u16('bgp.ls.type', 'Type'), length: u16('bgp.ls.length', 'Length', { unit: 'bytes' }) })
  .fields({ value: rest('bgp.ls.tlv.value', 'Value') })
const linkState = tlv('Link-State Route', {
  type: u16('bgp.ls.nlri_type', 'NLRI Type', {
    names: { 1: 'Node', 2: 'Link', 3: 'IPv4 Topology Prefix', 4: 'IPv6 Topology Prefix', 6: 'SRv6 SID' },
  }),
  length: u16('bgp.ls.nlri_length', 'NLRI Length', { unit: 'bytes' }),
})
  .fields({
    protocol: u8('bgp.ls.nlri_protocol_id', 'Protocol ID', {
      names: { 1: 'IS-IS Level 1', 2: 'IS-IS Level 2', 3: 'OSPFv2', 4: 'Direct', 5: 'Static', 6: 'OSPFv3' },
    }),
    identifier: u64('bgp.ls.nlri_identifier', 'Identifier'),
    tlvs: list('bgp.ls.tlvs', 'TLVs', linkStateTlv),
  })

/** RFC 4761, section 3.2.2. */
const vpls = tlv('VPLS Route', { length: u16('bgp.vplsad.length', 'Length', { unit: 'bytes' }) })
  .fields({ distinguisher: routeDistinguisher('bgp.vplsad.rd') })
  .choice('length', {
    12: { peer: ipv4Address('bgp.ad.pe_addr', 'PE Address') },
    17: {
      edge: u16('bgp.vplsbgp.ce_id', 'CE ID'), offset: u16('bgp.vplsbgp.labelblock.offset', 'Label Block Offset'),
      size: u16('bgp.vplsbgp.labelblock.size', 'Label Block Size'), base: u24('bgp.vplsbgp.labelblock.base_label', 'Label Base'),
    },
  })
  .fields({ more: rest('bgp.vplsbgp.more', 'Data') })
/** RFC 6514, section 4. */
const multicastVpn = tlv('MCAST-VPN Route', {
  type: u8('bgp.mcast_vpn_nlri_route_type', 'Route Type'), length: u8('bgp.mcast_vpn_nlri_length', 'Length', { unit: 'bytes' }),
})
  .fields({ value: rest('bgp.mcast_vpn_nlri', 'Value') })

/** The routes of an attribute, by address family; `way` is `mp_reach` or `mp_unreach`. */
export const routesOf = (way: 'mp_reach' | 'mp_unreach') => {
  const [four, six] = [`bgp.${way}_nlri_ipv4_prefix`, `bgp.${way}_nlri_ipv6_prefix`]
  const routes = (name: string, item: ReturnType<typeof record>) => ({ [name]: list(`bgp.${name}`, 'Routes', item as never) })
  return {
    '1/1': routes('ipv4_routes', routeOf(four) as never), '1/2': routes('ipv4_routes', routeOf(four) as never),
    '2/1': routes('ipv6_routes', routeOf(six, 6) as never), '2/2': routes('ipv6_routes', routeOf(six, 6) as never),
    '1/4': routes('ipv4_labeled', labeled(four, 4, false) as never), '2/4': routes('ipv6_labeled', labeled(six, 6, false) as never),
    '1/128': routes('ipv4_vpn', labeled(four, 4, true) as never), '2/128': routes('ipv6_vpn', labeled(six, 6, true) as never),
    '1/132': routes('targets', routeTarget as never), '1/133': routes('flows', flow as never), '2/133': routes('flows', flow as never),
    '1/5': routes('multicast_vpn', multicastVpn as never), '2/5': routes('multicast_vpn', multicastVpn as never),
    '25/65': routes('vpls', vpls as never), '25/70': routes('evpn', evpn as never), '16388/71': routes('link_state', linkState as never),
  }
}

