/** Cisco Discovery Protocol. Cisco publishes no specification: this is what its devices send. */
import {
  bits, bytes, flag, group, hex, ipv4Address, ipv6Address, list, mac, protocol, record, rest, text, tlv, u16, u24, u32, u8, when,
} from '../../../schema/index.ts'

const types = {
  0x0001: 'Device ID', 0x0002: 'Addresses', 0x0003: 'Port ID', 0x0004: 'Capabilities', 0x0005: 'Software version', 0x0006: 'Platform',
  0x0007: 'IP Prefix/Gateway', 0x0008: 'Protocol Hello', 0x0009: 'VTP Management Domain', 0x000a: 'Native VLAN', 0x000b: 'Duplex',
  0x000e: 'VoIP VLAN Reply', 0x000f: 'VoIP VLAN Query', 0x0010: 'Power consumption', 0x0011: 'MTU', 0x0012: 'Trust Bitmap',
  0x0013: 'Untrusted Port CoS', 0x0014: 'System Name', 0x0015: 'System Object ID', 0x0016: 'Management Address', 0x0017: 'Location',
  0x0018: 'External Port ID', 0x0019: 'Power Requested', 0x001a: 'Power Available', 0x001b: 'Unidirectional Mode', 0x001d: 'EnergyWise',
  0x001f: 'Spare Pair PoE',
}
const protocolTypes = { 1: 'NLPID', 2: '802.2' }
const [ipv4, ipv6] = ['cc', 'aaaa0300000086dd']

const address = record('Address', {
  protocolType:   u8('cdp.protocol_type', 'Protocol Type', { names: protocolTypes }),
  protocolLength: u8('cdp.protocol_length', 'Protocol Length', { unit: 'bytes' }),
}).fields({
  protocol:       bytes('cdp.protocol', 'Protocol', { length: 'protocolLength' }),
  addressLength:  u16('cdp.address_length', 'Address Length', { unit: 'bytes' }),
}).cases(
  [({ protocol, addressLength }) => addressLength === 4 && hex(protocol) === ipv4,
    { ipv4: ipv4Address('cdp.nrgyz.ip_address', 'IP Address') }],
  [({ protocol, addressLength }) => addressLength === 16 && hex(protocol) === ipv6,
    { ipv6: ipv6Address('cdp.nrgyz.ipv6_address', 'IPv6 Address') }],
  [() => true, { address: bytes('cdp.address', 'Address', { length: 'addressLength' }) }],
)
const addresses = {
  count:     u32('cdp.number_of_addresses', 'Number of Addresses'),
  addresses: list('', 'Addresses', address, { count: 'count' }),
}

const capabilities = group('cdp.capabilities', 'Capabilities', {
  reserved:         bits(21, 'cdp.reserved', 'Reserved'),
  twoPortRelay:     flag('cdp.capabilities.mac_relay', 'Two Port MAC Relay'),
  camera:           flag('cdp.capabilities.cvta', 'CVTA/STP Dispute Resolution/Cisco VT Camera'),
  remote:           flag('cdp.capabilities.remote', 'Remotely Managed Device'),
  phone:            flag('cdp.capabilities.voip_phone', 'VoIP Phone'),
  repeater:         flag('cdp.capabilities.repeater', 'Repeater'),
  igmp:             flag('cdp.capabilities.igmp_capable', 'IGMP Capable'),
  host:             flag('cdp.capabilities.host', 'Host'),
  switch:           flag('cdp.capabilities.switch', 'Switch'),
  sourceBridge:     flag('cdp.capabilities.src_bridge', 'Source Route Bridge'),
  transparentBridge: flag('cdp.capabilities.trans_bridge', 'Transparent Bridge'),
  router:           flag('cdp.capabilities.router', 'Router'),
})

/** The hello of clusters of switches. */
const cluster = {
  master:         ipv4Address('cdp.cluster.master_ip', 'Cluster Master IP'),
  mask:           ipv4Address('cdp.cluster.ip', 'IP'),
  clusterVersion: u8('cdp.cluster.version', 'Version', { base: 16 }),
  subVersion:     u8('cdp.cluster.sub_version', 'Sub Version', { base: 16 }),
  status:         u8('cdp.cluster.status', 'Status', { base: 16 }),
  unknown:        u8('cdp.cluster.unknown', 'Unknown', { base: 16 }),
  commander:      mac('cdp.cluster.commander_mac', 'Cluster Commander MAC'),
  switchAddress:  mac('cdp.cluster.switch_mac', 'Switch MAC'),
  moreUnknown:    u8('cdp.cluster.unknown', 'Unknown', { base: 16 }),
  managementVlan: u16('cdp.cluster.management_vlan', 'Management VLAN'),
}

const power = (name: string, label: string) => list('', label, record(label, { power: u32(name, label, { unit: 'mW' }) }))
const voice = (label: string) => ({ voiceData: when(({ end, start }) => end - start >= 5 + 2, u8('cdp.voice_data', label, { base: 16 })),
  voiceVlan: u16('cdp.voice_vlan', 'Voice VLAN') })

