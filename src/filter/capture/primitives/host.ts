/** Tests of the addresses in IP, ARP and DECnet headers. */
import { etherTypes } from '../link/ether-types.ts'
import { carries } from '../link/payload-type.ts'
import { all, always, any, atLeast, equal, masked, type Condition } from '../program/program.ts'
import type { Scope } from '../link/scope.ts'
import type { Qualifiers } from '../syntax/tree.ts'
import type { ProtocolWord } from '../syntax/keywords.ts'

type Direction = Qualifiers['direction']

/** An IPv4 address or net, as a number and its mask, in IP, ARP and RARP headers, or in those of one of them. */
export function hasAddress(
  scope: Scope,
  { protocol, direction, type }: Qualifiers,
  address: number,
  mask: number,
): Condition {
  switch (protocol) {
    case undefined: {
      const inIp = inHeader(scope, etherTypes.ip, direction, address, mask, 12, 16)
      // ARP cannot be identified after MPLS labels.
      if (scope.labels > 0) return inIp
      return any(
        inIp,
        ...[etherTypes.arp, etherTypes.rarp].map((carried) =>
          inHeader(scope, carried, direction, address, mask, 14, 24),
        ),
      )
    }
    case 'ip':
      return inHeader(scope, etherTypes.ip, direction, address, mask, 12, 16)
    case 'arp':
    case 'rarp':
      return inHeader(scope, etherTypes[protocol], direction, address, mask, 14, 24)
    default:
      return scope.refuse(`${protocol} has no IPv4 ${type === 'net' ? 'nets' : 'addresses'}`)
  }
}

function inHeader(
  scope: Scope,
  carried: number,
  direction: Direction,
  address: number,
  mask: number,
  source: number,
  destination: number,
): Condition {
  const carrier = carries(scope, carried)
  if (mask === 0 && address === 0) return carrier
  return all(
    carrier,
    directed(scope, direction, (from) => equal(masked(scope.ofNetwork(from, 4), mask), address), source, destination),
  )
}

/** A test of the source, of the destination, of either or of both. */
export function directed<P>(
  scope: Scope,
  direction: Direction,
  test: (place: P) => Condition,
  source: P,
  destination: P,
): Condition {
  switch (direction) {
    case 'src':
      return test(source)
    case 'dst':
      return test(destination)
    case 'src and dst':
      return all(test(source), test(destination))
    case undefined:
    case 'src or dst':
      return any(test(source), test(destination))
    default:
      return scope.refuse(`${direction} is an address of 802.11 frames only`)
  }
}

/** An IPv6 address or net: four numbers and their masks. */
export function hasAddress6(
  scope: Scope,
  { protocol, direction, type }: Qualifiers,
  address: readonly number[],
  mask: readonly number[],
): Condition {
  if (protocol !== undefined && protocol !== 'ip6')
    return scope.refuse(`${protocol} has no IPv6 ${type === 'net' ? 'nets' : 'addresses'}`)
  const carrier = carries(scope, etherTypes.ip6)
  const words = [0, 1, 2, 3].filter((word) => mask[word] !== 0 || address[word] !== 0)
  const test = (from: number) =>
    words.map((word) => equal(masked(scope.ofNetwork(from + 4 * word, 4), mask[word]!), address[word]!))
  return all(
    carrier,
    directed(scope, direction, (from) => (words.length === 0 ? always : all(...test(from))), 8, 24),
  )
}

/**
 * A DECnet address, as area and node in 16 bits: in data packets with long or short headers, with a byte of padding or
 * none.
 */
export function hasDecnetAddress(scope: Scope, direction: Direction, address: number): Condition {
  const swapped = ((address & 0xff) << 8) | (address >>> 8)
  const test = ({ long, short }: { readonly long: number; readonly short: number }) =>
    any(
      // The destination of a short header lies so near that it is loaded with the flags before it.
      short === 1
        ? equal(masked(scope.ofNetwork(2, 4), 0x07ffff00), (0x02000000 | (swapped << 8)) >>> 0)
        : all(equal(masked(scope.ofNetwork(2, 1), 0x07), 0x02), equal(scope.ofNetwork(2 + short, 2), swapped)),
      short === 1
        ? equal(masked(scope.ofNetwork(2, 4), 0xff07ffff), (0x81020000 | swapped) >>> 0)
        : all(equal(masked(scope.ofNetwork(2, 2), 0xff07), 0x8102), equal(scope.ofNetwork(3 + short, 2), swapped)),
      all(equal(masked(scope.ofNetwork(2, 1), 0x07), 0x06), equal(scope.ofNetwork(2 + long, 2), swapped)),
      all(equal(masked(scope.ofNetwork(2, 2), 0xff07), 0x8106), equal(scope.ofNetwork(3 + long, 2), swapped)),
    )
  return all(
    carries(scope, etherTypes.decnet),
    directed(scope, direction, test, { long: 15, short: 3 }, { long: 7, short: 1 }),
  )
}

/** Whether the packet is for a group of hosts, or for all. */
export function isIpMulticast(scope: Scope, protocol: ProtocolWord): Condition {
  // libpcap takes what lies above the multicast addresses as well, 255.255.255.255 too.
  if (protocol === 'ip') return all(carries(scope, etherTypes.ip), atLeast(scope.ofNetwork(16, 1), 224))
  if (protocol === 'ip6') return all(carries(scope, etherTypes.ip6), equal(scope.ofNetwork(24, 1), 0xff))
  return scope.refuse(`${protocol} multicast is not a test; there are link, ip and ip6 multicast`)
}

/**
 * Without a netmask, which a capture file does not record: 255.255.255.255 and the old 0.0.0.0, as in tcpdump; libpcap
 * alone would reject the filter.
 */
export function isIpBroadcast(scope: Scope, protocol: ProtocolWord): Condition {
  if (protocol !== 'ip') return scope.refuse(`${protocol} broadcast is not a test; there are link and ip broadcast`)
  const destination = scope.ofNetwork(16, 4)
  return all(carries(scope, etherTypes.ip), any(equal(destination, 0), equal(destination, 0xffffffff)))
}
