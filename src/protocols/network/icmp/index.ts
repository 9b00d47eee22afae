import {
  bits, bytes, computed, fact, flag, ipv4Address, list, namedBy, nameIn, otherwise, protocol, record, u16, u32, u8, when, type Field,
  type View,
} from '../../../schema/index.ts'
import { icmpCodes, icmpTypes } from '../../names/icmp.ts'
import { icmpExtensions, isExtension } from './extensions.ts'

/** Errors quote the packet they are about, from its IP header on. */
const isError = (type: number) => type === 3 || type === 4 || type === 5 || type === 11 || type === 12

const swapped = (value: number) => ((value & 0xff) << 8) | (value >> 8)

const identified = {
  identifier:    u16('icmp.ident', 'Identifier'),
  sequence:      u16('icmp.seq', 'Sequence Number'),
  identifierLittleEndian: computed('icmp.ident_le', 'Identifier, low byte first', 'identifier', swapped),
  sequenceLittleEndian:   computed('icmp.seq_le', 'Sequence Number, low byte first', 'sequence', swapped),
}
const timestamped = {
  ...identified,
  originateTimestamp: u32('icmp.originate_timestamp', 'Originate Timestamp', { unit: 'ms since midnight UTC' }),
  receiveTimestamp:   u32('icmp.receive_timestamp', 'Receive Timestamp', { unit: 'ms since midnight UTC' }),
  transmitTimestamp:  u32('icmp.transmit_timestamp', 'Transmit Timestamp', { unit: 'ms since midnight UTC' }),
}

/** RFC 4884, section 4.1: the quoted packet has a length since there may be extensions after it. */
const originalLength: Field<number, unknown> = u8('icmp.length', 'Length of the Original Datagram', { times: 4, unit: 'bytes' })
const isExtended = ({ bytes, start }: View) => bytes[start + 5] !== 0

/** RFC 1256, section 3. */
const router = record('Router', {
  address:    ipv4Address('icmp.router_address', 'Router Address'),
  preference: u32('icmp.pref_level', 'Preference Level', { signed: true }),
})

