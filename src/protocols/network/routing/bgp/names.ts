/** Names of codes of BGP: IANA "Border Gateway Protocol (BGP) Parameters" and "Address Family Numbers", 2026-11. */
export const messageTypes = { 1: 'OPEN', 2: 'UPDATE', 3: 'NOTIFICATION', 4: 'KEEPALIVE', 5: 'ROUTE-REFRESH', 6: 'CAPABILITY' }

export const families = { 1: 'IPv4', 2: 'IPv6', 25: 'L2VPN', 196: 'Layer-2 VPN', 16388: 'BGP-LS', 16397: 'BGP-LS SPF' }
export const subsequentFamilies = {
  1: 'Unicast', 2: 'Multicast', 4: 'Labeled Unicast', 5: 'MCAST-VPN', 7: 'Encapsulation', 8: 'MCAST-VPLS', 64: 'Tunnel', 65: 'VPLS',
  66: 'MDT', 70: 'EVPN', 71: 'BGP-LS', 72: 'BGP-LS-VPN', 73: 'SR Policy', 74: 'SD-WAN', 80: 'BGP-LS SPF', 128: 'Labeled VPN Unicast',
  129: 'Labeled VPN Multicast', 132: 'Route Target Constraint', 133: 'Flow Specification', 134: 'VPN Flow Specification',
}

export const capabilities = {
  1: 'Multiprotocol Extensions', 2: 'Route Refresh', 3: 'Outbound Route Filtering', 5: 'Extended Next Hop Encoding', 6: 'Extended Message',
  7: 'BGPsec', 8: 'Multiple Labels', 9: 'BGP Role', 64: 'Graceful Restart', 65: '4-octet AS Number', 67: 'Dynamic Capability',
  68: 'Multisession', 69: 'ADD-PATH', 70: 'Enhanced Route Refresh', 71: 'Long-Lived Graceful Restart', 73: 'FQDN', 75: 'Software Version',
  76: 'Paths Limit', 128: 'Route Refresh (Cisco)', 130: 'Outbound Route Filtering (Cisco)', 131: 'Multisession (Cisco)',
}

export const attributeTypes = {
  1: 'ORIGIN', 2: 'AS_PATH', 3: 'NEXT_HOP', 4: 'MULTI_EXIT_DISC', 5: 'LOCAL_PREF', 6: 'ATOMIC_AGGREGATE', 7: 'AGGREGATOR', 8: 'COMMUNITIES',
  9: 'ORIGINATOR_ID', 10: 'CLUSTER_LIST', 14: 'MP_REACH_NLRI', 15: 'MP_UNREACH_NLRI', 16: 'EXTENDED COMMUNITIES', 17: 'AS4_PATH',
  18: 'AS4_AGGREGATOR', 22: 'PMSI_TUNNEL', 23: 'TUNNEL_ENCAPSULATION', 24: 'TRAFFIC_ENGINEERING', 25: 'IPv6 EXTENDED COMMUNITIES',
  26: 'AIGP',
  27: 'PE_DISTINGUISHER_LABELS', 29: 'BGP-LS', 32: 'LARGE_COMMUNITY', 33: 'BGPsec_Path', 34: 'COMMUNITY_CONTAINER', 35: 'ONLY_TO_CUSTOMER',
  36: 'D-PATH', 37: 'SFP', 38: 'BFD Discriminator', 40: 'PREFIX_SID', 128: 'ATTR_SET',
}

