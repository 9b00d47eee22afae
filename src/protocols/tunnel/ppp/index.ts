import { ahead, nameIn, protocol, u8, uint, when } from '../../../schema/index.ts'

/** IANA "Point-to-Point Protocol Field Assignments", 2026-11. */
const protocols = {
  0x0021: 'IPv4', 0x0023: 'OSI', 0x002b: 'IPX', 0x002d: 'Van Jacobson compressed TCP/IP',
  0x002f: 'Van Jacobson uncompressed TCP/IP', 0x0031: 'Bridging', 0x003d: 'Multilink', 0x0053: 'Encryption', 0x0057: 'IPv6',
  0x00fb: 'Compression in a multilink group', 0x00fd: 'Compression', 0x0281: 'MPLS unicast', 0x0283: 'MPLS multicast',
  0x8021: 'IP Control Protocol', 0x8053: 'Encryption Control Protocol', 0x8057: 'IPv6 Control Protocol',
  0x80fd: 'Compression Control Protocol', 0x8281: 'MPLS Control Protocol', 0xc021: 'Link Control Protocol',
  0xc023: 'Password Authentication Protocol', 0xc025: 'Link Quality Report',
  0xc223: 'Challenge Handshake Authentication Protocol', 0xc227: 'EAP',
}

/** RFC 1662, section 3.1: the address has but one value, which no protocol number begins with; with the control byte it may be left out. */
const framed = { firstByte: 0xff } as const

/** Point-to-Point Protocol, RFC 1661 and RFC 1662. */
export const ppp = protocol('ppp', 'Point-to-Point Protocol', { linktype: [9, 50, 166], 'gre.proto': [0x880b], pppoe: [0], l2tp: [0] })
  .specified('RFC 1661')
  .fields({
    firstByte:    ahead(8),
    address:      when(framed, u8('ppp.address', 'Address', { base: 16 })),
    control:      when(framed, u8('ppp.control', 'Control', { base: 16 })),
    isCompressed: ahead(1, { skip: 7 }),
  })
  // RFC 1661, section 2: protocol numbers are odd and their first byte even, so one whose first byte is odd has one byte.
  .fields({ protocol: uint('ppp.protocol', 'Protocol', ({ isCompressed }) => (isCompressed === 1 ? 1 : 2), { base: 16, names: protocols }) })
  .payload({ tables: [['ppp.protocol', 'protocol']] })
  .summarized((ppp) => nameIn(protocols, ppp.protocol) ?? `PPP protocol 0x${ppp.protocol.toString(16)}`)
