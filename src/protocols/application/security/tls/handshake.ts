/** Handshake messages, RFC 8446 section 4 and RFC 5246 section 7.4. */
import { bytes, list, nameIn, optional, range, record, rest, tlv, u16, u24, u8, vector } from '../../../../schema/index.ts'
import { tlsCipherSuites, tlsHandshakeTypes, tlsVersions } from '../../../names/tls.ts'
import { extension } from './extensions.ts'

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

const hello = {
  version:      u16('tls.handshake.version', 'Version', { base: 16, names: tlsVersions }),
  random:       bytes('tls.handshake.random', 'Random', 32),
  sessionId:    vector(u8('tls.handshake.session_id_length', 'Session ID Length'), bytes('tls.handshake.session_id', 'Session ID')),
}
const cipherSuite = u16('tls.handshake.ciphersuite', 'Cipher Suite', { base: 16, names: tlsCipherSuites })
const compression = u8('tls.handshake.comp_method', 'Compression Method')
/** Only there if the hello goes on after its compression methods. */
const extensions = optional(vector(u16('tls.handshake.extensions_length', 'Extensions Length'), list('', 'Extensions', extension)))

/** RFC 8446, section 4.1.2. */
const clientHello = record('Client Hello', {
  ...hello,
  cipherSuites: vector(
    u16('tls.handshake.cipher_suites_length', 'Cipher Suites Length'),
    list('tls.handshake.ciphersuites', 'Cipher Suites', record('Cipher Suite', { suite: cipherSuite })),
  ),
  compressions: vector(
    u8('tls.handshake.comp_methods_length', 'Compression Methods Length'),
    list('tls.handshake.comp_methods', 'Compression Methods', record('Compression Method', { compression })),
  ),
  extensions,
})

/** RFC 8446, section 4.1.3. */
const serverHello = record('Server Hello', { ...hello, cipherSuite, compression, extensions })

export const handshake = tlv('Handshake', header)
  .choice('type', { 1: clientHello, 2: serverHello })
  .fields({ body: rest('', 'Body') })
  .summarized(wordsOf)

const names: Readonly<Record<number, string>> = tlsHandshakeTypes

/** A message in words: `Client Hello (example.test)`. */
export function wordsOf({ type, version, extensions }: Message): string {
  if (type === serverHelloType) return `${names[type]} (${versionOf(version, extensions)})`
  const name = extensions?.find(({ serverNames }) => serverNames !== undefined)?.serverNames?.[0]?.name
  return `${names[type]}${name === undefined ? '' : ` (${name})`}`
}

/** The version that a server chose: since 1.3 an extension says it (RFC 8446, section 4.2.1). */
function versionOf(version: number | undefined, extensions: Message['extensions']): string {
  const chosen = extensions?.find(({ chosenVersion }) => chosenVersion !== undefined)?.chosenVersion ?? version ?? 0
  return nameIn(tlsVersions, chosen) ?? `version 0x${chosen.toString(16)}`
}

const serverHelloType = 2

export interface Message {
  readonly type: number
  readonly version: number | undefined
  readonly extensions: readonly Extension[] | undefined
}

interface Extension {
  readonly serverNames: readonly { readonly name: string }[] | undefined
  readonly chosenVersion: number | undefined
}
