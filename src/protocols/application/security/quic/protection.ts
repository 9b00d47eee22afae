/** Protection of packets: RFC 9001, section 5. */
import { cryptography, hkdfExpandLabel, hkdfExtract, type AeadName, type HashName } from '../../../../cryptography/index.ts'
import type { Header } from './header.ts'
import type { Version } from './versions.ts'

/** A cipher suite of TLS 1.3 (RFC 8446, appendix B.4). */
export interface Suite {
  readonly aead: AeadName
  readonly hash: HashName
  readonly keyLength: number
}

export const suites: Readonly<Record<number, Suite>> = {
  0x1301: { aead: 'aes-gcm', hash: 'sha256', keyLength: 16 },
  0x1302: { aead: 'aes-gcm', hash: 'sha384', keyLength: 32 },
  0x1303: { aead: 'chacha20-poly1305', hash: 'sha256', keyLength: 32 },
  0x1304: { aead: 'aes-ccm', hash: 'sha256', keyLength: 16 },
  0x1305: { aead: 'aes-ccm-8', hash: 'sha256', keyLength: 16 },
}
export const initialSuite = suites[0x1301]!

/** What opens the packets of one direction. */
export interface Keys {
  readonly suite: Suite
  readonly secret: Uint8Array
  readonly key: Uint8Array
  readonly iv: Uint8Array
  /** Of header protection: the same after key updates. */
  readonly header: Uint8Array
}

/** A packet without its protection. */
export interface Opened {
  readonly firstByte: number
  readonly number: number
  readonly numberLength: number
  readonly plain: Uint8Array
}

/** The secrets of both directions that the first Destination Connection ID of a client leads to: section 5.2. */
export function initialSecrets({ salt }: Version, id: Uint8Array): { readonly client: Uint8Array; readonly server: Uint8Array } {
  const initial = hkdfExtract('sha256', salt, id)
  const secret = (label: string) => hkdfExpandLabel('sha256', initial, label, 32)
  return { client: secret('client in'), server: secret('server in') }
}

/** Section 5.1; `before` are the keys before an update. */
export function keysOf(suite: Suite, { prefix }: Version, secret: Uint8Array, before?: Keys): Keys {
  const derived = (label: string, length: number) => hkdfExpandLabel(suite.hash, secret, `${prefix} ${label}`, length)
  const { keyLength } = suite
  return { suite, secret, key: derived('key', keyLength), iv: derived('iv', ivLength), header: before?.header ?? derived('hp', keyLength) }
}

/** The keys after an update: section 6.1. */
export function updated(keys: Keys, version: Version): Keys {
  const { suite, secret } = keys
  return keysOf(suite, version, hkdfExpandLabel(suite.hash, secret, `${version.prefix} ku`, secret.length), keys)
}

/** The header without its protection: section 5.4. Undefined where there are too few bytes to tell. */
export interface Unmasked {
  readonly firstByte: number
  readonly numberLength: number
  readonly truncated: number
}

export function unmask(packet: Uint8Array, { start, end, number, type }: Header, { suite, header }: Keys): Unmasked | undefined {
  const sampleStart = number + longestNumber
  if (sampleStart + sampleLength > end) return undefined
  const sample = packet.subarray(sampleStart, sampleStart + sampleLength)
  const mask = maskOf(suite, header, sample)
  const firstByte = packet[start]! ^ (mask[0]! & (type === 'short' ? 0x1f : 0x0f))
  const numberLength = (firstByte & 3) + 1
  let truncated = 0
  for (let at = 0; at < numberLength; at++) truncated = truncated * 256 + (packet[number + at]! ^ mask[at + 1]!)
  return { firstByte, numberLength, truncated }
}

function maskOf({ aead }: Suite, key: Uint8Array, sample: Uint8Array): Uint8Array {
  if (aead !== 'chacha20-poly1305') return cryptography().encryptBlock(key, sample)
  const counter = (sample[0]! | (sample[1]! << 8) | (sample[2]! << 16) | (sample[3]! << 24)) >>> 0
  return cryptography().chacha20(key, counter, sample.subarray(4), 5)
}

/** The packet with the keys that its header says; `largest` is the largest number so far, -1 for none. Section 5.3. */
export function open(packet: Uint8Array, header: Header, unmasked: Unmasked, keys: Keys, largest: number): Opened | undefined {
  const { firstByte, numberLength, truncated } = unmasked
  const textStart = header.number + numberLength
  if (textStart + tagLength(keys.suite) > header.end) return undefined
  const number = wholeNumber(truncated, numberLength, largest)
  const additional = packet.slice(header.start, textStart)
  additional[0] = firstByte
  for (let at = 0, rest = truncated; at < numberLength; at++, rest = Math.floor(rest / 256))
    additional[additional.length - 1 - at] = rest & 0xff
  const sealed = { key: keys.key, nonce: nonceOf(keys.iv, number), bytes: packet.subarray(textStart, header.end), additional }
  const plain = cryptography().openAead(keys.suite.aead, sealed)
  return plain && { firstByte, number, numberLength, plain }
}

function nonceOf(iv: Uint8Array, number: number): Uint8Array {
  const nonce = iv.slice()
  for (let at = nonce.length - 1, rest = number; rest > 0; at--, rest = Math.floor(rest / 256)) nonce[at]! ^= rest & 0xff
  return nonce
}

/** A packet number of which only the lowest bytes are sent: RFC 9000, appendix A.3. */
export function wholeNumber(truncated: number, length: number, largest: number): number {
  const expected = largest + 1
  const window = 256 ** length
  const candidate = expected - (expected % window) + truncated
  if (candidate <= expected - window / 2 && candidate < 2 ** 62 - window) return candidate + window
  if (candidate > expected + window / 2 && candidate >= window) return candidate - window
  return candidate
}

/** Whether the tag of a Retry packet is right: section 5.8. `original` is the ID that the client chose. */
export function isRetryWhole(packet: Uint8Array, { start, end }: Header, { retry }: Version, original: Uint8Array): boolean {
  if (retry === undefined) return true
  const tagStart = end - retryTagLength
  if (tagStart < start) return false
  const additional = new Uint8Array(1 + original.length + tagStart - start)
  additional[0] = original.length
  additional.set(original, 1)
  additional.set(packet.subarray(start, tagStart), 1 + original.length)
  return cryptography().openAead('aes-gcm', { ...retry, bytes: packet.subarray(tagStart, end), additional }) !== undefined
}

const tagLength = ({ aead }: Suite) => (aead === 'aes-ccm-8' ? 8 : 16)
export const retryTagLength = 16
const ivLength = 12
const longestNumber = 4
const sampleLength = 16
