/** Path attributes of BGP, RFC 4271, section 4.3. */
import {
  bits, bytes, flag, group, ipv4Address, ipv6Address, list, record, rest, tlv, u16, u32, u64, u8, uint, when, type View,
} from '../../../../schema/index.ts'
import { extendedCommunity, largeCommunity } from './communities.ts'
import { attributeTypes, families, multicastTunnels, subsequentFamilies, tunnelTypes, wellKnownCommunities } from './names.ts'
import { hasPathIds, routeDistinguisher, routesOf, routeWithId } from './routes.ts'

const segmentTypes = { 1: 'AS_SET', 2: 'AS_SEQUENCE', 3: 'AS_CONFED_SEQUENCE', 4: 'AS_CONFED_SET' }
const path = 'bgp.update.path_attribute'
const segmentHead = () => record('Segment', {
  type:  u8(`${path}.as_path_segment.type`, 'Segment Type', { names: segmentTypes }),
  count: u8(`${path}.as_path_segment.length`, 'Segment Length'),
})
const as2 = record('AS', { number: u16(`${path}.as_path_segment.as2`, 'AS Number') })
const as4 = record('AS', { number: u32(`${path}.as_path_segment.as4`, 'AS Number') })
const segment2 = segmentHead().fields({ numbers: list('bgp.as2_list', 'AS Numbers', as2, { count: 'count' }) })
const segment4 = segmentHead().fields({ numbers: list('bgp.as4_list', 'AS Numbers', as4, { count: 'count' }) })
const [segmentTypeAt, segmentCountAt] = [segmentHead().reader('type'), segmentHead().reader('count')]

/** Whether the segments of a path are whole with numbers of two bytes, which only the OPEN messages say (RFC 6793, section 3). */
function hasShortNumbers({ bytes, start, end, flags }: View & Flagged): boolean {
  let at = start + (flags.extendedLength ? 4 : 3)
  if (at >= end) return false
  for (; at + 2 <= end;) {
    const type = segmentTypeAt(bytes, at)
    if (type < 1 || type > 4) return false
    at += 2 + 2 * segmentCountAt(bytes, at)
  }
  return at === end
}
interface Flagged {
  readonly flags: { readonly extendedLength: boolean }
}

/** RFC 1997. */
const community = record('Community', {
  as:    u16(`${path}.community_as`, 'AS Number'),
  value: u16(`${path}.community_value`, 'Value'),
})
const wellKnown = record('Community', { code: u32(`${path}.community_wellknown`, 'Community', { base: 16, names: wellKnownCommunities }) })
const anyCommunity = record('Community', {}).cases(
  [({ bytes, start }: View) => communityAsAt(bytes, start) === 0xffff || communityAsAt(bytes, start) === 0, wellKnown],
  [() => true, community],
)
const communityAsAt = community.reader('as')
const cluster = record('Cluster', { cluster: ipv4Address('bgp.path_attribute.cluster_id', 'Cluster ID') })

/** RFC 4760, section 3: the length says what the next hop is. */
const reach = `${path}.mp_reach_nlri`
const nextHop = record('Next Hop', { length: u8(`${reach}.next_hop_length`, 'Length', { unit: 'bytes' }) })
  .followedBy('length')
  .choice('length', {
    4:  { address: ipv4Address(`${reach}.next_hop.ipv4`, 'IPv4 Address') },
    12: { distinguisher: routeDistinguisher(`${reach}.next_hop.rd`), address: ipv4Address(`${reach}.next_hop.ipv4`, 'IPv4 Address') },
    16: { address6: ipv6Address(`${reach}.next_hop.ipv6`, 'IPv6 Address') },
    24: { distinguisher: routeDistinguisher(`${reach}.next_hop.rd`), address6: ipv6Address(`${reach}.next_hop.ipv6`, 'IPv6 Address') },
    32: {
      address6: ipv6Address(`${reach}.next_hop.ipv6`, 'IPv6 Address'),
      local: ipv6Address(`${reach}.next_hop.ipv6.link_local`, 'Link-local Address'),
    },
  })
  .fields({ more: rest(`${reach}.next_hop.more`, 'Data') })
