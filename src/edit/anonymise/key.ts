import { Aes } from './aes.ts'

/** Bytes of a key. */
export const keyLength = 32

/** Ciphers derived from one key, so that nothing learned of one replacement helps with another. */
export interface KeyParts {
  /** As in the reference implementation of Crypto-PAn: the cipher of the first half, the pad of the second. */
  readonly cipher: Aes
  readonly pad: Uint8Array
  /** A cipher for another purpose. */
  derived(purpose: number): Aes
}

/** Throws a TypeError for a key that has not 32 bytes. */
export function keyParts(key: Uint8Array): KeyParts {
  if (key.length !== keyLength) throw new TypeError(`a key has ${keyLength} bytes, not ${key.length}`)
  const cipher = new Aes(key.subarray(0, 16))
  const pad = key.slice(16)
  cipher.encrypt(pad)
  const second = new Aes(key.subarray(16))
  return {
    cipher,
    pad,
    derived: (purpose) => {
      const block = new Uint8Array(16)
      block[15] = purpose
      second.encrypt(block)
      return new Aes(block)
    },
  }
}
