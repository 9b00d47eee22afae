/** Well-formed capture filters over the whole grammar, for property tests. */
import fc from 'fast-check'
import { namedNumbers, protocolWords } from '../../src/filter/capture/syntax/keywords.ts'

const number = (max: number) =>
  fc
    .oneof(fc.integer({ min: 0, max: Math.min(max, 300) }), fc.integer({ min: 0, max }))
    .map((value) => (value % 5 === 0 ? `0x${value.toString(16)}` : `${value}`))
const octet = fc.constantFrom('0', '1', '2', '10', '127', '168', '192', '224', '254', '255')
const ipv4 = fc.oneof(
  fc.constantFrom(
    '10.0.0.1',
    '\\10.0.0.1',
    '192.168.1.1',
    '192.168.1.2',
    '127.0.0.1',
    '255.255.255.255',
    '224.0.0.251',
    '10.0.2.15',
    '8.8.8.8',
  ),
  fc.tuple(octet, octet, octet, octet).map((parts) => parts.join('.')),
)
const ipv6 = fc.constantFrom(
  '::1',
  'fe80::1',
  'ff02::1',
  'ff02::fb',
  '2001:db8::1',
  '::',
  '::ffff:10.0.0.1',
  '1:2:3:4:5:6:7:8',
)
const mac = fc.constantFrom(
  '00:00:00:00:00:00',
  'ff:ff:ff:ff:ff:ff',
  '01-00-5e-00-00-fb',
  '0.c.29.0.0.1',
  '0180.c200.0000',
  '001122334455',
)
const ipv4Net = fc.oneof(
  fc.constantFrom(
    '10.0.0.0/8',
    '192.168.0.0/16',
    '192.168/16',
    '192.168.1',
    '10',
    '0',
    '172.16.0.0 mask 255.240.0.0',
    '224.0.0.0/4',
    '0.0.0.0/0',
    '127',
    '10.0.0.0 mask 255',
  ),
  ipv4.map((address) => `${address.replace('\\', '')}/32`),
)
const ipv6Net = fc.constantFrom('fe80::/10', '2001::/16', 'ff00::/8', '::/0', '::1/128', '2001:db8::/32')
const port = fc.oneof(
  number(65535),
  fc.constantFrom(
    '80',
    '53',
    '443',
    '\\53',
    'http',
    '\\http',
    'domain',
    'ftp-data',
    'bootps',
    'ssh',
    'ntp',
    '5353',
    '1900',
  ),
)
const direction = fc.constantFrom('', '', 'src ', 'dst ', 'src or dst ', 'dst or src ', 'src and dst ')
const transport = fc.constantFrom('', 'tcp ', 'udp ', 'sctp ')

/** What a qualifier may be followed by: one, a negated one, or a list in parentheses. */
const listed = (one: fc.Arbitrary<string>) =>
  fc.oneof(
    { weight: 5, arbitrary: one },
    { weight: 1, arbitrary: one.map((each) => `not ${each}`) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(one, fc.constantFrom('or', 'and', '||'), one)
        .map(([left, operator, right]) => `(${left} ${operator} ${right})`),
    },
    { weight: 1, arbitrary: fc.tuple(one, fc.constantFrom('or', 'and'), one).map((parts) => parts.join(' ')) },
  )

const joined = (...parts: fc.Arbitrary<string>[]) => fc.tuple(...parts).map((words) => words.join(''))
const constant = fc.constant