const point = record('SNPA', {
  length: u8(`${reach}.snpa_length`, 'Length'),
}).followedBy('length').fields({ value: rest(`${reach}.snpa`, 'SNPA') })
const ids = (way: 'mp_reach' | 'mp_unreach') => ({
  afi:  u16(`${path}.${way}_nlri.afi`, 'Address Family', { names: families }),
  safi: u8(`${path}.${way}_nlri.safi`, 'Subsequent Address Family', { names: subsequentFamilies }),
})
interface Familiar {
  readonly afi: number
  readonly safi: number
}
const families4and6 = { '1/1': 4, '1/2': 4, '2/1': 6, '2/2': 6 } as Readonly<Record<string, 4 | 6>>
const withRoutes = (way: 'mp_reach' | 'mp_unreach', schema: ReturnType<typeof record>) => (schema as unknown as ReturnType<typeof routed>)
  .cases(
    [(view: View & Familiar) => isIdentified(view, 4, way), {
      identified4: list('bgp.identified_ipv4_routes', 'Routes', routeWithId(`bgp.${way}_nlri_ipv4_prefix`)),
    }],
    [(view: View & Familiar) => isIdentified(view, 6, way), {
      identified6: list('bgp.identified_ipv6_routes', 'Routes', routeWithId(`bgp.${way}_nlri_ipv6_prefix`, 6)),
    }],
  )
  .choice((({ afi, safi }: Familiar) => `${afi}/${safi}`) as never, routesOf(way) as never)
  .fields({ more: rest(`bgp.${way}_more`, 'Data') })
const routed = () => record('', ids('mp_reach'))
/** After the address family, and the next hop with its length where routes are announced. */
function isIdentified({ bytes, start, end, afi, safi }: View & Familiar, family: 4 | 6, way: string): boolean {
  if (families4and6[`${afi}/${safi}`] !== family) return false
  const from = way === 'mp_reach' ? start + 5 + (start + 3 < end ? hopLengthAt(bytes, start + 3) : 0) : start + 3
  return hasPathIds({ bytes, end } as View, from, end, family === 4 ? 32 : 128)
}
const hopLengthAt = record('Next Hop', { length: u8('bgp.hop_length', 'Length') }).reader('length')
const announced = withRoutes('mp_reach', record('MP_REACH_NLRI', ids('mp_reach')).fields({
  hops:   list('bgp.next_hops', 'Next Hop', nextHop, { count: 1 }),
  points: u8(`${reach}.nbr_snpa`, 'Number of SNPAs'),
  snpas:  list('bgp.snpas', 'SNPAs', point, { count: 'points' }),
}) as never)
const withdrawn = withRoutes('mp_unreach', record('MP_UNREACH_NLRI', ids('mp_unreach')) as never)

/** RFC 9012, section 2. */
const encapsulation = tlv('Tunnel', {
  type: u16('bgp.update.encaps_tunnel_tlv_type', 'Tunnel Type', { names: tunnelTypes }),
  length: u16('bgp.update.encaps_tunnel_tlv_len', 'Length', { unit: 'bytes' }),
}).fields({ value: rest('bgp.update.encaps_tunnel_tlv_value', 'Value') })
/** RFC 7311, section 3. */
const metric = tlv('AIGP', {
  type: u8('bgp.update.attribute.aigp.type', 'Type', { names: { 1: 'AIGP' } }),
  length: u16('bgp.update.attribute.aigp.length', 'Length', { unit: 'bytes' }),
}, { counts: 'all' })
  .choice('type', { 1: { metric: u64('bgp.update.attribute.aigp.accu_igp_metric', 'Accumulated IGP Metric') } })
  .fields({ more: rest('bgp.update.attribute.aigp.more', 'Data') })
