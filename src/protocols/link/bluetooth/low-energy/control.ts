/** What the link layers of a connection agree on: Core Specification 5.3, volume 6, part B, section 2.4.2. */
import { u16, u32, u64, u8 } from '../../../../schema/index.ts'
import { channelMap, companies, errors, flags, hexadecimal, little, longFlags, versions } from '../common.ts'

export const controlNames = {
  0x00: 'LL_CONNECTION_UPDATE_IND', 0x01: 'LL_CHANNEL_MAP_IND', 0x02: 'LL_TERMINATE_IND', 0x03: 'LL_ENC_REQ', 0x04: 'LL_ENC_RSP',
  0x05: 'LL_START_ENC_REQ', 0x06: 'LL_START_ENC_RSP', 0x07: 'LL_UNKNOWN_RSP', 0x08: 'LL_FEATURE_REQ', 0x09: 'LL_FEATURE_RSP',
  0x0a: 'LL_PAUSE_ENC_REQ', 0x0b: 'LL_PAUSE_ENC_RSP', 0x0c: 'LL_VERSION_IND', 0x0d: 'LL_REJECT_IND', 0x0e: 'LL_PERIPHERAL_FEATURE_REQ',
  0x0f: 'LL_CONNECTION_PARAM_REQ', 0x10: 'LL_CONNECTION_PARAM_RSP', 0x11: 'LL_REJECT_EXT_IND', 0x12: 'LL_PING_REQ', 0x13: 'LL_PING_RSP',
  0x14: 'LL_LENGTH_REQ', 0x15: 'LL_LENGTH_RSP', 0x16: 'LL_PHY_REQ', 0x17: 'LL_PHY_RSP', 0x18: 'LL_PHY_UPDATE_IND',
  0x19: 'LL_MIN_USED_CHANNELS_IND', 0x1a: 'LL_CTE_REQ', 0x1b: 'LL_CTE_RSP', 0x1c: 'LL_PERIODIC_SYNC_IND', 0x1d: 'LL_CLOCK_ACCURACY_REQ',
  0x1e: 'LL_CLOCK_ACCURACY_RSP', 0x1f: 'LL_CIS_REQ', 0x20: 'LL_CIS_RSP', 0x21: 'LL_CIS_IND', 0x22: 'LL_CIS_TERMINATE_IND',
  0x23: 'LL_POWER_CONTROL_REQ', 0x24: 'LL_POWER_CONTROL_RSP', 0x25: 'LL_POWER_CHANGE_IND', 0x26: 'LL_SUBRATE_REQ', 0x27: 'LL_SUBRATE_IND',
  0x28: 'LL_CHANNEL_REPORTING_IND', 0x29: 'LL_CHANNEL_STATUS_IND',
}
const at = (name: string) => `btle.control.${name}`
const word = (name: string, label: string) => u16(at(name), label, little)
const instant = { instant: word('instant', 'Instant') }
const failure = { failure: u8(at('error_code'), 'Error Code', { base: 16, names: errors }) }
const features = { ...longFlags('features', at('feature_set'), 'Feature Set', 'le_encryption LE Encryption'
  + ' | connection_parameters_request_procedure Connection Parameters Request Procedure'
  + ' | extended_reject_indication Extended Reject Indication'
  + ' | slave_initiated_features_exchange Peripheral-initiated Features Exchange | le_ping LE Ping'
  + ' | le_pkt_len_ext LE Data Packet Length Extension'
  + ' | le_privacy LL Privacy | ext_scan_flt_pol Extended Scanner Filter Policies | le_2m_phy LE 2M PHY'
  + ' | st_mod_idx_tx Stable Modulation Index - Transmitter | st_mod_idx_rx Stable Modulation Index - Receiver | le_coded_phy LE Coded PHY'
  + ' | le_extended_adv LE Extended Advertising | periodic_adv LE Periodic Advertising | ch_sel_2 Channel Selection Algorithm #2'
  + ' | le_power_class_1 LE Power Class 1 | min_num_used_ch_proc Minimum Number of Used Channels Procedure | reserved_bits:7 Reserved'
  + ' | -:8 Reserved') }
