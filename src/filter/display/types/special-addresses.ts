/** Addresses set aside for something: the special-purpose address registries of IANA (RFC 6890), as of 2026-11. */
import { ipv4Number, ipv6Bytes } from './addresses.ts'

/**
 * What may be done with a block: source, destination, forwardable, globally reachable, reserved by protocol; a letter
 * that is missing is no.
 */
type Properties = string

const blocks: readonly (readonly [block: string, name: string, properties: Properties])[] = [
  ['0.0.0.0/32', 'This host on this network', 'S...R'],
  ['0.0.0.0/8', 'This network', 'S...R'],
  ['10.0.0.0/8', 'Private-Use', 'SDF..'],
  ['100.64.0.0/10', 'Shared Address Space', 'SDF..'],
  ['127.0.0.0/8', 'Loopback', '....R'],
  ['169.254.0.0/16', 'Link Local', 'SD..R'],
  ['172.16.0.0/12', 'Private-Use', 'SDF..'],
  ['192.0.0.0/29', 'IPv4 Service Continuity Prefix', 'SDF..'],
  ['192.0.0.8/32', 'IPv4 dummy address', 'S....'],
  ['192.0.0.9/32', 'Port Control Protocol Anycast', 'SDFG.'],
  ['192.0.0.10/32', 'Traversal Using Relays around NAT Anycast', 'SDFG.'],
  ['192.0.0.170/32', 'NAT64/DNS64 Discovery', '....R'],
  ['192.0.0.171/32', 'NAT64/DNS64 Discovery', '....R'],
  ['192.0.0.0/24', 'IETF Protocol Assignments', '.....'],
  ['192.0.2.0/24', 'Documentation (TEST-NET-1)', '.....'],
  ['192.31.196.0/24', 'AS112-v4', 'SDFG.'],
  ['192.52.193.0/24', 'AMT', 'SDFG.'],
  ['192.88.99.0/24', 'Deprecated (6to4 Relay Anycast)', '.....'],
  ['192.168.0.0/16', 'Private-Use', 'SDF..'],
  ['192.175.48.0/24', 'Direct Delegation AS112 Service', 'SDFG.'],
  ['198.18.0.0/15', 'Benchmarking', 'SDF..'],
  ['198.51.100.0/24', 'Documentation (TEST-NET-2)', '.....'],
  ['203.0.113.0/24', 'Documentation (TEST-NET-3)', '.....'],
  ['255.255.255.255/32', 'Limited Broadcast', '.D..R'],
  ['240.0.0.0/4', 'Reserved', '....R'],
  ['::1/128', 'Loopback Address', '....R'],
  ['::/128', 'Unspecified Address', 'S...R'],
  ['::ffff:0:0/96', 'IPv4-mapped Address', '....R'],
  ['64:ff9b::/96', 'IPv4-IPv6 Translation', 'SDFG.'],
  ['64:ff9b:1::/48', 'IPv4-IPv6 Translation', 'SDF..'],
  ['100::/64', 'Discard-Only Address Block', 'SDF..'],
  ['2001::/32', 'TEREDO', 'SDF..'],
  ['2001:1::1/128', 'Port Control Protocol Anycast', 'SDFG.'],
  ['2001:1::2/128', 'Traversal Using Relays around NAT Anycast', 'SDFG.'],
  ['2001:2::/48', 'Benchmarking', 'SDF..'],
  ['2001:3::/32', 'AMT', 'SDFG.'],
  ['2001:4:112::/48', 'AS112-v6', 'SDFG.'],
  ['2001:10::/28', 'Deprecated (previously ORCHID)', '.....'],
  ['2001:20::/28', 'ORCHIDv2', 'SDFG.'],
  ['2001:30::/28', 'Drone Remote ID Protocol Entity Tags (DETs) Prefix', 'SDFG.'],
  ['2001:db8::/32', 'Documentation', '.....'],
  ['2001::/23', 'IETF Protocol Assignments', '.....'],
  ['2002::/16', '6to4', 'SDF..'],
  ['2620:4f:8000::/48', 'Direct Delegation AS112 Service', 'SDFG.'],
  ['3fff::/20', 'Documentation', '.....'],
  ['5f00::/16', 'Segment Routing (SRv6) SIDs', 'SDF..'],
  ['fc00::/7', 'Unique-Local', 'SDF..'],
  ['fe80::/10', 'Linked-Scoped Unicast', 'SD..R'],
]

const parsed = blocks.map(([block, name, properties]) => {
  const [address, length] = block.split('/') as [string, string]
  const number = ipv4Number(address)
  const bytes =
    number === undefined ? ipv6Bytes(address)! : Uint8Array.of(number >>> 24, number >>> 16, number >>> 8, number)
  return {
    bytes,
    length: Number(length),
    name,
    mask: [...properties].reduce((mask, letter) => mask * 2 + (letter === '.' ? 0 : 1), 0),
  }
})

/** The block an address belongs to, the narrowest of them. */
const blockOf = (address: Uint8Array) =>
  parsed.find(({ bytes, length }) => bytes.length === address.length && startsWith(address, bytes, length))

function startsWith(address: Uint8Array, prefix: Uint8Array, bits: number): boolean {
  for (let bit = 0; bit < bits; bit += 8) {
    const shift = Math.max(0, 8 - (bits - bit))
    if (address[bit >> 3]! >> shift !== prefix[bit >> 3]! >> shift) return false
  }
  return true
}

export const specialName = (address: Uint8Array): string | undefined => blockOf(address)?.name
export const specialMask = (address: Uint8Array): number | undefined => blockOf(address)?.mask
export const isLinkLocal = (address: Uint8Array): boolean =>
  address.length === 4 ? address[0] === 169 && address[1] === 254 : address[0] === 0xfe && address[1]! >> 6 === 2
export const isMulticast = (address: Uint8Array): boolean =>
  address.length === 4 ? address[0]! >> 4 === 14 : address[0] === 0xff
/** RFC 1918, section 3. */
export const isPrivate = ([a, b]: Uint8Array): boolean =>
  a === 10 || (a === 172 && b! >> 4 === 1) || (a === 192 && b === 168)
/** RFC 4193, section 3.1. */
export const isUniqueLocal = ([a]: Uint8Array): boolean => a! >> 1 === 0x7e