/** RFC 8205, section 3. */
const signer = record('Secure Path Segment', {
  count: u8(`${path}.bgpsec.sps.pcount`, 'pCount'), flags: u8(`${path}.bgpsec.sps.flags`, 'Flags'),
  as: u32(`${path}.bgpsec.sps.as`, 'AS Number'),
})
const signature = record('Signature Segment', {
  key: bytes(`${path}.bgpsec.ss.ski`, 'Subject Key Identifier', 20), length: u16(`${path}.bgpsec.ss.length`, 'Length', { unit: 'bytes' }),
}).followedBy('length').fields({ signature: rest(`${path}.bgpsec.ss.sig`, 'Signature') })
const signatures = record('Signature Block', {
  length: u16(`${path}.bgpsec.sb.length`, 'Length', { unit: 'bytes' }), algorithm: u8(`${path}.bgpsec.sb.algo_id`, 'Algorithm ID'),
})
  .length('length')
  .fields({ signatures: list('bgp.signatures', 'Signatures', signature) })
const tunnelOf = {
  0: {}, 1: {
    rsvpId: ipv4Address(`${path}.pmsi.rsvp.id`, 'P2MP ID'), reserved: u16(`${path}.pmsi.rsvp.reserved`, 'Reserved'),
    tunnelId: u16(`${path}.pmsi.rsvp.tunnel_id`, 'Tunnel ID'),
    extendedId: ipv4Address(`${path}.pmsi.rsvp.ext_tunnel_idv4`, 'Extended Tunnel ID'),
  },
  3: {
    root: ipv4Address(`${path}.pmsi.pimssm.root_node`, 'Root Node'),
    group: ipv4Address(`${path}.pmsi.pimssm.pmulticast_group`, 'P-Multicast Group'),
  },
  4: {
    sender: ipv4Address(`${path}.pmsi.pimsm.sender_address`, 'Sender Address'),
    group: ipv4Address(`${path}.pmsi.pimsm.pmulticast_group`, 'P-Multicast Group'),
  },
  6: { end4: ipv4Address(`${path}.pmsi.ingress_rep_ip`, 'Tunnel Endpoint') },
}
const multicastTunnel = record('PMSI_TUNNEL', {
  flags: u8(`${path}.pmsi.tunnel.flags`, 'Flags'), type: u8(`${path}.pmsi.tunnel.type`, 'Tunnel Type', { names: multicastTunnels }),
  label: bits(20, `${path}.mpls_label_value_20bits`, 'MPLS Label'), unused: bits(4, `${path}.pmsi.unused`, 'Unused'),
}).choice('type', tunnelOf)
const state = tlv('TLV', {
  type: u16('bgp.ls.type', 'Type'), length: u16('bgp.ls.length', 'Length', { unit: 'bytes' }),
}).fields({ value: rest('bgp.ls.tlv.value', 'Value') })
const sid = tlv('TLV', {
  type: u8('bgp.prefix_sid.type', 'Type', {
    names: { 1: 'Label-Index', 3: 'Originator SRGB', 5: 'SRv6 L3 Service', 6: 'SRv6 L2 Service' },
  }),
  length: u16('bgp.prefix_sid.length', 'Length', { unit: 'bytes' }),
})
  .fields({ value: rest('bgp.prefix_sid.value', 'Value') })

const head = () => record('Path Attribute', {
  flags: group(`${path}.flags`, 'Flags', {
    optional:       flag(`${path}.flags.optional`, 'Optional'),
    transitive:     flag(`${path}.flags.transitive`, 'Transitive'),
    partial:        flag(`${path}.flags.partial`, 'Partial'),
    extendedLength: flag(`${path}.flags.extended_length`, 'Extended Length'),
    unused:         bits(4, `${path}.flags.unused`, 'Unused', { base: 16 }),
  }),
  type: u8(`${path}.type_code`, 'Type', { names: attributeTypes }),
})
  .fields({ length: uint(`${path}.length`, 'Length', ({ flags }: Flagged) => (flags.extendedLength ? 2 : 1), { unit: 'bytes' }) })
  .followedBy('length')
