/** What DEFLATE comes in: gzip (RFC 1952) and zlib (RFC 1950). Checksums are not looked at: what is there is shown. */
import { inflate, type Inflated } from './inflate.ts'

/** Decompresses members of gzip, one after the other; `stop` is `damaged` where none begins. */
export function gunzip(bytes: Uint8Array, from: number, end: number, limit: number): Inflated {
  const members = [member(bytes, from, end, limit)]
  let last = members[0]!
  let length = last.bytes.length
  while (last.stop === undefined && members.length < mostMembers && isMember(bytes, last.next, end)) {
    last = member(bytes, last.next, end, limit - length)
    length += last.bytes.length
    members.push(last)
  }
  return members.length === 1 ? last : { ...last, bytes: joined(members, length) }
}

function joined(members: readonly Inflated[], length: number): Uint8Array {
  const all = new Uint8Array(length)
  let at = 0
  for (const { bytes } of members) {
    all.set(bytes, at)
    at += bytes.length
  }
  return all
}

/** Each takes memory of its own, however little it holds. */
const mostMembers = 1024

/** Decompresses `deflate` of HTTP: zlib, or as some servers send it DEFLATE alone (RFC 9110, section 8.4.1.2). */
export function inflateAny(bytes: Uint8Array, from: number, end: number, limit: number): Inflated {
  const isZlib =
    end - from >= 2 && (bytes[from]! & 15) === deflateMethod && ((bytes[from]! << 8) | bytes[from + 1]!) % 31 === 0
  return inflate(bytes, isZlib ? from + 2 : from, end, limit)
}

const deflateMethod = 8
const headerLength = 10
const trailerLength = 8
const flag = { checksum: 2, extra: 4, name: 8, comment: 16 } as const

const isMember = (bytes: Uint8Array, at: number, end: number) =>
  end - at >= headerLength && bytes[at] === 0x1f && bytes[at + 1] === 0x8b && bytes[at + 2] === deflateMethod

/** One member: RFC 1952, section 2.3. */
function member(bytes: Uint8Array, from: number, end: number, limit: number): Inflated {
  if (!isMember(bytes, from, end)) return { bytes: new Uint8Array(0), next: from, stop: 'damaged' }
  const flags = bytes[from + 3]!
  let at = from + headerLength
  if (flags & flag.extra) at += 2 + (at + 1 < end ? bytes[at]! | (bytes[at + 1]! << 8) : 0)
  if (flags & flag.name) at = afterZero(bytes, at, end)
  if (flags & flag.comment) at = afterZero(bytes, at, end)
  if (flags & flag.checksum) at += 2
  const result = inflate(bytes, Math.min(at, end), end, limit)
  return { ...result, next: Math.min(end, result.next + trailerLength) }
}

function afterZero(bytes: Uint8Array, at: number, end: number): number {
  const zero = bytes.indexOf(0, at)
  return zero < 0 || zero >= end ? end : zero + 1
}
