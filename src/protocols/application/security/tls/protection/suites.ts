/** What a cipher suite protects records with, by its name: the names of IANA's registry say all of it. */
import type { AeadName, CbcName, HashName } from '../../../../../cryptography/index.ts'

export interface Suite {
  readonly cipher: SuiteCipher
  /** What authenticates records, where the cipher itself does not. */
  readonly mac: HashName | undefined
  /** What keys are derived with since version 1.2. */
  readonly hash: 'sha256' | 'sha384'
  /** Whether a secret encrypted with the RSA key of the server is where the keys come from. */
  readonly isStaticRsa: boolean
}

export type SuiteCipher =
  | { readonly kind: 'aead'; readonly name: AeadName; readonly keyLength: number; readonly tagLength: number }
  | { readonly kind: 'cbc'; readonly name: CbcName; readonly keyLength: number; readonly blockLength: number }
  | { readonly kind: 'rc4'; readonly keyLength: number }
  | { readonly kind: 'null'; readonly keyLength: 0 }

/** The suite of a name such as `TLS_RSA_WITH_AES_128_CBC_SHA`; undefined for one that records cannot be opened of. */
export function suiteOf(name: string): Suite | undefined {
  const found = known.get(name)
  if (found !== undefined || known.has(name)) return found
  const suite = parsed(name)
  known.set(name, suite)
  return suite
}

export const hashLengths: Readonly<Record<HashName, number>> = { md5: 16, sha1: 20, sha256: 32, sha384: 48 }

/** There are no more of them than names in the registry. */
const known = new Map<string, Suite | undefined>()

function parsed(name: string): Suite | undefined {
  const [, exchange = '', protection] = /^TLS_(?:(.+)_WITH_)?(.+)$/.exec(name) ?? []
  if (protection === undefined || exchange.endsWith('EXPORT')) return undefined
  const cipher = Object.keys(ciphers).find((each) => protection === each || protection.startsWith(`${each}_`))
  if (cipher === undefined) return undefined
  const ending = protection.slice(cipher.length + 1)
  const hash = ending === 'SHA384' ? 'sha384' : 'sha256'
  const isStaticRsa = exchange === 'RSA'
  const { kind } = ciphers[cipher]!
  // Of authenticated encryption the ending names the hash that keys are derived with.
  if (kind === 'aead') return { cipher: ciphers[cipher]!, mac: undefined, hash, isStaticRsa }
  const mac = macs[ending]
  return mac && { cipher: ciphers[cipher]!, mac, hash, isStaticRsa }
}

const aead = (name: AeadName, keyLength: number, tagLength = 16): SuiteCipher => ({ kind: 'aead', name, keyLength, tagLength })
const cbc = (name: CbcName, keyLength: number, blockLength = 16): SuiteCipher => ({ kind: 'cbc', name, keyLength, blockLength })

/** Names that begin with others stand before them. */
const ciphers: Readonly<Record<string, SuiteCipher>> = {
  AES_128_GCM:       aead('aes-gcm', 16),
  AES_256_GCM:       aead('aes-gcm', 32),
  AES_128_CCM_8:     aead('aes-ccm-8', 16, 8),
  AES_256_CCM_8:     aead('aes-ccm-8', 32, 8),
  AES_128_CCM:       aead('aes-ccm', 16),
  AES_256_CCM:       aead('aes-ccm', 32),
  CHACHA20_POLY1305: aead('chacha20-poly1305', 32),
  AES_128_CBC:       cbc('aes-cbc', 16),
  AES_256_CBC:       cbc('aes-cbc', 32),
  CAMELLIA_128_CBC:  cbc('camellia-cbc', 16),
  CAMELLIA_256_CBC:  cbc('camellia-cbc', 32),
  '3DES_EDE_CBC':    cbc('3des-cbc', 24, 8),
  RC4_128:           { kind: 'rc4', keyLength: 16 },
  NULL:              { kind: 'null', keyLength: 0 },
}

const macs: Readonly<Record<string, HashName>> = { MD5: 'md5', SHA: 'sha1', SHA256: 'sha256', SHA384: 'sha384' }
