/** RPKI to Router Protocol, by which routers learn which autonomous systems may announce a prefix: RFC 6810 and RFC 8210. */
import {
  ahead, bits, bytes, flag, group, ipv4Address, ipv6Address, list, nameIn, protocol, range, record, rest, text, u16, u32, u8, unfinished,
} from '../../../schema/index.ts'

/** IANA "Resource Public Key Infrastructure (RPKI)", 2026-11. */
const types = {
  0: 'Serial Notify', 1: 'Serial Query', 2: 'Reset Query', 3: 'Cache Response', 4: 'IPv4 Prefix', 6: 'IPv6 Prefix', 7: 'End of Data',
  8: 'Cache Reset', 9: 'Router Key', 10: 'Error Report', 11: 'ASPA',
} as const
const errors = {
  0: 'Corrupt Data', 1: 'Internal Error', 2: 'No Data Available', 3: 'Invalid Request', 4: 'Unsupported Protocol Version',
  5: 'Unsupported PDU Type', 6: 'Withdrawal of Unknown Record', 7: 'Duplicate Announcement Received', 8: 'Unexpected Protocol Version',
} as const

const zero = (size: number) => bytes('rpki-rtr.reserved', 'Reserved', size)
const session = u16('rpki-rtr.session_id', 'Session ID')
const length = u32('rpki-rtr.length', 'Length', { unit: 'bytes' })
const serial = u32('rpki-rtr.serial_number', 'Serial Number')
const system = u32('rpki-rtr.as_number', 'AS Number')
const announces = flag('rpki-rtr.flags.aw', 'Announce')
const flags = group('rpki-rtr.flags', 'Flags', { reserved: bits(7, '', 'Reserved'), announces })
const keyFlags = group('rpki-rtr.flags', 'Flags', { reserved: bits(6, '', 'Reserved'), isKey: flag('rpki-rtr.flags.rk', 'Router Key'),
  announces })
const prefix = {
  zero: zero(2), length, flags, prefixLength: u8('rpki-rtr.prefix_length', 'Prefix Length'),
  mostLength: u8('rpki-rtr.max_length', 'Max Length'), zero1: zero(1),
}
const provider = record('Provider', { system: u32('', 'Provider AS Number') })

const header = record('Header', {
  version: u8('rpki-rtr.version', 'Version'), type: u8('rpki-rtr.pdu_type', 'PDU Type'), rest: u16('', 'Session ID'),
  length: u32('', 'Length'),
})
/** The longest are error reports, which hold another PDU and a text. */
const longest = 65536
const begins = header.recognizer({ version: range(0, 2), type: [range(0, 4), range(6, 11)], length: range(8, longest) })
const lengthAt = header.reader('length')

/** RFC 8210, section 5. */
export const rpkiRouter = protocol('rpkirtr', 'RPKI-Router Protocol', { 'tcp.port': [323], 'tls.port': [324] })
  .specified('RFC 8210')
  .borrows('rpki-rtr')
  .fields({ version: u8('rpki-rtr.version', 'Version'), type: u8('rpki-rtr.pdu_type', 'PDU Type', { names: types }),
    size: ahead(32, { skip: 16 }) })
  .length('size')
  .choice('type', {
    2:  { zero: zero(2), length }, 8: { zero: zero(2), length },
    4:  { ...prefix, prefix: ipv4Address('rpki-rtr.ipv4_prefix', 'IPv4 Prefix'), system },
    6:  { ...prefix, prefix: ipv6Address('rpki-rtr.ipv6_prefix', 'IPv6 Prefix'), system },
    9:  {
      flags: keyFlags, zero: zero(1), length, keyId: bytes('rpki-rtr.subject_key_identifier', 'Subject Key Identifier', 20), system,
    },
    10: {
      error: u16('rpki-rtr.error_code', 'Error Code', { names: errors }), length,
      quotedLength: u32('rpki-rtr.length_pdu', 'Length of Encapsulated PDU', { unit: 'bytes' }),
      quoted: bytes('rpki-rtr.error_pdu', 'Erroneous PDU', 'quotedLength'),
      textLength: u32('rpki-rtr.length_text', 'Length of text', { unit: 'bytes' }),
      text: text('rpki-rtr.error_text', 'Erroneous Text', 'textLength'),
    },
    11: { flags, zero: zero(1), length, system, providers: list('', 'Providers', provider) },
  }, { session, length })
  .cases([{ type: [0, 1, 7] }, { serial }])
  .cases([{ type: 7, version: range(1, 255) }, {
    refresh: u32('rpki-rtr.refresh_interval', 'Refresh Interval', { unit: 's' }),
    retry: u32('rpki-rtr.retry_interval', 'Retry Interval', { unit: 's' }),
    expire:  u32('rpki-rtr.expire_interval', 'Expire Interval', { unit: 's' }),
  }])
  .fields({ more: rest('', 'Data') })
  .accepts(begins)
  .streamed((all, start, end) => (end - start < 8 ? unfinished : begins(all, start, end) ? lengthAt(all, start) : 0))
  .colored('routing', ({ error }) => (error === undefined ? undefined : 'error'))
  .summarized(({ type, session: id, serial: number, flags: marks, prefix: network, prefixLength, mostLength, system: number4, error,
    text: words }) => {
    const parts: string[] = [nameIn(types, type) ?? `type ${type}`]
    if (network !== undefined) parts.push(`${network}/${prefixLength}${mostLength === prefixLength ? '' : `-${mostLength}`}`)
    if (number4 !== undefined) parts.push(`AS ${number4}`)
    if (marks !== undefined) parts.push(marks.announces ? 'announce' : 'withdraw')
    if (id !== undefined) parts.push(`session ${id}`)
    if (number !== undefined) parts.push(`serial ${number}`)
    if (error !== undefined) parts.push(nameIn(errors, error) ?? `error ${error}`)
    if (words !== undefined && words !== '') parts.push(`"${words}"`)
    return parts.join(', ')
  })
