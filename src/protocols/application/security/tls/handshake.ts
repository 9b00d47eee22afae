/** Handshake messages, RFC 8446 section 4 and RFC 5246 section 7.4. */
import {
  bytes, list, nameIn, only, optional, overlay, range, record, rest, time, tlv, u16, u24, u8, vector, type View,
} from '../../../../schema/index.ts'
import { tlsCipherSuites } from '../../../names/tls-cipher-suites.ts'
import { tlsCompressions, tlsHandshakeTypes, tlsVersions } from '../../../names/tls.ts'
import { certificates } from './certificates.ts'
import { certificateStatus, extension } from './extensions.ts'
import { clientFingerprints, serverFingerprints } from './fingerprints.ts'
import { certificateRequest, certificateVerify, clientKeyExchange, serverKeyExchange } from './key-exchange.ts'
import { newSessionTicket } from './tickets.ts'
import { toldOf } from './told.ts'
import { named } from './named.ts'

const header = {
  type:   u8('tls.handshake.type', 'Handshake Type', { names: tlsHandshakeTypes }),
  length: u24('tls.handshake.length', 'Length'),
}
const likelyLength = range(0, 0x1ffff)

/** Whether a Client Hello begins at a place. */
export const isClientHello = record('Handshake', header).recognizer({ type: 1, length: likelyLength })

/** The same for a Server Hello. */
export const isServerHello = record('Handshake', header).recognizer({ type: 2, length: likelyLength })

/** Whether a handshake message begins at a place that is not encrypted: its type is known and its length likely. */
export const isHandshake = record('Handshake', header)
  .recognizer({ type: Object.keys(tlsHandshakeTypes).map(Number), length: likelyLength })

const lengthAt = record('Handshake', header).reader('length')
const headerLength = 4
export const messageLength = (bytes: Uint8Array, start: number): number => headerLength + lengthAt(bytes, start)

/** The same for one that is all there. */
export const isWholeHandshake = (bytes: Uint8Array, start: number, end: number): boolean =>
  isHandshake(bytes, start, end) && start + messageLength(bytes, start) <= end

const isAnyHello = record('Handshake', header).recognizer({ type: [1, 2], length: likelyLength })
/** Whether the bytes are a hello and nothing else. */
export const isHello = (bytes: Uint8Array, start: number, end: number): boolean =>
  isAnyHello(bytes, start, end) && start + messageLength(bytes, start) === end

/** Since version 1.3 it is random, too (RFC 8446, section 4.1.2). */
const randomTime = named((tls) => time(`${tls}.handshake.random_time`, 'GMT Unix Time', 'unix'))
/** Of a server, whose extensions say so otherwise (section 4.2.1). */
const isBefore13 = ({ extensions }: Pick<Message, 'extensions'>) =>
  !extensions?.some(({ chosenVersion }) => chosenVersion !== undefined)

export const hello = named((tls) => ({
  version:      u16(`${tls}.handshake.version`, 'Version', { base: 16, names: tlsVersions }),
  randomTime:   overlay(randomTime(tls)),
  random:       bytes(`${tls}.handshake.random`, 'Random', 32),
  sessionId:    vector(u8(`${tls}.handshake.session_id_length`, 'Session ID Length'), bytes(`${tls}.handshake.session_id`, 'Session ID')),
}))
const cipherSuite = named((tls) => u16(`${tls}.handshake.ciphersuite`, 'Cipher Suite', { base: 16, names: tlsCipherSuites }))
const compression = named((tls) => u8(`${tls}.handshake.comp_method`, 'Compression Method', { names: tlsCompressions }))
/** Only there if the hello goes on after its compression methods. */
const extensions = named((tls) =>
  optional(vector(u16(`${tls}.handshake.extensions_length`, 'Extensions Length'), list('', 'Extensions', extension(tls)))))

const offers = named((tls) => ({
  cipherSuites: vector(
    u16(`${tls}.handshake.cipher_suites_length`, 'Cipher Suites Length'),
    list(`${tls}.handshake.ciphersuites`, 'Cipher Suites', record('Cipher Suite', { suite: cipherSuite(tls) })),
  ),
  compressions: vector(
    u8(`${tls}.handshake.comp_methods_length`, 'Compression Methods Length'),
    list(`${tls}.handshake.comp_methods`, 'Compression Methods', record('Compression Method', { compression: compression(tls) })),
  ),
  extensions: extensions(tls),
}))

