/** Tests of payload types that are in LLC and SNAP headers on some or all frames of a link type: IEEE 802.2. */
import { linkNumbers } from './link-layers.ts'
import { accessPoints, etherTypes, longestPayload } from './ether-types.ts'
import { all, always, any, atMost, equal, masked, not, type Condition } from '../program/program.ts'
import type { Scope } from './scope.ts'

/** An EtherType, or a one-byte service access point. */
export function checked(scope: Scope, protocol: number): number {
  if (protocol <= longestPayload) return scope.limited('up to 1500 it is an LLC access point, which', protocol, 0xff)
  return scope.limited('an EtherType', protocol, 0xffff)
}

export function onEthernet(scope: Scope, protocol: number): Condition {
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

export function inCooked(scope: Scope, protocol: number): Condition {
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
export function inLlc(scope: Scope, protocol: number): Condition {
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
export const isDataFrame = (scope: Scope): Condition => equal(masked(scope.ofLink(0, 1), 0x0c), 0x08)

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
