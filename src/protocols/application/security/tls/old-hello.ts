/** The Client Hello of SSL 2.0, with which clients that also speak TLS may begin: RFC 5246, appendix E.2. */
import { bits, bytes, computed, list, nameIn, record, u16, u24, u8, when } from '../../../../schema/index.ts'
import { tlsCipherSuites } from '../../../names/tls-cipher-suites.ts'
import { tlsVersions } from '../../../names/tls.ts'

const cipher = record('Cipher Spec', { cipher: u24('tls.handshake.cipherspec', 'Cipher Spec', { base: 16, names: tlsCipherSuites }) })
const header = {
  isPlain:         bits(1, '', 'Without padding'),
  length:          bits(15, 'tls.record.length', 'Length'),
  type:            u8('tls.handshake.type', 'Handshake Message Type', { names: { 1: 'Client Hello' } }),
  version:         u16('tls.handshake.version', 'Version', { base: 16, names: tlsVersions }),
  ciphersLength:   u16('tls.handshake.cipher_spec_len', 'Cipher Spec Length'),
  sessionIdLength: u16('tls.handshake.session_id_length', 'Session ID Length'),
  challengeLength: u16('tls.handshake.challenge_length', 'Challenge Length'),
}
const [lengthSize, fixedLength] = [2, 9]
const plain = record('Header', header)
const isHello = plain.recognizer({ isPlain: 1, type: 1, version: [2, 0x300, 0x301, 0x302, 0x303, 0x304] })
const lengthAt = plain.reader('length')
const parts = (['ciphersLength', 'sessionIdLength', 'challengeLength'] as const).map((name) => plain.reader(name))

export const oldHelloEnd = (octets: Uint8Array, start: number): number => start + lengthSize + lengthAt(octets, start)

/** Whether one begins at `start`, of which perhaps not all is there: what it holds is as long as it says. */
export function isOldHello(octets: Uint8Array, start: number, end: number): boolean {
  if (!isHello(octets, start, end)) return false
  const [ciphers, sessionId, challenge] = parts.map((lengthIn) => lengthIn(octets, start)) as [number, number, number]
  return ciphers > 0 && ciphers % 3 === 0 && [0, 16].includes(sessionId) && challenge >= 16 && challenge <= 32
    && fixedLength + ciphers + sessionId + challenge === lengthAt(octets, start)
}

export const oldHello = record('SSLv2 Record', {
  recordVersion: computed('tls.record.version', 'Version', () => 2, { names: tlsVersions }),
  ...header,
  ciphers:   list('', 'Cipher Specs', cipher, { length: 'ciphersLength' }),
  sessionId: when('sessionIdLength', bytes('tls.handshake.session_id', 'Session ID', 'sessionIdLength')),
  challenge: bytes('tls.handshake.challenge', 'Challenge', 'challengeLength'),
})

const versionAt = plain.reader('version')
export const oldHelloWords = (octets: Uint8Array, start: number): string =>
  `Client Hello (${nameIn(tlsVersions, versionAt(octets, start))} in a record of SSL 2.0)`
