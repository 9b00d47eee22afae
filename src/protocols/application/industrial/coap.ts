/** Constrained Application Protocol: RFC 7252 over UDP, RFC 7641 (Observe), RFC 7959 (block transfers). */
import {
  bits, bytes, computed, computedText, fact, lineOf, list, nameIn, optional, protocol, range, record, rest, text, u16, u8, uint,
  type Names, type View,
} from '../../../schema/index.ts'

/** IANA "CoAP Codes", 2026-11. */
const codes = {
  0: 'Empty Message', 1: 'GET', 2: 'POST', 3: 'PUT', 4: 'DELETE', 5: 'FETCH', 6: 'PATCH', 7: 'iPATCH', 65: '2.01 Created',
  66: '2.02 Deleted', 67: '2.03 Valid', 68: '2.04 Changed', 69: '2.05 Content', 95: '2.31 Continue', 128: '4.00 Bad Request',
  129: '4.01 Unauthorized', 130: '4.02 Bad Option', 131: '4.03 Forbidden', 132: '4.04 Not Found', 133: '4.05 Method Not Allowed',
  134: '4.06 Not Acceptable', 136: '4.08 Request Entity Incomplete', 137: '4.09 Conflict', 140: '4.12 Precondition Failed',
  141: '4.13 Request Entity Too Large', 143: '4.15 Unsupported Content-Format', 150: '4.22 Unprocessable Entity',
  157: '4.29 Too Many Requests', 160: '5.00 Internal Server Error', 161: '5.01 Not Implemented', 162: '5.02 Bad Gateway',
  163: '5.03 Service Unavailable', 164: '5.04 Gateway Timeout', 165: '5.05 Proxying Not Supported', 168: '5.08 Hop Limit Reached',
} satisfies Names
const types = { 0: 'Confirmable', 1: 'Non-Confirmable', 2: 'Acknowledgement', 3: 'Reset' } satisfies Names

/** IANA "CoAP Content-Formats", 2026-11: those in use. */
const formats: Names = {
  0: 'text/plain; charset=utf-8', 40: 'application/link-format', 41: 'application/xml', 42: 'application/octet-stream',
  47: 'application/exi', 50: 'application/json', 51: 'application/json-patch+json', 52: 'application/merge-patch+json',
  60: 'application/cbor', 61: 'application/cwt', 110: 'application/senml+json', 112: 'application/senml+cbor',
  11542: 'application/vnd.oma.lwm2m+tlv', 11543: 'application/vnd.oma.lwm2m+json', 11544: 'application/vnd.oma.lwm2m+cbor',
}
const formatText = (value: Uint8Array) => {
  const number = value.reduce((sum, byte) => sum * 256 + byte, 0)
  return nameIn(formats, number) ?? `Unknown Type ${number}`
}

/** Section 3.1: 13 and 14 say that one or two bytes more have the rest. */
const extended = (nibble: number) => (nibble === 13 ? 1 : nibble === 14 ? 2 : 0)
const whole = (nibble: number, more: number) => (nibble < 13 ? nibble : nibble === 13 ? more + 13 : more + 269)
export interface Sizes { readonly deltaNibble: number, readonly lengthNibble: number, readonly lengthMore: number }
const lengthOf = ({ lengthNibble, lengthMore }: Sizes) => whole(lengthNibble, lengthMore)

/** IANA "CoAP Option Numbers", 2026-11. */
const options = {
  1: 'If-Match', 3: 'Uri-Host', 4: 'Etag', 5: 'If-None-Match', 6: 'Observe', 7: 'Uri-Port', 8: 'Location-Path', 9: 'OSCORE', 11: 'Uri-Path',
  12: 'Content-Format', 14: 'Max-age', 15: 'Uri-Query', 16: 'Hop-Limit', 17: 'Accept', 20: 'Location-Query', 23: 'Block2', 27: 'Block1',
  28: 'Size2', 35: 'Proxy-Uri', 39: 'Proxy-Scheme', 60: 'Size1', 258: 'No-Response',
} satisfies Names
const readHead = record('Header', { head: u8('', 'Head') }).reader('head')
const readMore = [() => 0, readHead, record('More', { more: u16('', 'More') }).reader('more')] as const
const headerLength = 4
/** The number of options of a message that are named. */
const mostNumbered = 128

