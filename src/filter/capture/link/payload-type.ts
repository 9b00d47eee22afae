/**
 * Tests of the payload type of the link layer: by EtherType, or by the LLC service access point if the number is at
 * most 1500.
 */
import { accessPoints, etherTypes } from './ether-types.ts'
import { linkNumbers } from './link-layers.ts'
import { checked, inCooked, inLlc, isDataFrame, onEthernet } from './llc.ts'
import {
  all,
  always,
  any,
  anySet,
  equal,
  masked,
  never,
  not,
  type Condition,
  type Size,
  type Value,
} from '../program/program.ts'
import { at, type Scope } from './scope.ts'

export function carries(scope: Scope, protocol: number): Condition {
  if (scope.labels > 0) return labelled(scope, protocol)
  const { link } = scope
  const type = (size: Size) => scope.ofType(0, size)
  switch (link.family) {
    case 'ethernet':
      return all(...encapsulated(scope), onEthernet(scope, checked(scope, protocol)))
    case 'wireless':
      return all(isDataFrame(scope), inLlc(scope, protocol))
    case 'llc':
      return inLlc(scope, protocol)
    case 'atm':
      return all(equal(masked(scope.ofLink(0, 1), 0x0f), 2), inLlc(scope, protocol))
    case 'cooked':
      return inCooked(scope, checked(scope, protocol))
    case 'hdlc':
      return equal(
        type(2),
        protocol === accessPoints.iso ? 0xfefe : scope.limited('a protocol of HDLC', protocol, 0xffff),
      )
    case 'ppp':
      return equal(type(2), pppProtocol(scope, protocol))
    case 'ppp-bsd':
      return protocol === etherTypes.ip
        ? any(...[0x21, 0x2d, 0x2f].map((each) => equal(type(2), each)))
        : equal(type(2), pppProtocol(scope, protocol))
    case 'raw':
    case 'ipv4':
    case 'ipv6':
    case 'loopback':
    case 'pflog':
    case 'ipnet':
      return carriesIp(scope, link.family, protocol)
    case 'arcnet': {
      const code = systemCodes[protocol]
      return code === undefined ? never : equal(type(1), code)
    }
    case 'localtalk':
      return protocol === etherTypes.atalk ? always : never
    case 'frame-relay':
      return inFrameRelay(scope, protocol)
    case 'juniper':
      return equal(masked(scope.ofLink(0, 4), 0xffffff00), 0x4d474300)
    case 'ethertype':
      return equal(type(2), scope.limited('an EtherType', protocol, 0xffff))
    case 'none':
      return scope.refuse('packets of this link type have no payload type')
  }
}

/** Link layers whose payload is always IP, or that have a field for the IP version. */
function carriesIp(
  scope: Scope,
  family: 'raw' | 'ipv4' | 'ipv6' | 'loopback' | 'pflog' | 'ipnet',
  protocol: number,
): Condition {
  const type = (size: Size) => scope.ofType(0, size)
  switch (family) {
    case 'raw':
      return byIp(
        protocol,
        () => equal(masked(scope.ofLink(0, 1), 0xf0), 0x40),
        () => equal(masked(scope.ofLink(0, 1), 0xf0), 0x60),
      )
    case 'ipv4':
      return byIp(
        protocol,
        () => always,
        () => never,
      )
    case 'ipv6':
      return byIp(
        protocol,
        () => never,
        () => always,
      )
    case 'loopback':
      return byIp(
        protocol,
        () => addressFamily(scope, 2),
        () => any(...[24, 28, 30].map((family) => addressFamily(scope, family))),
      )
    case 'pflog':
      return byIp(
        protocol,
        () => equal(scope.ofLink(1, 1), 2),
        () => equal(scope.ofLink(1, 1), 10),
      )
    case 'ipnet':
      return byIp(
        protocol,
        () => equal(type(1), 2),
        () => equal(type(1), 26),
      )
  }
}

/** Additional checks for encapsulated Ethernet. */
export function encapsulated(scope: Scope): readonly Condition[] {
  // In ATM LAN emulation: not its control frames.
  const emulated = scope.previousLinkType === linkNumbers.sunAtm && scope.linkType === linkNumbers.ethernet
  return emulated && !scope.tunnelled ? [not(equal(at(scope.previousHeader, 4, 2), 0xff00))] : []
}

/** Link types that carry only IP, of either version. */
function byIp(protocol: number, ip: () => Condition, ip6: () => Condition): Condition {
  if (protocol === etherTypes.ip) return ip()
  return protocol === etherTypes.ip6 ? ip6() : never
}

/** The address family of BSD loopback headers: in host byte order, except for LOOP. */
function addressFamily(scope: Scope, family: number): Condition {
  const loaded = scope.ofLink(0, 4)
  const value: Value =
    loaded.kind === 'load' && scope.linkType !== linkNumbers.loop ? { ...loaded, native: true } : loaded
  return equal(value, family)
}

/** ARCNET's, of RFC 1201. */
const systemCodes: Readonly<Partial<Record<number, number>>> = {
  [etherTypes.ip]: 212,
  [etherTypes.arp]: 213,
  [etherTypes.rarp]: 214,
  [etherTypes.atalk]: 221,
  [etherTypes.ip6]: 196,
}

/** With two address bytes: the control field and the protocol after it. */
function inFrameRelay(scope: Scope, protocol: number): Condition {
  const control = scope.ofLink(2, 2)
  if (protocol === accessPoints.iso) return any(equal(control, 0x0381), equal(control, 0x0382), equal(control, 0x0383))
  return byIp(
    protocol,
    () => equal(control, 0x03cc),
    () => equal(control, 0x038e),
  )
}

const pppProtocols: Readonly<Partial<Record<number, number>>> = {
  [etherTypes.ip]: 0x21,
  [accessPoints.iso]: 0x23,
  [etherTypes.ns]: 0x25,
  [etherTypes.decnet]: 0x27,
  [etherTypes.atalk]: 0x29,
  [accessPoints.ipx]: 0x2b,
  [accessPoints.stp]: 0x31,
  [etherTypes.ip6]: 0x57,
}
const pppProtocol = (scope: Scope, protocol: number) =>
  pppProtocols[protocol] ?? scope.limited('a protocol of PPP', protocol, 0xffff)

/** Nothing gives the type of the payload of MPLS: test for the last label, and the IP version. */
function labelled(scope: Scope, protocol: number): Condition {
  const version =
    protocol === etherTypes.ip
      ? 0x40
      : protocol === etherTypes.ip6
        ? 0x60
        : scope.refuse('after MPLS labels only IPv4 and IPv6 can be distinguished')
  return all(anySet(scope.ofNetwork(-2, 1), 0x01), equal(masked(scope.ofNetwork(0, 1), 0xf0), version))
}
