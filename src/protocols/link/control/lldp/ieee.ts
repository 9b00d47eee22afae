/** TLVs of IEEE 802.1 (802.1Q-2018, annex D; bridging of data centers) and of IEEE 802.3 (802.3-2018, clause 79). */
import { bits, bytes, flag, group, list, record, rest, text, u16, u32, u8, vector, type Fields,
  type View } from '../../../../schema/index.ts'

const subtypes1 = {
  1: 'Port VLAN ID', 2: 'Port and Protocol VLAN ID', 3: 'VLAN Name', 4: 'Protocol Identity', 5: 'VID Usage Digest', 6: 'Management VID',
  7: 'Link Aggregation', 8: 'Congestion Notification', 9: 'ETS Configuration', 10: 'ETS Recommendation',
  11: 'Priority Flow Control Configuration', 12: 'Application Priority', 13: 'EVB', 14: 'CDCP',
}
const subtypes3 = {
  1: 'MAC/PHY Configuration/Status', 2: 'Power via MDI', 3: 'Link Aggregation', 4: 'Maximum Frame Size', 5: 'Energy-Efficient Ethernet',
  7: 'Additional Ethernet Capabilities',
}

type Ordinal = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7
const ordinals: readonly Ordinal[] = [0, 1, 2, 3, 4, 5, 6, 7]
/** Fields of the eight priorities or classes, from the first to the last, or the other way round. */
const numbered = <P extends string, T>(prefix: P, order: readonly Ordinal[], make: (index: number) => T) =>
  Object.fromEntries(order.map((index) => [`${prefix}${index}`, make(index)])) as { readonly [K in `${P}${Ordinal}`]: T }
export const eight = <P extends string, T>(prefix: P, make: (index: number) => T) => numbered(prefix, ordinals, make)
export const eightFlags = <P extends string>(prefix: P, filter: string, label: string) =>
  numbered(prefix, ordinals.toReversed(), (index) => flag(`${filter}${index}`, `${label} ${index}`))

const aggregation = (name: string, reserved: string) => ({
  aggregation: group(`${name}.aggregation_status`, 'Aggregation Status', {
    reserved:  bits(4, reserved, 'Reserved'),
    portType:  bits(2, name.endsWith('1') ? `${name}.aggregation_status.porttype` : '', 'Port Type'),
    enabled:   flag(`${name}.aggregation_status.enabled`, 'Aggregation Status'),
    capable:   flag(`${name}.aggregation_status.cap`, 'Aggregation Capability'),
  }),
  aggregatedPort: u32(`${name}.aggregated_port_id`, 'Aggregated Port Id'),
}) satisfies Fields<View>

const algorithms = { 0: 'Strict Priority', 1: 'Credit-Based Shaper', 2: 'Enhanced Transmission Selection', 255: 'Vendor-specific' }
/** 802.1Q, D.2.8.4 and D.2.9. */
const selection = {
  ...eight('class', (index) => bits(4, `lldp.dcbx.feature.pg.pgid_prio${index}`, `PGID for Priority ${index}`)),
  ...eight('bandwidth', (index) => u8(`lldp.dcbx.feature.pg.per${index}`, `Bandwidth for PGID ${index}`, { unit: '%' })),
  ...eight('algorithm', (index) => u8(`lldp.dcbx.ieee.ets.tsa${index}`, `TSA for Traffic Class ${index}`, { names: algorithms })),
} satisfies Fields<View>
const willing = flag('lldp.dcbx.ieee.willing', 'Willing')
const selectors = { 1: 'EtherType', 2: 'TCP or SCTP port', 3: 'UDP or DCCP port', 4: 'TCP, SCTP, UDP or DCCP port', 5: 'DSCP' }

const application = record('Application', {
  priority: bits(3, 'lldp.dcbx.ieee.app.prio', 'Application Priority'),
  reserved: bits(2, 'lldp.reserved', 'Reserved'),
  selector: bits(3, 'lldp.dcbx.iee.app.sf', 'Application Selector', { names: selectors }),
  protocol: u16('lldp.dcbx.feature.app.proto', 'Application Protocol Id', { base: 16 }),
})

