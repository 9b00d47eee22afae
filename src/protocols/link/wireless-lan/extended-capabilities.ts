/** Extended Capabilities of stations, a bit each: IEEE 802.11-2020, section 9.4.2.26. */
import { bits, flag, group, optional, rest } from '../../../schema/index.ts'

const capabilities1 = group('wlan.extcap', 'Extended Capabilities', {
  b0: flag('wlan.extcap.b0', '20/40 BSS Coexistence Management Support'),
  b1: flag('wlan.extcap.b1', 'Reserved (was On-demand beacon)'),
  b2: flag('wlan.extcap.b2', 'Extended Channel Switching'),
  b3: flag('wlan.extcap.b3', 'Reserved (was WAVE indication)'),
  b4: flag('wlan.extcap.b4', 'PSMP Capability'),
  b5: flag('wlan.extcap.b5', 'Reserved'),
  b6: flag('wlan.extcap.b6', 'S-PSMP Support'),
  b7: flag('wlan.extcap.b7', 'Event'),
}, { order: 'little' })

const capabilities2 = group('wlan.extcap', 'Extended Capabilities', {
  b8: flag('wlan.extcap.b8', 'Diagnostics'),
  b9: flag('wlan.extcap.b9', 'Multicast Diagnostics'),
  b10: flag('wlan.extcap.b10', 'Location Tracking'),
  b11: flag('wlan.extcap.b11', 'FMS'),
  b12: flag('wlan.extcap.b12', 'Proxy ARP Service'),
  b13: flag('wlan.extcap.b13', 'Collocated Interference Reporting'),
  b14: flag('wlan.extcap.b14', 'Civic Location'),
  b15: flag('wlan.extcap.b15', 'Geospatial Location'),
}, { order: 'little' })

const capabilities3 = group('wlan.extcap', 'Extended Capabilities', {
  b16: flag('wlan.extcap.b16', 'TFS'),
  b17: flag('wlan.extcap.b17', 'WNM Sleep Mode'),
  b18: flag('wlan.extcap.b18', 'TIM Broadcast'),
  b19: flag('wlan.extcap.b19', 'BSS Transition'),
  b20: flag('wlan.extcap.b20', 'QoS Traffic Capability'),
  b21: flag('wlan.extcap.b21', 'AC Station Count'),
  b22: flag('wlan.extcap.b22', 'Multiple BSSID'),
  b23: flag('wlan.extcap.b23', 'Timing Measurement'),
}, { order: 'little' })

const capabilities4 = group('wlan.extcap', 'Extended Capabilities', {
  b24: flag('wlan.extcap.b24', 'Channel Usage'),
  b25: flag('wlan.extcap.b25', 'SSID List'),
  b26: flag('wlan.extcap.b26', 'DMS'),
  b27: flag('wlan.extcap.b27', 'UTC TSF Offset'),
  b28: flag('wlan.extcap.b28', 'TPU buffer STA Support'),
  b29: flag('wlan.extcap.b29', 'TDLS Peer PSM Support'),
  b30: flag('wlan.extcap.b30', 'TDLS channel switching'),
  b31: flag('wlan.extcap.b31', 'Interworking'),
}, { order: 'little' })

const capabilities5 = group('wlan.extcap', 'Extended Capabilities', {
  b32: flag('wlan.extcap.b32', 'QoS Map'),
  b33: flag('wlan.extcap.b33', 'EBR'),
  b34: flag('wlan.extcap.b34', 'SSPN Interface'),
  b35: flag('wlan.extcap.b35', 'Reserved'),
  b36: flag('wlan.extcap.b36', 'MSGCF Capability'),
  b37: flag('wlan.extcap.b37', 'TDLS Support'),
  b38: flag('wlan.extcap.b38', 'TDLS Prohibited'),
  b39: flag('wlan.extcap.b39', 'TDLS Channel Switching Prohibited'),
}, { order: 'little' })

const capabilities6 = group('wlan.extcap', 'Extended Capabilities', {
  b40: flag('wlan.extcap.b40', 'Reject Unadmitted Frame'),
  serviceInterval: bits(3, 'wlan.extcap.serv_int_granularity', 'Service Interval Granularity'),
  b44: flag('wlan.extcap.b44', 'Identifier Location'),
  b45: flag('wlan.extcap.b45', 'U-APSD Coexistence'),
  b46: flag('wlan.extcap.b46', 'WNM Notification'),
  b47: flag('wlan.extcap.b47', 'QAB Capability'),
}, { order: 'little' })

const capabilities7 = group('wlan.extcap', 'Extended Capabilities', {
  b48: flag('wlan.extcap.b48', 'UTF-8 SSID'),
  b49: flag('wlan.extcap.b49', 'QMF Activated'),
  b50: flag('wlan.extcap.b50', 'QMF Reconfiguration Activated'),
  b51: flag('wlan.extcap.b51', 'Robust AV Streaming'),
  b52: flag('wlan.extcap.b52', 'Advanced GCR'),
  b53: flag('wlan.extcap.b53', 'Mesh GCR'),
  b54: flag('wlan.extcap.b54', 'SCS'),
  b55: flag('wlan.extcap.b55', 'QLoad Report'),
}, { order: 'little' })

const capabilities8 = group('wlan.extcap', 'Extended Capabilities', {
  b56: flag('wlan.extcap.b56', 'Alternate EDCA'),
  b57: flag('wlan.extcap.b57', 'Unprotected TXOP Negotiation'),
  b58: flag('wlan.extcap.b58', 'Protected TXOP Negotiation'),
  b59: flag('wlan.extcap.b59', 'Reserved'),
  b60: flag('wlan.extcap.b60', 'Protected QLoad Report'),
  b61: flag('wlan.extcap.b61', 'TDLS Wider Bandwidth'),
  b62: flag('wlan.extcap.b62', 'Operating Mode Notification'),
  aggregatedLow: flag('wlan.extcap.b63', 'Max Number Of MSDUs In A-MSDU (low bit)'),
}, { order: 'little' })

/** What follows the first octet may be left out from any octet on. */
export const extendedCapabilities = {
  extended1: optional(capabilities1), extended2: optional(capabilities2), extended3: optional(capabilities3),
  extended4: optional(capabilities4), extended5: optional(capabilities5), extended6: optional(capabilities6),
  extended7: optional(capabilities7), extended8: optional(capabilities8),
  extendedMore: rest('', 'More Extended Capabilities'),
}
