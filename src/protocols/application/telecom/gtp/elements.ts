/** Elements of GTPv1-C by type: 3GPP TS 29.060, section 7.7. Those below 128 have a fixed size, the others a length. */
import {
  bcd, bits, bytes, converted, flag, group, ipv4Address, ipv6Address, list, optional, record, rest, text, time, u16, u24, u32, u8,
  type Schema,
} from '../../../../schema/index.ts'
import { accessPoint, network, subscriber, timeZone } from '../subscribers.ts'
import { configuration, flowTemplate } from '../sessions.ts'
import { causes, elementNames, radioTypes } from './names.ts'

export interface Element {
  readonly kind: number
  readonly cause: number | undefined
  readonly subscriber: string | undefined
  readonly accessPoint: string | undefined
  readonly address: string | undefined
  readonly tunnel: number | undefined
  readonly controlTunnel: number | undefined
}

/** Bytes after the type. */
const sizes: Readonly<Record<number, number>> = {
  1: 1, 2: 8, 3: 6, 4: 4, 5: 4, 6: 3, 8: 1, 9: 28, 11: 1, 12: 3, 13: 1, 14: 1, 15: 1, 16: 4, 17: 4, 18: 5, 19: 1, 20: 1, 21: 1, 22: 9,
  23: 1,
  24: 1, 25: 2, 26: 2, 27: 2, 28: 2, 29: 1, 126: 1, 127: 4,
}
const hex = { base: 16 } as const
const gap = (size: number) => bits(size, '', 'Spare')
const place = (name: string) => network(`e212.${name}`)
const area = u16('gtp.lac', 'LAC', hex)
const located = (name: string) => {
  const { country: placeCountry, network: placeNetwork } = place(name)
  return { placeCountry, placeNetwork, placeArea: area }
}
const point = { gap1: gap(4), accessPointId: bits(4, 'gtp.nsapi', 'NSAPI') }
const rates = (up: string, down: string) => ({ upRate: u32(`gtp.${up}`, 'Uplink', { unit: 'kbit/s' }),
  downRate: u32(`gtp.${down}`, 'Downlink', { unit: 'kbit/s' }) })
const bit = (name: string, label: string) => flag(`gtp.${name}`, label)
const retention = {
  gap1: gap(1), noPreempting: bit('EARP_pre_emption_Capability', 'Pre-emption Capability disabled'),
  priorityLevel: bits(4, 'gtp.EARP_priority_level', 'Priority Level'),
  gap2: gap(1), notPreempted: bit('EARP_pre_emption_par_vulnerability', 'Pre-emption Vulnerability disabled'),
}
const largestUnits: Readonly<Record<number, number>> = { 151: 1502, 152: 1510, 153: 1520 }
/** Codes of bit rates get coarser: TS 24.008, section 10.5.6.5. */
const rate = (filter: string, label: string) => converted(u8(filter, label, { unit: 'kbit/s' }), (code) =>
  (code === 255 ? 0 : code >= 128 ? 576 + 64 * (code - 128) : code >= 64 ? 64 + 8 * (code - 64) : code))
/** TS 24.008, section 10.5.6.5. */
const quality = {
  allocation: u8('gtp.qos_al_ret_priority', 'Allocation/Retention priority'),
  spare1: bits(2, 'gtp.qos_spare1', 'Spare'), delay: bits(3, 'gtp.qos_delay', 'QoS delay'),
  reliability: bits(3, 'gtp.qos_reliability', 'QoS reliability'),
  peak: bits(4, 'gtp.qos_peak', 'QoS peak'), spare2: bits(1, 'gtp.qos_spare2', 'Spare'),
  precedence: bits(3, 'gtp.qos_precedence', 'QoS precedence'),
  spare3: bits(3, 'gtp.qos_spare3', 'Spare'), mean: bits(5, 'gtp.qos_mean', 'QoS mean'),
  order: optional(group('', 'Delivery', {
    trafficClass: bits(3, 'gtp.qos_traf_class', 'Traffic class'), order: bits(2, 'gtp.qos_del_order', 'Delivery order'),
    erroneous: bits(3, 'gtp.qos_del_err_sdu', 'Delivery of erroneous SDU'),
  })),
  largest: optional(converted(u8('gtp.qos_max_sdu_size', 'Maximum SDU size', { unit: 'bytes' }),
    (code) => largestUnits[code] ?? (code <= 150 ? 10 * code : code))),
  upMost: optional(rate('gtp.qos_max_ul', 'Maximum bit rate for uplink')),
  downMost: optional(rate('gtp.qos_max_dl', 'Maximum bit rate for downlink')),
  errors: optional(group('', 'Errors', { residual: bits(4, 'gtp.qos_res_ber', 'Residual BER'),
    ratio: bits(4, 'gtp.qos_sdu_err_ratio', 'SDU Error ratio') })),
  transfer: optional(group('', 'Transfer', { delay: bits(6, 'gtp.qos_trans_delay', 'Transfer delay'),
    handling: bits(2, 'gtp.qos_traf_handl_prio', 'Traffic handling priority') })),
  upGuaranteed: optional(rate('gtp.qos_guar_ul', 'Guaranteed bit rate for uplink')),
  downGuaranteed: optional(rate('gtp.qos_guar_dl', 'Guaranteed bit rate for downlink')),
  source: optional(group('', 'Source', {
    spare: bits(3, 'gtp.qos_spare4', 'Spare'), isSignaling: flag('gtp.sig_ind', 'Signalling Indication'),
    statistics: bits(4, 'gtp.src_stat_desc', 'Source Statistics Descriptor'),
  })),
}
const addressValues = (four: string, six: string) => [
  { address: ipv4Address(`gtp.${four}`, 'Address') }, { address: ipv6Address(`gtp.${six}`, 'Address') },
] as const
const [gsn4, gsn6] = addressValues('gsn_ipv4', 'gsn_ipv6')
const [gateway4, gateway6] = addressValues('chrg_ipv4', 'chrg_ipv6')
const [node4, node6] = addressValues('node_ipv4', 'node_ipv6')
const user4 = ipv4Address('gtp.user_ipv4', 'End user address IPv4')
const user6 = ipv6Address('gtp.user_ipv6', 'End user address IPv6')

