/** Kerberos, version 5: RFC 4120; over TCP with the length in front, section 7.2.2. Sections are those of it. */
import {
  ahead, ber, bits, flag, given, lineOf, nameIn, overlay, protocol, record, rest, u32, u8, unfinished, range,
} from '../../../../schema/index.ts'
import { encryptionTypes, errors, messageTypes } from './names.ts'
import {
  addresses, apRequest, checksum, client, encrypted, generalText, kdcOptions, messageType, number, octets, others, preauthentications,
  preauthenticationsInOctets, realm, server, ticket, time, version,
} from './parts.ts'

/** Section 5.4.1. */
const requestBody = record('req-body', {
  ...kdcOptions,
  client:        client(1),
  realm:         realm(2),
  server:        server(3),
  from:          time('from', 'from', 4),
  till:          time('till', 'till', 5),
  renewUntil:    time('rtime', 'rtime', 6),
  nonce:         number('nonce', 'nonce', 7),
  types:         ber.list('kerberos.kdc-req-body.etype', 'etype', record('ENCTYPE', {
    type: ber.integer('kerberos.ENCTYPE', 'ENCTYPE', { names: encryptionTypes }),
  }), { explicit: 8 }),
  addresses:     addresses(9),
  authorization: encrypted('enc_authorization_data_element', 'enc-authorization-data', 10),
  others,
})
const request = record('KDC-REQ', {
  version: version(1),
  type:    messageType(2),
  data:    preauthentications(3),
  body:    ber.sequence('kerberos.req_body_element', 'req-body', requestBody, { explicit: 4 }),
})
/** Section 5.4.2. */
const reply = record('KDC-REP', {
  version:     version(0),
  type:        messageType(1),
  data:        preauthentications(2),
  clientRealm: realm(3, 'crealm'),
  client:      client(4),
  ticket:      ticket(5),
  encrypted:   encrypted('enc_part_element', 'enc-part', 6),
})
const start = { version: version(0), type: messageType(1) }
/** Sections 5.5.2, 5.6.1, 5.7.1 and 5.8.1. */
const applicationReply = record('AP-REP', { ...start, encrypted: encrypted('enc_part_element', 'enc-part', 2) })
const safe = record('KRB-SAFE', { ...start, body: ber.sequence('kerberos.safe_body_element', 'safe-body', record('safe-body', { others }), {
  explicit: 2 }), checksum: checksum('cksum_element', 'cksum', 3) })
const secret = record('KRB-PRIV', { ...start, encrypted: encrypted('enc_part_element', 'enc-part', 3) })
const credentials = record('KRB-CRED', { ...start, others })

const preauthenticationRequired = 25
/** Section 5.9.1. */
const failure = record('KRB-ERROR', {
  version:           version(0),
  type:              messageType(1),
  clientTime:        time('ctime', 'ctime', 2),
  clientMicro:       number('cusec', 'cusec', 3),
  serverTime:        time('stime', 'stime', 4),
  serverMicro:       number('susec', 'susec', 5),
  code:              number('error_code', 'error-code', 6, { names: errors }),
  clientRealm:       realm(7, 'crealm'),
  client:            client(8),
  realm:             realm(9),
  server:            server(10),
  text:              generalText('e_text', 'e-text', 11),
}).cases(
  [({ code }) => code === preauthenticationRequired, {
    octets: overlay(octets('e_data', 'e-data', 12)), methods: preauthenticationsInOctets(12),
  }],
  [({ code }) => code !== preauthenticationRequired, { octets: octets('e_data', 'e-data', 12) }],
)

const isTag = record('Tag', { tag: u8('', 'Tag') }).recognizer({ tag: [range(0x6a, 0x6f), range(0x74, 0x76), 0x7e] })
const mark = record('Mark', { length: u32('', 'Length'), tag: u8('', 'Tag') })
const isMarked = mark.recognizer({ length: range(10, 0xffffff), tag: [range(0x6a, 0x6f), range(0x74, 0x76), 0x7e] })
const lengthOf = mark.reader('length')

