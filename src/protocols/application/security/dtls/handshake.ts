/** Handshake messages and fragments of them: RFC 6347, section 4.2.2. Their bodies are those of TLS. */
import { list, nameIn, record, rest, u16, u24, u8, type View } from '../../../../schema/index.ts'
import { tlsHandshakeTypes, tlsVersions } from '../../../names/tls.ts'
import { certificates } from '../tls/certificates.ts'
import { certificateStatus } from '../tls/extensions.ts'
import { cookie, datagramClientHello, hello, serverHello } from '../tls/handshake.ts'
import { certificateRequest, certificateVerify, clientKeyExchange, serverKeyExchange } from '../tls/key-exchange.ts'
import { newSessionTicket } from '../tls/tickets.ts'

const header = {
  type:            u8('dtls.handshake.type', 'Handshake Type', { names: tlsHandshakeTypes }),
  length:          u24('dtls.handshake.length', 'Length'),
  messageSequence: u16('dtls.handshake.message_seq', 'Message Sequence'),
  fragmentOffset:  u24('dtls.handshake.fragment_offset', 'Fragment Offset'),
  fragmentLength:  u24('dtls.handshake.fragment_length', 'Fragment Length'),
}
export const headerLength = 12
const plain = record('Handshake', header)
/** Of a message that was put together: its fragments have the same under names. */
const headerOfAll = {
  type:            u8('', 'Handshake Type', { names: tlsHandshakeTypes }),
  length:          u24('', 'Length'),
  messageSequence: u16('', 'Message Sequence'),
  fragmentOffset:  u24('', 'Fragment Offset'),
  fragmentLength:  u24('', 'Fragment Length'),
}
export const typeAt = plain.reader('type')
export const lengthAt = plain.reader('length')
export const sequenceAt = plain.reader('messageSequence')
export const offsetAt = plain.reader('fragmentOffset')
export const fragmentLengthAt = plain.reader('fragmentLength')

const isKnown = plain.recognizer({ type: Object.keys(tlsHandshakeTypes).map(Number) })

/** Whether a fragment begins at a place that is not encrypted, and lies in its message. */
export function isFragment(bytes: Uint8Array, start: number, end: number): boolean {
  if (!isKnown(bytes, start, end)) return false
  const [length, offset, part] = [lengthAt(bytes, start), offsetAt(bytes, start), fragmentLengthAt(bytes, start)]
  return length <= longestMessage && offset + part <= length && start + headerLength + part <= end
}

const { version } = hello('dtls')
const types = {
  clientHello: 1, serverHello: 2, helloVerifyRequest: 3, newSessionTicket: 4, certificate: 11, serverKeyExchange: 12,
  certificateRequest: 13, certificateVerify: 15, clientKeyExchange: 16, finished: 20, certificateStatus: 22,
} as const

const messageWith = (fields: typeof header) => record('Handshake', fields)
  .followedBy('fragmentLength')
  .cases(
    [({ length, fragmentLength }) => length !== fragmentLength, { fragment: rest('', 'Fragment') }],
    [{ type: types.clientHello }, datagramClientHello],
    [{ type: types.serverHello }, serverHello('dtls')],
    [{ type: types.helloVerifyRequest }, { version, cookie }],
    [{ type: types.newSessionTicket }, newSessionTicket('dtls')],
    [{ type: types.certificate }, certificates('dtls').before13],
    [{ type: types.serverKeyExchange }, serverKeyExchange('dtls')],
    [{ type: types.certificateRequest }, certificateRequest('dtls')],
    [{ type: types.certificateVerify }, certificateVerify('dtls')],
    [{ type: types.clientKeyExchange }, clientKeyExchange('dtls')],
    [{ type: types.finished }, { verifyData: rest('dtls.handshake.verify_data', 'Verify Data') }],
    [{ type: types.certificateStatus }, certificateStatus('dtls')],
  )
  .fields({ body: rest('', 'Body') })
  .summarized(wordsOf)

/** A message, or a fragment of it. */
export const handshake = messageWith(header)
/** A message that was put together. */
export const handshakeOfAll = messageWith(headerOfAll)

export const handshakes = list('dtls.handshake', 'Handshake Protocol', handshake, { begins: isFragment })

const names: Readonly<Record<number, string>> = tlsHandshakeTypes

/** A message in words: `Client Hello (example.test)`. */
export function wordsOf(message: Message): string {
  const { type, length, fragmentLength, version: chosen, extensions } = message
  const name = names[type] ?? `Handshake ${type}`
  if (length !== fragmentLength) return `${name} (fragment)`
  if (type === types.serverHello) return `${name} (${nameIn(tlsVersions, chosen ?? 0) ?? chosen})`
  const server = extensions?.find(({ serverNames }) => serverNames !== undefined)?.serverNames?.[0]?.name
  return server === undefined ? name : `${name} (${server})`
}

type Message = View & {
  readonly type: number
  readonly length: number
  readonly fragmentLength: number
  readonly version: number | undefined
  readonly extensions: readonly { readonly serverNames: readonly { readonly name: string }[] | undefined }[] | undefined
}

const longestMessage = 1 << 17
