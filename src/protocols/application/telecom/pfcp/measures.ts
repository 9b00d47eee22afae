/** Information elements of PFCP by type, 67 to 98: 3GPP TS 29.244, section 8.2. */
import {
  bits, bytes, flag, group, ipv4Address, ipv6Address, rest, text, time, u16, u32, u64, u8, when,
} from '../../../../schema/index.ts'
import { directions, rateUnits, removals, enrichments } from './names.ts'
import { describes } from './values.ts'

export const measures = {
  67: { durationMeasurement: u32('pfcp.duration_measurement', 'Duration') },
  69: { timeOfFirstPacket: time('pfcp.time_of_first_packet', 'Time of First Packet', 'ntp-seconds') },
  70: { timeOfLastPacket: time('pfcp.time_of_last_packet', 'Time of Last Packet', 'ntp-seconds') },
  71: { quotaHoldingTime: u32('pfcp.quota_holding_time', 'Quota Holding Time') },
  72: {
    spare: bits(6, '', 'Spare'), hasBytes: flag('pfcp.dropped_dl_traffic_threshold.dlby_flg', 'DLBY'),
    hasPackets: flag('pfcp.dropped_dl_traffic_threshold.dlpa_flg', 'DLPA'),
    downlinkPackets: when('hasPackets', u64('pfcp.downlink_packets', 'Downlink Packets')),
    downlinkBytes: when('hasBytes', u64('pfcp.bytes_downlink', 'Bytes downlink')),
  },
  73: {
    spareB7B3: bits(5, 'pfcp.spare_b7_b3', 'Spare'), hasDownlink: flag('pfcp.volume_quota_flags.dlvol', 'DLVOL'),
    hasUplink: flag('pfcp.volume_quota_flags.ulvol', 'ULVOL'), hasTotal: flag('pfcp.volume_quota_flags.tovol', 'TOVOL'),
    tovol: when('hasTotal', u64('pfcp.volume_quota.tovol', 'Total Volume')),
    ulvol: when('hasUplink', u64('pfcp.volume_quota.ulvol', 'Uplink Volume')),
    dlvol: when('hasDownlink', u64('pfcp.volume_quota.dlvol', 'Downlink Volume')),
  },
  74: { timeQuota: u32('pfcp.time_quota', 'Time Quota') },
  75: { startTime: time('pfcp.start_time', 'Start Time', 'ntp-seconds') },
  76: { endTime: time('pfcp.end_time', 'End Time', 'ntp-seconds') },
  81: { urrIdFlg: flag('pfcp.urr_id_flg', 'Allocation type'), urrId: bits(31, 'pfcp.urr_id', 'URR ID') },
  82: { urrIdFlg: flag('pfcp.urr_id_flg', 'Allocation type'), urrId: bits(31, 'pfcp.urr_id', 'URR ID') },
  84: {
    outerHdrDesc: u16('pfcp.outer_hdr_desc', 'Outer Header Creation Description'),
    teid: when(describes(0x0300), u32('pfcp.outer_hdr_creation.teid', 'TEID', { base: 16 })),
    ipv4: when(describes(0x1500), ipv4Address('pfcp.outer_hdr_creation.ipv4', 'IPv4 Address')),
    ipv6: when(describes(0x2a00), ipv6Address('pfcp.outer_hdr_creation.ipv6', 'IPv6 Address')),
    port: when(describes(0x0c00), u16('pfcp.outer_hdr_creation.port', 'Port Number')),
  },
  88: { barId: u8('pfcp.bar_id', 'BAR ID') },
  89: {
    uiaur: flag('pfcp.cp_function_features.uiaur', 'UIAUR'), ardr: flag('pfcp.cp_function_features.ardr', 'ARDR'),
    mpas: flag('pfcp.cp_function_features.mpas', 'MPAS'), bundl: flag('pfcp.cp_function_features.bundl', 'BUNDL'),
    sset: flag('pfcp.cp_function_features.sset', 'SSET'), epfar: flag('pfcp.cp_function_features.epfar', 'EPFAR'),
    ovrl: flag('pfcp.cp_function_features.ovrl', 'OVRL'), load: flag('pfcp.cp_function_features.load', 'LOAD'),
    moreFeatures: rest('', 'Spare'),
  },
  90: {
    spareH1: bits(4, 'pfcp.spare_h1', 'Spare'), ube: flag('pfcp.usage_information.ube', 'UBE (Usage Before Enforcement)'),
    uae: flag('pfcp.usage_information.uae', 'UAE (Usage After Enforcement)'), aft: flag('pfcp.usage_information.aft', 'AFT (After)'),
    bef: flag('pfcp.usage_information.bef', 'BEF (Before)'),
  },
  91: { applicationInstanceId: rest('pfcp.application_instance_id', 'Application Instance Identifier') },
  92: {
    spareB7B3: bits(5, 'pfcp.spare_b7_b3', 'Spare'), flowDir: bits(3, 'pfcp.flow_dir', 'Flow Direction', { names: directions }),
    flowDescLen: u16('pfcp.flow_desc_len', 'Length of Flow Description'),
    flowDesc: text('pfcp.flow_desc', 'Flow Description', 'flowDescLen'),
  },
  93: {
    spareB7: bits(1, 'pfcp.spare_b7', 'Spare'), hasPrefixLength: flag('pfcp.ue_ip_address_flag.v6pl', 'IPV6PL'),
    chooseIpv6: flag('pfcp.ue_ip_address_flag.chv6', 'CHV6'), chooseIpv4: flag('pfcp.ue_ip_address_flag.chv4', 'CHV4'),
    hasPrefixBits: flag('pfcp.ue_ip_address_flag.v6d', 'IPv6D'), isDestination: flag('pfcp.ue_ip_address_flag.sd', 'S/D'),
    hasIpv4: flag('pfcp.ue_ip_address_flag.v4', 'V4 (IPv4)'), hasIpv6: flag('pfcp.ue_ip_address_flag.v6', 'V6 (IPv6)'),
    ipv4: when('hasIpv4', ipv4Address('pfcp.ue_ip_addr_ipv4', 'IPv4 address')),
    ipv6: when('hasIpv6', ipv6Address('pfcp.ue_ip_addr_ipv6', 'IPv6 address')),
    prefixBits: when('hasPrefixBits', u8('pfcp.ue_ip_addr_ipv6_prefix', 'IPv6 Prefix Delegation Bits')),
    prefixLength: when('hasPrefixLength', u8('pfcp.ue_ip_addr_ipv6_prefix_length', 'IPv6 Prefix Length')),
  },
  94: {
    spareB7B4: bits(4, 'pfcp.spare_b7_b4', 'Spare'), spare: bits(1, '', 'Spare'),
    hasAdditional: flag('pfcp.packet_rate.aprc', 'APRC (Additional Packet Rate Control)'),
    hasDownlinkRate: flag('pfcp.packet_rate.dlpr', 'DLPR (Downlink Packet Rate)'),
    hasUplinkRate: flag('pfcp.packet_rate.ulpr', 'ULPR (Uplink Packet Rate)'),
    ulTimeUnit: when('hasUplinkRate', group('', 'Bits', { uplinkSpare: bits(5, 'pfcp.spare_b7_b3', 'Spare'), ulTimeUnit: bits(3,
      'pfcp.ul_time_unit', 'Uplink Time Unit', { names: rateUnits }) })),
    maxUlPr: when('hasUplinkRate', u16('pfcp.max_ul_pr', 'Maximum Uplink Packet Rate')),
    dlTimeUnit: when('hasDownlinkRate', group('', 'Bits', { downlinkSpare: bits(5, 'pfcp.spare_b7_b3', 'Spare'), dlTimeUnit: bits(3,
      'pfcp.dl_time_unit', 'Downlink Time Unit', { names: rateUnits }) })),
    maxDlPr: when('hasDownlinkRate', u16('pfcp.max_dl_pr', 'Maximum Downlink Packet Rate')),
  },
  95: { outHdrDesc: u8('pfcp.out_hdr_desc', 'Outer Header Removal Description', { names: removals }) },
  96: { recoveryTimeStamp: time('pfcp.recovery_time_stamp', 'Recovery Time Stamp', 'ntp-seconds') },
  97: {
    spareB7B2: bits(6, 'pfcp.spare_b7_b2', 'Spare'),
    hasServiceClass: flag('pfcp.dl_flow_level_marking.sci', 'SCI(Service Class Indicator)'),
    hasTrafficClass: flag('pfcp.dl_flow_level_marking.ttc', 'TTC (ToS/Traffic Class)'),
    trafficClass: when('hasTrafficClass', u8('pfcp.traffic_class', 'ToS Traffic Class', { base: 16 })),
    trafficMask: when('hasTrafficClass', u8('pfcp.traffic_mask', 'Mask field', { base: 16 })),
    sci: when('hasServiceClass', u16('pfcp.sci', 'Service Class Indicator')),
  },
  98: {
    spare: bits(3, '', 'Spare'), headerType: bits(5, 'pfcp.header_type', 'Header Type', { names: enrichments }),
    hfLen: u8('pfcp.hf_len', 'Length of Header Field Name'), hfName: bytes('pfcp.hf_name', 'Header Field Name', 'hfLen'),
    hfValLen: u8('pfcp.hf_val_len', 'Length of Header Field Value'), hfVal: bytes('pfcp.hf_val', 'Header Field Value', 'hfValLen'),
  },
}
