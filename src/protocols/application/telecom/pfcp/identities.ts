/** Information elements of PFCP by type, 99 to 133: 3GPP TS 29.244, section 8.2. */
import { bits, flag, bytes, holding, ipv4Address, ipv6Address, rest, u32, u64, u8, when } from '../../../../schema/index.ts'
import { timerUnits, networkTypes, ruleTypes } from './names.ts'
import { rule } from './values.ts'

export const identities = {
  100: {
    ciam: flag('pfcp.measurement_info.ciam', 'CIAM (Control of Inactive Measurement)'),
    aspoc: flag('pfcp.measurement_info.aspoc', 'ASPOC (Applicable for Start Pause of Charging)'),
    sspoc: flag('pfcp.measurement_info.sspoc', 'SSPOC (Send Start Pause of Charging)'),
    mnop: flag('pfcp.measurement_info.mnop', 'MNOP (Measurement of Number of Packets)'),
    istm: flag('pfcp.measurement_info.istm', 'ISTM (Immediate Start Time Metering)'),
    radi: flag('pfcp.measurement_info.radi', 'RADI (Reduced Application Detection Information)'),
    inam: flag('pfcp.measurement_info.inam', 'INAM (Inactive Measurement)'),
    fd: flag('pfcp.measurement_info.fd', 'MBQE (Measurement Before QoS Enforcement)'),
  },
  101: {
    spare: bits(2, '', 'Spare'), pvsrurr: flag('pfcp.node_report_type.pvsrurr', 'VSR (Vendor-Specific Report)'),
    purr: flag('pfcp.node_report_type.purr', 'PURR (peer GTP-U entity Restart Report)'),
    gpqr: flag('pfcp.node_report_type.gpqr', 'GPQR (GTP-U Path QoS Report)'),
    ckdr: flag('pfcp.node_report_type.ckdr', 'CKDR (Clock Drift Report)'),
    uprr: flag('pfcp.node_report_type.uprr', 'UPRR (User Plane Path Recovery Report)'),
    upfr: flag('pfcp.node_report_type.upfr', 'UPFR (User Plane Path Failure Report)'),
  },
  103: {
    spareB7B4: bits(4, 'pfcp.spare_b7_b4', 'Spare'), hasNetwork: flag('pfcp.remote_gtp_u_peer_flags.ni', 'NI (Network Instance)'),
    hasDestination: flag('pfcp.remote_gtp_u_peer_flags.di', 'DI (Destination Interface)'),
    hasIpv4: flag('pfcp.remote_gtp_u_peer_flags.v4', 'V4 (IPv4)'), hasIpv6: flag('pfcp.remote_gtp_u_peer_flags.v6', 'V6 (IPv6)'),
    nodeIdIpv4: when('hasIpv4', ipv4Address('pfcp.node_id_ipv4', 'IPv4')),
    nodeIdIpv6: when('hasIpv6', ipv6Address('pfcp.node_id_ipv6', 'IPv6')),
  },
  104: { urSeqn: u32('pfcp.ur_seqn', 'UR-SEQN') },
  106: { predefRulesName: rest('pfcp.predef_rules_name', 'Predefined Rules Name') },
  107: { predefRulesName: rest('pfcp.predef_rules_name', 'Predefined Rules Name') },
  108: { farIdFlg: flag('pfcp.far_id_flg', 'Allocation type'), farId: bits(31, 'pfcp.far_id', 'FAR ID') },
  109: { qerIdFlg: flag('pfcp.qer_id_flg', 'Allocation type'), qerId: bits(31, 'pfcp.qer_id', 'QER ID') },
  110: { spareB7B1: bits(7, 'pfcp.spare_b7_b1', 'Spare'), aoci: flag('pfcp.oci_flags.aoci', 'AOCI: Associate OCI with Node ID') },
  111: {
    spareB7B1: bits(7, 'pfcp.spare_b7_b1', 'Spare'), sarr: flag('pfcp.assoc_rel_req.sarr', 'SARR (PFCP Association Release Request)'),
  },
  112: {
    timerUnit: bits(3, 'pfcp.timer_unit', 'Timer unit', { names: timerUnits }), timerValue: bits(5, 'pfcp.timer_value', 'Timer value'),
  },
  113: { spare: bits(5, '', 'Spare'), pdnType: bits(3, 'pfcp.pdn_type', 'PDN Type', { names: networkTypes }) },
  114: {
    spare: bits(5, '', 'Spare'), failedRuleIdType: bits(3, 'pfcp.failed_rule_id_type', 'Failed Rule ID Type', { names: ruleTypes }),
    ...rule,
  },
  115: {
    spare: bits(6, '', 'Spare'), timeQuotaMechanismBtiType: bits(2, 'pfcp.time_quota_mechanism_bti_type', 'Base Time Interval Type'),
    timeQuotaMechanismBti: u32('pfcp.time_quota_mechanism_bti', 'Base Time Interval'),
  },
  116: {
    spare: bits(1, 'pfcp.spare_b7_b6', 'Spare'), hasSource: flag('pfcp.upiri_flags.assosi', 'ASSOSI (Associated Source Instance)'),
    hasNetwork: flag('pfcp.upiri_flags.assoni', 'ASSONI (Associated Network Instance)'),
    teidri: bits(3, 'pfcp.upiri.teidri', 'TEID Range Indication'), hasIpv6: flag('pfcp.upiri_flags.v6', 'V6 (IPv6)'),
    hasIpv4: flag('pfcp.upiri_flags.v4', 'V4 (IPv4)'), teidRange: when('teidri', u8('pfcp.upiri.teid_range', 'TEID', { base: 16 })),
    ipv4Addr: when('hasIpv4', ipv4Address('pfcp.upiri.ipv4_addr', 'IPv4 address')),
    ipv6Addr: when('hasIpv6', ipv6Address('pfcp.upiri.ipv6_addr', 'IPv6 address')),
  },
  117: { userPlaneInactivityTime: u32('pfcp.user_plane_inactivity_time', 'User Plane Inactivity Timer') },
  119: {
    valueDigits: u64('pfcp.multiplier.value_digits', 'Value Digits'),
    exponent: u32('pfcp.multiplier.exponent', 'Exponent'),
  },
  120: { urrIdFlg: flag('pfcp.urr_id_flg', 'Allocation type'), urrId: bits(31, 'pfcp.urr_id', 'URR ID') },
  121: {
    spareB7B3: bits(5, 'pfcp.spare_b7_b3', 'Spare'), hasDownlink: flag('pfcp.subsequent_volume_quota_flags.dlvol', 'DLVOL'),
    hasUplink: flag('pfcp.subsequent_volume_quota_flags.ulvol', 'ULVOL'),
    hasTotal: flag('pfcp.subsequent_volume_quota_flags.tovol', 'TOVOL'),
    tovol: when('hasTotal', u64('pfcp.subsequent_volume_quota.tovol', 'Total Volume')),
    ulvol: when('hasUplink', u64('pfcp.subsequent_volume_quota.ulvol', 'Uplink Volume')),
    dlvol: when('hasDownlink', u64('pfcp.subsequent_volume_quota.dlvol', 'Downlink Volume')),
  },
  122: { subsequentTimeQuota: u32('pfcp.subsequent_time_quota', 'Subsequent Time Quota') },
  123: { spareB7B1: bits(7, 'pfcp.spare_b7_b1', 'Spare'), rqiFlag: flag('pfcp.rqi_flag', 'RQI') },
  124: { spare: bits(1, '', 'Spare'), qfiValue: bits(7, 'pfcp.qfi_value', 'QFI', { base: 16 }) },
  125: { queryUrrReference: u32('pfcp.query_urr_reference', 'Query URR Reference') },
  126: {
    additionalUsageReportsInformationAuri: flag('pfcp.additional_usage_reports_information_auri',
      'AURI (Additional Usage Reports Indication)'),
    additionalUsageReportsInformationValue: bits(15, 'pfcp.additional_usage_reports_information_value',
      'Number of Additional Usage Reports value'),
  },
  131: { trafficEndpointId: u8('pfcp.traffic_endpoint_id', 'Traffic Endpoint ID') },
  133: {
    spareB7B4: bits(4, 'pfcp.spare_b7_b4', 'Spare'), hasUpperDestination: flag('pfcp.mac_address.flags.udes', 'UDES'),
    hasUpperSource: flag('pfcp.mac_address.flags.usuo', 'USUO'), hasDestination: flag('pfcp.mac_address.flags.dest', 'DEST'),
    hasSource: flag('pfcp.mac_address.flags.sour', 'SOUR'), sour: when('hasSource', holding(bytes('pfcp.mac_address.sour',
      'Source MAC Address', 6), 'address')),
    dest: when('hasDestination', holding(bytes('pfcp.mac_address.dest', 'Destination MAC Address', 6), 'address')),
    usou: when('hasUpperSource', holding(bytes('pfcp.mac_address.usou', 'Upper Source MAC Address', 6), 'address')),
    udes: when('hasUpperDestination', holding(bytes('pfcp.mac_address.udes', 'Upper Destination MAC Address', 6), 'address')),
  },
}
