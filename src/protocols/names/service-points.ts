/** Service access points of IEEE 802.2: IEEE "Standard Group MAC and LLC addresses", and those in common use, 2026-11. */
export const servicePoints = {
  0x00: 'Null', 0x02: 'LLC Sublayer Management', 0x03: 'LLC Sublayer Management, group', 0x04: 'SNA Path Control',
  0x05: 'SNA Path Control, group', 0x06: 'IPv4', 0x08: 'SNA', 0x0c: 'SNA', 0x0e: 'PROWAY Network Management', 0x10: 'NetWare',
  0x18: 'Texas Instruments', 0x42: 'Spanning Tree', 0x4e: 'Manufacturing Messages', 0x7e: 'X.25 over LLC', 0x80: 'XNS',
  0x82: 'BACnet', 0x86: 'Nestar', 0x8e: 'PROWAY Active Station List', 0x98: 'ARP', 0xaa: 'SNAP', 0xab: 'SNAP, group',
  0xba: 'VINES', 0xbc: 'VINES', 0xe0: 'NetWare', 0xf0: 'NetBIOS', 0xf4: 'IBM Network Management', 0xf8: 'Remote Program Load',
  0xfa: 'Ungermann-Bass', 0xfc: 'Remote Program Load', 0xfe: 'OSI', 0xff: 'Global',
} as const
