/** Tests of hardware addresses: those of Ethernet and its kin, of 802.11 frames, and of one byte. */
import { encapsulated } from '../link/payload-type.ts'
import { directed } from './host.ts'
import { all, any, anySet, equal, inRegister, masked, noneSet, not, type Condition } from '../program/program.ts'
import type { Scope } from '../link/scope.ts'
import type { Qualifiers } from '../syntax/tree.ts'

type Direction = Qualifiers['direction']

export function hasMac(scope: Scope, direction: Direction, mac: readonly number[]): Condition {
  const { addresses, family } = scope.link
  if (family === 'wireless') return hasWirelessAddress(scope, direction, (from) => isMac(scope, from, mac))
  if (addresses?.size !== 6) return scope.refuse('packets of this link type have no MAC addresses')
  return all(
    ...inLink(scope),
    directed(scope, direction, (from) => isMac(scope, from, mac), addresses.source, addresses.destination),
  )
}

function isMac(scope: Scope, from: number, mac: readonly number[]): Condition {
  const number = mac.slice(2).reduce((sum, byte) => sum * 256 + byte, 0)
  return all(equal(scope.ofLink(from + 2, 4), number), equal(scope.ofLink(from, 2), mac[0]! * 256 + mac[1]!))
}

/** Inside a tunnel, whether there is a header of a link at all. */
function inLink(scope: Scope): readonly Condition[] {
  if (!scope.tunnelled) return encapsulated(scope)
  return [
    not({
      kind: 'compare',
      relation: '=',
      left: inRegister(scope.header.register!),
      right: inRegister(scope.payload.register!),
    }),
  ]
}

/** An address of one byte. */
export function hasStation(scope: Scope, direction: Direction, station: number): Condition {
  const { addresses } = scope.link
  if (addresses?.size !== 1) return scope.refuse('only ARCNET and BACnet MS/TP have addresses of one byte')
  return directed(
    scope,
    direction,
    (from) => equal(scope.ofLink(from, 1), station),
    addresses.source,
    addresses.destination,
  )
}

export function isBroadcast(scope: Scope): Condition {
  if (scope.link.addresses?.size === 1) return hasStation(scope, 'dst', scope.link.family === 'arcnet' ? 0 : 0xff)
  return hasMac(scope, 'dst', [0xff, 0xff, 0xff, 0xff, 0xff, 0xff])
}

export function isMulticast(scope: Scope): Condition {
  const { addresses, family } = scope.link
  if (family === 'arcnet') return hasStation(scope, 'dst', 0)
  if (family === 'wireless') return hasWirelessAddress(scope, 'dst', (from) => anySet(scope.ofLink(from, 1), 1))
  if (addresses?.size !== 6) return scope.refuse('packets of this link type have no multicast addresses')
  return all(...inLink(scope), anySet(scope.ofLink(addresses.destination, 1), 1))
}

/** A test of an address in an 802.11 frame, which stands elsewhere by the type and the direction of the frame. */
function hasWirelessAddress(scope: Scope, direction: Direction, test: (from: number) => Condition): Condition {
  const control = scope.ofLink(0, 1)
  const way = scope.ofLink(1, 1)
  const isData = anySet(control, 0x08)
  const isManagement = noneSet(control, 0x08)
  const toSystem = anySet(way, 0x01)
  const notToSystem = noneSet(way, 0x01)
  const hasSecond = any(
    not(equal(masked(control, 0x0c), 0x04)),
    all(not(equal(masked(control, 0xf0), 0xc0)), not(equal(masked(control, 0xf0), 0xd0))),
  )
  switch (direction) {
    case 'src':
      return all(
        noneSet(control, 0x04),
        any(
          all(isManagement, test(10)),
          all(
            isData,
            any(
              all(noneSet(way, 0x02), test(10)),
              all(anySet(way, 0x02), any(all(notToSystem, test(16)), all(toSystem, test(24)))),
            ),
          ),
        ),
      )
    case 'dst':
      return all(
        noneSet(control, 0x04),
        any(all(isManagement, test(4)), all(isData, any(all(notToSystem, test(4)), all(toSystem, test(16))))),
      )
    case 'src and dst':
      return all(hasWirelessAddress(scope, 'src', test), hasWirelessAddress(scope, 'dst', test))
    case undefined:
    case 'src or dst':
      return any(hasWirelessAddress(scope, 'src', test), hasWirelessAddress(scope, 'dst', test))
    case 'addr1':
      return test(4)
    case 'addr2':
      return all(hasSecond, test(10))
    case 'addr3':
      return all(not(equal(masked(control, 0x0c), 0x04)), test(16))
    case 'addr4':
      return all(equal(masked(way, 0x03), 0x03), test(24))
    case 'ra':
      return all(isData, test(4))
    case 'ta':
      return all(isData, hasSecond, test(10))
  }
}
