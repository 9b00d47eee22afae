/** Keys from secrets: RFC 8446 section 7, RFC 5246 sections 6.3 and 8.1, RFC 7627 section 4. */
import { cryptography, hkdfExpandLabel, prf, type HashName } from '../../../../../cryptography/index.ts'
import { hashLengths, type Suite } from './suites.ts'

/** What opens the records of one direction. */
export interface ReadKeys {
  readonly key: Uint8Array
  /** The nonce or its fixed part; the first initialization vector of version 1.0. */
  readonly iv: Uint8Array
  readonly macKey: Uint8Array
}

/** The labels that keys have in TLS and in DTLS (RFC 9147, section 5.9). */
export type LabelPrefix = 'tls13 ' | 'dtls13'

/** Since version 1.3: the keys of a traffic secret. */
export function trafficKeys({ cipher, hash }: Suite, secret: Uint8Array, prefix: LabelPrefix = 'tls13 '): ReadKeys {
  const key = hkdfExpandLabel(hash, secret, 'key', cipher.keyLength, { prefix })
  return { key, iv: hkdfExpandLabel(hash, secret, 'iv', nonceLength, { prefix }), macKey: none }
}

/** Since version 1.3: the traffic secret after a key update. */
export const nextSecret = ({ hash }: Suite, secret: Uint8Array, prefix: LabelPrefix = 'tls13 '): Uint8Array =>
  hkdfExpandLabel(hash, secret, 'traffic upd', hashLengths[hash], { prefix })

/** The hash that secrets are derived with: of the suite, or MD5 and SHA-1 together before version 1.2. */
export type PrfHash = HashName | 'legacy'

/** Before version 1.3: the master secret; `session` is the hash of the handshake where that is part of it. */
export function masterSecret(
  hash: PrfHash,
  premaster: Uint8Array,
  randoms: Randoms,
  session: Uint8Array | undefined,
): Uint8Array {
  return session === undefined
    ? prf(hash, premaster, 'master secret', joined(randoms.client, randoms.server), masterLength)
    : prf(hash, premaster, 'extended master secret', session, masterLength)
}

/** The hash of handshake messages that an extended master secret depends on. */
export function sessionHash(hash: PrfHash, messages: Uint8Array): Uint8Array {
  const { hash: digest } = cryptography()
  return hash === 'legacy' ? joined(digest('md5', messages), digest('sha1', messages)) : digest(hash, messages)
}

export interface Randoms {
  readonly client: Uint8Array
  readonly server: Uint8Array
}

/** Before version 1.3: the keys that a master secret gives to records of the client and of the server. */
export function keyBlock(
  { cipher, mac }: Suite,
  hash: PrfHash,
  master: Uint8Array,
  randoms: Randoms,
): { readonly client: ReadKeys; readonly server: ReadKeys } {
  const { keyLength } = cipher
  const macLength = mac === undefined ? 0 : hashLengths[mac]
  const ivLength = cipher.kind === 'aead' ? fixedLength(cipher.name) : cipher.kind === 'cbc' ? cipher.blockLength : 0
  const length = 2 * (macLength + keyLength + ivLength)
  const block = prf(hash, master, 'key expansion', joined(randoms.server, randoms.client), length)
  const ofSide = (side: 0 | 1): ReadKeys => {
    const part = (from: number, size: number) => block.slice(from + side * size, from + (side + 1) * size)
    return {
      macKey: part(0, macLength),
      key:    part(2 * macLength, keyLength),
      iv:     part(2 * (macLength + keyLength), ivLength),
    }
  }
  return { client: ofSide(0), server: ofSide(1) }
}

/** How much of a nonce is not in the record (RFC 5288, RFC 6655, RFC 7905). */
const fixedLength = (name: string): number => (name === 'chacha20-poly1305' ? nonceLength : 4)

export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

export const nonceLength = 12
const masterLength = 48
const none = new Uint8Array(0)
