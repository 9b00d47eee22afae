/** Protocol numbers of IPv4 and IPv6: IANA "Protocol Numbers", 2026-11. */
export const ipProtocols = {
  0: 'IPv6 Hop-by-Hop Option', 1: 'ICMP', 2: 'IGMP', 4: 'IPv4', 6: 'TCP', 17: 'UDP', 41: 'IPv6', 43: 'Routing Header for IPv6', 44: 'Fragment Header for IPv6',
  47: 'GRE', 50: 'ESP', 51: 'AH', 58: 'ICMPv6', 59: 'No Next Header for IPv6', 60: 'Destination Options for IPv6', 89: 'OSPF', 103: 'PIM', 112: 'VRRP', 132: 'SCTP',
} as const
