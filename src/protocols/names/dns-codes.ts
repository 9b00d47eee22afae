/** What the small numbers in a DNS message mean: IANA "Domain Name System (DNS) Parameters", 2026-11. */
export const dnsOpcodes = {
  0: 'Standard query', 1: 'Inverse query', 2: 'Server status request', 4: 'Zone change notification', 5: 'Dynamic update',
  6: 'Stateful operations',
} as const

export const dnsResponseCodes = {
  0: 'No error', 1: 'Format error', 2: 'Server failure', 3: 'No such name', 4: 'Not implemented', 5: 'Refused',
  6: 'Name exists', 7: 'Record set exists', 8: 'No such record set', 9: 'Not authoritative', 10: 'Name out of zone',
  11: 'Stateful type not implemented',
} as const

/** The error codes of TSIG records, RFC 8945 section 3. */
export const dnsSignatureErrors = {
  0: 'No error', 16: 'Bad signature', 17: 'Bad key', 18: 'Bad time', 22: 'Bad truncation',
} as const

export const dnsOptions = {
  1: 'LLQ', 2: 'UL', 3: 'NSID', 5: 'DAU', 6: 'DHU', 7: 'N3U', 8: 'Client Subnet', 9: 'Expire', 10: 'Cookie',
  11: 'TCP Keepalive', 12: 'Padding', 13: 'Chain', 14: 'Key Tag', 15: 'Extended Error', 16: 'Client Tag', 17: 'Server Tag',
  18: 'Report Channel', 19: 'Zone Version', 26946: 'Device ID',
} as const

/** RFC 8914, section 5.2. */
export const dnsExtendedErrors = {
  0: 'Other', 1: 'Unsupported DNSKEY Algorithm', 2: 'Unsupported DS Digest Type', 3: 'Stale Answer', 4: 'Forged Answer',
  5: 'DNSSEC Indeterminate', 6: 'DNSSEC Bogus', 7: 'Signature Expired', 8: 'Signature Not Yet Valid', 9: 'DNSKEY Missing',
  10: 'RRSIGs Missing', 11: 'No Zone Key Bit Set', 12: 'NSEC Missing', 13: 'Cached Error', 14: 'Not Ready', 15: 'Blocked',
  16: 'Censored', 17: 'Filtered', 18: 'Prohibited', 19: 'Stale NXDOMAIN Answer', 20: 'Not Authoritative', 21: 'Not Supported',
  22: 'No Reachable Authority', 23: 'Network Error', 24: 'Invalid Data', 25: 'Signature Expired before Valid', 26: 'Too Early',
  27: 'Unsupported NSEC3 Iterations Value', 28: 'Unable to conform to policy', 29: 'Synthesized', 30: 'Invalid Query Type',
} as const

/** DNSSEC algorithm numbers. */
export const dnssecAlgorithms = {
  1: 'RSA/MD5', 3: 'DSA/SHA-1', 5: 'RSA/SHA-1', 6: 'DSA-NSEC3-SHA1', 7: 'RSASHA1-NSEC3-SHA1', 8: 'RSA/SHA-256',
  10: 'RSA/SHA-512', 12: 'GOST R 34.10-2001', 13: 'ECDSA P-256 with SHA-256', 14: 'ECDSA P-384 with SHA-384', 15: 'Ed25519',
  16: 'Ed448', 17: 'SM2 with SM3', 23: 'GOST R 34.10-2012',
} as const

export const dnssecDigests = {
  1: 'SHA-1', 2: 'SHA-256', 3: 'GOST R 34.11-94', 4: 'SHA-384', 5: 'GOST R 34.11-2012', 6: 'SM3',
} as const

/** Keys of SVCB and HTTPS parameters, RFC 9460 section 14.3. */
export const serviceParameters = {
  0: 'mandatory', 1: 'alpn', 2: 'no-default-alpn', 3: 'port', 4: 'ipv4hint', 5: 'ech', 6: 'ipv6hint', 7: 'dohpath', 8: 'ohttp',
  9: 'tls-supported-groups',
} as const
