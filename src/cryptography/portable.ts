/** Cryptography in plain JavaScript, for where the platform has none that is synchronous, such as a browser. */
import { cbc, ecb, gcm } from '@noble/ciphers/aes.js'
import { chacha20, chacha20poly1305 } from '@noble/ciphers/chacha.js'
import { hmac } from '@noble/hashes/hmac.js'
import { md5, sha1 } from '@noble/hashes/legacy.js'
import { sha256, sha384 } from '@noble/hashes/sha2.js'
import { openCcm } from './ccm.ts'
import type { AeadName, Cryptography, HashName, Sealed } from './cryptography.ts'

export const portable: Cryptography = {
  openAead(name, sealed) {
    // They throw where the tag is another one, and where a key or a nonce has another length.
    try {
      return opens[name](sealed)
    } catch {
      return undefined
    }
  },
  decryptCbc(name, key, iv, bytes) {
    if (name !== 'aes-cbc') return undefined
    return cbc(key, iv, { disablePadding: true }).decrypt(bytes)
  },
  encryptBlock: (key, block) => ecb(key, { disablePadding: true }).encrypt(block),
  chacha20: (key, counter, nonce, length) => chacha20(key, nonce, new Uint8Array(length), undefined, counter),
  hash: (name, bytes) => hashes[name](bytes),
  hmac(name, key, bytes, more = none) {
    return hmac.create(hashes[name], key).update(bytes).update(more).digest()
  },
}

const none = new Uint8Array(0)

const opens: Readonly<Record<AeadName, (sealed: Sealed) => Uint8Array | undefined>> = {
  'aes-gcm': ({ key, nonce, bytes, additional }) => gcm(key, nonce, additional).decrypt(bytes),
  'aes-ccm': (sealed) => openCcm(sealed, 16),
  'aes-ccm-8': (sealed) => openCcm(sealed, 8),
  'chacha20-poly1305': ({ key, nonce, bytes, additional }) => chacha20poly1305(key, nonce, additional).decrypt(bytes),
}

const hashes: Readonly<Record<HashName, typeof sha1 | typeof sha384>> = {
  md5,
  sha1,
  sha256,
  sha384,
}
