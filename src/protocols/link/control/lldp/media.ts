/** TLVs for telephones and other media endpoints: ANSI/TIA-1057 (LLDP-MED), section 10.2; those of data centers before IEEE 802.1. */
import { bits, converted, flag, group, list, overlay, record, rest, text, tlv, u16, u32, u8, uint, type Fields,
  type View } from '../../../../schema/index.ts'
import { eight, eightFlags } from './ieee.ts'

const subtypes = {
  1: 'Media Capabilities', 2: 'Network Policy', 3: 'Location Identification', 4: 'Extended Power-via-MDI',
  5: 'Inventory - Hardware Revision',
  6: 'Inventory - Firmware Revision', 7: 'Inventory - Software Revision', 8: 'Inventory - Serial Number',
  9: 'Inventory - Manufacturer Name',
  10: 'Inventory - Model Name', 11: 'Inventory - Asset ID',
}
const applications = {
  1: 'Voice', 2: 'Voice Signaling', 3: 'Guest Voice', 4: 'Guest Voice Signaling', 5: 'Softphone Voice', 6: 'Video Conferencing',
  7: 'Streaming Video', 8: 'Video Signaling',
}
const classes = { 0: 'Type Not Defined', 1: 'Endpoint Class I', 2: 'Endpoint Class II', 3: 'Endpoint Class III', 4: 'Network Connectivity' }

const civic = tlv('Address Element', {
  type:   u8('lldp.media.civic.type', 'CA Type'),
  length: u8('lldp.ca_length', 'CA Length', { unit: 'bytes' }),
}).fields({ value: text('lldp.media.civic.value', 'CA Value') })

/** RFC 6225, section 2.2: six bits say how many of the 34 after them count. */
const resolution = (name: string, label: string) => overlay(converted(u8(name, label), (value) => value >> 2))
const coordinate = (name: string, label: string) => converted(uint(name, label, () => 5), (value) => value % 2 ** 34)

/** Section 10.2.4.3. */
const location = record('Location',
  { format: u8('lldp.media.loc.data_format', 'Location Data Format',
  { names: { 1: 'Coordinate-based LCI', 2: 'Civic Address LCI', 3: 'ECS ELIN' } }) })
  .choice('format', {
    1: {
      latitudeResolution: resolution('lldp.media.loc.lat_resolution', 'Latitude Resolution'),
      latitude: coordinate('lldp.media.loc.latitude', 'Latitude'),
      longitudeResolution: resolution('lldp.media.loc.long_resolution', 'Longitude Resolution'),
      longitude: coordinate('lldp.media.loc.longitude', 'Longitude'),
      altitudeType: bits(4, 'lldp.media.loc.alt_type', 'Altitude Type', { names: { 1: 'Meters', 2: 'Floors' } }),
      altitudeResolution: bits(6, 'lldp.media.loc.alt_resolution', 'Altitude Resolution'),
      altitude: bits(30, 'lldp.media.loc.altitude', 'Altitude'),
      datum: u8('lldp.media.loc.datum', 'Datum'),
    },
    2: {
      civicLength: u8('lldp.media.civic.length', 'LCI Length', { unit: 'bytes' }),
      what: u8('lldp.media.civic.what', 'What',
        { names: { 0: 'Location of the DHCP server', 1: 'Location of the network element', 2: 'Location of the client' } }),
      country: text('lldp.media.civic.country', 'Country', 2), elements: list('', 'Address Elements', civic),
    },
    3: { elin: text('lldp.media.ecs', 'ELIN') },
  })

