/** Keys derived from secrets: RFC 5869, and RFC 8446 section 7.1. */
import type { HashName } from './cryptography.ts'
import { cryptography } from './provided.ts'

export const hkdfExtract = (hash: HashName, salt: Uint8Array, secret: Uint8Array): Uint8Array =>
  cryptography().hmac(hash, salt, secret)

function hkdfExpand(hash: HashName, secret: Uint8Array, info: Uint8Array, length: number): Uint8Array {
  const expanded = new Uint8Array(length)
  let block: Uint8Array = new Uint8Array(0)
  for (let at = 0, counter = 1; at < length; at += block.length, counter++) {
    const input = new Uint8Array(block.length + info.length + 1)
    input.set(block)
    input.set(info, block.length)
    input[input.length - 1] = counter
    block = cryptography().hmac(hash, secret, input)
    expanded.set(block.subarray(0, length - at), at)
  }
  return expanded
}

/** HKDF-Expand-Label; `prefix` is `tls13 ` but for DTLS 1.3 (RFC 9147, section 5.9). */
export function hkdfExpandLabel(
  hash: HashName,
  secret: Uint8Array,
  label: string,
  length: number,
  { context = new Uint8Array(0), prefix = 'tls13 ' }: { readonly context?: Uint8Array; readonly prefix?: string } = {},
): Uint8Array {
  const name = new TextEncoder().encode(prefix + label)
  const info = Uint8Array.of(length >> 8, length & 0xff, name.length, ...name, context.length, ...context)
  return hkdfExpand(hash, secret, info, length)
}
