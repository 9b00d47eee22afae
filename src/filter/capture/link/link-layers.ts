/**
 * Offsets of the parts of a packet in bytes, by link type. Other link types can only be tested by byte, as `link[0]`.
 */

export interface Link {
  /** How its packets encode the type of their payload. */
  readonly family: Family
  /** Offset of the payload type; undefined if there is no such field. */
  readonly type?: number
  /** Offset of the payload. */
  readonly payload?: number
  /** Offset of the network layer in the payload: after LLC and SNAP headers. */
  readonly network?: number
  /** The same after an LLC header only. */
  readonly networkWithoutSnap?: number
  /** Offset of the link-layer header itself. */
  readonly header?: number
  /** Link-layer addresses: offsets, and length in bytes. */
  readonly addresses?: { readonly source: number; readonly destination: number; readonly size: 1 | 6 }
}

export type Family =
  | 'ethernet'
  | 'llc'
  | 'wireless'
  | 'ppp'
  | 'ppp-bsd'
  | 'hdlc'
  | 'cooked'
  | 'raw'
  | 'ipv4'
  | 'ipv6'
  | 'loopback'
  | 'arcnet'
  | 'localtalk'
  | 'frame-relay'
  | 'atm'
  | 'pflog'
  | 'juniper'
  | 'ipnet'
  | 'ethertype'
  | 'none'

/** No such offset. */
export const unset = 0xffffffff

const snap = { network: 8, networkWithoutSnap: 3 } as const
const ethernet = (header: number, tag = 0): Link => ({
  family: 'ethernet',
  header,
  type: header + tag + 12,
  payload: header + tag + 14,
  networkWithoutSnap: 3,
  addresses: { source: 6, destination: 0, size: 6 },
})
const wireless: Link = { family: 'wireless', type: 24, payload: 0, ...snap }
const ppp: Link = { family: 'ppp', type: 2, payload: 4 }
const hdlc: Link = { family: 'hdlc', type: 2, payload: 4 }
const juniper = (type: number, payload?: number, network?: number, networkWithoutSnap?: number): Link => ({
  family: 'juniper',
  type,
  payload: payload ?? unset,
  network: network ?? (payload === undefined ? unset : 0),
  networkWithoutSnap: networkWithoutSnap ?? unset,
})
const juniperShort = juniper(4, 4)

/** LINKTYPE_ numbers of link types with differences from their family. */
export const linkNumbers = {
  ethernet: 1,
  slip: 8,
  ppp: 9,
  classicalIp: 106,
  loop: 108,
  cooked: 113,
  prism: 119,
  ipOverFibreChannel: 122,
  sunAtm: 123,
  radiotap: 127,
  avs: 163,
  pppd: 166,
  ppi: 192,
  netAnalyzer: 240,
  netAnalyzerTransparent: 241,
  cooked2: 276,
  broadcomTag: 281,
  marvellTag: 284,
} as const

/** Whether packets begin with a radio header before that of 802.11. */
export function isRadio(linkType: number): boolean {
  return (
    linkType === linkNumbers.prism ||
    linkType === linkNumbers.radiotap ||
    linkType === linkNumbers.avs ||
    linkType === linkNumbers.ppi
  )
}

/** By LINKTYPE_ number. */
export const links: Readonly<Record<number, Link>> = {
  0: { family: 'loopback', type: 0, payload: 4 },
  1: ethernet(0),
  6: { family: 'llc', type: 14, payload: 14, ...snap, addresses: { source: 8, destination: 2, size: 6 } },
  7: { family: 'arcnet', type: 2, payload: 6, addresses: { source: 0, destination: 1, size: 1 } },
  8: { family: 'raw', payload: 16 },
  9: ppp,
  10: { family: 'llc', type: 13, payload: 13, ...snap, addresses: { source: 7, destination: 1, size: 6 } },
  15: { family: 'raw', payload: 24 },
  16: { family: 'ppp-bsd', type: 5, payload: 24 },
  50: ppp,
  51: { family: 'ppp', type: 6, payload: 8 },
  99: { family: 'ethertype', type: 6, payload: 44 },
  100: { family: 'llc', type: 0, payload: 0, ...snap },
  101: { family: 'raw', payload: 0 },
  102: { family: 'raw', payload: 24 },
  103: { family: 'ppp-bsd', type: 5, payload: 24 },
  104: hdlc,
  105: wireless,
  106: { family: 'llc', type: 0, payload: 0, ...snap },
  107: { family: 'frame-relay', payload: 0 },
  108: { family: 'loopback', type: 0, payload: 4 },
  109: { family: 'loopback', type: 0, payload: 12 },
  113: { family: 'cooked', type: 14, payload: 16 },
  114: { family: 'localtalk', payload: 0 },
  117: { family: 'pflog', type: 0, payload: 0 },
  119: wireless,
  122: { family: 'llc', type: 16, payload: 16, ...snap, addresses: { source: 10, destination: 2, size: 6 } },
  123: { family: 'atm', type: 4, payload: 4, ...snap },
  127: wireless,
  129: { family: 'arcnet', type: 4, payload: 8, addresses: { source: 0, destination: 1, size: 1 } },
  130: juniperShort,
  131: juniperShort,
  134: juniperShort,
  179: juniperShort,
  180: juniperShort,
  181: juniperShort,
  132: { family: 'juniper', type: 6, payload: unset, network: unset, networkWithoutSnap: unset },
  133: juniper(6, 12),
  135: juniper(8, 8, 0, 10),
  136: juniper(12),
  137: juniper(4, 4, 0, 10),
  138: { family: 'ethertype', type: 16, payload: 18 },
  163: wireless,
  164: juniper(12, 12),
  165: { family: 'none', addresses: { source: 4, destination: 3, size: 1 } },
  166: ppp,
  167: juniper(16, 14, 18, 21),
  178: juniper(16, 14, 18, 21),
  168: juniper(4, 6),
  182: { family: 'none', payload: 0, network: 4 },
  183: juniper(18),
  200: juniper(18),
  192: wireless,
  194: juniper(8),
  232: juniper(8),
  233: juniper(8),
  234: juniper(8),
  238: juniper(8),
  226: { family: 'ipnet', type: 1, payload: 24, networkWithoutSnap: unset },
  228: { family: 'ipv4', payload: 0 },
  229: { family: 'ipv6', payload: 0 },
  240: ethernet(4),
  241: ethernet(12),
  276: { family: 'ethertype', type: 0, payload: 20 },
  281: ethernet(0, 4),
  284: ethernet(0, 4),
}

/** Offsets in signaling messages, by link type: MTP2, with a pseudo-header, and in Endace records. */
export const signalling: Readonly<Record<number, number>> = { 140: 0, 139: 4, 197: 20 }