export const media = record('LLDP-MED', { subtype: u8('lldp.media.subtype', 'Media Subtype', { names: subtypes, base: 16 }) })
  .choice('subtype', {
    1:  {
      mediaCapabilities: group('lldp.media.subtype.caps', 'Capabilities', {
        reserved:  bits(10, 'lldp.reserved', 'Reserved'),
        inventory: flag('lldp.media.subtype.caps.inventory', 'Inventory'),
        powerPd:   flag('lldp.media.subtype.caps.mid_pd', 'Extended Power via MDI-PD'),
        powerPse:  flag('lldp.media.subtype.caps.mdi_pse', 'Extended Power via MDI-PSE'),
        location:  flag('lldp.media.subtype.caps.location_id', 'Location Identification'),
        policy:    flag('lldp.media.subtype.caps.network_policy', 'Network Policy'),
        media:     flag('lldp.media.subtype.caps.llpd', 'LLDP-MED Capabilities'),
      }),
      deviceClass: u8('lldp.media.subtype.class', 'Class Type', { names: classes }),
    },
    2:  {
      application: u8('lldp.media.app_type', 'Application Type', { names: applications }),
      unknownPolicy: flag('lldp.media.policy_flag', 'Policy Unknown'), tagged: flag('lldp.media.tag_flag', 'Tagged'),
      policyReserved: bits(1, 'lldp.reserved', 'Reserved'), vlan: bits(12, 'lldp.media.vlan_id', 'VLAN Id'),
      priority: bits(3, 'lldp.media.l2_prio', 'L2 Priority'), dscp: bits(6, 'lldp.media.dscp', 'DSCP Priority'),
    },
    3:  location,
    4:  {
      powerType: bits(2, 'lldp.media.power.type', 'Power Type', { names: { 0: 'PSE Device', 1: 'PD Device' } }),
      powerSource: bits(2, 'lldp.media.power.source', 'Power Source'),
      powerPriority: bits(4, 'lldp.media.power.prio', 'Power Priority', { names: { 1: 'Critical', 2: 'High', 3: 'Low' } }),
      powerValue: u16('lldp.media.power.value', 'Power Value', { unit: '0.1 W' }),
    },
    5:  { hardware: text('lldp.media.hardware', 'Hardware Revision') },
    6:  { firmware: text('lldp.media.firmware', 'Firmware Revision') },
    7:  { software: text('lldp.media.software', 'Software Revision') },
    8:  { serialNumber: text('lldp.media.sn', 'Serial Number') },
    9:  { manufacturer: text('lldp.media.manufacturer', 'Manufacturer Name') },
    10: { model: text('lldp.media.model', 'Model Name') },
    11: { asset: text('lldp.media.asset', 'Asset ID') },
  })
  .fields({ content: rest('lldp.subtype.content_remaining', 'Content') })

const features = {
  feature:  group('', 'Feature Flags', {
    enabled: flag('lldp.dcbx.feature.enabled', 'Feature Enabled'), willing: flag('lldp.dcbx.feature.willing', 'Willing'),
    error: flag('lldp.dcbx.feature.error', 'Error'), reserved: bits(5, 'lldp.reserved', 'Reserved'),
  }),
  subtype:  u8('lldp.dcbx.feature.subtype', 'Subtype'),
} satisfies Fields<View>
const versions = { version: u8('lldp.dcbx.version', 'Operating Version'), maximumVersion: u8('lldp.dcbx.max_version', 'Max Version') }
const application = record('Application', {
  protocol: u16('lldp.dcbx.feature.app.proto', 'Application Protocol Id', { base: 16 }),
  upperOui: bits(6, 'lldp.upper_oui', 'Upper OUI'),
  selector: bits(2, 'lldp.dcbx.feature.app.sf', 'Selector Field', { names: { 0: 'EtherType', 1: 'Socket Number' } }),
  lowerOui: u16('lldp.lower_oui', 'Lower OUI', { base: 16 }),
  priorities: u8('lldp.dcbx.feature.app.prio', 'Application Priority', { base: 16 }),
})

/** DCB Capability Exchange Protocol Base Specification, revision 1.01 (2009), section 3. */
const feature = tlv('DCBX TLV', {
  type:   bits(7, 'lldp.dcbx.type', 'DCBX TLV Type',
    { names: { 1: 'DCBx Control', 2: 'Priority Groups', 3: 'Priority-Based Flow Control', 4: 'Application Protocol' } }),
  length: bits(9, 'lldp.dcbx.len', 'DCBX TLV Length', { unit: 'bytes' }),
}).choice('type', {
  1: { ...versions, sequence: u32('lldp.dcbx.control.seq', 'Sequence No'), acknowledgment: u32('lldp.dcbx.control.ack', 'Ack No') },
  2: {
    ...versions, ...features,
    ...eight('class', (index) => bits(4, `lldp.dcbx.feature.pg.pgid_prio${index}`, `PGID for Priority ${index}`)),
    ...eight('bandwidth', (index) => u8(`lldp.dcbx.feature.pg.per${index}`, `Bandwidth for PGID ${index}`, { unit: '%' })),
    classes: u8('lldp.dcbx.feature.pg.numtcs', 'Number of Traffic Classes Supported'),
  },
  3: {
    ...versions, ...features, ...eightFlags('flowControl', 'lldp.dcbx.feature.pfc.prio', 'PFC for Priority'),
    classes: u8('lldp.dcbx.feature.pfc.numtcs', 'Number of Traffic Classes Supported'),
  },
  4: { ...versions, ...features, applications: list('', 'Applications', application) },
}).fields({ data: rest('lldp.data', 'Data') })

export const dataCenter = record('DCBX', {
  subtype:  u8('lldp.dcbx.proto', 'DCBx Protocol', { base: 16, names: { 1: '1.0 CIN', 2: '1.01 CEE' } }),
  features: list('', 'DCBX TLVs', feature),
})
