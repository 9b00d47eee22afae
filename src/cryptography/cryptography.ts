/** What decryption takes of a platform, synchronously: everything else is made of this. */

/** Authenticated encryption (RFC 5116): tags have 16 bytes, in `aes-ccm-8` 8; the length of the key tells which AES. */
export type AeadName = 'aes-gcm' | 'aes-ccm' | 'aes-ccm-8' | 'chacha20-poly1305'
export type CbcName = 'aes-cbc' | '3des-cbc' | 'camellia-cbc'
export type HashName = 'md5' | 'sha1' | 'sha256' | 'sha384'

export interface Sealed {
  readonly key: Uint8Array
  readonly nonce: Uint8Array
  /** With the tag at its end. */
  readonly bytes: Uint8Array
  /** What was authenticated besides. */
  readonly additional: Uint8Array
}

export interface Cryptography {
  /** The text; undefined where the tag is not the one that key, nonce and bytes have. */
  openAead(name: AeadName, sealed: Sealed): Uint8Array | undefined
  /** The text with its padding; undefined where the platform does not have the cipher. `bytes` are whole blocks. */
  decryptCbc(name: CbcName, key: Uint8Array, iv: Uint8Array, bytes: Uint8Array): Uint8Array | undefined
  /** One block of AES. */
  encryptBlock(key: Uint8Array, block: Uint8Array): Uint8Array
  /** Bytes of ChaCha20 from block `counter` on (RFC 8439, section 2.4). */
  chacha20(key: Uint8Array, counter: number, nonce: Uint8Array, length: number): Uint8Array
  hash(name: HashName, bytes: Uint8Array): Uint8Array
  /** Of bytes, and of `more` after them. */
  hmac(name: HashName, key: Uint8Array, bytes: Uint8Array, more?: Uint8Array): Uint8Array
  /** What an RSA key opens (PKCS #1 v1.5); undefined where the platform cannot, or the key does not fit. */
  decryptRsa?(privateKey: string, bytes: Uint8Array): Uint8Array | undefined
}
