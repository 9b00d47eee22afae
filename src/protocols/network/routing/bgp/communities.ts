/** Extended communities of BGP, RFC 4360 and RFC 5668; large communities, RFC 8092. */
import { ahead, bits, f32, flag, group, ipv4Address, record, u16, u32, u48, u8 } from '../../../../schema/index.ts'
import { communitySubtypes, communityTypes, evpnSubtypes, opaqueSubtypes, tunnelTypes } from './names.ts'

const subtype = (name: string, names: Readonly<Record<number, string>> = {}) =>
  u8(`bgp.ext_com.stype_${name}`, 'Subtype', { base: 16, names })
const subtypes = {
  0x00: { subtype: subtype('tr_as2', communitySubtypes) }, 0x40: { subtype: subtype('ntr_as2', communitySubtypes) },
  0x01: { subtype: subtype('tr_IP4', communitySubtypes) }, 0x41: { subtype: subtype('ntr_IP4', communitySubtypes) },
  0x02: { subtype: subtype('tr_as4', communitySubtypes) }, 0x42: { subtype: subtype('ntr_as4', communitySubtypes) },
  0x03: { subtype: subtype('tr_opaque', opaqueSubtypes) }, 0x43: { subtype: subtype('ntr_opaque', opaqueSubtypes) },
  0x06: { subtype: subtype('tr_evpn', evpnSubtypes) },
  0x80: { subtype: subtype('tr_exp') }, 0x81: { subtype: subtype('tr_exp_2') }, 0x82: { subtype: subtype('tr_exp_3') },
}
const as2 = u16('bgp.ext_com.value_as2', 'AS Number')
const number2 = u16('bgp.ext_com.value_an2', 'Assigned Number')
const number4 = u32('bgp.ext_com.value_an4', 'Assigned Number')

/** RFC 4360, section 2; the flags are a part of the type. */
export const extendedCommunity = record('Extended Community', { code: ahead(8) })
  .fields({ type: group('bgp.ext_com.type', 'Type', {
    authority:     flag('bgp.ext_com.type.auth', 'IANA Authority'),
    nonTransitive: flag('bgp.ext_com.type.tran', 'Non-Transitive'),
    kind:          bits(6, 'bgp.ext_com.type.kind', 'Kind', { base: 16, names: communityTypes }),
  }) })
  .choice('code', subtypes, { subtype: subtype('unknown') })
  .cases(
    [{ code: 0x40, subtype: 4 }, { as2, bandwidth: f32('bgp.ext_com.value_link_bw', 'Link Bandwidth') }],
    [{ code: [0x00, 0x40] }, { as2, number4 }],
    [{ code: [0x01, 0x41] }, { address: ipv4Address('bgp.ext_com.value_IP4', 'IPv4 Address'), number2 }],
    [{ code: [0x02, 0x42] }, { as4: u32('bgp.ext_com.value_as4', 'AS Number'), number2 }],
    [{ code: 0x03, subtype: 0x0c }, {
      reserved: u32('bgp.ext_com.reserved', 'Reserved'), tunnel: u16('bgp.ext_com.tunnel_type', 'Tunnel Type', { names: tunnelTypes }),
    }],
    [({ code }) => code >= 0, { raw: u48('bgp.ext_com.value_raw', 'Value', { base: 16 }) }],
  )

export const largeCommunity = record('Large Community', {
  administrator: u32('bgp.large_communities.ga', 'Global Administrator'),
  first:         u32('bgp.large_communities.ldp1', 'Local Data Part 1'),
  second:        u32('bgp.large_communities.ldp2', 'Local Data Part 2'),
})
