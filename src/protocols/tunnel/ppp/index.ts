import { bits, flag, nameIn, protocol, record, u16, u8, when, type Field, type View } from '../../../schema/index.ts'

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
const beginsFrame = record('Frame', { address: u8('', 'Address') }).recognizer({ address: 0xff })
const isFramed = ({ bytes, start, end }: View) => beginsFrame(bytes, start, end)

/** RFC 1661, section 2: protocol numbers are odd and their first byte even, so one whose first byte is odd has one byte. */
const first = record('Protocol', { high: bits(7, '', 'High Bits'), isAll: flag('', 'Whole') })
const isShort = first.recognizer({ isAll: true })
const short = record('Protocol', { number: u8('', 'Number') }).reader('number')
const long = record('Protocol', { number: u16('', 'Number') }).reader('number')
const protocolNumber: Field<number, unknown> = {
  ...u16('ppp.protocol', 'Protocol', { base: 16, names: protocols }),
  size: ({ bytes, end }, at) => (isShort(bytes, at, end) ? 1 : 2),
  bind: () => (bytes, at) => (isShort(bytes, at, at + 1) ? short : long)(bytes, at),
}

/** Point-to-Point Protocol, RFC 1661 and RFC 1662. */
export const ppp = protocol('ppp', 'Point-to-Point Protocol', { linktype: [9, 50, 166], 'gre.proto': [0x880b], pppoe: [0], l2tp: [0] })
  .fields({
    address:  when(isFramed, u8('ppp.address', 'Address', { base: 16 })),
    control:  when(isFramed, u8('ppp.control', 'Control', { base: 16 })),
    protocol: protocolNumber,
  })
  .payload({ tables: [['ppp.protocol', (ppp) => ppp.protocol]] })
  .summarized((ppp) => nameIn(protocols, ppp.protocol) ?? `PPP protocol 0x${ppp.protocol.toString(16)}`)
