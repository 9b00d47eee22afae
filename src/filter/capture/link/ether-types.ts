/** EtherTypes, and LLC service access points, which are in the same field up to 1500. */
export const etherTypes = {
  ns: 0x0600,
  ip: 0x0800,
  arp: 0x0806,
  mopdl: 0x6001,
  moprc: 0x6002,
  decnet: 0x6003,
  lat: 0x6004,
  sca: 0x6007,
  bridging: 0x6558,
  rarp: 0x8035,
  atalk: 0x809b,
  aarp: 0x80f3,
  vlan: 0x8100,
  ipx: 0x8137,
  ip6: 0x86dd,
  mpls: 0x8847,
  pppoed: 0x8863,
  pppoes: 0x8864,
  slow: 0x8809,
  serviceVlan: 0x88a8,
  lldp: 0x88cc,
  loopback: 0x9000,
  stackedVlan: 0x9100,
} as const

export const accessPoints = { ip: 0x06, stp: 0x42, snap: 0xaa, ipx: 0xe0, netbeui: 0xf0, iso: 0xfe } as const

/** Maximum length of an Ethernet payload: above it, the field is a type. */
export const longestPayload = 1500