const addressTest = fc.oneof(
  joined(fc.constantFrom('', '', 'ip ', 'arp ', 'rarp '), direction, constant('host '), listed(ipv4)),
  joined(fc.constantFrom('', 'ip '), fc.constantFrom('src ', 'dst ', 'src or dst '), listed(ipv4)),
  joined(fc.constantFrom('', 'ip ', 'arp '), direction, constant('net '), listed(ipv4Net)),
  joined(fc.constantFrom('', 'ip6 '), direction, constant('host '), listed(ipv6)),
  joined(fc.constantFrom('', 'ip6 '), direction, constant('net '), listed(ipv6Net)),
  joined(fc.constantFrom('ether ', 'link ', 'wlan '), direction, constant('host '), listed(mac)),
)
const portTest = fc.oneof(
  joined(transport, direction, constant('port '), listed(port)),
  joined(
    transport,
    direction,
    constant('portrange '),
    fc.tuple(fc.nat(65535), fc.nat(65535)).map((ends) => ends.join('-')),
  ),
)
const ipProtocol = fc.oneof(
  number(255),
  fc.constantFrom('\\tcp', '\\udp', '\\icmp', 'ospf', 'gre', '6', '17', '58', '1', '2'),
)
const protocolTest = fc.oneof(
  fc.constantFrom(...protocolWords.filter((word) => word !== 'link' && word !== 'radio')),
  joined(fc.constantFrom('ip ', 'ip6 ', ''), constant('proto '), listed(ipProtocol)),
  joined(fc.constantFrom('ip ', 'ip6 ', ''), constant('protochain '), ipProtocol),
  joined(
    constant('ether proto '),
    listed(
      fc.oneof(
        fc.constantFrom(
          '0x800',
          '0x86dd',
          '0x806',
          '0x8100',
          '0x88cc',
          '\\ip',
          '\\arp',
          '\\ip6',
          '\\stp',
          '\\ipx',
          '\\iso',
          '\\netbeui',
          '\\aarp',
          '\\atalk',
          'loopback',
          '0x42',
        ),
        number(255),
      ),
    ),
  ),
  joined(constant('iso proto '), fc.constantFrom('\\clnp', '\\esis', '\\isis', '0x83')),
)
const simpleTest = fc.oneof(
  fc.constantFrom(
    'broadcast',
    'multicast',
    'ether broadcast',
    'ether multicast',
    'ip multicast',
    'ip6 multicast',
    'ip broadcast',
    'inbound',
    'outbound',
    'llc',
    'llc i',
    'llc s',
    'llc u',
    'llc ui',
    'llc rnr',
    'pppoed',
    'type mgt',
    'type data',
    'type ctl subtype ack',
    'subtype beacon',
    'dir fromds',
    'wlan type data subtype qos-data',
  ),
  joined(fc.constantFrom('less ', 'greater '), number(2000)),
  joined(constant('byte '), number(60), fc.constantFrom(' = ', ' < ', ' > '), number(255)),
)
const enteringTest = fc.oneof(
  fc.constantFrom('vlan', 'mpls', 'pppoes', 'geneve', 'vlan and vlan', 'mpls and mpls'),
  joined(constant('vlan '), number(4095)),
  joined(constant('mpls '), number(0xfffff)),
  joined(constant('pppoes '), number(65535)),
)

const indexed = [
  'ip',
  'ip6',
  'arp',
  'tcp',
  'udp',
  'icmp',
  'icmp6',
  'sctp',
  'igmp',
  'ether',
  'rarp',
  'pim',
  'decnet',
  'wlan',
]
const { arithmetic } = fc.letrec<{ arithmetic: string }>((tie) => ({
  arithmetic: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    number(0xffffffff),
    number(300),
    constant('len'),
    fc.constantFrom(...Object.keys(namedNumbers)),
    joined(fc.constantFrom(...indexed), constant('['), number(80), fc.constantFrom(']', ':1]', ':2]', ':4]')),
    joined(fc.constantFrom(...indexed), constant('['), tie('arithmetic'), fc.constantFrom(']', ':1]', ':2]', ':4]')),
    joined(
      tie('arithmetic'),
      fc.constantFrom(' + ', ' - ', ' * ', ' / ', ' % ', ' & ', ' | ', ' ^ ', ' << ', ' >> '),
      tie('arithmetic'),
    ),
    joined(constant('- '), tie('arithmetic')),
    joined(constant('('), tie('arithmetic'), constant(')')),
  ),
}))
const relationTest = joined(
  arithmetic,
  fc.constantFrom(' = ', ' == ', ' != ', ' > ', ' >= ', ' < ', ' <= '),
  arithmetic,
)

/** Filters that libpcap 1.10 and later understand; what they mean for a link type may still be refused. */
export const { filter: captureFilters } = fc.letrec<{ filter: string }>((tie) => ({
  filter: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 3, arbitrary: addressTest },
    { weight: 2, arbitrary: portTest },
    { weight: 3, arbitrary: protocolTest },
    { weight: 2, arbitrary: simpleTest },
    { weight: 1, arbitrary: enteringTest },
    { weight: 3, arbitrary: relationTest },
    { weight: 5, arbitrary: joined(tie('filter'), fc.constantFrom(' and ', ' or ', ' && ', ' || '), tie('filter')) },
    { weight: 1, arbitrary: joined(fc.constantFrom('not ', '!', '! '), tie('filter')) },
    { weight: 2, arbitrary: joined(constant('('), tie('filter'), constant(')')) },
  ),
}))
