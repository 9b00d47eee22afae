import {
  bits, bytes, computed, flag, ipv4Address, list, namedBy, nameIn, protocol, record, u16, u32, u8, when, type Field,
  type View,
} from '../../../schema/index.ts'
import { icmpCodes, icmpTypes } from '../../names/icmp.ts'
import { icmpExtensions, isExtension } from './extensions.ts'

/** Bytes of header by type, where it is not 8: RFC 792, RFC 950. */
const headerLengths: Readonly<Record<number, number>> = { 13: 20, 14: 20, 17: 12, 18: 12 }
/** Errors quote the packet they are about, from its IP header on. */
const isError = (type: number) => type === 3 || type === 4 || type === 5 || type === 11 || type === 12

const littleEndian = (filter: string, label: string, offset: number) =>
  computed(filter, label, ({ bytes, start }: View) => bytes[start + offset]! | (bytes[start + offset + 1]! << 8))

const identified = {
  identifier:    u16('icmp.ident', 'Identifier'),
  sequence:      u16('icmp.seq', 'Sequence Number'),
  identifierLittleEndian: littleEndian('icmp.ident_le', 'Identifier, low byte first', 0),
  sequenceLittleEndian:   littleEndian('icmp.seq_le', 'Sequence Number, low byte first', 2),
}
const timestamped = {
  ...identified,
  originateTimestamp: u32('icmp.originate_timestamp', 'Originate Timestamp', { unit: 'ms since midnight UTC' }),
  receiveTimestamp:   u32('icmp.receive_timestamp', 'Receive Timestamp', { unit: 'ms since midnight UTC' }),
  transmitTimestamp:  u32('icmp.transmit_timestamp', 'Transmit Timestamp', { unit: 'ms since midnight UTC' }),
}
const masked = { ...identified, addressMask: ipv4Address('icmp.address_mask', 'Address Mask') }

/** RFC 4884, section 4.1: the quoted packet has a length since there may be extensions behind it. */
const quotedLength: Field<number, unknown> = u8('icmp.length', 'Length of the Original Datagram', { times: 4, unit: 'bytes' })

const extended = ({ bytes, start }: View) => bytes[start + 1] !== 0
const unextended = (icmp: View) => !extended(icmp)
const quoting = {
  unused:         when(unextended, bytes('icmp.unused', 'Unused', () => 4)),
  unusedByte:     when(extended, bytes('icmp.unused', 'Unused', () => 1)),
  originalLength: when(extended, quotedLength),
  alsoUnused:     when(extended, bytes('icmp.unused', 'Unused', () => 2)),
}

/** RFC 1256, section 3. */
const router = record('Router', {
  address:    ipv4Address('icmp.router_address', 'Router Address'),
  preference: u32('icmp.pref_level', 'Preference Level', { signed: true }),
})