export const ieee1 = record('IEEE 802.1', { subtype: u8('lldp.ieee.802_1.subtype', 'IEEE 802.1 Subtype', { names: subtypes1, base: 16 }) })
  .choice('subtype', {
    1:  { portVlan: u16('lldp.ieee.802_1.port_vlan.id', 'Port VLAN Identifier') },
    2:  {
      protocolVlanFlags: group('lldp.ieee.802_1.port_and_vlan_id_flag', 'Flags', {
        reserved:  bits(5, 'lldp.reserved', 'Reserved'),
        enabled:   flag('lldp.ieee.802_1.port_and_vlan_id_flag.enabled', 'Port and Protocol VLAN Enabled'),
        supported: flag('lldp.ieee.802_1.port_and_vlan_id_flag.supported', 'Port and Protocol VLAN Supported'),
        reserved0: bits(1, 'lldp.reserved', 'Reserved'),
      }),
      protocolVlan: u16('lldp.ieee.802_1.port_proto_vlan.id', 'Port and Protocol VLAN Identifier'),
    },
    3:  {
      vlan: u16('lldp.ieee.802_1.vlan.id', 'VLAN Identifier'),
      vlanName: vector(u8('lldp.ieee.802_1.vlan.name_len', 'VLAN Name Length'), text('lldp.ieee.802_1.vlan.name', 'VLAN Name')),
    },
    4:  { identity: vector(u8('lldp.ieee.802_1.proto.id_length', 'Protocol Identity Length'),
      bytes('lldp.ieee.802_1.proto.id', 'Protocol Identity')) },
    5:  { usageDigest: u32('lldp.vid_usage_digest', 'VID Usage Digest', { base: 16 }) },
    6:  { managementVlan: u16('lldp.management_vid', 'Management VID') },
    7:  aggregation('lldp.ieee.802_1', ''),
    8:  { ...eightFlags('capable', 'lldp.ieee.802_1qau.cnpv.prio', 'CNPV Capability of Priority'),
      ...eightFlags('ready', 'lldp.ieee.802_1qau.ready.prio', 'Ready Indicator of Priority') },
    9:  {
      willing, shaper: flag('lldp.dcbx.ieee.ets.cbs', 'Credit-Based Shaper'), etsReserved: bits(3, 'lldp.reserved', 'Reserved'),
      classes: bits(3, 'lldp.dcbx.ieee.ets.maxtcs', 'Maximum Number of Traffic Classes', { names: { 0: '8' } }), ...selection,
    },
    10: { recommendationReserved: u8('lldp.reserved', 'Reserved'), ...selection },
    11: {
      willing, bypass: flag('lldp.dcbx.ieee.pfc.mbc', 'MACsec Bypass Capability'), pfcReserved: bits(2, 'lldp.reserved', 'Reserved'),
      enabledClasses: bits(4, 'lldp.dcbx.ieee.pfc.numtcs', 'Max PFC Enabled Traffic Classes'),
      ...eightFlags('flowControl', 'lldp.dcbx.feature.pfc.prio', 'PFC for Priority'),
    },
    12: { applicationReserved: u8('lldp.dcbx.ieee.app.reserved', 'Reserved'), applications: list('', 'Applications', application) },
  })
  .fields({ content: rest('lldp.subtype.content_remaining', 'Content') })

const pmd = 'lldp.ieee.802_3.pmd_auto_neg_advertised_caps'
/** IANAifMauAutoNegCapBits (RFC 4836), as one bit string: the first bit is the highest. */
const advertised = group(pmd, 'PMD Auto-Negotiation Advertised Capability', {
  other:          flag(`${pmd}.other`, 'Other or unknown'),
  tenHalf:        flag(`${pmd}.10base_t`, '10BASE-T'),
  tenFull:        flag(`${pmd}.10base_tfd`, '10BASE-T full duplex'),
  hundredT4:      flag(`${pmd}.100base_t4`, '100BASE-T4'),
  hundredHalf:    flag(`${pmd}.100base_tx`, '100BASE-TX'),
  hundredFull:    flag(`${pmd}.100base_txfd`, '100BASE-TX full duplex'),
  hundredT2:      flag(`${pmd}.100base_t2`, '100BASE-T2'),
  hundredT2Full:  flag(`${pmd}.100base_t2fd`, '100BASE-T2 full duplex'),
  pause:          flag(`${pmd}.fdx_pause`, 'PAUSE for full duplex'),
  asymmetric:     flag(`${pmd}.fdx_apause`, 'Asymmetric PAUSE for full duplex'),
  symmetric:      flag(`${pmd}.fdx_spause`, 'Symmetric PAUSE for full duplex'),
  both:           flag(`${pmd}.fdx_bpause`, 'Asymmetric and symmetric PAUSE for full duplex'),
  gigabitX:       flag(`${pmd}.1000base_x`, '1000BASE-X'),
  gigabitXFull:   flag(`${pmd}.1000base_xfd`, '1000BASE-X full duplex'),
  gigabit:        flag(`${pmd}.1000base_t`, '1000BASE-T'),
  gigabitFull:    flag(`${pmd}.1000base_tfd`, '1000BASE-T full duplex'),
})

