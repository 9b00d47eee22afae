/** What of a packet's header is not protected: RFC 9000, section 17, and RFC 8999. */
import { bits, flag, record, u32, u8 } from '../../../../schema/index.ts'
import { versionOf, type PacketType } from './versions.ts'

/** The levels of encryption: RFC 9001, section 2.1. */
export type Epoch = 'initial' | 'early' | 'handshake' | 'application'

/** Places are indexes of bytes; `end` is where the packet ends, or as far as there are bytes. */
export interface Header {
  readonly start: number
  readonly end: number
  /** `unknown`: of a version that is not known. */
  readonly type: PacketType | 'short' | 'negotiation' | 'unknown'
  readonly version: number
  /** The Destination and the Source Connection ID; that of a short header as long as is said. */
  readonly destination: Uint8Array
  readonly source: Uint8Array
  /** Where the packet number begins. */
  readonly number: number
  /** Whether it ends where the datagram is cut. */
  readonly isCut: boolean
}

export const longestId = 20
/** The first byte and the version. */
export const headStart = 5
const empty = new Uint8Array(0)

/** What all versions have in common begins so (RFC 8999, section 5.1); the type is that of versions that are known. */
const head = record('Packet', {
  isLong:  flag('', 'Header Form'),
  fixed:   bits(1, '', 'Fixed'),
  type:    bits(2, '', 'Type'),
  rest:    bits(4, '', 'Rest'),
  version: u32('', 'Version'),
})
const formAt = head.reader('isLong')
const packetTypeAt = head.reader('type')
export const versionAt = head.reader('version')
/** What is not there reads as 0. */
const byteAt = record('Byte', { value: u8('', 'Value') }).reader('value')

export const isLong = (bytes: Uint8Array, start: number): boolean => Boolean(formAt(bytes, start))

/** The header of a packet that begins at `start`; undefined where it is not all there. */
export function headerAt(bytes: Uint8Array, start: number, end: number, idLength = 0): Header | undefined {
  if (start >= end) return undefined
  if (!isLong(bytes, start)) {
    const number = start + 1 + idLength
    if (number > end) return undefined
    const destination = bytes.subarray(start + 1, number)
    return { start, end, type: 'short', version: 0, destination, source: empty, number, isCut: false }
  }
  const idsEnd = afterIds(bytes, start)
  // Comparisons with what is not there are false.
  if (!(idsEnd <= end)) return undefined
  const at = start + 6 + byteAt(bytes, start + 5)
  const [destination, source] = [bytes.subarray(start + 6, at), bytes.subarray(at + 1, idsEnd)]
  const version = versionAt(bytes, start)
  const type = typeAt(bytes, start, version)
  const ids = { start, type, version, destination, source }
  if (type === 'negotiation' || type === 'unknown' || type === 'retry') return { ...ids, end, number: idsEnd, isCut: false }
  const lengthStart = type === 'initial' ? afterToken(bytes, idsEnd, end) : idsEnd
  const number = afterVarint(bytes, lengthStart)
  if (!(number <= end)) return undefined
  const stated = number + varintValue(bytes, lengthStart)
  return { ...ids, end: Math.min(stated, end), number, isCut: stated > end }
}

/** The type of a packet with a long header. */
export function typeAt(bytes: Uint8Array, start: number, version: number): Header['type'] {
  if (version === 0) return 'negotiation'
  return versionOf(version)?.types[packetTypeAt(bytes, start)] ?? 'unknown'
}

/** Whether a packet ends with its datagram: it does not say how long it is. */
export function isLast(bytes: Uint8Array, start: number): boolean {
  if (!isLong(bytes, start)) return true
  const type = typeAt(bytes, start, versionAt(bytes, start))
  return type === 'negotiation' || type === 'unknown' || type === 'retry'
}

/** Where a packet ends by what it says, also beyond `end`; NaN if that is not there. */
export function packetEnd(bytes: Uint8Array, start: number, end: number): number {
  if (isLast(bytes, start)) return end
  const type = typeAt(bytes, start, versionAt(bytes, start))
  const idsEnd = afterIds(bytes, start)
  const lengthStart = type === 'initial' ? afterToken(bytes, idsEnd, end) : idsEnd
  const number = afterVarint(bytes, lengthStart)
  return number <= end ? number + varintValue(bytes, lengthStart) : NaN
}

/** Where the connection IDs of a long header end; NaN where they are not there. */
export function afterIds(bytes: Uint8Array, start: number): number {
  const at = start + 6 + byteAt(bytes, start + 5)
  return at < bytes.length ? at + 1 + byteAt(bytes, at) : NaN
}

function afterToken(bytes: Uint8Array, at: number, end: number): number {
  const from = afterVarint(bytes, at)
  return from <= end ? from + varintValue(bytes, at) : NaN
}

/** Whether nothing but zeros follow, which are no packet. */
export function isPadding(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (byteAt(bytes, at) !== 0) return false
  return true
}

/** Where the number of variable length at a place ends (RFC 9000, section 16); NaN where nothing is. */
const afterVarint = (bytes: Uint8Array, at: number): number => at + (at < bytes.length ? 1 << (byteAt(bytes, at) >> 6) : NaN)

/** Its value; one of 8 bytes may be beyond 2^53, and is not exact then. NaN where it is not all there. */
function varintValue(bytes: Uint8Array, at: number): number {
  const end = afterVarint(bytes, at)
  if (!(end <= bytes.length)) return NaN
  let value = byteAt(bytes, at) & 0x3f
  for (let next = at + 1; next < end; next++) value = value * 256 + byteAt(bytes, next)
  return value
}