/** The number of an option is the sum of the deltas up to it; 0 where too many are before it. */
function numberOf({ bytes: octets, origin, start, end }: View): number {
  let number = 0
  let at = origin + headerLength + (readHead(octets, origin) & 15)
  for (let count = 0; at <= start && at < end && count < mostNumbered; count++) {
    const head = readHead(octets, at)
    const [delta, length] = [extended(head >> 4), extended(head & 15)]
    if (at + 1 + delta + length > end) return 0
    number += whole(head >> 4, readMore[delta]!(octets, at + 1))
    if (at === start) return number
    at += 1 + delta + length + whole(head & 15, readMore[length]!(octets, at + 1 + delta))
  }
  return 0
}

const number = (name: string, label: string) => uint(`coap.opt.${name}`, label, lengthOf)
const words = (name: string, label: string) => text(`coap.opt.${name}`, label, lengthOf)
const octets = (name: string, label: string) => bytes(`coap.opt.${name}`, label, lengthOf)
/** RFC 7959, section 2.2. */
const ofBlock = (name: string, label: string, part: (block: number) => number) =>
  computed(`coap.opt.${name}`, label, (({ block: value }: { readonly block: number }) => part(value)) as never)
const block = {
  block:       uint('', 'Block', lengthOf, { base: 16 }),
  blockNumber: ofBlock('block_number', 'Block Number', (value) => value >>> 4),
  blockMore:   ofBlock('block_mflag', 'More Flag', (value) => (value >> 3) & 1),
  blockSize:   ofBlock('block_size', 'Encoded Block Size', (value) => value & 7),
}
/** A number without bytes is 0. */
const format = (name: string, label: string) => ({
  formatNumber: bytes('', 'Number', lengthOf),
  format: computedText(`coap.opt.${name}`, label, (({ formatNumber }: { readonly formatNumber: Uint8Array }) =>
    formatText(formatNumber)) as never),
})
/** Section 5.4.6: what the lowest bits of a number say. */
const kindOf = (which: number) =>
  `${(which & 1) === 0 ? 'Elective' : 'Critical'}, ${(which & 2) === 0 ? (which & 0x1e) === 0x1c ? 'NoCacheKey' : 'Safe' : 'Unsafe'}`
const option = record('Option', {
  deltaNibble:    bits(4, 'coap.opt.delta', 'Opt Delta'),
  lengthNibble:   bits(4, 'coap.opt.length', 'Opt Length'),
}).fields({
  deltaMore:  uint('coap.opt.delta_ext', 'Opt Delta extended', ({ deltaNibble }) => extended(deltaNibble)),
  lengthMore: uint('coap.opt.length_ext', 'Opt Length extended', ({ lengthNibble }) => extended(lengthNibble)),
}).fields({ number: computed('', 'Option', numberOf as never, { names: options }) })
  .fields({ description: computedText('coap.opt.desc', 'Opt Desc', ({ number: which }) => `Type ${which}, ${kindOf(which)}`) })
  .choice('number', {
    1:  { ifMatch: octets('if_match', 'If-Match') },
    3:  { host: words('uri_host', 'Uri-Host') },
    4:  { tag: octets('etag', 'Etag') },
    6:  { observe: number('observe', 'Observe') },
    7:  { port: number('uri_port', 'Uri-Port') },
    8:  { location: words('location_path', 'Location-Path') },
    11: { path: words('uri_path', 'Uri-Path') },
    12: format('ctype', 'Content-type'),
    14: { maxAge: number('max_age', 'Max-age') },
    15: { query: words('uri_query', 'Uri-Query') },
    16: { hopLimit: number('hop_limit', 'Hop Limit') },
    17: format('accept', 'Accept'),
    20: { locationQuery: words('location_query', 'Location-Query') },
    23: block,
    27: block,
    35: { proxy: words('proxy_uri', 'Proxy-Uri') },
    39: { scheme: words('proxy_scheme', 'Proxy-Scheme') },
    60: { size: number('size1', 'Size1') },
  }, { value: octets('unknown', 'Value') })
  .summarized((given) => {
    const { number: which, host, path, query, format: type, observe, blockNumber } = given as Said
    const value = host ?? path ?? query ?? type ?? observe ?? blockNumber
    return `${nameIn(options, which) ?? which}${value === undefined ? '' : `: ${value}`}`
  })