export const ieee3 = record('IEEE 802.3', { subtype: u8('lldp.ieee.802_3.subtype', 'IEEE 802.3 Subtype', { names: subtypes3, base: 16 }) })
  .choice('subtype', {
    1: {
      negotiation: group('lldp.ieee.802_3.mac_phy_auto_neg_status', 'Auto-Negotiation Support/Status', {
        reserved:  bits(6, 'lldp.reserved', 'Reserved'),
        enabled:   flag('lldp.ieee.802_3.mac_phy_auto_neg_status.enabled', 'Auto-Negotiation Enabled'),
        supported: flag('lldp.ieee.802_3.mac_phy_auto_neg_status.supported', 'Auto-Negotiation Supported'),
      }),
      advertised,
      mauType: u16('lldp.ieee.802_3.pmd_mau_type', 'Operational MAU Type', { base: 16 }),
    },
    2: {
      power: group('lldp.ieee.802_3.mdi_power_support', 'MDI Power Support', {
        reserved:  bits(4, 'lldp.reserved', 'Reserved'),
        pairs:     flag('lldp.ieee.802_3.mdi_power_support.pse_pairs', 'PSE Pairs Control Ability'),
        enabled:   flag('lldp.ieee.802_3.mdi_power_support.enabled', 'PSE MDI Power Enabled'),
        supported: flag('lldp.ieee.802_3.mdi_power_support.supported', 'PSE MDI Power Supported'),
        source:    flag('lldp.ieee.802_3.mdi_power_support.port_class', 'Port Class'),
      }),
      pair:       u8('lldp.ieee.802_3.mdi_pse_pair', 'PSE Power Pair', { names: { 1: 'Signal', 2: 'Spare' } }),
      powerClass: u8('lldp.ieee.802_3.mdi_power_class', 'Power Class', { names: { 1: '0', 2: '1', 3: '2', 4: '3', 5: '4 and above' } }),
    },
    3: aggregation('lldp.ieee.802_3', ''),
    4: { maximumFrame: u16('lldp.ieee.802_3.max_frame_size', 'Maximum Frame Size', { unit: 'bytes' }) },
    5: {
      transmitWake: u16('lldp.ieee.802_3.eee.transmit', 'Transmit', { unit: 'us' }),
      receiveWake: u16('lldp.ieee.802_3.eee.receive', 'Receive', { unit: 'us' }),
      fallback: u16('lldp.ieee.802_3.eee.fallback_receive', 'Fallback Receive', { unit: 'us' }),
      echoTransmit: u16('lldp.ieee.802_3.eee.echo_transmit', 'Echo Transmit', { unit: 'us' }),
      echoReceive: u16('lldp.ieee.802_3.eee.echo_receive', 'Echo Receive', { unit: 'us' }),
    },
    7: { additional: group('lldp.ieee.802_3br.eac', 'Additional Ethernet Capabilities', {
      reserved:  bits(11, 'lldp.ieee.802_3br.aec.reserved', 'Reserved'),
      fragment:  bits(2, 'lldp.ieee.802_3br.aec.addfragsize', 'Additional Fragment Size'),
      active:    flag('lldp.ieee.802_3br.aec.active', 'Preemption Active'),
      enabled:   flag('lldp.ieee.802_3br.aec.enable', 'Preemption Enabled'),
      supported: flag('lldp.ieee.802_3br.aec.support', 'Preemption Supported'),
    }) },
  })
  // 802.3at added what is asked for and given.
  .cases([({ subtype, start, end }) => subtype === 2 && end - start >= 9, {
    powerType:     bits(2, 'lldp.ieee.802_3.mdi_power_type', 'Power Type',
      { names: { 0: 'Type 2 PSE', 1: 'Type 2 PD', 2: 'Type 1 PSE', 3: 'Type 1 PD' } }),
    powerSource:   bits(2, 'lldp.ieee.802_3.mdi_power_source', 'Power Source'),
    powerPriority: bits(4, 'lldp.ieee.802_3.mdi_power_priority', 'Power Priority', { names: { 1: 'Critical', 2: 'High', 3: 'Low' } }),
    requested:     u16('lldp.ieee.802_3.mdi_pde_requested', 'PD Requested Power Value', { unit: '0.1 W' }),
    allocated:     u16('lldp.ieee.802_3.mdi_pse_allocated', 'PSE Allocated Power Value', { unit: '0.1 W' }),
  }])
  .fields({ content: rest('lldp.subtype.content_remaining', 'Content') })
