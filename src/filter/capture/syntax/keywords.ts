/** The words of the language: what is a keyword, which numbers have names. */

/** What protocols are called before `[`, before `host`, `port` and the like, and alone. */
export const protocolWords = [
  'link',
  'ip',
  'arp',
  'rarp',
  'sctp',
  'tcp',
  'udp',
  'icmp',
  'igmp',
  'igrp',
  'pim',
  'vrrp',
  'carp',
  'atalk',
  'aarp',
  'decnet',
  'lat',
  'sca',
  'mopdl',
  'moprc',
  'ip6',
  'icmp6',
  'ah',
  'esp',
  'iso',
  'esis',
  'isis',
  'l1',
  'l2',
  'iih',
  'lsp',
  'snp',
  'psnp',
  'csnp',
  'clnp',
  'stp',
  'ipx',
  'netbeui',
  'radio',
] as const
export type ProtocolWord = (typeof protocolWords)[number]

/** Whether it is the source, the destination or one of the addresses of an 802.11 frame. */
export const directionWords = ['src', 'dst', 'addr1', 'addr2', 'addr3', 'addr4', 'ra', 'ta'] as const
export type DirectionWord = (typeof directionWords)[number]

/** What kind of thing a name or number is. */
export const typeWords = ['host', 'net', 'port', 'portrange', 'proto', 'protochain', 'gateway'] as const
export type TypeWord = (typeof typeWords)[number]

/** Circuits of ATM and their messages. */
export const atmWords = [
  'lane',
  'metac',
  'bcc',
  'oamf4ec',
  'oamf4sc',
  'sc',
  'ilmic',
  'oam',
  'oamf4',
  'connectmsg',
  'metaconnect',
] as const
export type AtmWord = (typeof atmWords)[number]

/** Kinds of MTP2 message; with `h`, those of high-speed links. */
export const signalUnitWords = ['fisu', 'lssu', 'msu', 'hfisu', 'hlssu', 'hmsu'] as const
export type SignalUnitWord = (typeof signalUnitWords)[number]

/** Fields that are compared by `FIELD VALUE`, `FIELD > VALUE` or `FIELD (VALUE or VALUE)`. */
export const fieldWords = ['vpi', 'vci', 'sio', 'opc', 'dpc', 'sls', 'hsio', 'hopc', 'hdpc', 'hsls'] as const
export type FieldWord = (typeof fieldWords)[number]

/** What begins a test of its own kind. */
const otherWords = [
  'mask',
  'type',
  'subtype',
  'dir',
  'less',
  'greater',
  'byte',
  'broadcast',
  'multicast',
  'and',
  'or',
  'not',
  'len',
  'inbound',
  'outbound',
  'ifindex',
  'vlan',
  'mpls',
  'pppoed',
  'pppoes',
  'geneve',
  'vxlan',
  'llc',
  'ifname',
  'ruleset',
  'rulenum',
  'subrulenum',
  'reason',
  'action',
] as const

/** Other spellings of keywords. */
const synonyms = {
  ether: 'link',
  ppp: 'link',
  slip: 'link',
  fddi: 'link',
  tr: 'link',
  wlan: 'link',
  'es-is': 'esis',
  'is-is': 'isis',
  direction: 'dir',
  address1: 'addr1',
  address2: 'addr2',
  address3: 'addr3',
  address4: 'addr4',
  length: 'len',
  lsu: 'lssu',
  on: 'ifname',
  rset: 'ruleset',
  rnr: 'rulenum',
  srnr: 'subrulenum',
} as const

export type Word =
  ProtocolWord | DirectionWord | TypeWord | AtmWord | SignalUnitWord | FieldWord | (typeof otherWords)[number]

/** What each keyword means; keywords are of small letters only. */
export const keywords: ReadonlyMap<string, Word> = new Map<string, Word>([
  ...[
    ...protocolWords,
    ...directionWords,
    ...typeWords,
    ...atmWords,
    ...signalUnitWords,
    ...fieldWords,
    ...otherWords,
  ].map((word) => [word, word] as const),
  ...Object.entries(synonyms),
])

/** Numbers by name: offsets and values of ICMP, ICMPv6 and TCP headers. */
export const namedNumbers: Readonly<Record<string, number>> = {
  icmptype: 0,
  icmpcode: 1,
  icmp6type: 0,
  icmp6code: 1,
  tcpflags: 13,
  'tcp-fin': 0x01,
  'tcp-syn': 0x02,
  'tcp-rst': 0x04,
  'tcp-push': 0x08,
  'tcp-ack': 0x10,
  'tcp-urg': 0x20,
  'tcp-ece': 0x40,
  'tcp-cwr': 0x80,
  'icmp-echoreply': 0,
  'icmp-unreach': 3,
  'icmp-sourcequench': 4,
  'icmp-redirect': 5,
  'icmp-echo': 8,
  'icmp-routeradvert': 9,
  'icmp-routersolicit': 10,
  'icmp-timxceed': 11,
  'icmp-paramprob': 12,
  'icmp-tstamp': 13,
  'icmp-tstampreply': 14,
  'icmp-ireq': 15,
  'icmp-ireqreply': 16,
  'icmp-maskreq': 17,
  'icmp-maskreply': 18,
  'icmp6-destinationunreach': 1,
  'icmp6-packettoobig': 2,
  'icmp6-timeexceeded': 3,
  'icmp6-parameterproblem': 4,
  'icmp6-echo': 128,
  'icmp6-echoreply': 129,
  'icmp6-multicastlistenerquery': 130,
  'icmp6-multicastlistenerreportv1': 131,
  'icmp6-multicastlistenerdone': 132,
  'icmp6-routersolicit': 133,
  'icmp6-routeradvert': 134,
  'icmp6-neighborsolicit': 135,
  'icmp6-neighboradvert': 136,
  'icmp6-redirect': 137,
  'icmp6-routerrenum': 138,
  'icmp6-nodeinformationquery': 139,
  'icmp6-nodeinformationresponse': 140,
  'icmp6-ineighbordiscoverysolicit': 141,
  'icmp6-ineighbordiscoveryadvert': 142,
  'icmp6-multicastlistenerreportv2': 143,
  'icmp6-homeagentdiscoveryrequest': 144,
  'icmp6-homeagentdiscoveryreply': 145,
  'icmp6-mobileprefixsolicit': 146,
  'icmp6-mobileprefixadvert': 147,
  'icmp6-certpathsolicit': 148,
  'icmp6-certpathadvert': 149,
  'icmp6-multicastrouteradvert': 151,
  'icmp6-multicastroutersolicit': 152,
  'icmp6-multicastrouterterm': 153,
}
