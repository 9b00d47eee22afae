/** Parts of the messages of Kerberos: RFC 4120, section 5. Sections are those of it. */
import {
  ber, berElement, bits, flag, group, ipv4Address, list, overlay, record, rest, text, u8, type View,
} from '../../../../schema/index.ts'
import { addressTypes, encryptionTypes, messageTypes, nameTypes, preauthenticationTypes } from './names.ts'

const generalString = 0x1b
export const number = (filter: string, label: string, explicit: number, look = {}) =>
  ber.integer(`kerberos.${filter}`, label, { explicit, optional: true, ...look })
export const octets = (filter: string, label: string, explicit: number) =>
  ber.octets(`kerberos.${filter}`, label, { explicit, optional: true })
export const time = (filter: string, label: string, explicit: number) => ber.time(`kerberos.${filter}`, label, { explicit, optional: true })
export const realm = (explicit: number, filter = 'realm') =>
  ber.text(`kerberos.${filter}`, filter, { tag: generalString, explicit, optional: true })
export const generalText = (filter: string, label: string, explicit: number) =>
  ber.text(`kerberos.${filter}`, label, { tag: generalString, explicit, optional: true })
export const version = (explicit: number) => number('pvno', 'pvno', explicit)
export const messageType = (explicit: number) => number('msg_type', 'msg-type', explicit, { names: messageTypes })
export const others = list('', 'More', berElement)

/** Section 5.2.2. */
const principal = (kind: 'CName' | 'SName') => {
  const key = kind.toLowerCase()
  return record(key, {
    type:  number('name_type', 'name-type', 0, { names: nameTypes }),
    names: ber.list(`kerberos.${key}_string`, `${key}-string`, record(`${kind}String`, {
      name: ber.text(`kerberos.${kind}String`, `${kind}String`, { tag: generalString }),
    }), { explicit: 1 }),
  })
}
const [clientName, serverName] = [principal('CName'), principal('SName')]
export const client = (explicit: number) => ber.sequence('kerberos.cname_element', 'cname', clientName, { explicit, optional: true })
export const server = (explicit: number) => ber.sequence('kerberos.sname_element', 'sname', serverName, { explicit, optional: true })

/** Section 5.2.5. */
const address = record('HostAddress', { type: number('addr_type', 'addr-type', 0, { names: addressTypes }) })
  .choice(({ type }) => Number(type), {
    2:  { ipv4: ber.sequence('', 'address', record('address', { address: ipv4Address('kerberos.addr_ip', 'IP Address') }), { tag: 4,
      explicit: 1 }) },
    20: { netbios: ber.sequence('', 'address', record('address', { address: text('kerberos.addr_nb', 'NetBIOS Address', 15, {
      padding: 'space', encoding: 'latin-1' }), suffix: u8('', 'Suffix', { base: 16 }) }), { tag: 4, explicit: 1 }) },
  }, { address: octets('address', 'address', 1) })
export const addresses = (explicit: number) => ber.list('kerberos.addresses', 'addresses', record('HostAddress', {
  address: ber.sequence('kerberos.HostAddress_element', 'HostAddress', address),
}), { explicit, optional: true })

/** Section 5.2.9. */
const encryptedData = record('EncryptedData', {
  type:    number('etype', 'etype', 0, { names: encryptionTypes }),
  version: number('kvno', 'kvno', 1),
  cipher:  octets('cipher', 'cipher', 2),
})
export const encrypted = (filter: string, label: string, explicit: number) =>
  ber.sequence(`kerberos.${filter}`, label, encryptedData, { explicit, optional: true })
export const checksum = (filter: string, label: string, explicit: number) =>
  ber.sequence(`kerberos.${filter}`, label, record('Checksum', {
    type: number('cksumtype', 'cksumtype', 0), checksum: octets('checksum', 'checksum', 1),
  }), { explicit, optional: true })

