/** Handshake messages, RFC 8446 section 4 and RFC 5246 section 7.4. */
import { bytes, list, record, rest, u16, u24, u8, when, type View } from '../../../../schema/index.ts'
import { tlsCipherSuites, tlsHandshakeTypes, tlsVersions } from '../../../names/tls.ts'
import { extension } from './extensions.ts'

/** Whether a Client Hello begins at `at`. */
export const isClientHello = (bytes: Uint8Array, at: number, end: number): boolean => bytes[at] === 1 && isHandshake(bytes, at, end)

/** Whether the bytes from `at` to `end` begin with a handshake message that is not encrypted: its type is known and its length likely. */
export const isHandshake = (bytes: Uint8Array, at: number, end: number): boolean =>
  end - at >= 4 && names[bytes[at]!] !== undefined && bytes[at + 1]! < 2

const names: Readonly<Record<number, string>> = tlsHandshakeTypes

const hello = {
  version:         u16('tls.handshake.version', 'Version', { base: 16, names: tlsVersions }),
  random:          bytes('tls.handshake.random', 'Random', () => 32),
  sessionIdLength: u8('tls.handshake.session_id_length', 'Session ID Length'),
}

const cipherSuite = u16('tls.handshake.ciphersuite', 'Cipher Suite', { base: 16, names: tlsCipherSuites })

/** RFC 8446, section 4.1.2. */
const clientHello = record('Client Hello', hello).fields({
  sessionId:         bytes('tls.handshake.session_id', 'Session ID', (hello) => hello.sessionIdLength),
  suitesLength:      u16('tls.handshake.cipher_suites_length', 'Cipher Suites Length'),
}).fields({
  cipherSuites:      list('', 'Cipher Suites', record('Cipher Suite', { suite: cipherSuite }), { length: (hello) => hello.suitesLength }),
  compressionLength: u8('tls.handshake.comp_methods_length', 'Compression Methods Length'),
}).fields({
  compressions:      bytes('', 'Compression Methods', (hello) => hello.compressionLength),
}).fields({
  extensionsLength:  extensionsLength(3, (hello: OfferedLengths) => hello.sessionIdLength + hello.suitesLength + hello.compressionLength),
}).fields({
  extensions:        list('', 'Extensions', extension, { length: (hello) => hello.extensionsLength ?? 0 }),
})

/** RFC 8446, section 4.1.3. */
const serverHello = record('Server Hello', hello).fields({
  sessionId:         bytes('tls.handshake.session_id', 'Session ID', (hello) => hello.sessionIdLength),
  cipherSuite,
  compression:       u8('tls.handshake.comp_method', 'Compression Method'),
}).fields({
  extensionsLength:  extensionsLength(3, (hello: Lengths) => hello.sessionIdLength),
}).fields({
  extensions:        list('', 'Extensions', extension, { length: (hello) => hello.extensionsLength ?? 0 }),
})

export const handshake = record('Handshake', {
  type:   u8('tls.handshake.type', 'Handshake Type', { names: tlsHandshakeTypes }),
  length: u24('tls.handshake.length', 'Length'),
})
  .sized((handshake) => (isHandshake(handshake.bytes, handshake.start, handshake.end) ? 4 + handshake.length : 0))
  .choice((handshake) => handshake.type, { 1: clientHello, 2: serverHello })
  .fields({ body: rest('', 'Body') })
  .summarized(wordsOf)

/**
 * Only there if the hello goes on behind its compression methods: `fixed` bytes, and those that vary, behind the length of the
 * session ID.
 */
function extensionsLength<Self extends Lengths>(fixed: number, varying: (hello: Self) => number) {
  const more = (hello: View & Self) => hello.start + behindHello + fixed + varying(hello) < hello.end
  return when(more, u16('tls.handshake.extensions_length', 'Extensions Length'))
}

interface Lengths {
  readonly sessionIdLength: number
}

interface OfferedLengths extends Lengths {
  readonly suitesLength: number
  readonly compressionLength: number
}

/** Bytes of version, random and session ID length. */
const behindHello = 35

/** A message in words: `Client Hello (example.test)`. */
export function wordsOf({ type, extensions }: Message): string {
  const name = extensions?.find(({ serverNames }) => serverNames !== undefined)?.serverNames?.[0]?.name
  return `${names[type]}${name === undefined ? '' : ` (${name})`}`
}

export interface Message {
  readonly type: number
  readonly extensions: readonly { readonly serverNames: readonly { readonly name: string }[] | undefined }[] | undefined
}
