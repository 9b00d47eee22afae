import {
  bits, flag, group, ipv4Address, ipv4Text, list, nameIn, orRest, protocol, reassembly, alias, u16, u8, when, type Field, type View,
} from '../../../schema/index.ts'
import { ipProtocols } from '../../names/ip-protocols.ts'
import { lastHop, option, optionTypes } from './options.ts'

const isOther = (bytes: Uint8Array, start: number) => bytes[start]! >> 4 !== 4
const isShort = (bytes: Uint8Array, start: number) => (bytes[start]! & 0x0f) < 5
const endsInHeader = (bytes: Uint8Array, start: number) => {
  const length = (bytes[start + 2]! << 8) | bytes[start + 3]!
  return length !== 0 && length < (bytes[start]! & 0x0f) * 4
}

/** Internet Protocol version 4, RFC 791. */
export const ipv4 = protocol('ip', 'Internet Protocol Version 4', {
  ethertype: [0x0800], 'ip.version': [4], 'ip.proto': [4],
  'null.bsd': [2], 'llc.dsap': [0x06], 'fr.nlpid': [0xcc], 'arcnet.protocol_id': [212, 240], 'ppp.protocol': [0x21], 'icmp.quoted': [3, 4, 5, 11, 12],
})
  .specified('RFC 791')
  .fields({
    version:         bits(4, 'ip.version', 'Version'),
    headerLength:    bits(4, 'ip.hdr_len', 'Header Length', { times: 4, unit: 'bytes' }),
    codePoint:       alias(bits(6, 'ip.dsfield.dscp', 'Differentiated Services Codepoint'), { bit: 0, field: u8('ip.dsfield', 'Differentiated Services Field', { base: 16 }) }),
    congestion:      bits(2, 'ip.dsfield.ecn', 'Explicit Congestion Notification'),
    totalLength:     orRest(u16('ip.len', 'Total Length', { unit: 'bytes' })), // 0 when the network card will split the packet
    identification:  u16('ip.id', 'Identification', { base: 16 }),
    flags:           group('ip.flags', 'Flags', {
      reserved:      flag('ip.flags.rb', 'Reserved bit'),
      dontFragment:  flag('ip.flags.df', "Don't fragment"),
      moreFragments: flag('ip.flags.mf', 'More fragments'),
    }),
    fragmentOffset:  bits(13, 'ip.frag_offset', 'Fragment Offset', { unit: 'units of 8 bytes' }),
    timeToLive:      u8('ip.ttl', 'Time to Live'),
    protocol:        u8('ip.proto', 'Protocol', { names: ipProtocols }),
    checksum:        u16('ip.checksum', 'Header Checksum', { base: 16 }),
    source:          ipv4Address('ip.src', 'Source Address', { also: ['ip.addr', 'ip.src_host', 'ip.host'] }),
    destination:     destination(),
  })
  .fields({
    options:         list('ip.options', 'Options', option, { length: 'headerLength', minus: 20, last: (option) => option.type === 0 }),
    nextHop:         nextHop(),
  })
  .defaults({ version: 4, timeToLive: 64 })
  .checksummed('checksum', { covers: 'header' })
  .hopLimited('timeToLive')
  .measured()
  .between('address', 'source', 'destination')
  .fragmented('IPv4', {
    offset: 'fragmentOffset', unit: 8, more: 'flags.moreFragments',
    identification: 'identification', protocol: 'protocol',
  })
  .facts(reassembly('ip', 'IPv4'))
  .payload({
    tables: [['ip.proto', 'protocol', { fragmentOffset: 0 }]],
    partial: 'flags.moreFragments',
    length: { length: 'totalLength', minus: 'headerLength' },
  })
  .notes(
    { name: 'ip.bogus_header_length', severity: 'error', text: 'header length below 20 bytes', within: 1, when: (ip) => ip.headerLength < 20 },
    { name: 'ip.bogus_ip_length', severity: 'error', text: 'total length below header length', within: 4, when: ({ bytes, start }: View) => endsInHeader(bytes, start) },
    { name: 'ip.bogus_ip_version', severity: 'error', text: 'version is not 4', within: 1, when: (ip) => ip.version !== 4 },
  )
  .trustedTo((bytes, start, end) => {
    if (isOther(bytes, start) || isShort(bytes, start)) return start + 1
    return endsInHeader(bytes, start) ? Math.min(start + 4, end) : end
  }, (bytes, start) => (bytes[start]! & 0x0f) * 4)
  .detailed({
    fields: [
      ['tos', ({ codePoint, congestion }) => `0x${((codePoint << 2) | congestion).toString(16)}`],
      ['ttl', 'timeToLive'],
      ['id', 'identification'],
      ['offset', ({ fragmentOffset }) => (fragmentOffset > 0 ? fragmentOffset * 8 : undefined)],
      ['DF', 'flags.dontFragment'],
      ['MF', 'flags.moreFragments'],
      ['reserved bit', 'flags.reserved'],
      ['proto', 'protocol'],
      ['length', ({ totalLength }) => totalLength],
      ['options', ({ options }) => options.map(({ type }) => nameIn(optionTypes, type) ?? `type ${type}`).join(', ')],
    ],
    more: [
      ['header', 'headerLength'],
      ['DSCP', ({ codePoint }) => codePoint || undefined],
      ['ECN', ({ congestion }) => congestion || undefined],
    ],
  })
  .summarized((ip) => `${nameIn(ipProtocols, ip.protocol) ?? `protocol ${ip.protocol}`}${fragment(ip)}`)

const fragment = ({ fragmentOffset, flags: { moreFragments } }: { readonly fragmentOffset: number; readonly flags: { readonly moreFragments: boolean } }) =>
  fragmentOffset === 0 && !moreFragments ? '' : `, fragment at ${fragmentOffset * 8}${moreFragments ? '' : ', the last'}`

/** The last hop where there is a source route; the header has the next one. */
function destination(): Field<string, unknown> {
  return {
    ...ipv4Address('ip.dst', 'Destination Address', { also: ['ip.addr', 'ip.dst_host', 'ip.host'] }),
    bind: () => (bytes, at, self) => ipv4Text(bytes, lastHop(bytes, at, (self as View).limit)),
    place: lastHop,
    wire: { kind: 'replaced', of: { kind: 'address', of: 'ipv4' }, by: 'nextHop' },
  }
}

/** Where a source route leads next; absent without one. */
function nextHop(): Field<string | undefined, View> {
  const field = ipv4Address('ip.cur_rt', 'Current Route', { also: 'ip.cur_rt_host' })
  const routed = ({ bytes, start, limit }: View) => lastHop(bytes, start + 16, limit) !== start + 16
  return {
    ...when(routed, field), size: 0, computed: true, wire: { kind: 'elsewhere' }, show: (value) => value ?? '',
    bind: () => (bytes, _at, view) => (routed(view) ? ipv4Text(bytes, view.start + 16) : undefined),
  }
}