const parameters = {
  least: word('interval.min', 'Interval Min'), most: word('interval.max', 'Interval Max'), latency: word('latency', 'Latency'),
  timeout: word('timeout', 'Timeout'), periodicity: u8(at('preferred_periodicity'), 'Preferred Periodicity'),
  reference: word('reference_connection_event_count', 'Reference Connection Event Count'),
  offset0: word('offset.0', 'Offset 0'), offset1: word('offset.1', 'Offset 1'), offset2: word('offset.2', 'Offset 2'),
  offset3: word('offset.3', 'Offset 3'), offset4: word('offset.4', 'Offset 4'), offset5: word('offset.5', 'Offset 5'),
}
const lengths = {
  mostReceived: word('max_rx_octets', 'Max RX octets'), receivingTime: word('max_rx_time', 'Max RX time'),
  mostSent: word('max_tx_octets', 'Max TX octets'), sendingTime: word('max_tx_time', 'Max TX time'),
}
const preferred = (name: string, label: string) => flags(at(name), label, 8, 'phys.le_1m_phy LE 1M PHY | phys.le_2m_phy LE 2M PHY'
  + ' | phys.le_coded_phy LE Coded PHY | phys.reserved:5 Reserved', 'btle.control.')
const phys = { sends: preferred('tx_phys', 'TX PHYs'), receives: preferred('rx_phys', 'RX PHYs') }
const clock = { accuracy: flags('', 'Sleep Clock Accuracy', 8, 'sleep_clock_accuracy:8 Sleep Clock Accuracy', 'btle.control.') }

/** What is said, by its opcode. */
export const controlBodies = {
  0x00: {
    size: u8(at('window_size'), 'Window Size'), offset: word('window_offset', 'Window Offset'), interval: word('interval', 'Interval'),
    latency: word('latency', 'Latency'), timeout: word('timeout', 'Timeout'), ...instant,
  },
  0x01: { ...channelMap(at('channel_map')), ...instant },
  0x02: failure,
  0x03: {
    random: u64(at('random_number'), 'Random Number', hexadecimal), diversifier: u16(at('encrypted_diversifier'),
      'Encrypted Diversifier', hexadecimal),
    centralKey: u64(at('master_session_key_diversifier'), 'Central Session Key Diversifier', hexadecimal),
    centralVector: u32(at('master_session_initialization_vector'), 'Central Session Initialization Vector', hexadecimal),
  },
  0x04: {
    peripheralKey: u64(at('slave_session_key_diversifier'), 'Peripheral Session Key Diversifier', hexadecimal),
    peripheralVector: u32(at('slave_session_initialization_vector'), 'Peripheral Session Initialization Vector', hexadecimal),
  },
  0x07: { unknown: u8(at('unknown_type'), 'Unknown Type', { base: 16, names: controlNames }) },
  0x08: features, 0x09: features, 0x0e: features,
  0x0c: {
    version: u8(at('version_number'), 'Version Number', { base: 16, names: versions }),
    company: u16(at('company_id'), 'Company Id', { ...hexadecimal, names: companies }), subversion: u16(at('subversion_number'),
      'Subversion Number', hexadecimal),
  },
  0x0d: failure,
  0x0f: parameters, 0x10: parameters,
  0x11: { rejected: u8(at('reject_opcode'), 'Reject Opcode', { base: 16, names: controlNames }), ...failure },
  0x14: lengths, 0x15: lengths,
  0x16: phys, 0x17: phys,
  0x18: { centralPhy: preferred('m_to_s_phy', 'Central to Peripheral PHY'), peripheralPhy: preferred('s_to_m_phy',
    'Peripheral to Central PHY'), ...instant },
  0x19: { usedPhys: preferred('phys', 'PHYs'), used: u8(at('min_used_channels'), 'Minimum Used Channels') },
  0x1a: { cte: flags('', 'CTE Request', 8, 'cte.min_len_req:5 MinCTELenReq | cte.rfu:1 Reserved | cte.type_req:2 CTETypeReq',
    'btle.control.') },
  0x1d: clock, 0x1e: clock,
  0x22: { group: u8(at('cig_id'), 'CIG_ID'), stream: u8(at('cis_id'), 'CIS_ID'), ...failure },
} as const
