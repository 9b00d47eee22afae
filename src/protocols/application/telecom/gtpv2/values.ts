/** Elements of GTPv2-C by type, 1 to 128: 3GPP TS 29.274, section 8. */
import {
  bcd, bits, bytes, flag, group, ipv4Address, ipv6Address, list, optional, overlay, record, rest, u16, u24, u32, u8, uint, when,
} from '../../../../schema/index.ts'
import { accessPoint, network, subscriber, timeZone } from '../subscribers.ts'
import { configuration, flowTemplate } from '../sessions.ts'
import { indications } from './indications.ts'
import { userLocation } from './locations.ts'
import { causes, elementNames, interfaces, pdnTypes, radioTypes, selectionModes } from './names.ts'

const hex = { base: 16 } as const
const spare = (size: number) => bits(size, 'gtpv2.spare_bits', 'Spare')
const gap = (size: number) => bits(size, '', 'Spare')
const only5 = () => 5
const rates = (name: string) => ({
  upMost: uint(`gtpv2.${name}_mbr_up`, 'Maximum Bit Rate For Uplink', only5, { unit: 'kbit/s' }),
  downMost: uint(`gtpv2.${name}_mbr_down`, 'Maximum Bit Rate For Downlink', only5, { unit: 'kbit/s' }),
  upGuaranteed: uint(`gtpv2.${name}_gbr_up`, 'Guaranteed Bit Rate For Uplink', only5, { unit: 'kbit/s' }),
  downGuaranteed: uint(`gtpv2.${name}_gbr_down`, 'Guaranteed Bit Rate For Downlink', only5, { unit: 'kbit/s' }),
})
const paa4 = ipv4Address('gtpv2.pdn_addr_and_prefix.ipv4', 'PDN Address and Prefix (IPv4)')
const paa6 = {
  prefixLength: u8('gtpv2.pdn_ipv6_len', 'IPv6 Prefix Length', { unit: 'bits' }),
  userAddress6: ipv6Address('gtpv2.pdn_addr_and_prefix.ipv6', 'PDN Address and Prefix (IPv6)'),
}
const priority = (name: string) => ({
  gap1: gap(1), noPreempting: flag(`gtpv2.${name}pci`, 'Pre-emption Capability disabled'),
  level: bits(4, `gtpv2.${name}pl`, 'Priority Level'),
  gap2: gap(1), notPreempted: flag(`gtpv2.${name}pvi`, 'Pre-emption Vulnerability disabled'),
})

/** Section 8.51. */
const { country: targetCountry, network: targetNetwork } = network()
const target = { targetCountry, targetNetwork }
const targets = [
  [{ kind: 121, targetType: 0 }, {
    ...target, targetLocation: u16('gtpv2.lac', 'Location Area Code', hex), targetRouting: u8('gtpv2.rac', 'Routing Area Code'),
    controller: u16('gtpv2.rnc_id', 'RNC ID'), extendedController: optional(u16('gtpv2.ext_rnc_id', 'Extended RNC-ID')),
  }],
  [{ kind: 121, targetType: 1 }, {
    ...target, targetMacro: u24('gtpv2.macro_enodeb_id', 'Macro eNodeB ID', hex),
    targetArea: u16('gtpv2.tai_tac', 'Tracking Area Code', hex),
  }],
  [{ kind: 121, targetType: 3 }, {
    ...target, targetHome: u32('gtpv2.home_enodeb_id', 'Home eNodeB ID', hex), targetArea: u16('gtpv2.tai_tac', 'Tracking Area Code', hex),
  }],
] as const

/** Section 8.12: later releases added bytes. */
const indicated = Object.fromEntries(Array.from({ length: indications.length / 8 }, (_, octet) => [
  `octet${octet}`, optional(group('', 'Indication', Object.fromEntries(indications.slice(8 * octet, 8 * octet + 8)
    .map(([name, label]) => [`is_${name}`, flag(`gtpv2.${name}`, label)])))),
]))

