import { bits, flag, group, ipv4Address, list, protocol, record, rest, u16, u8, when } from '../../schema/index.ts'
import { ipProtocols } from '../names/ipProtocols.ts'

const optionTypes = { 0: 'End of Options List', 1: 'No-Operation', 7: 'Record Route', 68: 'Time Stamp', 131: 'Loose Source Route', 137: 'Strict Source Route', 148: 'Router Alert' }

/** RFC 791, section 3.1. */
const option = record('IP Option', { type: u8('ip.opt.type', 'Type', { names: optionTypes }) })
  .fields({ length: when((option) => option.type > 1, u8('ip.opt.len', 'Length')) })
  .sized((option) => option.length ?? 1)
  .fields({ data: rest('ip.opt.data', 'Data') })

/** Internet Protocol version 4, RFC 791. */
export const ipv4 = protocol('ip', 'Internet Protocol Version 4', { linktype: [228], ethertype: [0x0800], 'ip.proto': [4], 'icmp.quoted': [3, 4, 5, 11, 12] })
  .fields({
    version:         bits(4, 'ip.version', 'Version'),
    headerLength:    bits(4, 'ip.hdr_len', 'Header Length', { times: 4, unit: 'bytes' }),
    codePoint:       bits(6, 'ip.dsfield.dscp', 'Differentiated Services Codepoint'),
    congestion:      bits(2, 'ip.dsfield.ecn', 'Explicit Congestion Notification'),
    totalLength:     u16('ip.len', 'Total Length'),
    identification:  u16('ip.id', 'Identification', { base: 16 }),
    flags:           group('ip.flags', 'Flags', {
      reserved:      flag('ip.flags.rb', 'Reserved bit'),
      dontFragment:  flag('ip.flags.df', "Don't fragment"),
      moreFragments: flag('ip.flags.mf', 'More fragments'),
    }),
    fragmentOffset:  bits(13, 'ip.frag_offset', 'Fragment Offset', { times: 8 }),
    timeToLive:      u8('ip.ttl', 'Time to Live'),
    protocol:        u8('ip.proto', 'Protocol', { names: ipProtocols }),
    checksum:        u16('ip.checksum', 'Header Checksum', { base: 16 }),
    source:          ipv4Address('ip.src', 'Source Address', { also: ['ip.addr', 'ip.src_host', 'ip.host'] }),
    destination:     ipv4Address('ip.dst', 'Destination Address', { also: ['ip.addr', 'ip.dst_host', 'ip.host'] }),
  })
  .fields({
    options:         list('ip.options', 'Options', option, { length: (ip) => ip.headerLength - 20 }),
  })
  .payload({
    tables: [['ip.proto', (ip) => (ip.fragmentOffset === 0 ? ip.protocol : -1)]],
    length: (ip) => (ip.totalLength === 0 ? undefined : ip.totalLength - ip.headerLength), // 0 when the network card will split it
  })
  .noted(
    { name: 'ip.bogus_header_length', severity: 'error', text: 'header length below 20 bytes', when: (ip) => ip.headerLength < 20 },
    { name: 'ip.bogus_ip_length', severity: 'error', text: 'total length below header length', when: (ip) => ip.totalLength !== 0 && ip.totalLength < ip.headerLength },
    { name: 'ip.bogus_ip_version', severity: 'error', text: 'version is not 4', when: (ip) => ip.version !== 4 },
  )
