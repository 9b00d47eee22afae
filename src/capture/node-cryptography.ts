/** The cryptography of Node.js, which is OpenSSL; loaded when it is first used. */
import type * as NodeCrypto from 'node:crypto'
import type { AeadName, CbcName, Cryptography, Sealed } from '../cryptography/index.ts'

export const nodeCryptography: Cryptography = {
  openAead(name, sealed) {
    try {
      return plain(open(name, sealed))
    } catch {
      return undefined
    }
  },
  decryptCbc(name, key, iv, bytes) {
    try {
      const decipher = node().createDecipheriv(cbcNames[name](key), key, iv).setAutoPadding(false)
      return plain(joined(decipher.update(bytes), decipher.final()))
    } catch {
      return undefined
    }
  },
  encryptBlock(key, block) {
    const cipher = node().createCipheriv(`aes-${8 * key.length}-ecb`, key, null)
    return plain(cipher.setAutoPadding(false).update(block))
  },
  chacha20(key, counter, nonce, length) {
    const iv = new Uint8Array(16)
    new DataView(iv.buffer).setUint32(0, counter, true)
    iv.set(nonce, 4)
    return plain(node().createCipheriv('chacha20', key, iv).update(new Uint8Array(length)))
  },
  hash: (name, bytes) => plain(node().createHash(name).update(bytes).digest()),
  hmac(name, key, bytes, more) {
    const made = node().createHmac(name, key).update(bytes)
    return plain((more === undefined ? made : made.update(more)).digest())
  },
  decryptRsa(privateKey, bytes) {
    try {
      // Node.js refuses to remove this padding, since who can ask it about others' messages learns what they hold.
      const block = node().privateDecrypt({ key: privateKey, padding: node().constants.RSA_NO_PADDING }, bytes)
      const end = block.indexOf(0, 2)
      return block[0] === 0 && block[1] === 2 && end >= 10 ? plain(block.subarray(end + 1)) : undefined
    } catch {
      return undefined
    }
  },
}

let loaded: typeof NodeCrypto | undefined
/** Loading it takes some milliseconds, and few captures need it. */
const node = () => (loaded ??= process.getBuiltinModule('node:crypto'))

function open(name: AeadName, { key, nonce, bytes, additional }: Sealed): Buffer {
  const tagLength = name === 'aes-ccm-8' ? 8 : 16
  const length = bytes.length - tagLength
  if (length < 0) throw new RangeError('shorter than its tag')
  const options = { authTagLength: tagLength } as never
  const decipher = node().createDecipheriv(aeadNames[name](key) as 'aes-128-gcm', key, nonce, options)
  decipher.setAuthTag(bytes.subarray(length))
  decipher.setAAD(additional, { plaintextLength: length } as never)
  return joined(decipher.update(bytes.subarray(0, length)), decipher.final())
}

/** What Node.js gives are Buffers, which look and print in another way. */
const plain = ({ buffer, byteOffset, length }: Buffer): Uint8Array => new Uint8Array(buffer, byteOffset, length)

const joined = (one: Buffer, other: Buffer): Buffer => (other.length === 0 ? one : Buffer.concat([one, other]))

const aeadNames: Readonly<Record<AeadName, (key: Uint8Array) => string>> = {
  'aes-gcm': (key) => `aes-${8 * key.length}-gcm`,
  'aes-ccm': (key) => `aes-${8 * key.length}-ccm`,
  'aes-ccm-8': (key) => `aes-${8 * key.length}-ccm`,
  'chacha20-poly1305': () => 'chacha20-poly1305',
}

const cbcNames: Readonly<Record<CbcName, (key: Uint8Array) => string>> = {
  'aes-cbc': (key) => `aes-${8 * key.length}-cbc`,
  '3des-cbc': () => 'des-ede3-cbc',
  'camellia-cbc': (key) => `camellia-${8 * key.length}-cbc`,
}