/** RFC 8446, section 4.1.2. */
const clientHello = record('Client Hello', { ...hello('tls'), ...offers('tls') }).fields(clientFingerprints('tls'))

/** RFC 6347, section 4.2.1: with a cookie that the server may ask for. */
export const cookie = vector(u8('dtls.handshake.cookie_length', 'Cookie Length'), bytes('dtls.handshake.cookie', 'Cookie'))
const { ja3Full, ja3 } = clientFingerprints('dtls')
export const datagramClientHello = record('Client Hello', { ...hello('dtls'), cookie, ...offers('dtls') }).fields({ ja3Full, ja3 })

/** RFC 8446, section 4.1.3. */
export const serverHello = named((tls) => record('Server Hello', {
  ...hello(tls),
  randomTime:  overlay(only(isBefore13, randomTime(tls))),
  cipherSuite: cipherSuite(tls),
  compression: compression(tls),
  extensions:  extensions(tls),
}).fields(serverFingerprints(tls)))

/** RFC 8446, section 4.3.1. */
const encryptedExtensions = named((tls) => ({ extensions: extensions(tls) }))

/** RFC 8446, section 4.6.3. */
const keyUpdate = named((tls) => ({
  keyUpdate: u8(`${tls}.handshake.key_update.request_update`, 'Key Update Request', {
    names: { 0: 'update_not_requested', 1: 'update_requested' },
  }),
}))

const types = {
  clientHello: 1, serverHello: 2, newSessionTicket: 4, encryptedExtensions: 8, certificate: 11, serverKeyExchange: 12,
  certificateRequest: 13, certificateVerify: 15, clientKeyExchange: 16, finished: 20, certificateStatus: 22, keyUpdate: 24,
  compressedCertificate: 25,
} as const

export const handshake = tlv('Handshake', header)
  .cases(
    [{ type: types.clientHello }, clientHello],
    [{ type: types.serverHello }, serverHello('tls')],
    [{ type: types.newSessionTicket }, newSessionTicket('tls')],
    [{ type: types.encryptedExtensions }, encryptedExtensions('tls')],
    [(message) => message.type === types.certificate && certificates('tls').areBefore13(message), certificates('tls').before13],
    [{ type: types.certificate }, certificates('tls').since13],
    [{ type: types.serverKeyExchange }, serverKeyExchange('tls')],
    [(message) => message.type === types.certificateRequest && !isSince13(message), certificateRequest('tls')],
    [{ type: types.certificateRequest }, certificates('tls').requestSince13],
    [{ type: types.certificateVerify }, certificateVerify('tls')],
    [{ type: types.clientKeyExchange }, clientKeyExchange('tls')],
    [{ type: types.finished }, { verifyData: rest('tls.handshake.verify_data', 'Verify Data') }],
    [{ type: types.certificateStatus }, certificateStatus('tls')],
    [{ type: types.keyUpdate }, keyUpdate('tls')],
    [{ type: types.compressedCertificate }, certificates('tls').compressed],
  )
  .fields({ body: rest('', 'Body') })
  .summarized(wordsOf)

const names: Readonly<Record<number, string>> = tlsHandshakeTypes

/** A message in words: `Client Hello (example.test)`. */
export function wordsOf({ type, version, extensions }: Message): string {
  if (type === types.serverHello) return `${names[type]} (${versionOf(version, extensions)})`
  const name = extensions?.find(({ serverNames }) => serverNames !== undefined)?.serverNames?.[0]?.name
  return `${names[type]}${name === undefined ? '' : ` (${name})`}`
}

/** The version that a server chose: since 1.3 an extension says it (RFC 8446, section 4.2.1). */
function versionOf(version: number | undefined, extensions: Message['extensions']): string {
  const chosen = extensions?.find(({ chosenVersion }) => chosenVersion !== undefined)?.chosenVersion ?? version ?? 0
  return nameIn(tlsVersions, chosen) ?? `version 0x${chosen.toString(16)}`
}

const isSince13 = (message: View) => toldOf(message)?.isSince13 === true


export interface Message {
  readonly type: number
  readonly version: number | undefined
  readonly extensions: readonly Extension[] | undefined
}

interface Extension {
  readonly serverNames: readonly { readonly name: string }[] | undefined
  readonly chosenVersion: number | undefined
}
