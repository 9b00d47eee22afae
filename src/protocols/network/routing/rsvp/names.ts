/** Names of RSVP: IANA "Resource Reservation Protocol (RSVP) Parameters", 2026-11. */
export const messageTypes = {
  1: 'Path', 2: 'Resv', 3: 'PathErr', 4: 'ResvErr', 5: 'PathTear', 6: 'ResvTear', 7: 'ResvConf', 8: 'DREQ', 9: 'DREP',
  10: 'ResvTearConfirm', 12: 'Bundle', 13: 'Ack', 15: 'Srefresh', 20: 'Hello', 21: 'Notify', 25: 'Integrity Challenge',
  26: 'Integrity Response', 27: 'DSBM Willing', 28: 'DSBM I_AM_DSBM', 29: 'DSBM Unwilling', 30: 'DSBM Leave',
} as const

export const classes = {
  0: 'NULL', 1: 'SESSION', 3: 'RSVP_HOP', 4: 'INTEGRITY', 5: 'TIME_VALUES', 6: 'ERROR_SPEC', 7: 'SCOPE', 8: 'STYLE', 9: 'FLOWSPEC',
  10: 'FILTER_SPEC', 11: 'SENDER_TEMPLATE', 12: 'SENDER_TSPEC', 13: 'ADSPEC', 14: 'POLICY_DATA', 15: 'RESV_CONFIRM', 16: 'RSVP_LABEL',
  17: 'HOP_COUNT', 18: 'STRICT_SOURCE_ROUTE', 19: 'LABEL_REQUEST', 20: 'EXPLICIT_ROUTE', 21: 'RECORD_ROUTE', 22: 'HELLO', 23: 'MESSAGE_ID',
  24: 'MESSAGE_ID_ACK', 25: 'MESSAGE_ID_LIST', 30: 'DIAGNOSTIC', 31: 'ROUTE', 32: 'DIAG_RESPONSE', 33: 'DIAG_SELECT', 34: 'RECOVERY_LABEL',
  35: 'UPSTREAM_LABEL', 36: 'LABEL_SET', 37: 'PROTECTION', 38: 'PRIMARY_PATH_ROUTE', 42: 'DSBM IP ADDRESS', 43: 'SBM_PRIORITY',
  44: 'DSBM TIMER INTERVALS', 45: 'SBM_INFO', 50: 'S2L_SUB_LSP', 63: 'DETOUR', 64: 'CHALLENGE', 65: 'DIFFSERV', 66: 'CLASSTYPE',
  67: 'LSP_REQUIRED_ATTRIBUTES', 124: 'private', 125: 'private', 126: 'private', 127: 'private', 128: 'NODE_CHAR', 129: 'SUGGESTED_LABEL',
  130: 'ACCEPTABLE_LABEL_SET', 131: 'RESTART_CAP', 132: 'SESSION_OF_INTEREST', 133: 'LINK_CAPABILITY', 134: 'CAPABILITY',
  161: 'RSVP_HOP_L2', 162: 'LAN_NHOP_L2', 163: 'LAN_NHOP_L3', 164: 'LAN_LOOPBACK', 165: 'TCLASS', 192: 'SESSION_ASSOC',
  193: 'LSP_TUNNEL_INTERFACE_ID', 194: 'USER_ERROR_SPEC', 195: 'NOTIFY_REQUEST', 196: 'ADMIN_STATUS', 197: 'LSP_ATTRIBUTES',
  198: 'ALARM_SPEC', 199: 'ASSOCIATION', 200: 'SECONDARY_EXPLICIT_ROUTE', 201: 'SECONDARY_RECORD_ROUTE', 202: 'CALL_ATTRIBUTES',
  203: 'REVERSE_LSP', 205: 'FAST_REROUTE', 207: 'SESSION_ATTRIBUTE', 225: 'DCLASS', 226: 'PACKETCABLE EXTENSIONS', 227: 'ATM_SERVICECLASS',
  228: 'CALL_OPS', 229: 'GENERALIZED_UNI', 230: 'CALL_ID', 231: '3GPP2', 232: 'EXCLUDE_ROUTE', 252: 'private', 253: 'private',
  254: 'private', 255: 'private',
} as const

export const errors = {
  0: 'confirmation', 1: 'admission control failure', 2: 'policy control failure', 3: 'no path information', 4: 'no sender information',
  5: 'conflicting reservation style', 6: 'unknown reservation style', 7: 'conflicting destination ports', 8: 'conflicting sender ports',
  12: 'service preempted', 13: 'unknown object class', 14: 'unknown object C-Type', 21: 'traffic control error',
  22: 'traffic control system error', 23: 'RSVP system error', 24: 'routing problem', 25: 'notify', 26: 'new aggregate needed',
  27: 'Diff-Serv error', 28: 'Diff-Serv-aware TE error', 29: 'unknown attributes TLV', 30: 'unknown attributes bit', 31: 'alarms',
  32: 'call management', 33: 'user error',
} as const

/** Values of code 24: RFC 3209, section 7.3.1, and RFC 3473, section 13. */
const routingProblems = {
  1: 'bad EXPLICIT_ROUTE object', 2: 'bad strict node', 3: 'bad loose node', 4: 'bad initial subobject', 5: 'no route to the destination',
  6: 'unacceptable label value', 7: 'RRO indicated routing loops', 8: 'a router without RSVP is in the path',
  9: 'MPLS label allocation failure',
  10: 'unsupported L3PID', 11: 'label set', 12: 'switching type', 14: 'unsupported encoding', 15: 'unsupported link protection',
}
/** Values of code 25: RFC 3209, section 7.3.1, RFC 4090, RFC 4736 and RFC 5711. */
const notifications = {
  1: 'RRO too large for MTU', 2: 'RRO notification', 3: 'tunnel locally repaired', 4: 'control channel active',
  5: 'control channel degraded', 6: 'preferable path exists', 7: 'link maintenance required', 8: 'node maintenance required',
  9: 'LSP failure', 10: 'LSP recovered', 11: 'LSP local failure',
}
/** Values of code 1: RFC 2205, section B. */
const admissions = { 1: 'delay bound cannot be met', 2: 'bandwidth unavailable', 3: 'MTU in flowspec too large' }

/** What error values say, by the error code. */
export const valueNames: Readonly<Record<number, Readonly<Record<number, string>> | undefined>> = {
  1: admissions, 24: routingProblems, 25: notifications,
}

/** RFC 2205, section A.7. */
export const styles = { 0x0a: 'FF', 0x11: 'WF', 0x12: 'SE' } as const

/** RFC 3471, section 3.1.1. */
export const encodings = {
  1: 'Packet', 2: 'Ethernet', 3: 'ANSI/ETSI PDH', 5: 'SDH/SONET', 7: 'Digital wrapper', 8: 'Lambda', 9: 'Fiber', 11: 'Fiber channel',
  12: 'G.709 ODUk (digital path)', 13: 'G.709 optical channel', 14: 'Line (such as 8B/10B)',
} as const
export const switchings = {
  1: 'PSC-1', 2: 'PSC-2', 3: 'PSC-3', 4: 'PSC-4', 30: 'EVPL', 40: '802.1 PBB-TE', 51: 'L2SC', 100: 'TDM', 110: 'OTN-TDM', 125: 'DCSC',
  150: 'LSC', 151: 'WSON-LSC', 200: 'FSC',
} as const