const values = {
  1:   { cause: u8('gtp.cause', 'Cause', { names: causes }) },
  2:   subscriber(8),
  3:   { ...place('rai'), area, routing: u8('gtp.rai_rac', 'RAC', hex) },
  4:   { link: u32('gtp.tlli', 'TLLI', hex) },
  5:   { temporary: u32('gtp.ptmsi', 'P-TMSI', { also: '3gpp.tmsi' }) },
  8:   { gap1: gap(7), reorders: bit('reorder', 'Reordering required') },
  9:   { challenge: bytes('gtp.rand', 'RAND', 16), response: bytes('gtp.sres', 'SRES', 4), secretKey: bytes('gtp.kc', 'Kc', 8) },
  11:  { mapCause: u8('gtp.map_cause', 'MAP cause') },
  12:  { signature: u24('gtp.ptmsi_sig', 'P-TMSI Signature', hex) },
  13:  { gap1: gap(7), isValidated: bit('ms_valid', 'MS validated') },
  14:  { restarts: u8('gtp.recovery', 'Recovery') },
  15:  { gap1: gap(6), selection: bits(2, 'gtp.sel_mode', 'Selection mode', {
    names: { 0: 'MS or network provided APN, subscription verified', 1: 'MS provided APN, subscription not verified',
      2: 'Network provided APN, subscription not verified' },
  }) },
  16:  { tunnel: u32('gtp.teid_data', 'TEID Data I', hex) },
  17:  { controlTunnel: u32('gtp.teid_cp', 'TEID Control Plane', hex) },
  18:  { ...point, secondTunnel: u32('gtp.teid_ii', 'TEID Data II', hex) },
  19:  { gap1: gap(7), tearsDown: bit('tear_ind', 'Teardown Indicator') },
  20:  point,
  21:  { radioCause: u8('gtp.ranap_cause', 'RANAP cause') },
  22:  {
    ...point, downTunnel: u16('gtp.rab_gtp_dn', 'Downlink GTP-U seq number'), upTunnel: u16('gtp.rab_gtp_up', 'Uplink GTP-U seq number'),
    downUnit: u16('gtp.rab_pdu_dn', 'Downlink next PDCP-PDU seq number'), upUnit: u16('gtp.rab_pdu_up', 'Uplink next PDCP-PDU seq number'),
  },
  23:  { gap1: gap(5), messagePriority: bits(3, 'gtp.rp_sms', 'Radio Priority SMS') },
  24:  { radioPoint: bits(4, 'gtp.rp_nsapi', 'NSAPI in Radio Priority'), radioSpare: bits(1, 'gtp.rp_spare', 'Reserved'),
    radioPriority: bits(3, 'gtp.rp', 'Radio Priority') },
  25:  { ...point, flow: u8('gtp.pkt_flow_id', 'Packet Flow ID') },
  26:  { charging: group('gtp.chrg_char', 'Charging characteristics', {
    spare: bits(4, 'gtp.chrg_char_s', 'Spare'), normal: bits(1, 'gtp.chrg_char_n', 'Normal charging'),
    prepaid: bits(1, 'gtp.chrg_char_p', 'Prepaid charging'),
    flat: bits(1, 'gtp.chrg_char_f', 'Flat rate charging'), hot: bits(1, 'gtp.chrg_char_h', 'Hot billing charging'),
    reserved: bits(8, 'gtp.chrg_char_r', 'Reserved'),
  }) },
  27:  { traceReference: u16('gtp.trace_ref', 'Trace reference', hex) },
  28:  { traceType: u16('gtp.trace_type', 'Trace type', hex) },
  29:  { reason: u8('gtp.ms_reason', 'MS not reachable reason') },
  126: { command: u8('gtp.tr_comm', 'Packet transfer command', {
    names: { 1: 'Send data record packet', 2: 'Send possibly duplicated data record packet', 3: 'Cancel data record packet',
      4: 'Release data record packet' },
  }) },
  127: { chargingId: u32('gtp.chrg_id', 'Charging ID', hex) },
  128: {
    gap1: gap(4), organization: bits(4, 'gtp.user_addr_pdp_org', 'PDP type organization', { names: { 0: 'ETSI', 1: 'IETF' } }),
    addressType: u8('gtp.user_addr_pdp_type', 'PDP type number',
      { base: 16, names: { 0x01: 'PPP', 0x02: 'Non-IP', 0x21: 'IPv4', 0x57: 'IPv6', 0x8d: 'IPv4v6' } }),
  },
  131: { accessPoint: accessPoint('gtp.apn', 'APN') },
  132: configuration,
  134: {
    noMore: flag('gsm_map.extension', 'Extension'), nature: bits(3, 'gsm_map.nature_of_number', 'Nature of number'),
    plan: bits(4, 'gsm_map.number_plan', 'Number plan'), phone: bcd(rest('e164.msisdn', 'E.164 number (MSISDN)')),
  },
  135: quality, 137: flowTemplate,
  139: { container: rest('gtp.utran_field', 'UTRAN transparent field') },
  141: { types: list('', 'Extension Header Types', record('Type', { type: u8('gtp.ext_hdr_type', 'Extension Header Type', hex) })) },
  148: {
    dual: bit('cmn_flg.dual_addr_bearer_flg', 'Dual Address Bearer Flag'),
    upgrades: bit('cmn_flg.upgrd_qos_sup', 'Upgrade QoS Supported'), nrsn: bit('cmn_flg.nrsn', 'NRSN'),
    noQuality: bit('cmn_flg.no_qos_neg', 'No QoS negotiation'), counts: bit('cmn_flg.mbs_cnt_inf', 'MBMS Counting Information'),
    ready: bit('cmn_flg.mbs_ran_pcd_rdy', 'RAN Procedures Ready'), service: bit('cmn_flg.mbs_srv_type', 'MBMS Service Type'),
    prohibits: bit('cmn_flg.ppc', 'Prohibit Payload Compression'),
  },
  149: { restriction: u8('gtp.ext_apn_res', 'Restriction Type') },
  150: { gap1: gap(5), locationPriority: bits(3, 'gtp.raplcs', 'Radio Priority LCS') },
  151: { radio: u8('gtp.ext_rat_type', 'RAT Type', { names: radioTypes }) },
  152: { locationType: u8('gtp.geo_loc_type', 'Geographic Location Type',
    { names: { 0: 'Cell Global Identification', 1: 'Service Area Identity', 2: 'Routing Area Identification' } }) },
  153: { zone: timeZone('gtp.timezone'), gap1: gap(6), savingTime: bits(2, 'gtp.timezone_dst', 'DST') },
  154: { equipment: bcd(rest('gtp.ext_imeisv', 'IMEI(SV)')) },
  163: { hops: u8('gtp.hop_count', 'Hop Counter') }, 164: network(),
  181: { reporting: u8('gtp.ms_inf_chg_rep_act', 'MS Info Change Reporting Action') },
  182: { gap1: gap(5), indication: bits(1, 'gtp.ei', 'Error Indication (EI)'), gcsi: bits(1, 'gtp.gcsi', 'GPRS-CSI (GCSI)'),
    direct: bits(1, 'gtp.dti', 'Direct Tunnel Indicator (DTI)') },
  183: { correlation: u8('gtp.correlation_id', 'Correlation-ID') },
  184: { control: u8('gtp.bcm', 'Bearer Control Mode', { names: { 0: 'MS_only', 1: 'MS/NW' } }) },
  189: { subscribed: u16('gtp.rfsp_index', 'RFSP Index') }, 190: { domain: accessPoint('gtp.fqdn', 'FQDN') },
  191: retention, 192: { ...point, retention: group('', 'Priority', retention) },
  193: {
    available: bit('ext_comm_flags.uasi', 'UASI'), waiting: bit('ext_comm_flags.bdwi', 'BDWI'),
    restores: bit('ext_comm_flags.pcri', 'PCRI'),
    voice: bit('ext_comm_flags.vb', 'VB'), locates: bit('ext_comm_flags.retloc', 'RetLoc'), circuit: bit('ext_comm_flags.cpsr', 'CPSR'),
    closed: bit('ext_comm_flags.ccrsi', 'CCRSI'), unauthenticated: bit('ext_comm_flags.unauthenticated_imsi', 'Unauthenticated IMSI'),
  },
  194: { ...network(), gap1: gap(5), closedGroup: bits(27, 'gtp.csg_id', 'CSG ID') },
  196: { gap1: gap(5), closedGroup: bits(27, 'gtp.csg_id', 'CSG ID') },
  198: rates('apn_ambr_ul', 'apn_ambr_dl'), 201: { ...point, ...rates('auth_apn_ambr_ul', 'auth_apn_ambr_dl') },
  202: { ...point, timerUnit: bits(3, 'gtp.ggsn_back_off_time_units', 'GGSN Back-Off Time Units'),
    timer: bits(5, 'gtp.ggsn_back_off_timer', 'GGSN Back-Off Timer') },
  203: { gap1: gap(7), low: bit('lapi', 'LAPI') }, 205: { gap1: gap(7),
    higher: bits(1, 'gtp.higher_br_16mb_flg', 'Higher bitrates than 16 Mbps flag') },
  214: { located: time('gtp.uli_timestamp', 'ULI Timestamp', 'ntp-seconds') },
  215: { ...point, homeNetwork: text('gtp.lhn_id', 'Local Home Network ID') },
  217: { usage: u32('gtp.ue_usage_type_value', 'UE Usage Type value') },
  223: { usage: u16('gtp.mapped_ue_usage_type', 'Mapped UE Usage Type') },
  252: {
    count: u8('gtp.number_of_data_records', 'Number of data records'),
    format: u8('gtp.data_record_format', 'Data record format',
      { names: { 1: 'ASN.1 BER', 2: 'ASN.1 PER, unaligned', 3: 'ASN.1 PER, aligned', 4: 'XML' } }),
  },
  253: { responded: list('', 'Requests', record('Request', { number: u16('gtp.requests_responded', 'Requests responded') })) },
  255: { enterprise: u16('gtp.ext_id', 'Extension identifier'), extension: rest('gtp.ext_val', 'Extension value') },
}
const lengthOf = (name: string) => ({ length: u16(name, 'Length', { unit: 'bytes' }) })
const plain = lengthOf('')
const lengths = {
  128: plain, 132: plain, 134: plain, 131: lengthOf('gtp.apn_length'), 133: lengthOf('gtp.gsn_address_length'),
  135: lengthOf('gtp.qos_umts_length'),
  137: lengthOf('gtp.tft_length'), 140: lengthOf('gtp.rab_setup_length'),
  141: { length: u8('gtp.num_ext_hdr_types', 'Number of Extension Header Types') },
}
const long = 128