const aggregator = ipv4Address(`${path}.aggregator_origin`, 'Aggregator Origin')
const values = {
  1:  { routeOrigin: u8(`${path}.origin`, 'Origin', { names: { 0: 'IGP', 1: 'EGP', 2: 'INCOMPLETE' } }) },
  3:  { nextHop: ipv4Address(`${path}.next_hop`, 'Next Hop') },
  4:  { discriminator: u32(`${path}.multi_exit_disc`, 'Multi-Exit Discriminator') },
  5:  { preference: u32(`${path}.local_pref`, 'Local Preference') },
  8:  { communities: list('bgp.communities', 'Communities', anyCommunity) },
  9:  { originator: ipv4Address(`${path}.originator_id`, 'Originator ID') },
  10: { clusters: list('bgp.clusters', 'Cluster List', cluster) },
  14: { announced: list('bgp.announced', 'MP_REACH_NLRI', announced, { count: 1 }) },
  15: { withdrawn: list('bgp.withdrawn', 'MP_UNREACH_NLRI', withdrawn, { count: 1 }) },
  16: { extended: list('bgp.extended_communities', 'Extended Communities', extendedCommunity) },
  17: { path4: list('bgp.path4', 'AS4_PATH', segment4) },
  18: { aggregatorAs: u32(`${path}.aggregator_as`, 'Aggregator AS'), aggregator },
  22: { tunnel: list('bgp.tunnel', 'Tunnel', multicastTunnel, { count: 1 }) },
  23: { tunnels: list('bgp.tunnels', 'Tunnels', encapsulation) },
  26: { metrics: list('bgp.metrics', 'AIGP', metric) },
  29: { states: list('bgp.states', 'Link State', state) },
  32: { large: list('bgp.large_community_list', 'Large Communities', largeCommunity) },
  33: {
    secureLength: u16(`${path}.bgpsec.sp.length`, 'Secure Path Length', { unit: 'bytes' }),
    signers:      list('bgp.secure_path', 'Secure Path', signer, { length: 'secureLength', minus: 2 }),
    blocks:       list('bgp.signature_blocks', 'Signature Blocks', signatures),
  },
  35: { customer: u32(`${path}.otc`, 'Only to Customer AS') },
  40: { sids: list('bgp.sids', 'Prefix SID', sid) },
} as const
const withValues = (schema: ReturnType<typeof head>) => schema
  .choice('type', values)
  .cases(
    [(attribute) => attribute.type === 2 && hasShortNumbers(attribute), { path: list('bgp.path', 'AS_PATH', segment2) }],
    [{ type: 2 }, { path: list('bgp.path', 'AS_PATH', segment4) }],
    [{ type: 7, length: 6 }, {
      aggregatorAs2: u16(`${path}.aggregator_as2`, 'Aggregator AS', { also: `${path}.aggregator_as` }), aggregator2: aggregator,
    }],
    [{ type: 7, length: 8 }, { aggregatorAs4: u32(`${path}.aggregator_as`, 'Aggregator AS'), aggregator4: aggregator }],
  )
const inner = withValues(head()).fields({ more: rest('bgp.attribute_data', 'Data') })
/** RFC 6368, section 5: attributes of another routing domain, one level deep. */
export const attribute = withValues(head())
  .cases([{ type: 128 }, {
    origin128: u32(`${path}.attr_set.origin_as`, 'Origin AS'), attributes: list('bgp.attributes', 'Attributes', inner),
  }])
  .fields({ more: when(() => true, rest('bgp.attribute_data', 'Data')) })
