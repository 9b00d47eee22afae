/** What session management has in common: protocol configuration options and templates of flows, 3GPP TS 24.008,
sections 10.5.6.3 and 10.5.6.12. */
import { bits, ipv4Address, ipv6Address, list, record, rest, u16, u24, u32, u8 } from '../../../schema/index.ts'

const containers = {
  0x0001: 'P-CSCF IPv6 Address', 0x0002: 'IM CN Subsystem Signaling Flag', 0x0003: 'DNS Server IPv6 Address',
  0x0005: 'MS Support of Network Requested Bearer Control', 0x000a: 'IP address allocation via NAS signaling',
  0x000b: 'IPv4 address allocation via DHCPv4', 0x000c: 'P-CSCF IPv4 Address', 0x000d: 'DNS Server IPv4 Address', 0x000e: 'MSISDN',
  0x000f: 'IFOM Support', 0x0010: 'IPv4 Link MTU', 0x0011: 'Local address in TFT', 0x0012: 'P-CSCF Re-selection support',
  0x0015: 'Non-IP Link MTU', 0x0016: 'APN rate control support', 0x0017: '3GPP PS data off UE status',
  0x0018: 'Reliable Data Service request', 0x001a: 'PDU session ID', 0x0023: 'QoS rules with the length of two octets support',
  0x0024: 'QoS flow descriptions with the length of two octets support', 0x8021: 'Internet Protocol Control Protocol',
  0xc021: 'Link Control Protocol', 0xc023: 'Password Authentication Protocol', 0xc223: 'Challenge Handshake Authentication Protocol',
} as const
const container = record('Container', {
  protocol: u16('gsm_a.gm.sm.pco_pid', 'Protocol or Container ID', { base: 16, names: containers }),
  length:   u8('gsm_a.gm.sm.pco.length', 'Length', { base: 16 }),
})
  .followedBy('length')
  .cases(
    [{ protocol: [0x000c, 0x000d], length: 4 }, { server: ipv4Address('', 'Server') }],
    [{ protocol: [0x0001, 0x0003], length: 16 }, { server: ipv6Address('', 'Server') }],
    [{ protocol: 0x0010, length: 2 }, { mtu: u16('', 'MTU', { unit: 'bytes' }) }],
  )
  .fields({ content: rest('', 'Content') })
export const configuration = {
  extended:   bits(1, 'gsm_a.gm.sm.ext', 'Extension'),
  unused:     bits(4, '', 'Spare'),
  protocolOf: bits(3, 'gsm_a.gm.configuration_protocol', 'Configuration Protocol',
    { names: { 0: 'PPP for use with IP PDP type or IP PDN type' } }),
  containers: list('', 'Containers', container),
}

const components = {
  16: 'IPv4 remote address', 17: 'IPv4 local address', 32: 'IPv6 remote address', 33: 'IPv6 remote address and prefix length',
  35: 'IPv6 local address and prefix length', 48: 'Protocol or next header', 64: 'Single local port', 65: 'Local port range',
  80: 'Single remote port', 81: 'Remote port range', 96: 'Security parameter index', 112: 'Type of service or traffic class',
  128: 'Flow label',
} as const
const masked = { address: ipv4Address('gsm_a.gm.sm.ip4_address', 'IPv4 address'),
  mask: ipv4Address('gsm_a.gm.sm.ip4_mask', 'IPv4 address mask') }
const prefixed = { address: ipv6Address('gsm_a.gm.sm.ip6_address', 'IPv6 address'),
  prefixLength: u8('gsm_a.gm.sm.ip6_prefix_length', 'IPv6 prefix length') }
const ports = { least: u16('gsm_a.gm.sm.tft.port_low', 'Low limit port'), most: u16('gsm_a.gm.sm.tft.port_high', 'High limit port') }
const port = { port: u16('gsm_a.gm.sm.tft.port', 'Port') }
const component = record('Component', { type: u8('gsm_a.gm.sm.tft.packet_filter_component_type_id',
  'Packet filter component type identifier', { names: components }) })
  .choice('type', {
    16: masked, 17: masked, 32: { address: ipv6Address('gsm_a.gm.sm.ip6_address', 'IPv6 address'),
      mask: ipv6Address('gsm_a.gm.sm.ip6_mask', 'IPv6 address mask') },
    33: prefixed, 35: prefixed, 48: { protocol: u8('gsm_a.gm.sm.tft.protocol_header', 'Protocol/header') }, 64: port, 65: ports, 80: port,
    81: ports,
    96: { index: u32('gsm_a.gm.sm.tft.security', 'IPSec security parameter index', { base: 16 }) },
    112: { service: u8('gsm_a.gm.sm.tft.traffic_class', 'Type of service/traffic class', { base: 16 }),
      serviceMask: u8('gsm_a.gm.sm.tft.traffic_mask', 'Mask field', { base: 16 }) },
    128: { label: u24('gsm_a.gm.sm.tft.flow_label_type', 'Flow label', { base: 16 }) },
  }, { other: rest('', 'Value') })
const operations = {
  0: 'Ignore this IE', 1: 'Create new TFT', 2: 'Delete existing TFT', 3: 'Add packet filters', 4: 'Replace packet filters',
  5: 'Delete packet filters', 6: 'No TFT operation',
} as const
const filter = record('Packet filter', {
  unused:     bits(2, 'gsm_a.spare_bits', 'Spare'),
  direction:  bits(2, 'gsm_a.gm.sm.tft.pkt_flt_dir', 'Packet filter direction',
    { names: { 0: 'Pre Rel-7 TFT filter', 1: 'Downlink only', 2: 'Uplink only', 3: 'Bidirectional' } }),
  identifier: bits(4, 'gsm_a.gm.sm.tft.pkt_flt_id', 'Packet filter identifier'),
  precedence: u8('gsm_a.gm.sm.tft.packet_evaluation_precedence', 'Packet evaluation precedence', { base: 16 }),
  length:     u8('gsm_a.gm.sm.tft.packet_filter_length', 'Packet filter length', { base: 16 }),
}).followedBy('length').fields({ components: list('', 'Components', component) })
export const flowTemplate = {
  operation:  bits(3, 'gsm_a.gm.sm.tft.op_code', 'TFT operation code', { names: operations }),
  parameters: bits(1, 'gsm_a.gm.sm.tft.e_bit', 'E bit'),
  count:      bits(4, 'gsm_a.gm.sm.tft.pkt_flt', 'Number of packet filters'),
  filters:    list('', 'Packet filters', filter, { count: 'count' }),
}
