/** The inverse of `kinds/addresses.ts` and `kinds/identifiers.ts`. */
import type { View } from '../../view.ts'
import type { WireOf, Writer } from '../place.ts'
import { refusal } from '../refusal.ts'

const lengths = { ether: 6, ipv4: 4, ipv6: 16 } as const
const expected = {
  ether: 'an address such as "02:00:00:00:00:01"',
  ipv4: 'an address such as "192.0.2.1"',
  ipv6: 'an address such as "2001:db8::1"',
} as const

export const writeAddress: Writer<WireOf<'address'>> = (value, place, { of, sized }) => {
  const { output, at, path, field, room } = place
  const bytes = value === undefined ? new Uint8Array(lengths[of]) : addressBytes(value, of)
  if (bytes === undefined) throw refusal(path, expected[of], value)
  const shortest = sized ? (field.size as (self: View, at: number) => number)(place.view(), at >> 3) : undefined
  const length = field.relative ? Math.min(bytes.length, shortest ?? room() ?? withoutZeros(bytes)) : bytes.length
  output.putBytes(at >> 3, bytes.subarray(0, length))
  return 8 * length
}

/** Of an address whose last bytes may be left out: up to the last that is not zero. */
const withoutZeros = (bytes: Uint8Array): number => bytes.findLastIndex((byte) => byte !== 0) + 1

/** The bytes of an address as text; undefined if it is none. */
function addressBytes(value: unknown, of: 'ether' | 'ipv4' | 'ipv6'): Uint8Array | undefined {
  if (typeof value !== 'string') return undefined
  if (of === 'ether')
    return isMac.test(value) ? Uint8Array.from(value.split(/[:-]/), (pair) => Number(`0x${pair}`)) : undefined
  return of === 'ipv4' ? ipv4Bytes(value) : ipv6Bytes(value)
}

/** The bytes of an IPv4 or IPv6 address as text; undefined if it is neither. */
export const ipBytes = (text: string): Uint8Array | undefined => ipv4Bytes(text) ?? ipv6Bytes(text)

const isMac = /^[\da-f]{2}(?::[\da-f]{2}){5}$|^[\da-f]{2}(?:-[\da-f]{2}){5}$/i

function ipv4Bytes(text: string): Uint8Array | undefined {
  const parts = text.split('.')
  return parts.length === 4 && parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256)
    ? Uint8Array.from(parts, Number)
    : undefined
}

/** RFC 4291, section 2.2: groups of 16 bits, `::` for one or more of zeros, the last two perhaps as an IPv4 address. */
function ipv6Bytes(text: string): Uint8Array | undefined {
  const halves = text.split('::')
  if (halves.length > 2) return undefined
  const [head, tail] = halves.map((half) => groupBytes(half))
  if (head === undefined || (halves.length === 2 && tail === undefined)) return undefined
  if (halves.length === 1) return head.length === 16 ? Uint8Array.from(head) : undefined
  const zeros = 16 - head.length - tail!.length
  return zeros >= 2 ? Uint8Array.from([...head, ...Array.from({ length: zeros }, () => 0), ...tail!]) : undefined
}

function groupBytes(text: string): readonly number[] | undefined {
  if (text === '') return []
  const groups = text.split(':')
  const bytes: number[] = []
  for (const [index, group] of groups.entries()) {
    const last = index === groups.length - 1 && group.includes('.') ? ipv4Bytes(group) : undefined
    if (last !== undefined) bytes.push(...last)
    else if (/^[\da-f]{1,4}$/i.test(group)) bytes.push(Number(`0x${group}`) >> 8, Number(`0x${group}`) & 255)
    else return undefined
  }
  return bytes
}

export const writeGuid: Writer<WireOf<'guid'>> = (value = noGuid, { output, at, path }, { places }) => {
  if (typeof value !== 'string' || !isGuid.test(value)) throw refusal(path, `a GUID such as "${noGuid}"`, value)
  const digits = value.replaceAll('-', '')
  const bytes = new Uint8Array(16)
  for (const [index, place] of places.entries()) bytes[place] = Number(`0x${digits.slice(2 * index, 2 * index + 2)}`)
  output.putBytes(at >> 3, bytes)
  return 128
}

const noGuid = '00000000-0000-0000-0000-000000000000'
const isGuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i

export const writeOid: Writer<WireOf<'oid'>> = (value, { output, at, path }) => {
  if (value === undefined) return 0
  const bytes = oidBytes(value)
  if (bytes === undefined) throw refusal(path, 'an object identifier such as "1.3.6.1"', value)
  output.putBytes(at >> 3, bytes)
  return 8 * bytes.length
}

/** X.690, section 8.19. */
export function oidBytes(value: unknown): Uint8Array | undefined {
  if (typeof value !== 'string' || !/^[012](?:\.(?:0|[1-9]\d{0,19})){1,127}$/.test(value)) return undefined
  const [root, second, ...arcs] = value.split('.').map(BigInt)
  if (root! < 2n && second! >= 40n) return undefined
  return Uint8Array.from([root! * 40n + second!, ...arcs].flatMap(arcBytes))
}

function arcBytes(arc: bigint): number[] {
  const bytes = [Number(arc & 0x7fn)]
  for (let rest = arc >> 7n; rest > 0n; rest >>= 7n) bytes.unshift(Number(rest & 0x7fn) | 0x80)
  return bytes
}
