/** The pseudorandom function of TLS before 1.3: RFC 5246 section 5, and RFC 2246 section 5 for 1.0 and 1.1. */
import type { HashName } from './cryptography.ts'
import { cryptography } from './provided.ts'

/** Of version 1.2 with the hash of the cipher suite; `legacy` is MD5 and SHA-1 together, as before that. */
export function prf(
  hash: HashName | 'legacy',
  secret: Uint8Array,
  label: string,
  seed: Uint8Array,
  length: number,
): Uint8Array {
  const name = new TextEncoder().encode(label)
  const all = new Uint8Array(name.length + seed.length)
  all.set(name)
  all.set(seed, name.length)
  if (hash !== 'legacy') return expanded(hash, secret, all, length)
  const half = Math.ceil(secret.length / 2)
  const one = expanded('md5', secret.subarray(0, half), all, length)
  const other = expanded('sha1', secret.subarray(secret.length - half), all, length)
  return one.map((byte, at) => byte ^ other[at]!)
}

function expanded(hash: HashName, secret: Uint8Array, seed: Uint8Array, length: number): Uint8Array {
  const { hmac } = cryptography()
  const result = new Uint8Array(length)
  let chained = seed
  for (let at = 0; at < length;) {
    chained = hmac(hash, secret, chained)
    const input = new Uint8Array(chained.length + seed.length)
    input.set(chained)
    input.set(seed, chained.length)
    const block = hmac(hash, secret, input)
    result.set(block.subarray(0, length - at), at)
    at += block.length
  }
  return result
}