/** RFC 4271, section 4.5, and by code; RFC 4486 and RFC 9384 for Cease. */
export const errors = {
  1: 'Message Header Error', 2: 'OPEN Message Error', 3: 'UPDATE Message Error', 4: 'Hold Timer Expired', 5: 'Finite State Machine Error',
  6: 'Cease', 7: 'ROUTE-REFRESH Message Error', 8: 'Send Hold Timer Expired',
}
export const headerErrors = { 1: 'Connection Not Synchronized', 2: 'Bad Message Length', 3: 'Bad Message Type' }
export const openErrors = {
  1: 'Unsupported Version Number', 2: 'Bad Peer AS', 3: 'Bad BGP Identifier', 4: 'Unsupported Optional Parameter',
  6: 'Unacceptable Hold Time',
  7: 'Unsupported Capability', 11: 'Role Mismatch',
}
export const updateErrors = {
  1: 'Malformed Attribute List', 2: 'Unrecognized Well-known Attribute', 3: 'Missing Well-known Attribute', 4: 'Attribute Flags Error',
  5: 'Attribute Length Error', 6: 'Invalid ORIGIN Attribute', 8: 'Invalid NEXT_HOP Attribute', 9: 'Optional Attribute Error',
  10: 'Invalid Network Field', 11: 'Malformed AS_PATH',
}
export const stateErrors = {
  1: 'Unexpected Message in OpenSent', 2: 'Unexpected Message in OpenConfirm', 3: 'Unexpected Message in Established',
}
export const ceaseErrors = {
  1: 'Maximum Number of Prefixes Reached', 2: 'Administrative Shutdown', 3: 'Peer De-configured', 4: 'Administrative Reset',
  5: 'Connection Rejected', 6: 'Other Configuration Change', 7: 'Connection Collision Resolution', 8: 'Out of Resources', 9: 'Hard Reset',
  10: 'BFD Down',
}

/** RFC 1997 and IANA "BGP Well-known Communities". */
export const wellKnownCommunities = {
  0xffff0000: 'GRACEFUL_SHUTDOWN', 0xffff029a: 'BLACKHOLE', 0xffffff01: 'NO_EXPORT', 0xffffff02: 'NO_ADVERTISE',
  0xffffff03: 'NO_EXPORT_SUBCONFED', 0xffffff04: 'NOPEER',
}

/** IANA "Border Gateway Protocol (BGP) Extended Communities". */
export const communityTypes = {
  0x00: 'Transitive Two-Octet AS-Specific', 0x01: 'Transitive IPv4-Address-Specific', 0x02: 'Transitive Four-Octet AS-Specific',
  0x03: 'Transitive Opaque', 0x06: 'EVPN', 0x40: 'Non-Transitive Two-Octet AS-Specific', 0x41: 'Non-Transitive IPv4-Address-Specific',
  0x42: 'Non-Transitive Four-Octet AS-Specific', 0x43: 'Non-Transitive Opaque', 0x80: 'Generic Transitive Experimental',
  0x81: 'Generic Transitive Experimental Part 2', 0x82: 'Generic Transitive Experimental Part 3',
}
export const communitySubtypes = {
  0x02: 'Route Target', 0x03: 'Route Origin', 0x04: 'Link Bandwidth', 0x05: 'OSPF Domain Identifier', 0x0a: 'VPN Identifier',
}
export const opaqueSubtypes = {
  0x00: 'Origin Validation State', 0x01: 'Cost', 0x0b: 'Color', 0x0c: 'Encapsulation', 0x0d: 'Default Gateway', 0x06: 'OSPF Route Type',
}
export const evpnSubtypes = {
  0: 'MAC Mobility', 1: 'ESI Label', 2: 'ES-Import Route Target', 3: "EVPN Router's MAC", 4: 'Layer 2 Attributes', 6: 'DF Election',
}

/** IANA "BGP Tunnel Encapsulation Attribute Tunnel Types". */
export const tunnelTypes = {
  1: 'L2TPv3', 2: 'GRE', 3: 'Transmit tunnel endpoint', 4: 'IPsec in Tunnel-mode', 7: 'IP in IP', 8: 'VXLAN', 9: 'NVGRE', 10: 'MPLS',
  11: 'MPLS-in-GRE',
  12: 'VXLAN GPE', 13: 'MPLS-in-UDP', 15: 'SR Policy', 19: 'Geneve',
}

/** RFC 6514, section 5. */
export const multicastTunnels = {
  0: 'None', 1: 'RSVP-TE P2MP LSP', 2: 'mLDP P2MP LSP', 3: 'PIM-SSM Tree', 4: 'PIM-SM Tree', 5: 'BIDIR-PIM Tree', 6: 'Ingress Replication',
  7: 'mLDP MP2MP LSP',
}
