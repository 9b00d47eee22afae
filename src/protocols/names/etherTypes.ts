/** EtherTypes: IANA "IEEE 802 Numbers", 2026-11. */
export const etherTypes = {
  0x0800: 'IPv4',
  0x0806: 'ARP',
  0x8100: '802.1Q Virtual LAN',
  0x86dd: 'IPv6',
  0x88a8: '802.1ad Provider Bridge',
} as const