export const kerberos = protocol('kerberos', 'Kerberos', { 'udp.port': [88], 'tcp.port': [88], 'kerberos.message': ['message'] })
  .specified('RFC 4120')
  .borrows('ber')
  .fields({ first: ahead(8) })
  .cases([{ first: [0, 1, 2] }, {
    reserved: flag('kerberos.rm.reserved', 'Reserved'), length: bits(31, 'kerberos.rm.length', 'Record Length', { unit: 'bytes' }),
  }])
  .fields({ tag: ahead(8) })
  .choice('tag', {
    0x6a: { request: ber.sequence('kerberos.as_req_element', 'as-req', request, { application: 10 }) },
    0x6b: { reply: ber.sequence('kerberos.as_rep_element', 'as-rep', reply, { application: 11 }) },
    0x6c: { request: ber.sequence('kerberos.tgs_req_element', 'tgs-req', request, { application: 12 }) },
    0x6d: { reply: ber.sequence('kerberos.tgs_rep_element', 'tgs-rep', reply, { application: 13 }) },
    0x6e: { application: ber.sequence('kerberos.ap_req_element', 'ap-req', apRequest, { application: 14 }) },
    0x6f: { applicationReply: ber.sequence('kerberos.ap_rep_element', 'ap-rep', applicationReply, { application: 15 }) },
    0x74: { safe: ber.sequence('kerberos.krb_safe_element', 'krb-safe', safe, { application: 20 }) },
    0x75: { secret: ber.sequence('kerberos.krb_priv_element', 'krb-priv', secret, { application: 21 }) },
    0x76: { credentials: ber.sequence('kerberos.krb_cred_element', 'krb-cred', credentials, { application: 22 }) },
    0x7e: { failure: ber.sequence('kerberos.krb_error_element', 'krb-error', failure, { application: 30 }) },
  }, { other: rest('', 'Data') })
  .accepts((bytes, from, end) => isTag(bytes, from, end) || isMarked(bytes, from, end))
  .streamed((bytes, from, end) => {
    if (end - from < 5) return unfinished
    return isMarked(bytes, from, end) ? 4 + lengthOf(bytes, from) : 0
  })
  .colored('security', ({ failure: error }) => (error !== undefined && error.code !== preauthenticationRequired ? 'warning' : undefined))
  .summarized(({ tag, request: asked, reply: answer, application, failure: error }) => {
    const name = nameIn(messageTypes, tag - 0x60) ?? `message 0x${tag.toString(16)}`
    const words = asked !== undefined ? askedWords(asked.body)
      : answer !== undefined ? `${nameOf(answer.client, answer.clientRealm)} for ${nameOf(answer.ticket?.content?.server, undefined)}`
      : application !== undefined ? `for ${nameOf(application.ticket?.content?.server, application.ticket?.content?.realm)}`
      : error !== undefined ? lineOf([nameIn(errors, Number(error.code)) ?? given`${error.code}`, error.text && `(${error.text})`], ' ') : ''
    return `${name} ${words}`.trimEnd()
  })

export interface Principal {
  readonly names?: readonly { readonly name: string | undefined }[] | undefined
}
const nameOf = (principal: Principal | undefined, of: string | undefined) =>
  `${(principal?.names ?? []).map(({ name }) => name ?? '').join('/')}${of === undefined ? '' : `@${of}`}`

export interface Body {
  readonly client?: Principal | undefined
  readonly realm?: string | undefined
  readonly server?: Principal | undefined
}
/** Whom a ticket is asked for, and for what. */
const askedWords = (body: Body | undefined) => {
  const wanted = nameOf(body?.server, undefined)
  return body?.client === undefined ? `for ${wanted}` : `${nameOf(body.client, body.realm)} for ${wanted}`
}
