/**
 * Tests of the payload type of the link layer: by EtherType, or by the LLC service access point if the number is at
 * most 1500.
 */
import { linkNumbers } from './link-layers.ts'
import {
  all,
  always,
  any,
  anySet,
  atMost,
  equal,
  masked,
  never,
  not,
  type Condition,
  type Size,
  type Value,
} from '../program/program.ts'
import { at, type Scope } from './scope.ts'

export const etherTypes = {
  ns: 0x0600,
  ip: 0x0800,
  arp: 0x0806,
  mopdl: 0x6001,
  moprc: 0x6002,
  decnet: 0x6003,
  lat: 0x6004,
  sca: 0x6007,
  bridging: 0x6558,
  rarp: 0x8035,
  atalk: 0x809b,
  aarp: 0x80f3,
  vlan: 0x8100,
  ipx: 0x8137,
  ip6: 0x86dd,
  mpls: 0x8847,
  pppoed: 0x8863,
  pppoes: 0x8864,
  slow: 0x8809,
  serviceVlan: 0x88a8,
  lldp: 0x88cc,
  loopback: 0x9000,
  stackedVlan: 0x9100,
} as const

export const accessPoints = { ip: 0x06, stp: 0x42, snap: 0xaa, ipx: 0xe0, netbeui: 0xf0, iso: 0xfe } as const

/** Maximum length of an Ethernet payload: above it, the field is a type. */
const longestPayload = 1500

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

/** An EtherType, or a one-byte service access point. */
function checked(scope: Scope, protocol: number): number {
  if (protocol <= longestPayload) return scope.limited('up to 1500 it is an LLC access point, which', protocol, 0xff)
  return scope.limited('an EtherType', protocol, 0xffff)
}

/** Additional checks for encapsulated Ethernet. */
export function encapsulated(scope: Scope): readonly Condition[] {
  // In ATM LAN emulation: not its control frames.
  const emulated = scope.previousLinkType === linkNumbers.sunAtm && scope.linkType === linkNumbers.ethernet
  return emulated && !scope.tunnelled ? [not(equal(at(scope.previousHeader, 4, 2), 0xff00))] : []
}

function onEthernet(scope: Scope, protocol: number): Condition {
  const type = scope.ofType(0, 2)
  const hasLlc = atMost(type, longestPayload)
  switch (protocol) {
    case accessPoints.iso:
    case accessPoints.ip:
    case accessPoints.netbeui:
      return all(hasLlc, equal(scope.ofLlc(0, 2), (protocol << 8) | protocol))
    case accessPoints.ipx:
      return any(
        equal(type, etherTypes.ipx),
        all(
          hasLlc,
          any(
            inSnap(scope, 0, etherTypes.ipx),
            equal(scope.ofLlc(0, 1), accessPoints.ipx),
            equal(scope.ofLlc(0, 2), 0xffff),
          ),
        ),
      )
    case etherTypes.atalk:
    case etherTypes.aarp:
      return any(
        equal(type, protocol),
        all(hasLlc, inSnap(scope, protocol === etherTypes.atalk ? 0x080007 : 0, protocol)),
      )
    default:
      return protocol <= longestPayload ? all(hasLlc, equal(scope.ofType(2, 1), protocol)) : equal(type, protocol)
  }
}

function inCooked(scope: Scope, protocol: number): Condition {
  const type = scope.ofType(0, 2)
  const hasLlc = equal(type, 4)
  switch (protocol) {
    case accessPoints.iso:
    case accessPoints.ip:
    case accessPoints.netbeui:
      return all(hasLlc, equal(scope.ofLlc(0, 2), (protocol << 8) | protocol))
    case accessPoints.ipx:
      return any(
        equal(type, etherTypes.ipx),
        equal(type, 1),
        all(hasLlc, any(equal(scope.ofLlc(0, 1), accessPoints.ipx), inSnap(scope, 0, etherTypes.ipx))),
      )
    case etherTypes.atalk:
    case etherTypes.aarp:
      return any(
        equal(type, protocol),
        all(hasLlc, inSnap(scope, protocol === etherTypes.atalk ? 0x080007 : 0, protocol)),
      )
    default:
      return protocol <= longestPayload
        ? all(hasLlc, equal(scope.ofLink(scope.payload.constant, 1), protocol))
        : equal(type, protocol)
  }
}

/** After an LLC header; with SNAP, only the type is tested. */
function inLlc(scope: Scope, protocol: number): Condition {
  switch (protocol) {
    case accessPoints.iso:
    case accessPoints.ip:
    case accessPoints.netbeui:
      return equal(scope.ofLlc(0, 2), (protocol << 8) | protocol)
    case etherTypes.atalk:
      return inSnap(scope, 0x080007, protocol)
    default:
      return checked(scope, protocol) <= longestPayload
        ? equal(scope.ofLlc(0, 1), protocol)
        : equal(scope.ofLlc(6, 2), protocol)
  }
}

function inSnap(scope: Scope, organization: number, type: number): Condition {
  return all(
    equal(scope.ofLlc(4, 4), ((organization << 16) | type) >>> 0),
    equal(scope.ofLlc(0, 4), 0xaaaa0300 | (organization >>> 16)),
  )
}

/** Whether an 802.11 frame is a data frame. */
const isDataFrame = (scope: Scope): Condition => equal(masked(scope.ofLink(0, 1), 0x0c), 0x08)

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

/** Whether a frame has an LLC header. */
export function hasLlc(scope: Scope): Condition {
  switch (scope.link.family) {
    case 'ethernet':
      if (scope.linkType === linkNumbers.netAnalyzer || scope.linkType === linkNumbers.netAnalyzerTransparent) break
      return all(atMost(scope.ofType(0, 2), longestPayload), not(equal(scope.ofLlc(0, 2), 0xffff)))
    case 'atm':
      return equal(masked(scope.ofLink(0, 1), 0x0f), 2)
    case 'wireless':
      return isDataFrame(scope)
    case 'llc':
      if (scope.linkType === linkNumbers.classicalIp || scope.linkType === linkNumbers.ipOverFibreChannel) break
      return always
    default:
      break
  }
  return scope.refuse('frames of this link type have no LLC header')
}