interface Said extends Target {
  readonly number: number
  readonly host?: string
  readonly format?: string
  readonly observe?: number
  readonly blockNumber?: number
}
const isOption = record('Option', { first: u8('coap.opt', 'Option') }).recognizer({ first: range(0, 0xfe) })

/** The path and the query that the options say, section 6.5. */
interface Target {
  readonly path?: string
  readonly query?: string
}
function targetOf(list: readonly Target[]): string {
  let [target, mark] = ['', '?']
  for (const { path, query } of list.slice(0, mostNumbered)) {
    if (path !== undefined) target += `/${path}`
    if (query !== undefined) [target, mark] = [`${target}${mark}${query}`, '&']
  }
  return target
}
/** What a whole request is for: all segments, each after a slash. */
const pathOf = (given: readonly Target[]): string | undefined => {
  const segments = given.slice(0, mostNumbered).flatMap(({ path }) => path ?? [])
  return segments.length === 0 ? undefined : segments.map((segment) => `/${segment}`).join('')
}
const formatIn = (given: readonly Said[]): string | undefined => given.find(({ format: name }) => name !== undefined)?.format
const binary = 'application/octet-stream'
/** Formats of payloads that are layers of their own. */
const derived: ReadonlySet<string> = new Set(['application/json', 'application/senml+json', 'application/xml',
  'application/vnd.oma.lwm2m+tlv', 'application/vnd.oma.lwm2m+json'])
const begins = record('Header', { version: bits(2, 'coap.version', 'Version'), type: bits(2, 'coap.type', 'Type'), length: bits(4,
  'coap.token_len', 'Token Length') })
  .recognizer({ version: 1, length: range(0, 8) })

export const coap = protocol('coap', 'Constrained Application Protocol', { 'udp.port': [5683], 'dtls.port': [5684] })
  .specified('RFC 7252')
  .fields({
    version:     bits(2, 'coap.version', 'Version'),
    type:        bits(2, 'coap.type', 'Type', { names: types }),
    tokenLength: bits(4, 'coap.token_len', 'Token Length', { unit: 'bytes' }),
    code:        u8('coap.code', 'Code', { names: codes }),
    messageId:   u16('coap.mid', 'Message ID'),
    token:       bytes('coap.token', 'Token', 'tokenLength'),
  })
  .fields({
    options: list('coap.opt', 'Options', option, { begins: isOption }),
    marker:  optional(u8('coap.opt.end_marker', 'End of options marker', { base: 16 })),
    data:    rest('coap.payload', 'Payload'),
  })
  .fields({
    payloadLength: computed('coap.payload_length', 'Payload Length', ({ data, isShort }) =>
      (data.length === 0 || isShort ? Number.NaN : data.length)),
    payloadFormat: computedText('coap.payload_desc', 'Payload Desc', ({ data, options: given, isShort }) =>
      (data.length === 0 || isShort ? undefined : formatIn(given as readonly Said[]) ?? binary)),
    wholePath: computedText('coap.opt.uri_path_recon', 'Uri-Path', ({ options: given, isShort }) =>
      (isShort ? undefined : pathOf(given as readonly Target[]))),
  })
  .derives(['media_type'], ({ data, isShort, options: given }) => {
    const type = formatIn(given as readonly Said[])?.split(';', 1)[0]
    return data.length === 0 || type === undefined || !derived.has(type) ? []
      : [{ speaks: [['media_type', type]], bytes: data, isCut: isShort, label: 'Payload' }]
  }, { isAlone: true })
  .accepts(begins)
  .facts({
    answeredIn: fact.frame('coap.response_in', 'Response In'),
    answers:    fact.frame('coap.response_to', 'Request In'),
    time:       fact.duration('coap.response_time', 'Response Time'),
  })
  .exchanged({
    part: ({ code }) => (code === 0 ? undefined : code < 32 ? 'question' : 'answer'),
    key:  ({ token }) => [...token].join(' '),
    facts: { answeredIn: 'answeredIn', answers: 'answers', time: 'time' },
  })
  .colored('messages', ({ code }) => (code >= 160 ? 'error' : code >= 128 ? 'warning' : undefined))
  .summarized(({ type, code, messageId, options: given }) =>
    lineOf([nameIn(types, type) ?? '', nameIn(codes, code) ?? `code ${code >> 5}.${code & 31}`, targetOf(given as readonly Target[]),
      `id ${messageId}`], ' '))
