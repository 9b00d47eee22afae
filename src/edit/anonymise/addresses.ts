/**
 * Replaces addresses one to one. Every part is replaced by a prefix tree, and equal parts in the same way wherever they
 * are: the last 24 bits of a MAC address, of an interface identifier and of a solicited-node group, so that what
 * belongs together still does.
 */
import type { KeyParts } from './key.ts'
import { PrefixTree, type KeptPrefix } from './prefix-tree.ts'

export class AddressMap {
  private readonly ipv4Tree: PrefixTree
  /** The last 23 bits of an IPv4 group, and of the MAC address it is sent to (RFC 1112, section 6.4). */
  private readonly ipv4Groups: PrefixTree
  private readonly networks: PrefixTree
  /** The first, second and last part of a MAC address as an interface identifier: RFC 4291, appendix A. */
  private readonly vendors: PrefixTree
  private readonly middles: PrefixTree
  private readonly devices: PrefixTree
  /** The last 32 bits of an IPv6 group, and of the MAC address it is sent to (RFC 2464, section 7). */
  private readonly ipv6Groups: PrefixTree
  private readonly groupNetworks: PrefixTree
  private readonly scratch = new Uint8Array(16)

  constructor({ cipher, pad, derived }: KeyParts) {
    const tree = (purpose: number, bits: number, kept: readonly KeptPrefix[] = [], fixed: readonly number[] = []) =>
      new PrefixTree({ cipher: derived(purpose), pad, bits, kept, fixed })
    this.ipv4Tree = new PrefixTree({ cipher, pad, bits: 32, kept: keptIpv4 })
    this.ipv4Groups = tree(1, 24, keptIpv4Groups, [0])
    this.networks = tree(2, 64, keptNetworks)
    this.vendors = tree(3, 24, [], [6, 7])
    this.middles = tree(4, 16, [{ bytes: [0xff, 0xfe], length: 16 }])
    this.devices = tree(5, 24)
    this.ipv6Groups = tree(6, 32, keptIpv6Groups)
    this.groupNetworks = tree(7, 80)
  }

  /** Replaces the IPv4 address at byte `at`. */
  ipv4(bytes: Uint8Array, at: number): void {
    if (bytes[at]! >> 4 !== 0xe) return this.ipv4Tree.map(bytes, at)
    // The bits in front of the last 23 are not in the MAC address.
    const above = bytes[at + 1]! & 0x80
    bytes[at + 1]! &= 0x7f
    this.ipv4Groups.map(bytes, at + 1)
    bytes[at + 1]! |= above
  }

  /** Replaces the IPv6 address at byte `at`. */
  ipv6(bytes: Uint8Array, at: number): void {
    if (bytes[at] === 0xff) return this.ipv6Group(bytes, at)
    const holdsIpv4 = isAt(zeros, bytes, at) || isAt(nat64, bytes, at)
    this.networks.map(bytes, at)
    if (holdsIpv4) this.ipv4(bytes, at + 12)
    else this.identifier(bytes, at + 8)
  }

  /** Replaces the MAC address at byte `at`. */
  mac(bytes: Uint8Array, at: number): void {
    if (bytes[at]! & 1) return this.macGroup(bytes, at)
    if (isKeptMac(bytes, at)) return
    // Nothing else becomes one of those that stay.
    do this.macParts(bytes, at)
    while (isKeptMac(bytes, at))
  }

  /** The first `length` bytes of an address whose others are zero: IPv4 if `wide` is not set. */
  shortened(bytes: Uint8Array, at: number, length: number, wide: boolean): void {
    const { scratch } = this
    scratch.fill(0)
    scratch.set(bytes.subarray(at, at + length))
    if (wide) this.ipv6(scratch, 0)
    else this.ipv4(scratch, 0)
    bytes.set(scratch.subarray(0, length), at)
  }