const value = tlv('TLV', {
  type:   u16('cdp.tlv.type', 'Type', { base: 16, names: types }),
  length: u16('cdp.tlv.len', 'Length', { unit: 'bytes' }),
}, { counts: 'all' })
  .choice('type', {
    0x0001: { deviceId: text('cdp.deviceid', 'Device ID') },
    0x0002: addresses,
    0x0003: { portId: text('cdp.portid', 'Sent through Interface') },
    0x0004: { capabilities },
    0x0005: { software: text('cdp.software_version', 'Software Version') },
    0x0006: { platform: text('cdp.platform', 'Platform') },
    0x0007: record('IP Prefixes', {}).cases(
      [({ end, start }) => end - start === 4, { gateway: ipv4Address('cdp.odr_default_gateway', 'ODR Default Gateway') }],
      [() => true, { prefixes: list('', 'IP Prefixes', record('IP Prefix', {
        prefix: ipv4Address('cdp.ip_prefix', 'IP Prefix'), prefixLength: u8('cdp.prefix_length', 'Prefix Length'),
      })) }],
    ),
    0x0008: record('Protocol Hello', {
      organization: u24('cdp.oui', 'OUI', { base: 16 }),
      protocol:     u16('cdp.protocol_id', 'Protocol ID', { base: 16, names: { 0x0112: 'Cluster Management' } }),
    }).cases([{ protocol: 0x0112 }, cluster], [() => true, { helloData: rest('cdp.hello.unknown', 'Unknown') }]),
    0x0009: { domain: text('cdp.vtp_management_domain', 'VTP Management Domain') },
    0x000a: { nativeVlan: u16('cdp.native_vlan', 'Native VLAN') },
    0x000b: { duplex: u8('cdp.duplex', 'Duplex', { names: { 0: 'Half', 1: 'Full' } }) },
    0x000e: voice('Data'),
    0x000f: voice('Data'),
    0x0010: { consumption: u16('cdp.power_consumption', 'Power Consumption', { unit: 'mW' }) },
    0x0011: { mtu: u32('cdp.mtu', 'MTU', { unit: 'bytes' }) },
    0x0012: { trust: u8('cdp.trust_bitmap', 'Trust Bitmap', { base: 16 }) },
    0x0013: { classOfService: u8('cdp.untrusted_port_cos', 'Untrusted Port CoS', { base: 16 }) },
    0x0014: { systemName: text('cdp.system_name', 'System Name') },
    0x0015: { systemObject: rest('cdp.system_object_identifier', 'System Object Identifier') },
    0x0016: addresses,
    0x0017: { locationType: u8('cdp.location.unknown', 'Unknown', { base: 16 }), location: text('cdp.location', 'Location') },
    0x0019: {
      requestId: u16('cdp.request_id', 'Request-ID'), managementId: u16('cdp.management_id', 'Management-ID'),
      requested: power('cdp.power_requested', 'Power Requested'),
    },
    0x001a: {
      requestId: u16('cdp.request_id', 'Request-ID'), managementId: u16('cdp.management_id', 'Management-ID'),
      available: power('cdp.power_available', 'Power Available'),
    },
    0x001d: {
      encrypted: bytes('cdp.encrypted_data', 'Encrypted Data', 20), seen: u32('cdp.seen_sequence', 'Seen Sequence'),
      sequence: u32('cdp.sequence_number', 'Sequence Number'), model: text('cdp.model_number', 'Model Number', 16, { padding: 'zero' }),
      unknownPadding: u16('cdp.unknown_pad', 'Unknown', { base: 16 }),
      hardware: text('cdp.hardware_version_id', 'Hardware Version ID', 3, { padding: 'zero' }),
      serial: text('cdp.system_serial_number', 'System Serial Number', 11, { padding: 'zero' }),
      energyData: rest('cdp.nrgyz_unknown_values', 'Unknown Values'),
    },
    0x001f: { sparePair: group('cdp.spare_poe_tlv', 'Spare Pair PoE', {
      reserved:     bits(4, 'cdp.reserved', 'Reserved'),
      pse:          flag('cdp.spare_poe_tlv.pse_spare_pair_poe', 'PSE Spare Pair PoE'),
      requested:    flag('cdp.spare_poe_tlv.req_spare_pair_poe', 'PD Request Spare Pair PoE'),
      architecture: flag('cdp.spare_poe_tlv.spare_pair_arch', 'PD Spare Pair Architecture'),
      fourWire:     flag('cdp.spare_poe_tlv.poe', 'PSE Four-Wire PoE'),
    }) },
  })
  .fields({ data: rest('cdp.data', 'Data') })

export const cdp = protocol('cdp', 'Cisco Discovery Protocol',
  { 'llc.cisco_pid': [0x2000], 'chdlc.protocol': [0x2000], 'ppp.protocol': [0x0207] })
  .fields({
    version:    u8('cdp.version', 'Version'),
    timeToLive: u8('cdp.ttl', 'TTL', { unit: 's' }),
    checksum:   u16('cdp.checksum', 'Checksum', { base: 16 }),
    values:     list('', 'TLVs', value),
  })
  // Of an odd number of bytes Cisco's devices count the last one in another way.
  .checksummed('checksum', { covers: 'message', when: ({ end, start }) => (end - start) % 2 === 0 })
  .defaults({ version: 2, timeToLive: 180 })
  .colored('management')
  .summarized(({ values }) => {
    const one = (read: (value: (typeof values)[number]) => string | undefined) => values.map(read).find((text) => text !== undefined)
    const [device, port, platform] = [one(({ deviceId }) => deviceId), one(({ portId }) => portId), one((tlv) => tlv.platform)]
    return `${device ?? 'CDP'}${port === undefined ? '' : `, port ${port}`}${platform === undefined ? '' : `, ${platform}`}`
  })