/** Internet Control Message Protocol, RFC 792. */
export const icmp = protocol('icmp', 'Internet Control Message Protocol', { 'ip.proto': [1] })
  .specified('RFC 792')
  .fields({ type: u8('icmp.type', 'Type', { names: icmpTypes }) })
  .fields({
    code:     namedBy(u8('icmp.code', 'Code'), (icmp: { readonly type: number }) => icmpCodes[icmp.type]),
    checksum: u16('icmp.checksum', 'Checksum', { base: 16 }),
  })
  .cases(
    [{ type: [0, 8, 15, 16] }, identified],
    [{ type: [13, 14] }, timestamped],
    [{ type: [17, 18] }, { ...identified, addressMask: ipv4Address('icmp.address_mask', 'Address Mask') }],
    // RFC 1191, section 4.
    [{ type: 3, code: 4 }, { unusedByte: bytes('', 'Unused', 1), originalLength, mtu: u16('icmp.mtu', 'Next-Hop MTU', { unit: 'bytes' }) }],
    [(icmp) => (icmp.type === 3 || icmp.type === 11) && isExtended(icmp), {
      unusedByte:       bytes('icmp.unused', 'Unused', 1),
      originalLength,
      alsoUnused:       bytes('icmp.unused', 'Unused', 2),
    }],
    [{ type: [3, 11] }, { unused: bytes('icmp.unused', 'Unused', 4) }],
    [{ type: 4 }, { unused: bytes('', 'Unused', 4) }],
    [{ type: 5 }, { gateway: ipv4Address('icmp.redir_gw', 'Gateway Address') }],
    [{ type: 9 }, {
      addressCount:     u8('icmp.num_addrs', 'Number of Addresses'),
      addressEntrySize: u8('icmp.addr_entry_size', 'Address Entry Size', { unit: 'words of 4 bytes' }),
      lifetime:         u16('icmp.lifetime', 'Lifetime', { unit: 's' }),
      routers:          list('', 'Routers', router, { count: 'addressCount' }),
    }],
    [{ type: 10 }, { reserved: bytes('', 'Reserved', 4) }],
    [{ type: 12 }, {
      pointer:          u8('icmp.pointer', 'Pointer'),
      unusedByte:       when((icmp: View) => !isExtended(icmp), bytes('', 'Unused', 1)),
      originalLength:   when(isExtended, originalLength),
      alsoUnused:       bytes('', 'Unused', 2),
    }],
    // RFC 8335, sections 3 and 4.
    [{ type: 42 }, {
      identifier:       u16('icmp.ident', 'Identifier'),
      extendedSequence: u8('icmp.ext.echo.seq', 'Sequence Number'),
      requestReserved:  bits(7, 'icmp.ext.echo.req.res', 'Reserved'),
      local:            flag('icmp.ext.echo.req.local', 'Local'),
      identifierLittleEndian: identified.identifierLittleEndian,
    }],
    [{ type: 43 }, {
      identifier:       u16('icmp.ident', 'Identifier'),
      extendedSequence: u8('icmp.ext.echo.seq', 'Sequence Number'),
      state:            bits(3, 'icmp.ext.echo.rsp.state', 'State'),
      replyReserved:    bits(2, 'icmp.ext.echo.rsp.res', 'Reserved'),
      active:           flag('icmp.ext.echo.rsp.active', 'Active'),
      ipv4:             flag('icmp.ext.echo.rsp.ipv4', 'IPv4'),
      ipv6:             flag('icmp.ext.echo.rsp.ipv6', 'IPv6'),
      identifierLittleEndian: identified.identifierLittleEndian,
    }],
    [otherwise, { unused: bytes('', 'Rest of Header', 4) }],
  )
  .fields({ extensions: icmpExtensions(quotedLength) })
  .defaults({ type: 8 })
  .checksummed('checksum', { covers: 'message' })
  .payload({
    tables: [['icmp.quoted', 'type']],
    quoted: true,
    length: quotedLength,
  })
  .facts({
    noResponse:   fact.mark('icmp.no_resp', 'No response seen'),
    responseIn:   fact.frame('icmp.resp_in', 'Response in frame'),
    requestIn:    fact.frame('icmp.resp_to', 'Request in frame'),
    responseTime: fact.milliseconds('icmp.resptime', 'Response time'),
  })
  .exchanged({
    part: ({ type }) => (type === 8 ? 'question' : type === 0 ? 'answer' : undefined),
    key: ({ identifier, sequence }) => `${identifier} ${sequence}`,
    facts: { unanswered: 'noResponse', answeredIn: 'responseIn', answers: 'requestIn', time: 'responseTime' },
  })
  .detailed({
    fields: [['type', 'type'], ['code', 'code'], ['identifier', 'identifier'], ['sequence', 'sequence']],
  })
  .colored('control', ({ type, code }) => {
    if (type === 12 || (type === 3 && code !== fragmentationNeeded)) return 'error'
    return isError(type) ? 'warning' : undefined
  })
  .summarized((icmp) => {
    const name = nameIn(icmpTypes, icmp.type) ?? `ICMP type ${icmp.type}`
    if (isError(icmp.type) && icmp.type !== 5) return `${icmpCodes[icmp.type]?.[icmp.code] ?? name}${icmp.mtu === undefined ? '' : `, MTU ${icmp.mtu}`}`
    if (icmp.gateway !== undefined) return `Redirect ${icmpCodes[5]?.[icmp.code]?.toLowerCase() ?? ''}: use ${icmp.gateway}`
    return icmp.sequence === undefined ? name : `${name}, identifier ${icmp.identifier}, sequence ${icmp.sequence}`
  })

const extendedEcho = 42
const fragmentationNeeded = 4

/**
 * Bytes of the packet an error quotes, where extensions follow it (RFC 4884). Routers that predate it leave the length 0 and append
 * extensions after 128 bytes (section 5.5).
 */
function quotedLength(icmp: View & { readonly type: number; readonly originalLength: number | undefined }): number | undefined {
  const { type, bytes, start, limit } = icmp
  if (type === extendedEcho) return 0
  if (type !== 3 && type !== 11 && type !== 12) return undefined
  return icmp.originalLength || (isExtension(bytes, start + 8 + 128, limit) ? 128 : undefined)
}
