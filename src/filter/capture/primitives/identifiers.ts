/** Primitives with names, addresses and numbers, by their qualifiers. */
import { decnetOf, ipv4Of, ipv6Of, macOf, maskOf, maskOf6 } from './addresses.ts'
import { hasMac, hasStation } from './mac.ts'
import { hasAddress, hasAddress6, hasDecnetAddress } from './host.ts'
import { hasPorts } from './port.ts'
import { any, type Condition } from '../program/program.ts'
import { hasProtocolOf } from './protocol.ts'
import { unset } from '../link/link-layers.ts'
import type { Scope } from '../link/scope.ts'
import type { Identifier, IdentifierOf, Qualifiers } from '../syntax/tree.ts'
import { isIPv6Shaped } from '../syntax/tokens.ts'

export function hasIdentifier(scope: Scope, qualifiers: Qualifiers, identifier: Identifier): Condition {
  const { protocol, type } = qualifiers
  switch (type) {
    case 'port':
    case 'portrange':
      return hasPorts(scope, qualifiers, identifier)
    case 'proto':
    case 'protochain':
      return hasProtocolOf(scope, qualifiers, identifier)
    case 'gateway':
      return scope.refuse('gateway asks for the MAC address of a name, and names are not looked up here')
    default:
      break
  }
  if (protocol === 'link') return hasLinkAddress(scope, qualifiers, identifier)
  if (protocol === 'decnet')
    return hasDecnetAddress(scope, qualifiers.direction, decnetAddress(scope, type, identifier))
  switch (identifier.kind) {
    case 'name':
      return hasName(scope, qualifiers, identifier)
    case 'number':
      return hasNumber(scope, qualifiers, identifier)
    case 'ipv4':
      return hasIpv4(scope, qualifiers, identifier)
    case 'ipv4Net':
      return hasNet(scope, qualifiers, identifier)
    case 'ipv6':
      return hasIpv6(scope, qualifiers, identifier)
    case 'mac':
      return scope.refuse('a MAC address belongs to the link: ether host, ether src or ether dst', identifier)
    case 'mac8':
      return scope.refuse('an address of one byte belongs to the link: link host, link src or link dst', identifier)
  }
}

function hasLinkAddress(scope: Scope, { direction, type }: Qualifiers, identifier: Identifier): Condition {
  if (type === 'net') scope.refuse('links have no nets', identifier)
  switch (identifier.kind) {
    case 'mac':
      return hasMac(scope, direction, macOf(identifier.text))
    case 'mac8':
      return hasStation(scope, direction, Number.parseInt(identifier.text.slice(1), 16))
    case 'name':
      return scope.refuse('names of hosts are not looked up here: say its MAC address', identifier)
    default:
      return scope.refuse(`${scope.text.slice(identifier.start, identifier.end)} is no MAC address`, identifier)
  }
}

function decnetAddress(scope: Scope, type: Qualifiers['type'], identifier: Identifier): number {
  const address = identifier.kind === 'ipv4' && type !== 'net' ? decnetOf(identifier.text) : undefined
  return address ?? scope.refuse('decnet takes the address of a host as area.node, at most 63.1023', identifier)
}

/** The only name known without a lookup, and addresses; after a backslash these count as names as well. */
function hasName(scope: Scope, qualifiers: Qualifiers, { text, ...place }: IdentifierOf<'name'>): Condition {
  if (qualifiers.type === 'net') return scope.refuse('names of nets are not looked up here: say the address', place)
  const { protocol } = qualifiers
  const [address, address6] =
    text === 'localhost'
      ? [0x7f000001, [0, 0, 0, 1]]
      : /^[\d.]+$/.test(text)
        ? [wholeIpv4(text), undefined]
        : [undefined, isIPv6Shaped(text) ? ipv6Of(text) : undefined]
  if (address === undefined && address6 === undefined)
    return scope.refuse(`names of hosts are not looked up here: say the address of ${text}`, place)
  // Where no field says what a packet carries, ARP cannot be meant.
  const typed = scope.type.constant !== unset || protocol !== undefined
  const inIp =
    address === undefined || protocol === 'ip6'
      ? []
      : [hasAddress(scope, typed ? qualifiers : { ...qualifiers, protocol: 'ip' }, address, 0xffffffff)]
  const inIp6 =
    address6 === undefined || protocol === 'ip' || protocol === 'arp' || protocol === 'rarp'
      ? []
      : [hasAddress6(scope, qualifiers, address6, maskOf6(128))]
  if (inIp.length + inIp6.length === 0) return scope.refuse(`${text} is no address of ${protocol}`, place)
  return any(...inIp, ...inIp6)
}

const wholeIpv4 = (text: string) => {
  const found = ipv4Of(text)
  return found?.bits === 32 ? found.number : undefined
}

/** A number is a full address; with `net`, the first bytes of one. */
function hasNumber(scope: Scope, qualifiers: Qualifiers, { value }: IdentifierOf<'number'>): Condition {
  let address = value
  let mask = 0xffffffff
  if (qualifiers.type === 'net') {
    while (address > 0 && address < 0x1000000) {
      address = (address << 8) >>> 0
      mask = (mask << 8) >>> 0
    }
  }
  return hasAddress(scope, qualifiers, address, mask)
}

/** A partial address is a net, even after `host`. */
function hasIpv4(scope: Scope, qualifiers: Qualifiers, identifier: IdentifierOf<'ipv4'>): Condition {
  const { number, bits } = ipv4Of(identifier.text) ?? scope.refuse(`${identifier.text} is no IPv4 address`, identifier)
  return hasAddress(scope, qualifiers, justified(number, bits), maskOf(bits))
}

const justified = (number: number, bits: number) => number * 2 ** (32 - bits)

function hasNet(scope: Scope, qualifiers: Qualifiers, identifier: IdentifierOf<'ipv4Net'>): Condition {
  const { text, mask: written } = identifier
  const { number, bits } = ipv4Of(text) ?? scope.refuse(`${text} is no IPv4 address`, identifier)
  if (typeof written === 'number' && written > 32)
    scope.refuse(`a prefix of IPv4 has at most 32 bits, not ${written}`, identifier)
  const address = justified(number, bits)
  const mask = typeof written === 'number' ? maskOf(written) : maskWritten(scope, written, identifier)
  if ((address & ~mask) !== 0) scope.refuse('non-network bits are set in the address', identifier)
  if (qualifiers.type !== 'net') scope.refuse('only nets have a mask: write net before it', identifier)
  return hasAddress(scope, qualifiers, address, mask)
}

function maskWritten(scope: Scope, text: string, identifier: Identifier): number {
  const { number, bits } = ipv4Of(text) ?? scope.refuse(`${text} is no mask of IPv4`, identifier)
  return justified(number, bits)
}

function hasIpv6(scope: Scope, qualifiers: Qualifiers, identifier: IdentifierOf<'ipv6'>): Condition {
  const { text, length = 128 } = identifier
  const address = ipv6Of(text) ?? scope.refuse(`${text} is no IPv6 address`, identifier)
  if (length > 128) scope.refuse(`a prefix of IPv6 has at most 128 bits, not ${length}`, identifier)
  const mask = maskOf6(length)
  if (address.some((word, at) => (word & ~mask[at]!) !== 0))
    scope.refuse('non-network bits are set in the address', identifier)
  if (qualifiers.type !== 'net' && length !== 128)
    scope.refuse('only nets have a prefix: write net before it', identifier)
  return hasAddress6(scope, qualifiers, address, mask)
}