  private ipv6Group(bytes: Uint8Array, at: number): void {
    // Groups that are not assigned for good are somebody's own, and may hold a network (RFC 3306).
    if (bytes[at + 1]! & 0x10) this.groupNetworks.map(bytes, at + 2)
    this.ipv6GroupEnd(bytes, at + 12)
  }

  private ipv6GroupEnd(bytes: Uint8Array, at: number): void {
    if (bytes[at] === 0xff) this.devices.map(bytes, at + 1)
    else this.ipv6Groups.map(bytes, at)
  }

  private macGroup(bytes: Uint8Array, at: number): void {
    if (isAt(ipv4GroupMac, bytes, at) && bytes[at + 3]! < 0x80) this.ipv4Groups.map(bytes, at + 3)
    else if (isAt(ipv6GroupMac, bytes, at)) this.ipv6GroupEnd(bytes, at + 2)
  }

  private macParts(bytes: Uint8Array, at: number): void {
    this.vendors.map(bytes, at)
    this.devices.map(bytes, at + 3)
  }

  /** An interface identifier; the one of zeros, which stands for the network, stays. */
  private identifier(bytes: Uint8Array, at: number): void {
    if (isAt(zeros, bytes, at)) return
    do this.identifierParts(bytes, at)
    while (isAt(zeros, bytes, at))
  }

  private identifierParts(bytes: Uint8Array, at: number): void {
    // The bit that says who assigns addresses is inverted in identifiers.
    bytes[at]! ^= 2
    this.vendors.map(bytes, at)
    bytes[at]! ^= 2
    this.middles.map(bytes, at + 3)
    this.devices.map(bytes, at + 5)
  }
}

/** RFC 6890: this network, loopback, link-local; groups, of which only the kind stays; netmasks and broadcast. */
const keptIpv4: readonly KeptPrefix[] = [
  { bytes: [0], length: 8, whole: true },
  { bytes: [127], length: 8, whole: true },
  { bytes: [169, 254], length: 16 },
  { bytes: [0xe0], length: 4 },
  { bytes: [0xf0], length: 4, whole: true },
]

/** 224.0.0.0/23 and 239.255.254.0/23, groups of protocols: RFC 5771, sections 4 and 5, and RFC 2365, section 6.1. */
const keptIpv4Groups: readonly KeptPrefix[] = [
  { bytes: [0, 0, 0], length: 15, whole: true },
  { bytes: [0x7f, 0xfe, 0], length: 15, whole: true },
]

/** RFC 4291: unspecified, loopback and IPv4-mapped; RFC 6052; unique local (RFC 4193), link-local, groups. */
const keptNetworks: readonly KeptPrefix[] = [
  { bytes: [], length: 64, whole: true },
  { bytes: [0, 0x64, 0xff, 0x9b], length: 64, whole: true },
  { bytes: [0xfc], length: 7 },
  { bytes: [0xfe, 0x80], length: 64, whole: true },
  { bytes: [0xff], length: 8 },
]

/** Groups of protocols, such as all nodes, and solicited-node groups, whose last 24 bits are those of an address. */
const keptIpv6Groups: readonly KeptPrefix[] = [
  { bytes: [0, 0], length: 15, whole: true },
  { bytes: [0xff], length: 8 },
]

const zeros = [0, 0, 0, 0, 0, 0, 0, 0]
const nat64 = [0, 0x64, 0xff, 0x9b, 0, 0, 0, 0]
const ipv4GroupMac = [1, 0, 0x5e]
const ipv6GroupMac = [0x33, 0x33]
/** The Virtual Router Redundancy Protocol's: RFC 9568, section 7.3. */
const virtualRouters = [0, 0, 0x5e, 0]
const zeroMac = [0, 0, 0, 0, 0, 0]

const isKeptMac = (bytes: Uint8Array, at: number) => isAt(zeroMac, bytes, at) || isAt(virtualRouters, bytes, at)

function isAt(value: readonly number[], bytes: Uint8Array, at: number): boolean {
  for (let index = 0; index < value.length; index++) if (bytes[at + index] !== value[index]) return false
  return true
}
