/** Types and codes of ICMP: IANA "ICMP Parameters", 2026-11. */
export const icmpTypes = {
  0: 'Echo reply', 3: 'Destination unreachable', 4: 'Source quench', 5: 'Redirect', 6: 'Alternate host address',
  8: 'Echo request', 9: 'Router advertisement', 10: 'Router solicitation', 11: 'Time exceeded', 12: 'Parameter problem',
  13: 'Timestamp request', 14: 'Timestamp reply', 15: 'Information request', 16: 'Information reply',
  17: 'Address mask request', 18: 'Address mask reply', 30: 'Traceroute', 31: 'Datagram conversion error',
  32: 'Mobile host redirect', 33: 'IPv6 where are you', 34: 'IPv6 I am here', 35: 'Mobile registration request',
  36: 'Mobile registration reply', 37: 'Domain name request', 38: 'Domain name reply', 39: 'SKIP', 40: 'Photuris',
  41: 'Experimental mobility', 42: 'Extended echo request', 43: 'Extended echo reply', 253: 'Experiment 1', 254: 'Experiment 2',
} as const

/** Codes by type. */
export const icmpCodes: Readonly<Record<number, Readonly<Record<number, string>>>> = {
  3: {
    0: 'Network unreachable', 1: 'Host unreachable', 2: 'Protocol unreachable', 3: 'Port unreachable',
    4: 'Fragmentation needed', 5: 'Source route failed', 6: 'Network unknown', 7: 'Host unknown', 8: 'Source host isolated',
    9: 'Network prohibited', 10: 'Host prohibited', 11: 'Network unreachable for this type of service',
    12: 'Host unreachable for this type of service', 13: 'Communication prohibited', 14: 'Host precedence violation',
    15: 'Precedence cutoff in effect',
  },
  5: { 0: 'For the network', 1: 'For the host', 2: 'For the type of service and network', 3: 'For the type of service and host' },
  9: { 0: 'Normal', 16: 'Does not route common traffic' },
  11: { 0: 'Time to live exceeded in transit', 1: 'Fragment reassembly time exceeded' },
  12: { 0: 'Pointer indicates the error', 1: 'Required option missing', 2: 'Bad length' },
  40: { 0: 'Bad SPI', 1: 'Authentication failed', 2: 'Decompression failed', 3: 'Decryption failed', 4: 'Need authentication', 5: 'Need authorization' },
  43: { 0: 'No error', 1: 'Malformed query', 2: 'No such interface', 3: 'No such table entry', 4: 'Several interfaces match' },
}