export const values = {
  1:   subscriber(),
  2:   {
    cause: u8('gtpv2.cause', 'Cause', { names: causes }),
    causeFlags: optional(group('', 'Flags', {
      spare: bits(5, 'gtpv2.spare_b7_b3', 'Spare'), ofConnection: flag('gtpv2.pce', 'PDN Connection IE Error'),
      ofBearer: flag('gtpv2.bce', 'Bearer Context IE Error'), isRemote: flag('gtpv2.cs', 'Cause Source'),
    })),
    offending: optional(u8('gtpv2.cause_off_ie_t', 'Type of the offending IE', { names: elementNames })),
    offendingLength: optional(u16('gtpv2.ie_len', 'Length')),
    offendingInstance: optional(group('', 'Instance', { spare: bits(4, 'gtpv2.spare_half_octet', 'Spare'),
      instance: bits(4, 'gtpv2.instance', 'Instance') })),
  },
  3:   { restarts: u8('gtpv2.rec', 'Restart Counter') },
  51:  { number: bytes('gtpv2.stn_sr', 'STN-SR') },
  56:  { srvccCause: u8('gtpv2.srvcc_cause', 'SRVCC Cause') },
  59:  { controlTunnel: u32('gtpv2.teid_c', 'Tunnel Endpoint Identifier for Control Plane', hex) },
  71:  { accessPoint: accessPoint('gtpv2.apn', 'APN (Access Point Name)') },
  72:  {
    upRate: u32('gtpv2.ambr_up', 'AMBR Uplink (Aggregate Maximum Bit Rate for Uplink)', { unit: 'kbit/s' }),
    downRate: u32('gtpv2.ambr_down', 'AMBR Downlink (Aggregate Maximum Bit Rate for Downlink)', { unit: 'kbit/s' }),
  },
  73:  { spare: spare(4), bearer: bits(4, 'gtpv2.ebi', 'EPS Bearer ID (EBI)') },
  75:  { equipment: bcd(rest('gtpv2.mei', 'MEI (Mobile Equipment Identity)')) },
  76:  { phone: bcd(rest('e164.msisdn', 'E.164 number (MSISDN)')) },
  77:  indicated,
  78:  configuration, 163: configuration, 197: configuration,
  79:  {
    spare: gap(5), pdnType: bits(3, 'gtpv2.pdn_type', 'PDN Type', { names: pdnTypes }),
    prefixLength: when({ pdnType: [2, 3] }, paa6.prefixLength), userAddress6: when({ pdnType: [2, 3] }, paa6.userAddress6),
    userAddress: when({ pdnType: [1, 3] }, paa4),
  },
  80:  { ...priority('bearer_qos_'), classId: u8('gtpv2.bearer_qos_label_qci', 'Label (QCI)'), ...rates('bearer_qos') },
  81:  { classId: u8('gtpv2.flow_qos_label_qci', 'Label (QCI)'), ...rates('flow_qos') },
  82:  { radio: u8('gtpv2.rat_type', 'RAT Type', { names: radioTypes }) },
  83:  network(),
  84:  flowTemplate, 85: flowTemplate,
  86:  userLocation,
  87:  {
    hasIpv4: flag('gtpv2.f_teid_v4', 'V4'), hasIpv6: flag('gtpv2.f_teid_v6', 'V6'),
    interface: bits(6, 'gtpv2.f_teid_interface_type', 'Interface Type', { names: interfaces }),
    tunnel: u32('gtpv2.f_teid_gre_key', 'TEID/GRE Key', hex),
    endpoint: when('hasIpv4', ipv4Address('gtpv2.f_teid_ipv4', 'F-TEID IPv4')),
    endpoint6: when('hasIpv6', ipv6Address('gtpv2.f_teid_ipv6', 'F-TEID IPv6')),
  },
  88:  { temporary: overlay(u32('gtpv2.tmsi', 'TMSI', hex)), temporaryBytes: rest('gtpv2.tmsi_bytes', 'TMSI') },
  89:  { ...network(), coreNetwork: bytes('gtpv2.cn_id', 'CN-Id', 2) },
  90:  {
    gatewayLength: u8('gtpv2.hsgw_addr_f_len', 'HSGW Address for forwarding Length'),
    gateway4: when({ gatewayLength: 4 }, ipv4Address('gtpv2.hsgw_addr_ipv4', 'HSGW Address')),
    gateway6: when({ gatewayLength: 16 }, ipv6Address('gtpv2.hsgw_addr_ipv6', 'HSGW Address')),
    key: u32('gtpv2.gre_key', 'GRE Key', hex), count: u8('gtpv2.eps_bearer_id_number', 'EPS Bearer ID Number'),
    bearers: list('', 'Bearers', record('Bearer', { spare: spare(4), bearer: bits(4, 'gtpv2.ebi', 'EPS Bearer ID (EBI)') }),
      { count: 'count' }),
  },
  91:  {
    spare: spare(4), bearer: bits(4, 'gtpv2.ebi', 'EPS Bearer ID (EBI)'),
    gatewayLength: u8('gtpv2.serving_gw_address_length', 'Serving GW Address Length'),
    gateway4: when({ gatewayLength: 4 }, ipv4Address('gtpv2.sgw_addr_ipv4', 'Serving GW Address')),
    gateway6: when({ gatewayLength: 16 }, ipv6Address('gtpv2.sgw_addr_ipv6', 'Serving GW Address')),
    tunnel: u32('gtpv2.sgw_s1u_teid', 'Serving GW S1-U TEID', hex),
  },
  92:  { delay: u8('gtpv2.delay_value', 'Delay Value', { unit: '50 ms' }) },
  94:  { chargingId: u32('gtpv2.charging_id', 'Charging id') },
  95:  { charging: u16('gtpv2.charging_characteristic', 'Charging Characteristic', hex),
    more: rest('gtpv2.charging_characteristic.remaining_octets', 'Remaining octets') },
  97:  { gap1: gap(6), monitors: flag('gtpv2.bearer_flag.vb', 'VB (Voice Bearer)'),
    prohibits: flag('gtpv2.bearer_flag.ppc', 'PPC (Prohibit Payload Compression)') },
  99:  { spare: spare(5), pdnType: bits(3, 'gtpv2.pdn_type', 'PDN Type', { names: pdnTypes }) },
  100: { procedure: u8('gtpv2.pti', 'Procedure Transaction Id') },
  110: {
    spare: spare(4), accessPointId: bits(4, 'gtpv2.pdn_numbers_nsapi', 'NSAPI'),
    downSequence: u16('gtpv2.dl_gtp_u_sequence_number', 'DL GTP-U Sequence Number'),
    upSequence: u16('gtpv2.ul_gtp_u_sequence_number', 'UL GTP-U Sequence Number'),
    sent: u16('gtpv2.send_n_pdu_number', 'Send N-PDU Number'), received: u16('gtpv2.receive_n_pdu_number', 'Receive N-PDU Number'),
  },
  111: { packetTemporary: u32('gtpv2.p_tmsi', 'Packet TMSI (P-TMSI)', { also: '3gpp.tmsi' }) },
  112: { signature: u24('gtpv2.p_tmsi_sig', 'P-TMSI Signature', hex) },
  113: { hops: u8('gtpv2.hop_counter', 'Hop Counter') },
  114: {
    zone: timeZone('gsm_a.dtap.timezone'), gap1: gap(6), savingTime: bits(2, 'gtpv2.ue_time_zone_dst', 'Daylight Saving Time', {
      names: { 0: 'No adjustment', 1: '+1 hour', 2: '+2 hours' },
    }),
  },
  115: { ...network(), traceId: u24('gtpv2.trace_id', 'Trace ID') },
  116: { completeType: u8('gtpv2.complete_req_msg_type', 'Complete Request Message Type',
    { names: { 0: 'Complete Attach Request Message', 1: 'Complete TAU Request Message' } }) },
  117: {
    ...network(), managerGroup: u16('gtpv2.mme_grp_id', 'MME Group ID'), managerCode: u8('gtpv2.mme_code', 'MME Code'),
    temporaryBytes: bytes('gtpv2.m_tmsi', 'M-TMSI', 4),
  },
  118: { gap1: gap(4), containerType: bits(4, 'gtpv2.container_type', 'Container Type',
    { names: { 1: 'UTRAN transparent container', 2: 'BSS container', 3: 'E-UTRAN transparent container', 4: 'NBIFOM container',
      5: 'EN-DC container' } }) },
  120: network(),
  121: { targetType: u8('gtpv2.target_type', 'Target Type', { names: { 0: 'RNC ID', 1: 'Macro eNodeB ID', 2: 'Cell Identifier',
    3: 'Home eNodeB ID', 4: 'Extended Macro eNodeB ID', 5: 'gNodeB ID', 6: 'Macro ng-eNodeB ID', 7: 'Extended ng-eNodeB ID',
    8: 'en-gNB ID' } }) },
  123: { spare: spare(4), bearer: bits(4, 'gtpv2.ebi', 'EPS Bearer ID (EBI)'), flow: rest('gtpv2.packet_flow_id', 'Packet Flow ID') },
  124: {
    gap1: gap(4), bearer: bits(4, 'gtpv2.ebi', 'NSAPI'),
    downSequence: u16('gtpv2.dl_gtp_u_sequence_number', 'DL GTP-U Sequence Number'),
    upSequence: u16('gtpv2.ul_gtp_u_sequence_number', 'UL GTP-U Sequence Number'),
    sent: u16('gtpv2.dl_pdcp_sequence_number', 'DL PDCP Sequence Number'),
    received: u16('gtpv2.ul_pdcp_sequence_number', 'UL PDCP Sequence Number'),
  },
  125: { container: rest('gtpv2.rrc_container', 'RRC Container') },
  126: { port: u16('gtpv2.upd_source_port_number', 'UDP Source Port Number') },
  127: { restriction: u8('gtpv2.apn_rest', 'APN Restriction', { names: { 0: 'No Existing Contexts or Restriction', 1: 'Public-1',
    2: 'Public-2', 3: 'Private-1', 4: 'Private-2' } }) },
  128: { gap1: gap(6), selection: bits(2, 'gtpv2.selec_mode', 'Selection Mode', { names: selectionModes }) },
}
/** What depends on more than the type. */
export const addresses = [
  [{ kind: 74, length: 4 }, { address: ipv4Address('gtpv2.ip_address_ipv4', 'IP address IPv4') }],
  [{ kind: 74, length: 16 }, { address: ipv6Address('gtpv2.ip_address_ipv6', 'IP address IPv6') }],
  ...targets,
] as const