/** Section 5.3. */
const ticketContent = record('Ticket', { content: ber.sequence('', 'Ticket', record('Ticket', {
  version:   number('tkt_vno', 'tkt-vno', 0),
  realm:     realm(1),
  server:    server(2),
  encrypted: encrypted('enc_part_element', 'enc-part', 3),
})) })
export const ticket = (explicit: number) =>
  ber.sequence('kerberos.ticket_element', 'ticket', ticketContent, { tag: 0x61, explicit, optional: true })

/** What lies before the flags in a bit string. */
const unusedBits = { padding: u8('ber.bitstring.padding', 'Padding') }
const option = (name: string, label: string) => flag(`kerberos.KDCOptions.${name}`, label)
const unusedOptions = Object.fromEntries(Array.from({ length: 9 }, (_, index) =>
  [`unused${17 + index}`, option(`unused${17 + index}`, `unused${17 + index}`)]))
const options = record('KDCOptions', { ...unusedBits, flags: group('', 'KDCOptions', {
  reserved: option('reserved', 'reserved'), forwardable: option('forwardable', 'forwardable'), forwarded: option('forwarded', 'forwarded'),
  proxiable: option('proxiable', 'proxiable'), proxy: option('proxy', 'proxy'), allowPostdate: option('allow.postdate', 'allow-postdate'),
  postdated: option('postdated', 'postdated'), unused7: option('unused7', 'unused7'), renewable: option('renewable', 'renewable'),
  unused9: option('unused9', 'unused9'), unused10: option('unused10', 'unused10'),
  hardware: option('opt.hardware.auth', 'opt-hardware-auth'), unused12: option('unused12', 'unused12'),
  unused13: option('unused13', 'unused13'), constrained: option('constrained.delegation', 'constrained-delegation'),
  canonicalize: option('canonicalize', 'canonicalize'), anonymous: option('request.anonymous', 'request-anonymous'),
  ...unusedOptions, uncheckedTransit: option('disable.transited.check', 'disable-transited-check'),
  renewableOk: option('renewable.ok', 'renewable-ok'), inSessionKey: option('enc.tkt.in.skey', 'enc-tkt-in-skey'),
  unused29: option('unused29', 'unused29'), renew: option('renew', 'renew'), validate: option('validate', 'validate'),
}) })
const apOption = (name: string, label: string) => flag(`kerberos.APOptions.${name}`, label)
const apOptions = record('APOptions', { ...unusedBits, flags: group('', 'APOptions', {
  reserved: apOption('reserved', 'reserved'), sessionKey: apOption('use.session.key', 'use-session-key'),
  mutual: apOption('mutual.required', 'mutual-required'), unused: bits(29, '', 'unused'),
}) })
/** A bit string in an explicit tag. */
const bitString = { tag: 0x03 } as const
export const kdcOptions = {
  optionBytes: overlay(ber.bits('kerberos.kdc_options', 'kdc-options', { explicit: 0 })),
  options:     ber.sequence('', 'Options', options, { ...bitString, explicit: 0 }),
}

/** Section 5.5.1. */
export const apRequest = record('AP-REQ', {
  version:       version(0),
  type:          messageType(1),
  optionBytes:   overlay(ber.bits('kerberos.ap_options', 'ap-options', { explicit: 2 })),
  options:       ber.sequence('', 'Options', apOptions, { ...bitString, explicit: 2 }),
  ticket:        ticket(3),
  authenticator: encrypted('authenticator_element', 'authenticator', 4),
})

/** Sections 5.2.7.4 and 5.2.7.5. */
const encryptionInfo = record('ETYPE-INFO2-ENTRY', { entry: ber.sequence('kerberos.ETYPE_INFO2_ENTRY_element', 'ETYPE-INFO2-ENTRY',
  record('ETYPE-INFO2-ENTRY', {
    type: number('etype', 'etype', 0, { names: encryptionTypes }), salt: generalText('info2_salt', 'salt', 1),
    parameters: octets('s2kparams', 's2kparams', 2),
  })) })
