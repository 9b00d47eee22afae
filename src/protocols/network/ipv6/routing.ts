import {
  bits, bytes, computed, ipv6Address, list, nameIn, protocol, record, rest, u16, u32, u8,
} from '../../../schema/index.ts'
import { ipProtocols } from '../../names/ip-protocols.ts'

/** IANA "IPv6 Routing Types", 2026-11. */
const routingTypes = {
  0: 'Source Route', 1: 'Nimrod', 2: 'Mobility', 3: 'RPL Source Route', 4: 'Segment Routing', 5: 'Compact Routing, 16 bits',
  6: 'Compact Routing, 32 bits', 253: 'Experiment 1', 254: 'Experiment 2',
}

const hop = record('Hop', { address: ipv6Address('ipv6.routing.src.addr', 'Address') })
const segment = record('Segment', { address: ipv6Address('ipv6.routing.srh.addr', 'Segment') })
const shortSegment = record('Segment', { identifier: u16('ipv6.routing.crh16.sid', 'Segment Identifier') })
const longSegment = record('Segment', { identifier: u32('ipv6.routing.crh32.sid', 'Segment Identifier') })

/** Routing header, RFC 8200, section 4.4; types 2 (RFC 6275), 3 (RFC 6554), 4 (RFC 8754), 5 and 6 (RFC 9631). */
export const ipv6Routing = protocol('ipv6.routing', 'IPv6 Routing Header', { 'ip.proto': [43] })
  .specified('RFC 8200')
  .fields({
    nextHeader:   u8('ipv6.routing.nxt', 'Next Header', { names: ipProtocols }),
    length:       u8('ipv6.routing.len', 'Length, in 8 bytes without the first 8'),
    type:         u8('ipv6.routing.type', 'Type', { names: routingTypes }),
    segmentsLeft: u8('ipv6.routing.segleft', 'Segments Left'),
  })
  .length({ length: 'length', times: 8, plus: 8 })
  .choice('type', {
    0: {
      reserved:        bytes('ipv6.routing.src.reserved', 'Reserved', 4),
      hops:            list('', 'Addresses', hop),
    },
    2: {
      reserved:        bytes('ipv6.routing.mipv6.reserved', 'Reserved', 4),
      homeAddress:     ipv6Address('ipv6.routing.mipv6.home_address', 'Home Address'),
    },
    3: {
      innerCompressed: bits(4, 'ipv6.routing.rpl.cmprI', 'Bytes left out of all addresses but the last'),
      finalCompressed: bits(4, 'ipv6.routing.rpl.cmprE', 'Bytes left out of the last address'),
      padding:         bits(4, 'ipv6.routing.rpl.pad', 'Bytes of Padding'),
      reserved:        bits(20, 'ipv6.routing.rpl.reserved', 'Reserved'),
      addresses:       rest('', 'Addresses'),
    },
    4: {
      lastEntry:       u8('ipv6.routing.srh.last_entry', 'Last Entry'),
      flags:           u8('ipv6.routing.srh.flags', 'Flags', { base: 16 }),
      tag:             bytes('ipv6.routing.srh.tag', 'Tag', 2),
      segments:        list('', 'Segments', segment, { length: 'lastEntry', times: 16, plus: 16 }),
      more:            rest('', 'Type-Length-Values'),
    },
    5: { shortSegments: list('', 'Segments', shortSegment) },
    6: { longSegments:  list('', 'Segments', longSegment) },
  })
  .fields({
    data:         rest('ipv6.routing.unknown_data', 'Type-specific Data'),
    octets:       computed('ipv6.routing.len_oct', 'Length', 'length', (length) => (length + 1) * 8, { unit: 'bytes' }),
  })
  .payload({ tables: [['ip.proto', 'nextHeader']] })
  .summarized((header) => `${nameIn(routingTypes, header.type) ?? `type ${header.type}`}, ${header.segmentsLeft} segments left`)
