/** Numbers of SCTP: IANA "Stream Control Transmission Protocol (SCTP) Parameters", 2026-11. */
import type { Names } from '../../../schema/index.ts'

export const chunkTypes: Readonly<Record<number, string>> = {
  0: 'DATA', 1: 'INIT', 2: 'INIT ACK', 3: 'SACK', 4: 'HEARTBEAT', 5: 'HEARTBEAT ACK', 6: 'ABORT', 7: 'SHUTDOWN', 8: 'SHUTDOWN ACK',
    9: 'ERROR',
  10: 'COOKIE ECHO', 11: 'COOKIE ACK', 12: 'ECNE', 13: 'CWR', 14: 'SHUTDOWN COMPLETE', 15: 'AUTH', 64: 'I-DATA', 128: 'ASCONF-ACK',
    130: 'RE-CONFIG',
  132: 'PAD', 192: 'FORWARD-TSN', 193: 'ASCONF', 194: 'I-FORWARD-TSN',
}
export const parameterTypes: Names = {
  1: 'Heartbeat info', 5: 'IPv4 address', 6: 'IPv6 address', 7: 'State cookie', 8: 'Unrecognized parameter', 9: 'Cookie preservative',
  11: 'Hostname address', 12: 'Supported address types', 13: 'Outgoing SSN reset request', 14: 'Incoming SSN reset request',
  15: 'SSN/TSN reset request', 16: 'Re-configuration response', 17: 'Add outgoing streams request', 18: 'Add incoming streams request',
  0x8000: 'ECN', 0x8001: 'Zero checksum acceptable', 0x8002: 'Random', 0x8003: 'Authenticated chunk list',
    0x8004: 'Requested HMAC algorithm',
  0x8005: 'Padding', 0x8008: 'Supported extensions', 0xc000: 'Forward TSN supported', 0xc001: 'Add IP address', 0xc002: 'Delete IP address',
  0xc003: 'Error cause indication', 0xc004: 'Set primary address', 0xc005: 'Success indication', 0xc006: 'Adaptation layer indication',
}
export const causeCodes: Names = {
  1: 'Invalid stream identifier', 2: 'Missing mandatory parameter', 3: 'Stale cookie', 4: 'Out of resource', 5: 'Unresolvable address',
  6: 'Unrecognized chunk type', 7: 'Invalid mandatory parameter', 8: 'Unrecognized parameters', 9: 'No user data',
  10: 'Cookie received while shutting down', 11: 'Restart of an association with new addresses', 12: 'User-initiated abort',
  13: 'Protocol violation', 160: 'Request to delete last remaining IP address', 161: 'Operation refused due to resource shortage',
  162: 'Request to delete source IP address', 163: 'Association aborted due to illegal ASCONF-ACK',
    164: 'Request refused, no authorization',
  261: 'Unsupported HMAC identifier',
}
export const payloadProtocols: Names = {
  0: 'not specified', 1: 'IUA', 2: 'M2UA', 3: 'M3UA', 4: 'SUA', 5: 'M2PA', 6: 'V5UA', 7: 'H.248', 8: 'BICC/Q.2150.3', 9: 'TALI',
    10: 'DUA', 11: 'ASAP',
  12: 'ENRP', 13: 'H.323', 14: 'Q.IPC/Q.2150.3', 15: 'SIMCO', 16: 'DDP segment chunk', 17: 'DDP stream session control', 18: 'S1AP',
    19: 'RUA',
  20: 'HNBAP', 21: 'ForCES-HP', 22: 'ForCES-MP', 23: 'ForCES-LP', 24: 'SBc-AP', 25: 'NBAP', 27: 'X2AP', 28: 'IRCP', 29: 'LCS-AP',
    31: 'SABP',
  42: 'RNA', 43: 'M2AP', 44: 'M3AP', 45: 'SSH', 46: 'Diameter', 47: 'Diameter over DTLS', 50: 'WebRTC control', 51: 'WebRTC string',
    53: 'WebRTC binary',
  55: 'PUA', 56: 'WebRTC string, empty', 57: 'WebRTC binary, empty', 58: 'XwAP', 59: 'Xw control plane', 60: 'NGAP', 61: 'XnAP', 62: 'F1AP',
  64: 'E1AP', 66: 'NGAP over DTLS', 67: 'XnAP over DTLS', 68: 'F1AP over DTLS', 69: 'E1AP over DTLS', 70: 'E2-CP', 71: 'E2-UP',
    72: 'E2-DU', 73: 'W1AP',
}
