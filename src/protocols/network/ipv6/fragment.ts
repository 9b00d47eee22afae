import { bits, flag, protocol, reassembly, u32, u8 } from '../../../schema/index.ts'
import { ipProtocols } from '../../names/ip-protocols.ts'

/** Fragment header, RFC 8200, section 4.5. Only the first fragment holds the header of what was fragmented. */
export const ipv6Fragment = protocol('ipv6.fraghdr', 'IPv6 Fragment Header', { 'ip.proto': [44] })
  .specified('RFC 8200')
  .fields({
    nextHeader:     u8('ipv6.fraghdr.nxt', 'Next Header', { names: ipProtocols }),
    reserved:       u8('ipv6.fraghdr.reserved_octet', 'Reserved'),
    offset:         bits(13, 'ipv6.fraghdr.offset', 'Offset', { unit: 'units of 8 bytes' }),
    reservedBits:   bits(2, 'ipv6.fraghdr.reserved_bits', 'Reserved'),
    moreFragments:  flag('ipv6.fraghdr.more', 'More Fragments'),
    identification: u32('ipv6.fraghdr.ident', 'Identification', { base: 16 }),
  })
  .payload({
    tables: [['ip.proto', 'nextHeader', { offset: 0 }]],
    partial: 'moreFragments',
  })
  .fragmented('IPv6', { offset: 'offset', unit: 8, more: 'moreFragments', identification: 'identification' })
  .facts(reassembly('ipv6', 'IPv6', 'ipv6.reassembled.in'))
  .summarized((header) => `Fragment at ${header.offset * 8}${header.moreFragments ? '' : ', the last'}, identification 0x${header.identification.toString(16)}`)
