import { bits, group, ipv6Address, nameIn, protocol, u16, u8, type View } from '../../../schema/index.ts'
import { ipProtocols } from '../../names/ip-protocols.ts'

/** Internet Protocol version 6, RFC 8200. Its extension headers are layers of their own. */
export const ipv6 = protocol('ipv6', 'Internet Protocol Version 6', {
  ethertype: [0x86dd], 'ip.version': [6], 'ip.proto': [41],
  'null.bsd': [10, 23, 24, 28, 30], 'ppp.protocol': [0x57], 'fr.nlpid': [0x8e], 'arcnet.protocol_id': [196], 'icmpv6.quoted': [1, 2, 3, 4],
})
  .specified('RFC 8200')
  .borrows('ip')
  .fields({
    version:       bits(4, 'ipv6.version', 'Version', { also: 'ip.version' }),
    trafficClass:  group('ipv6.tclass', 'Traffic Class', {
      codePoint:   bits(6, 'ipv6.tclass.dscp', 'Differentiated Services Codepoint'),
      congestion:  bits(2, 'ipv6.tclass.ecn', 'Explicit Congestion Notification'),
    }),
    flowLabel:     bits(20, 'ipv6.flow', 'Flow Label', { base: 16 }),
    payloadLength: u16('ipv6.plen', 'Payload Length', { unit: 'bytes' }),
    nextHeader:    u8('ipv6.nxt', 'Next Header', { names: ipProtocols }),
    hopLimit:      u8('ipv6.hlim', 'Hop Limit'),
    source:        ipv6Address('ipv6.src', 'Source Address', { also: ['ipv6.addr', 'ipv6.src_host', 'ipv6.host'] }),
    destination:   ipv6Address('ipv6.dst', 'Destination Address', { also: ['ipv6.addr', 'ipv6.dst_host', 'ipv6.host'] }),
  })
  .defaults({ version: 6, nextHeader: 59, hopLimit: 64 }) // 59 is no next header
  .hopLimited('hopLimit')
  .measured()
  .between('address', 'source', 'destination')
  .payload({
    tables: [['ip.proto', 'nextHeader']],
    length: { length: 'payloadLength', when: 'payloadLength' }, // 0 in a jumbogram, or when the network card will split it
  })
  .notes(
    { name: 'ipv6.bogus_ipv6_version', severity: 'error', text: 'version is not 6', within: 1, when: (ip) => ip.version !== 6 },
    { name: 'ipv6.src_multicast', severity: 'warning', text: 'source address is a multicast address', when: ({ bytes, start }: View) => bytes[start + 8] === 0xff },
  )
  .trustedTo((bytes, start, end) => (bytes[start]! >> 4 === 6 ? end : start + 1), () => 40)
  .detailed({
    fields: [
      ['class', ({ trafficClass: { codePoint, congestion } }) => `0x${((codePoint << 2) | congestion).toString(16)}`],
      ['flow', 'flowLabel'],
      ['hlim', 'hopLimit'],
      ['next header', 'nextHeader'],
      ['payload length', ({ payloadLength }) => payloadLength],
    ],
  })
  .summarized((ip) => nameIn(ipProtocols, ip.nextHeader) ?? `next header ${ip.nextHeader}`)
