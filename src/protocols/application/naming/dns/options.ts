/** The options of an OPT record, RFC 6891 section 6.1.2. */
import { bytes, domainName, ipv4Address, ipv6Address, list, overlay, record, rest, text, tlv, u16, u8 } from '../../../../schema/index.ts'
import { dnsExtendedErrors, dnsOptions, dnssecAlgorithms, dnssecDigests } from '../../../names/dns-codes.ts'

const algorithm = (filter: string, label: string, names: typeof dnssecAlgorithms | typeof dnssecDigests) =>
  record(label, { algorithm: u8(filter, label, { names }) })

/** RFC 7871, section 6: only as many bytes of the address as the netmask needs. */
const clientSubnet = record('Client Subnet', {
  family:        u16('dns.opt.client.family', 'Family', { names: { 1: 'IPv4', 2: 'IPv6' } }),
  sourceNetmask: u8('dns.opt.client.netmask', 'Source Netmask'),
  scopeNetmask:  u8('dns.opt.client.scope', 'Scope Netmask'),
}).choice('family', {
  1: { subnet: ipv4Address('dns.opt.client.addr4', 'Client Subnet', { shortened: true }) },
  2: { subnet: ipv6Address('dns.opt.client.addr6', 'Client Subnet', { shortened: true }) },
})

/** RFC 7873, section 4. */
const cookie = record('Cookie', {
  clientCookie: bytes('dns.opt.cookie.client', 'Client Cookie', 8),
  serverCookie: rest('dns.opt.cookie.server', 'Server Cookie'),
})

/** RFC 8914, section 2. */
const extendedError = record('Extended Error', {
  infoCode:  u16('dns.opt.ext_error.info_code', 'Info Code', { names: dnsExtendedErrors }),
  extraText: text('dns.opt.ext_error.extra_text', 'Extra Text'),
})

export const option = tlv('Option', {
  code:   u16('dns.opt.code', 'Option Code', { names: dnsOptions }),
  length: u16('dns.opt.len', 'Option Length'),
})
  .fields({ data: overlay(rest('dns.opt.data', 'Option Data')) })
  .choice('code', {
    5:  { signatureAlgorithms: list('', 'Algorithms', algorithm('dns.opt.dau', 'DAU', dnssecAlgorithms)) },
    6:  { digestAlgorithms: list('', 'Digests', algorithm('dns.opt.dhu', 'DHU', dnssecDigests)) },
    7:  { hashAlgorithms: list('', 'Hashes', algorithm('dns.opt.n3u', 'N3U', dnssecDigests)) },
    8:  clientSubnet,
    10: cookie,
    11: { keepaliveTimeout: u16('dns.opt.edns_tcp_keepalive.timeout', 'Timeout', { unit: 'tenths of a second' }) },
    12: { padding: rest('dns.opt.padding', 'Padding') },
    13: { closestTrustPoint: domainName('dns.opt.chain.fqdn', 'Closest Trust Point', { whole: true }) },
    15: extendedError,
  })