export const element = record('Element', { kind: u8('gtp.ie_id', 'IE Id', { names: elementNames }) })
  .cases(
    ...Object.entries(lengths).map(([kind, length]) => [{ kind: Number(kind) }, length]) as never as [],
    [({ kind }: { kind: number }) => kind >= long, lengthOf('gtp.ext_length')] as never,
  )
  .followedBy((({ kind, length, end, start }: { kind: number, length: number | undefined, end: number, start: number }) =>
    (kind >= long ? length ?? 0 : sizes[kind] ?? end - start)) as never)
  .choice('kind', values as never)
  .cases(...([
    [{ kind: 128, addressType: 0x21, length: 6 }, { address: user4 }],
    [{ kind: 128, addressType: 0x57, length: 18 }, { address: user6 }],
    [{ kind: 128, addressType: 0x8d, length: 22 }, { address: user4, address6: user6 }],
    [{ kind: 133, length: 4 }, gsn4], [{ kind: 133, length: 16 }, gsn6], [{ kind: [239, 251], length: 4 }, gateway4],
    [{ kind: [239, 251], length: 16 }, gateway6], [{ kind: 254, length: 4 }, node4], [{ kind: 254, length: 16 }, node6],
    [{ kind: 152, locationType: 0 }, { ...located('cgi'), cell: u16('gtp.cgi_ci', 'Cell ID (CI)') }],
    [{ kind: 152, locationType: 1 }, { ...located('sai'), serviceArea: u16('gtp.sai_sac', 'SAC') }],
    [{ kind: 152, locationType: 2 }, { ...located('rai'), routingArea: u8('gtp.rai_rac', 'RAC') }],
  ] as never as []))
  .fields({ data: rest('', 'Data') }) as unknown as Schema<Element>