/** Internet Control Message Protocol, RFC 792. */
export const icmp = protocol('icmp', 'Internet Control Message Protocol', { 'ip.proto': [1] })
  .fields({ type: u8('icmp.type', 'Type', { names: icmpTypes }) })
  .fields({
    code:     namedBy(u8('icmp.code', 'Code'), (icmp: { readonly type: number }) => icmpCodes[icmp.type]),
    checksum: u16('icmp.checksum', 'Checksum', { base: 16 }),
  })
  .sized(headerLength)
  .choice((icmp) => (icmp.type === 3 && icmp.code === 4 ? tooBig : icmp.type), {
    0:  identified,
    3:  quoting,
    4:  { unused: bytes('', 'Unused', () => 4) },
    5:  { gateway: ipv4Address('icmp.redir_gw', 'Gateway Address') },
    8:  identified,
    9:  {
      addressCount:     u8('icmp.num_addrs', 'Number of Addresses'),
      addressEntrySize: u8('icmp.addr_entry_size', 'Address Entry Size', { unit: 'words of 4 bytes' }),
      lifetime:         u16('icmp.lifetime', 'Lifetime', { unit: 's' }),
      routers:          list('', 'Routers', router, { count: ({ bytes, start }: View) => bytes[start]! }),
    },
    10: { reserved: bytes('', 'Reserved', () => 4) },
    11: quoting,
    12: {
      pointer:          u8('icmp.pointer', 'Pointer'),
      unusedByte:       when(unextended, bytes('', 'Unused', () => 1)),
      originalLength:   when(extended, quotedLength),
      alsoUnused:       bytes('', 'Unused', () => 2),
    },
    13: timestamped,
    14: timestamped,
    15: identified,
    16: identified,
    17: masked,
    18: masked,
    42: {
      identifier:       u16('icmp.ident', 'Identifier'),
      extendedSequence: u8('icmp.ext.echo.seq', 'Sequence Number'),
      requestReserved:  bits(7, 'icmp.ext.echo.req.res', 'Reserved'),
      local:            flag('icmp.ext.echo.req.local', 'Local'),
      identifierLittleEndian: identified.identifierLittleEndian,
    },
    43: {
      identifier:       u16('icmp.ident', 'Identifier'),
      extendedSequence: u8('icmp.ext.echo.seq', 'Sequence Number'),
      state:            bits(3, 'icmp.ext.echo.rsp.state', 'State'),
      replyReserved:    bits(2, 'icmp.ext.echo.rsp.res', 'Reserved'),
      active:           flag('icmp.ext.echo.rsp.active', 'Active'),
      ipv4:             flag('icmp.ext.echo.rsp.ipv4', 'IPv4'),
      ipv6:             flag('icmp.ext.echo.rsp.ipv6', 'IPv6'),
      identifierLittleEndian: identified.identifierLittleEndian,
    },
    256: { unusedByte: bytes('', 'Unused', () => 1), originalLength: quotedLength, mtu: u16('icmp.mtu', 'Next-Hop MTU', { unit: 'bytes' }) },
  })
  .fields({
    extensions: icmpExtensions((icmp: View) => (icmp.bytes[icmp.start] === extendedEcho ? 0 : originalLength(icmp))),
  })
  .checksummed('checksum', { covers: 'message' })
  .payload({
    tables: [['icmp.quoted', (icmp) => icmp.type]],
    quoted: true,
    length: originalLength,
  })
  .summarized((icmp) => {
    const name = nameIn(icmpTypes, icmp.type) ?? `ICMP type ${icmp.type}`
    if (isError(icmp.type) && icmp.type !== 5) return `${icmpCodes[icmp.type]?.[icmp.code] ?? name}${icmp.mtu === undefined ? '' : `, MTU ${icmp.mtu}`}`
    if (icmp.gateway !== undefined) return `Redirect ${icmpCodes[5]?.[icmp.code]?.toLowerCase() ?? ''}: use ${icmp.gateway}`
    return icmp.sequence === undefined ? name : `${name}, identifier ${icmp.identifier}, sequence ${icmp.sequence}`
  })

/** "Fragmentation needed" has a form of its own (RFC 1191, section 4): a key beside all types. */
const tooBig = 256

function headerLength({ bytes, start, end }: View): number {
  const type = bytes[start]!
  return type === 9 || type === 10 ? end - start : headerLengths[type] ?? 8
}

const extendedEcho = 42

/**
 * Bytes of the packet an error quotes, where extensions follow it (RFC 4884). Routers older than that left its length 0, and
 * put extensions behind 128 bytes (section 5.5).
 */
function originalLength({ bytes, start, limit }: View): number | undefined {
  const type = bytes[start]!
  if (type === extendedEcho) return 0
  if (type !== 3 && type !== 11 && type !== 12) return undefined
  const length = bytes[start + 5]! * 4
  if (length !== 0) return length
  return isExtension(bytes, start + 8 + 128, limit) ? 128 : undefined
}
