/** Multicast Source Discovery Protocol: RFC 3618. */
import {
  bits, bytes, ipv4Address, list, nameIn, peek, protocol, range, record, u16, u24, u8, unfinished,
} from '../../../schema/index.ts'

/** Section 12.1. */
const types = {
  1: 'IPv4 Source-Active', 2: 'IPv4 Source-Active Request', 3: 'IPv4 Source-Active Response', 4: 'KeepAlive', 5: 'Notification',
  6: 'Traceroute in progress', 7: 'Traceroute reply',
} as const
/** Section 12.2.5 of draft-ietf-msdp-spec-13, which later versions left out. */
const errors = {
  1: 'Message Header Error', 2: 'SA-Request Error', 3: 'SA-Message/SA-Response Error', 4: 'Hold Timer Expired',
  5: 'Finite State Machine Error', 6: 'Notification', 7: 'Cease',
} as const
const encapsulates = 1
const notification = 5

/** Section 12.2.1. */
const entry = record('Entry', {
  reserved:     u24('msdp.sa.reserved', 'Reserved', { base: 16 }),
  prefixLength: u8('msdp.sa.sprefix_len', 'Sprefix len', { unit: 'bits' }),
  group:        ipv4Address('msdp.sa.group_addr', 'Group Address'),
  source:       ipv4Address('msdp.sa.src_addr', 'Source Address'),
})
const active = {
  count:   u8('msdp.sa.entry_count', 'Entry Count'),
  router:  ipv4Address('msdp.sa.rp_addr', 'RP Address'),
  entries: list('', 'Entries', entry, { count: 'count' }),
}

const header = record('Header', { type: u8('', 'Type'), length: u16('', 'Length') })
/** Section 12: the largest is a source-active message with a packet. */
const largest = 9192
const begins = header.recognizer({ type: range(1, 7), length: range(3, largest) })
const lengthAt = header.reader('length')

export const msdp = protocol('msdp', 'Multicast Source Discovery Protocol', { 'tcp.port': [639] })
  .specified('RFC 3618')
  .fields({ type: u8('msdp.type', 'Type', { names: types }), length: u16('msdp.length', 'Length', { unit: 'bytes' }) })
  .choice('type', {
    1: active, 3: active,
    2: { reserved: u8('msdp.sa_req.res', 'Reserved', { base: 16 }), group: ipv4Address('msdp.sa_req.group_addr', 'Group Address') },
    4: {},
    [notification]: {
      isOpen: bits(1, 'msdp.not.o', 'Open-bit'), error: bits(7, 'msdp.not.error', 'Error Code', { names: errors }),
      subcode: u8('msdp.not.error_sub', 'Error subcode'), data: bytes('msdp.unknown_data', 'Data', { length: 'length', minus: 5 }),
    },
  }, { contents: bytes('msdp.tlv_contents', 'TLV contents', { length: 'length', minus: 3 }) })
  .accepts(begins)
  .streamed((all, start, end) => (end - start < 3 ? unfinished : begins(all, start, end) ? lengthAt(all, start) : 0))
  .payload({
    tables: [['ip.version', (message) => (message.type === encapsulates && message.length > message.extent ? peek(4)(message) : -1)]],
    length: ({ type, length, extent }) => (type === encapsulates ? Math.max(0, length - extent) : 0), quoted: true,
  })
  .colored('routing', ({ type }) => (type === notification ? 'error' : undefined))
  .summarized(({ type, router, entries, group, error }) => {
    const words: string[] = [nameIn(types, type) ?? `type ${type}`]
    if (router !== undefined) words.push(`RP ${router}`)
    for (const one of (entries ?? []).slice(0, most)) words.push(`${one.source}/${one.prefixLength} > ${one.group}`)
    if ((entries?.length ?? 0) > most) words.push(`and ${entries!.length - most} more`)
    if (group !== undefined) words.push(group)
    if (error !== undefined) words.push(nameIn(errors, error) ?? `error ${error}`)
    return words.join(', ')
  })
const most = 4
