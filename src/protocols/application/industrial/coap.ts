/** Constrained Application Protocol: RFC 7252 over UDP, RFC 7641 (Observe), RFC 7959 (block transfers). */
import {
  bits, bytes, fact, list, nameIn, optional, protocol, range, record, rest, u16, u8, uint, type Names,
} from '../../../schema/index.ts'

/** IANA "CoAP Codes", 2026-11. */
const codes = {
  0: 'Empty Message', 1: 'GET', 2: 'POST', 3: 'PUT', 4: 'DELETE', 5: 'FETCH', 6: 'PATCH', 7: 'iPATCH', 65: '2.01 Created',
  66: '2.02 Deleted',
  67: '2.03 Valid', 68: '2.04 Changed', 69: '2.05 Content', 95: '2.31 Continue', 128: '4.00 Bad Request', 129: '4.01 Unauthorized',
  130: '4.02 Bad Option', 131: '4.03 Forbidden', 132: '4.04 Not Found', 133: '4.05 Method Not Allowed', 134: '4.06 Not Acceptable',
  136: '4.08 Request Entity Incomplete', 137: '4.09 Conflict', 140: '4.12 Precondition Failed', 141: '4.13 Request Entity Too Large',
  143: '4.15 Unsupported Content-Format', 150: '4.22 Unprocessable Entity', 157: '4.29 Too Many Requests',
  160: '5.00 Internal Server Error',
  161: '5.01 Not Implemented', 162: '5.02 Bad Gateway', 163: '5.03 Service Unavailable', 164: '5.04 Gateway Timeout',
  165: '5.05 Proxying Not Supported', 168: '5.08 Hop Limit Reached',
} satisfies Names
const types = { 0: 'Confirmable', 1: 'Non-Confirmable', 2: 'Acknowledgement', 3: 'Reset' } satisfies Names

/** Section 3.1: 13 and 14 say that one or two bytes more have the rest. */
const extended = (nibble: number) => (nibble === 13 ? 1 : nibble === 14 ? 2 : 0)
interface Nibbles { readonly deltaNibble: number, readonly lengthNibble: number }
const option = record('Option', {
  deltaNibble:    bits(4, 'coap.opt.delta', 'Opt Delta'),
  lengthNibble:   bits(4, 'coap.opt.length', 'Opt Length'),
}).fields({
  deltaMore:  uint('coap.opt.delta_ext', 'Opt Delta extended', ({ deltaNibble }: Nibbles) => extended(deltaNibble)),
  lengthMore: uint('coap.opt.length_ext', 'Opt Length extended', ({ lengthNibble }: Nibbles) => extended(lengthNibble)),
}).fields({
  value: bytes('coap.opt.value', 'Value', ({ lengthNibble, lengthMore }: Nibbles & { readonly lengthMore: number }) =>
    (lengthNibble < 13 ? lengthNibble : lengthNibble === 13 ? lengthMore + 13 : lengthMore + 269)),
})
const isOption = record('Option', { first: u8('coap.opt', 'Option') }).recognizer({ first: range(0, 0xfe) })
interface Option extends Nibbles { readonly deltaMore: number, readonly value: Uint8Array }
const uriPath = 11

/** The path that the options say, section 6.5. */
function pathOf(options: readonly Option[]): string {
  let number = 0
  let path = ''
  for (const { deltaNibble, deltaMore, value } of options) {
    number += deltaNibble < 13 ? deltaNibble : deltaNibble === 13 ? deltaMore + 13 : deltaMore + 269
    if (number === uriPath) path += `/${String.fromCharCode(...value.subarray(0, 255))}`
  }
  return path
}
const begins = record('Header', { version: bits(2, 'coap.version', 'Version'), type: bits(2, 'coap.type', 'Type'), length: bits(4,
  'coap.token_len', 'Token Length') })
  .recognizer({ version: 1, length: range(0, 8) })

export const coap = protocol('coap', 'Constrained Application Protocol', { 'udp.port': [5683], 'dtls.port': [5684] })
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
  .summarized(({ type, code, messageId, options }) =>
    [nameIn(types, type) ?? '', nameIn(codes, code) ?? `code ${code >> 5}.${code & 31}`, pathOf(options),
      `id ${messageId}`].filter(Boolean).join(' '))
