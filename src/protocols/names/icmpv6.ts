/** Types, codes and options of ICMPv6: IANA "ICMPv6 Parameters", 2026-11. */
export const icmpv6Types = {
  1: 'Destination unreachable', 2: 'Packet too big', 3: 'Time exceeded', 4: 'Parameter problem', 100: 'Private experiment',
  101: 'Private experiment', 128: 'Echo request', 129: 'Echo reply', 130: 'Multicast listener query',
  131: 'Multicast listener report', 132: 'Multicast listener done', 133: 'Router solicitation', 134: 'Router advertisement',
  135: 'Neighbor solicitation', 136: 'Neighbor advertisement', 137: 'Redirect', 138: 'Router renumbering',
  139: 'Node information query', 140: 'Node information response', 141: 'Inverse neighbor solicitation',
  142: 'Inverse neighbor advertisement', 143: 'Multicast listener report, version 2',
  144: 'Home agent address discovery request', 145: 'Home agent address discovery reply', 146: 'Mobile prefix solicitation',
  147: 'Mobile prefix advertisement', 148: 'Certification path solicitation', 149: 'Certification path advertisement',
  151: 'Multicast router advertisement', 152: 'Multicast router solicitation', 153: 'Multicast router termination',
  154: 'FMIPv6', 155: 'RPL control', 156: 'ILNPv6 locator update', 157: 'Duplicate address request',
  158: 'Duplicate address confirmation', 159: 'MPL control', 160: 'Extended echo request', 161: 'Extended echo reply',
  200: 'Private experiment', 201: 'Private experiment',
} as const

/** Codes by type. */
export const icmpv6Codes: Readonly<Record<number, Readonly<Record<number, string>>>> = {
  1: {
    0: 'No route to destination', 1: 'Administratively prohibited', 2: 'Beyond scope of source address',
    3: 'Address unreachable', 4: 'Port unreachable', 5: 'Source address failed policy', 6: 'Reject route to destination',
    7: 'Error in source routing header', 8: 'Headers too long',
  },
  3: { 0: 'Hop limit exceeded in transit', 1: 'Fragment reassembly time exceeded' },
  4: {
    0: 'Erroneous header field', 1: 'Unrecognized next header', 2: 'Unrecognized IPv6 option',
    3: 'First fragment has incomplete header chain', 4: 'Upper-layer header error',
    5: 'Unrecognized next header at intermediate node', 6: 'Extension header too big', 7: 'Extension header chain too long',
    8: 'Too many extension headers', 9: 'Too many options in extension header', 10: 'Option too big',
  },
  138: { 0: 'Command', 1: 'Result', 255: 'Sequence number reset' },
  139: { 0: 'About an IPv6 address', 1: 'About a name', 2: 'About an IPv4 address' },
  140: { 0: 'Successful', 1: 'Refused', 2: 'Type of query unknown' },
  161: { 0: 'No error', 1: 'Malformed query', 2: 'No such interface', 3: 'No such table entry', 4: 'Several interfaces match' },
}

/** Options of neighbor discovery. */
export const neighborOptions = {
  1: 'Source link-layer address', 2: 'Target link-layer address', 3: 'Prefix information', 4: 'Redirected header', 5: 'MTU',
  6: 'NBMA shortcut limit', 7: 'Advertisement interval', 8: 'Home agent information', 9: 'Source address list',
  10: 'Target address list', 11: 'CGA', 12: 'RSA signature', 13: 'Timestamp', 14: 'Nonce', 15: 'Trust anchor',
  16: 'Certificate', 17: 'IP address and prefix', 18: 'New router prefix', 19: 'Link-layer address',
  20: 'Neighbor advertisement acknowledgment', 23: 'MAP', 24: 'Route information', 25: 'Recursive DNS server',
  26: 'Router advertisement flags extension', 27: 'Handover key request', 28: 'Handover key reply',
  29: 'Handover assist information', 30: 'Mobile node identifier', 31: 'DNS search list', 32: 'Proxy signature',
  33: 'Address registration', 34: '6LoWPAN context', 35: 'Authoritative border router', 36: '6LoWPAN capability indication',
  37: 'Captive portal', 38: 'PREF64', 138: 'CARD request', 139: 'CARD reply', 253: 'Experiment 1', 254: 'Experiment 2',
} as const
