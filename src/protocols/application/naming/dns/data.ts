/** What a resource record holds, by its type. */
import {
  bits, domainName, flag, group, ipv4Address, ipv6Address, list, mac, record, rest, text, u16, u32, u8, vector,
} from '../../../../schema/index.ts'
import { location } from './location.ts'
import { option } from './options.ts'
import {
  association, delegation, fingerprint, hashParameters, key, nextSecure, nextSecureHashed, signature, transactionSignature,
} from './security.ts'
import { serviceParameter } from './services.ts'

/** A length octet and as many octets of text, RFC 1035 section 3.3. */
const characterString = (filter: string, label: string) => text(filter, label, { prefix: 1 })

/** RFC 1035, section 3.3.14. */
const textOf = (label: string, filter: string) => record(label, {
  length: u8(`${filter}.length`, `${label} Length`),
  text:   text(filter, label, 'length'),
}).summarized(({ text }) => text)

/** RFC 1035, section 3.3.13. */
const startOfAuthority = {
  primaryServer: domainName('dns.soa.mname', 'Primary name server'),
  mailbox:       domainName('dns.soa.rname', "Responsible authority's mailbox"),
  serial:        u32('dns.soa.serial_number', 'Serial Number'),
  refresh:       u32('dns.soa.refresh_interval', 'Refresh Interval', { unit: 'seconds' }),
  retry:         u32('dns.soa.retry_interval', 'Retry Interval', { unit: 'seconds' }),
  expire:        u32('dns.soa.expire_limit', 'Expire limit', { unit: 'seconds' }),
  minimum:       u32('dns.soa.minimum_ttl', 'Minimum TTL', { unit: 'seconds' }),
}

/** RFC 1035, section 3.3.2. */
const hostInformation = {
  processor:       characterString('dns.hinfo.cpu', 'CPU'),
  operatingSystem: characterString('dns.hinfo.os', 'OS'),
}

/** RFC 3403, section 4.1. */
const namingAuthority = {
  order:       u16('dns.naptr.order', 'Order'),
  preference:  u16('dns.naptr.preference', 'Preference'),
  naptrFlags:  characterString('dns.naptr.flags', 'Flags'),
  services:    characterString('dns.naptr.service', 'Service'),
  regexp:      characterString('dns.naptr.regex', 'Regex'),
  replacement: domainName('dns.naptr.replacement', 'Replacement', { whole: true }),
}

/** RFC 8659, section 4.1. */
const certificationAuthority = record('CAA', {
  caaFlags:  group('dns.caa.flags', 'CAA Flags', {
    issuerCritical: flag('dns.caa.flags.issuer_critical', 'Issuer Critical'),
    reserved:       bits(7, '', 'Reserved'),
  }),
  tag:       vector(u8('dns.caa.tag_length', 'Tag length'), text('dns.caa.tag', 'Tag')),
  value:     text('dns.caa.value', 'Value'),
})

/** RFC 9460, section 2.2. */
const serviceBinding = {
  priority:   u16('dns.svcb.svcpriority', 'SvcPriority'),
  target:     domainName('dns.svcb.targetname', 'TargetName', { whole: true }),
  parameters: list('', 'Parameters', serviceParameter),
}

export const dataByType = {
  1:   { address: ipv4Address('dns.a', 'Address') },
  2:   { nameServer: domainName('dns.ns', 'Name Server') },
  5:   { canonicalName: domainName('dns.cname', 'CNAME') },
  6:   startOfAuthority,
  10:  { anything: rest('dns.null', 'Null (data)') },
  12:  { pointer: domainName('dns.ptr.domain_name', 'Domain Name') },
  13:  hostInformation,
  15:  { preference: u16('dns.mx.preference', 'Preference'), exchange: domainName('dns.mx.mail_exchange', 'Mail Exchange') },
  16:  { texts: list('', 'Texts', textOf('TXT', 'dns.txt')) },
  17:  { mailbox: domainName('dns.rp.mailbox', 'Mailbox'), textName: domainName('dns.rp.txt_rr', 'TXT RR') },
  28:  { address: ipv6Address('dns.aaaa', 'AAAA Address') },
  29:  location,
  33:  {
    priority: u16('dns.srv.priority', 'Priority'),
    weight:   u16('dns.srv.weight', 'Weight'),
    port:     u16('dns.srv.port', 'Port'),
    target:   domainName('dns.srv.target', 'Target', { whole: true }),
  },
  35:  namingAuthority,
  39:  { delegationName: domainName('dns.dname', 'Dname', { whole: true }) },
  41:  { options: list('', 'Options', option) },
  43:  delegation,
  44:  fingerprint,
  46:  signature,
  47:  nextSecure,
  48:  key,
  49:  { identifier: rest('dns.dhcid.rdata', 'DHCID Data') },
  50:  nextSecureHashed,
  51:  hashParameters,
  52:  association,
  59:  delegation,
  60:  key,
  61:  { publicKey: rest('', 'OpenPGP Key') },
  64:  serviceBinding,
  65:  serviceBinding,
  99:  { texts: list('', 'Texts', textOf('SPF', 'dns.spf')) },
  108: { hardwareAddress: mac('dns.eui48', 'EUI48 Address') },
  250: transactionSignature,
  257: certificationAuthority,
} as const
