/** IP security: the Authentication Header and the Encapsulating Security Payload. */
import { bytes, computed, computedBytes, protocol, rest, u32, u8, type View } from '../../schema/index.ts'
import { ipProtocols } from '../names/ip-protocols.ts'

const spi = (value: number) => `0x${value.toString(16).padStart(8, '0')}`

/** IP Authentication Header, RFC 4302, section 2. */
export const authenticationHeader = protocol('ah', 'Authentication Header', { 'ip.proto': [51] })
  .specified('RFC 4302')
  .fields({
    nextHeader:      u8('ah.next_header', 'Next Header', { names: ipProtocols }),
    length:          u8('ah.length', 'Length, in 4 bytes without the first 8'),
    reserved:        bytes('ah.reserved', 'Reserved', 2),
    parametersIndex: u32('ah.spi', 'Security Parameters Index', { base: 16 }),
    sequence:        u32('ah.sequence', 'Sequence Number'),
    checkValue:      bytes('ah.icv', 'Integrity Check Value', { length: 'length', times: 4, minus: 4 }),
  })
  .payload({ tables: [['ip.proto', 'nextHeader']] })
  .colored('security')
  .summarized((ah) => `${spi(ah.parametersIndex)}, sequence ${ah.sequence}`)

/**
 * IP Encapsulating Security Payload, RFC 4303, section 2: all but its first two words is encrypted, as far as anybody can tell, unless what
 * follows is what NULL encryption (RFC 2410) leaves: a whole packet, padding that counts up from 1, and a check value.
 */
export const encapsulatingSecurityPayload = protocol('esp', 'Encapsulating Security Payload', { 'ip.proto': [50], udpencap: [0] })
  .specified('RFC 4303')
  .fields({
    parametersIndex: u32('esp.spi', 'Security Parameters Index', { base: 16 }),
    sequence:        u32('esp.sequence', 'Sequence Number'),
  })
  .cases([(esp) => trailerOf(esp) === undefined, { encrypted: rest('esp.encrypted_data', 'Encrypted Data') }])
  .fields({
    padding:       computedBytes('esp.pad', 'Pad', (esp: View) => cut(esp, ({ content, next }) => [content, next - 1])),
    paddingLength: computed('esp.pad_len', 'Pad Length', (esp: View) => trailerOf(esp)?.paddingLength ?? NaN),
    nextHeader:    computed('esp.protocol', 'Next Header', (esp: View) => trailerOf(esp)?.protocol ?? NaN),
    checkValue:    computedBytes('esp.icv', 'Integrity Check Value', (esp: View) => cut(esp, ({ next }) => [next + 1, esp.limit])),
  })
  .payload({
    tables: [['ip.proto', (esp) => trailerOf(esp)?.protocol ?? -1]],
    length: (esp) => (trailerOf(esp)?.content ?? esp.start + headerSize) - esp.start - headerSize,
  })
  .encrypted()
  .colored('security')
  .summarized((esp) => `${spi(esp.parametersIndex)}, sequence ${esp.sequence}${trailerOf(esp) === undefined ? '' : ', NULL encryption'}`)

const headerSize = 8

/** Where the content ends, and the byte that says what it is. */
interface Trailer {
  readonly content: number
  readonly next: number
  readonly paddingLength: number
  readonly protocol: number
}
/** What HMAC-SHA-1-96 and HMAC-MD5-96, HMAC-SHA-256-128, 384-192 and 512-256 leave (RFC 4868): bytes. */
const checkSizes = [12, 16, 24, 32] as const

/** The trailer of what was not encrypted. */
function trailerOf({ bytes: all, start, limit: end, originalEnd }: View): Trailer | undefined {
  if (end !== originalEnd) return undefined

  for (const size of checkSizes) {
    const next = end - size - 1
    const paddingLength = all[next - 1] ?? 0
    const content = next - 1 - paddingLength
    if (content > start + headerSize && countsUp(all, content, paddingLength) && isWhole(all, start + headerSize, content, all[next]!,
      paddingLength))
      return { content, next, paddingLength, protocol: all[next]! }
  }
  return undefined
}
function countsUp(all: Uint8Array, from: number, length: number): boolean {
  for (let at = 0; at < length; at++) if (all[from + at] !== ((at + 1) & 255)) return false
  return true
}
const word = (all: Uint8Array, at: number) => (all[at]! << 8) | all[at + 1]!

/** Whether a packet says the length that it has; without a length, the padding has to tell as much. */
function isWhole(all: Uint8Array, from: number, to: number, protocolNumber: number, paddingLength: number): boolean {
  const size = to - from
  switch (protocolNumber) {
    case 4: return size >= 20 && all[from]! >> 4 === 4 && word(all, from + 2) === size
    case 41: return size >= 40 && all[from]! >> 4 === 6 && word(all, from + 4) + 40 === size
    case 17: return size >= 8 && word(all, from + 4) === size
    case 6: return size >= 20 && paddingLength >= 2 && (all[from + 12]! & 15) === 0 && isBetween(all[from + 12]! >> 2, 20, size)
    default: return false
  }
}
const isBetween = (value: number, least: number, most: number) => value >= least && value <= most

function cut(esp: View, place: (trailer: Trailer) => readonly [number, number]): Uint8Array | undefined {
  const trailer = trailerOf(esp)
  return trailer === undefined ? undefined : esp.bytes.subarray(...place(trailer))
}