const supported = (name: string) => flag(`kerberos.supported_entypes.${name}`, name)
/** [MS-KILE], section 2.2.7. */
const supportedTypes = group('kerberos.supported_entypes', 'SupportedEnctypes', {
  crc: supported('des-cbc-crc'), md5: supported('des-cbc-md5'), rc4: supported('rc4-hmac'), aes128: supported('aes128-cts-hmac-sha1-96'),
  aes256: supported('aes256-cts-hmac-sha1-96'), unused: bits(11, '', 'unused'), fast: supported('fast-supported'),
  compound: supported('compound-identity-supported'), claims: supported('claims-supported'),
  compression: supported('resource-sid-compression-disabled'), unused2: bits(12, '', 'unused'),
}, { order: 'little' })

/** RFC 6113, section 5.4.2 and 5.4.3: the request, or the reply, in the tag of a choice. */
const armored = record('armored-data', { data: ber.sequence('', 'armored-data', record('armored-data', {
  checksum: checksum('req_checksum_element', 'req-checksum', 1),
  request:  encrypted('enc_fast_req_element', 'enc-fast-req', 2),
  reply:    encrypted('enc_fast_rep_element', 'enc-fast-rep', 0),
  others,
})) })
const fast = record('PA-FX-FAST', { data: ber.sequence('kerberos.armored_data_element', 'armored-data', armored, { tag: 0xa0 }) })

const inOctets = { tag: 0x04, explicit: 2 } as const
/** A value of preauthentication that holds a record. */
const holds = <V>(content: Parameters<typeof ber.sequence<V>>[2]) => ber.sequence('', 'Value', content, inOctets)
const sequenceOf = <V>(label: string, content: Parameters<typeof ber.sequence<V>>[2]) =>
  holds(record(label, { value: ber.sequence('', label, content) }))
export interface Preauthentication {
  readonly type?: number | bigint | undefined
  readonly octets?: Uint8Array | undefined
}
/** Section 5.2.7; one without a value says that the method may be used. */
const data = record('PA-DATA', {
  type:   number('padata_type', 'padata-type', 1, { names: preauthenticationTypes }),
  octets: overlay(octets('padata_value', 'padata-value', 2)),
}).choice(({ type, octets: value }: View & Preauthentication) => (value === undefined || value.length === 0 ? undefined : Number(type)), {
  1:   { request: holds(record('Value', { request: ber.sequence('kerberos.ap_req_element', 'ap-req', apRequest, { application: 14 }) })) },
  2:   { timestamp: sequenceOf('PA-ENC-TIMESTAMP', encryptedData) },
  11:  { types: holds(record('Value', { entries: ber.list('', 'ETYPE-INFO', encryptionInfo) })) },
  19:  { types: holds(record('Value', { entries: ber.list('', 'ETYPE-INFO2', encryptionInfo) })) },
  128: { pac: sequenceOf('PA-PAC-REQUEST', record('PA-PAC-REQUEST', {
    include: ber.boolean('kerberos.include_pac', 'include-pac', { explicit: 0, optional: true }) })) },
  136: { fast: holds(fast) },
  138: { challenge: sequenceOf('PA-ENCRYPTED-CHALLENGE', encryptedData) },
  165: { supported: holds(record('Value', { types: supportedTypes })) },
}, { others: rest('', 'Value') })
const preauthentication = record('PA-DATA', { data: ber.sequence('kerberos.PA_DATA_element', 'PA-DATA', data) })
export const preauthentications = (explicit: number) =>
  ber.list('kerberos.padata', 'padata', preauthentication, { explicit, optional: true })
export const preauthenticationsInOctets = (explicit: number) => ber.sequence('', 'e-data', record('e-data', {
  data: ber.list('', 'METHOD-DATA', preauthentication),
}), { tag: 0x04, explicit, optional: true })
