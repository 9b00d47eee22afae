/**
 * Primitives that enter the payload of a packet: VLAN tags, MPLS labels, PPPoE sessions, Geneve and VXLAN. Primitives
 * after them apply to the inner packet.
 */
import { etherTypes } from '../link/ether-types.ts'
import { carries } from '../link/payload-type.ts'
import { linkNumbers } from '../link/link-layers.ts'
import { ipHeaderEnd, ofTransport, udpDestination } from './port.ts'
import {
  all,
  always,
  any,
  arithmetic,
  assign,
  equal,
  inRegister,
  load,
  masked,
  number,
  type Condition,
  type Register,
  type Size,
  type Value,
} from '../program/program.ts'
import type { Scope } from '../link/scope.ts'

export function hasVlan(scope: Scope, tag: number | undefined): Condition {
  if (scope.labels > 0) scope.refuse('VLAN tags cannot be identified after MPLS labels')
  const { family } = scope.link
  if (family !== 'ethernet' && (family !== 'wireless' || scope.linkType === linkNumbers.ppi))
    scope.refuse('packets of this link type have no VLAN tags')
  const tagged = any(
    ...[etherTypes.vlan, etherTypes.serviceVlan, etherTypes.stackedVlan].map((type) => carries(scope, type)),
  )
  const condition =
    tag === undefined
      ? tagged
      : all(tagged, equal(masked(scope.ofNetwork(0, 2), 0x0fff), scope.limited('the number of a VLAN', tag, 0x0fff)))
  const { constant } = scope.payload
  scope.payload = { ...scope.payload, constant: constant + 4 }
  scope.type = { ...scope.type, constant: scope.type.constant + 4 }
  return condition
}

export function hasLabel(scope: Scope, label: number | undefined): Condition {
  const labelled =
    scope.labels > 0 ? equal(masked(scope.ofNetwork(-2, 1), 0x01), 0) : carries(scope, labelledType(scope))
  const condition =
    label === undefined
      ? labelled
      : all(
          labelled,
          equal(masked(scope.ofNetwork(0, 4), 0xfffff000), scope.limited('an MPLS label', label, 0xfffff) * 4096),
        )
  scope.network += 4
  scope.networkWithoutSnap += 4
  scope.labels++
  return condition
}

function labelledType(scope: Scope): number {
  const { family } = scope.link
  if (family === 'ethernet' || family === 'hdlc') return etherTypes.mpls
  return scope.linkType === linkNumbers.ppp
    ? 0x0281
    : scope.refuse('MPLS labels cannot be identified in packets of this link type')
}

export function hasPppoeSession(scope: Scope, session: number | undefined): Condition {
  const inSession = carries(scope, etherTypes.pppoes)
  const condition =
    session === undefined
      ? inSession
      : all(inSession, equal(scope.ofNetwork(2, 2), scope.limited('the number of a PPPoE session', session, 0xffff)))
  const header = { ...scope.payload, constant: (scope.payload.constant + scope.network + 6) >>> 0 }
  scope.enter(linkNumbers.ppp, header)
  scope.type = header
  scope.payload = { ...header, constant: header.constant + 2 }
  scope.network = scope.networkWithoutSnap = 0
  return condition
}

/** Geneve of version 0: on UDP port 6081. It may carry something else than Ethernet. */
export function hasGeneve(scope: Scope, identifier: number | undefined): Condition {
  const end = scope.register()
  const tunnelled = overUdp(
    scope,
    6081,
    end,
    (at) => equal(masked(at(0, 1), 0xc0), 0),
    'the number of a Geneve network',
    identifier,
  )
  const start = arithmetic('+', inRegister(end), number(8))
  const carried = arithmetic(
    '+',
    start,
    arithmetic('+', arithmetic('*', masked(load(1, 0, start), 0x3f), number(4)), number(8)),
  )
  const { header, type, payload } = innerRegisters(scope)
  const isEthernet = equal(load(2, 2, start), etherTypes.bridging)
  const choose = (yes: Value, no: Value): Value => ({ kind: 'choice', condition: isEthernet, yes, no })
  return all(
    tunnelled,
    assign(header, carried),
    assign(type, choose(arithmetic('+', inRegister(header), number(12)), arithmetic('+', start, number(2)))),
    assign(payload, choose(arithmetic('+', inRegister(header), number(14)), inRegister(header))),
  )
}

/** VXLAN with its identifier valid: on UDP port 4789. It carries Ethernet. */
export function hasVxlan(scope: Scope, identifier: number | undefined): Condition {
  const end = scope.register()
  const tunnelled = overUdp(
    scope,
    4789,
    end,
    (at) => equal(at(0, 1), 0x08),
    'the number of a VXLAN network',
    identifier,
  )
  const { header, type, payload } = innerRegisters(scope)
  const after = (bytes: number) => arithmetic('+', inRegister(end), number(bytes))
  return all(tunnelled, assign(header, after(16)), assign(type, after(28)), assign(payload, after(30)))
}

/** Bytes of the header of a tunnel. */
type BytesAt = (offset: number, size: Size) => Value

/** Whether UDP carries the tunnel; `end` is then where the IP header ends. */
function overUdp(
  scope: Scope,
  port: number,
  end: Register,
  isHeader: (at: BytesAt) => Condition,
  described: string,
  identifier: number | undefined,
): Condition {
  const [overIp, overIp6] = udpDestination(scope, port)
  const is = (at: BytesAt) =>
    all(
      isHeader(at),
      identifier === undefined
        ? always
        : equal(masked(at(4, 4), 0xffffff00), scope.limited(described, identifier, 0xffffff) * 256),
    )
  const base = (scope.payload.constant + scope.network) >>> 0
  const ip6Header = number(base + 40)
  const ip6End =
    scope.payload.register === undefined ? ip6Header : arithmetic('+', ip6Header, inRegister(scope.payload.register))
  return any(
    all(
      overIp,
      is((offset, size) => ofTransport(scope, 8 + offset, size)),
      assign(end, arithmetic('+', ipHeaderEnd(scope), number(base))),
    ),
    all(
      overIp6,
      is((offset, size) => scope.ofNetwork(48 + offset, size)),
      assign(end, ip6End),
    ),
  )
}

function innerRegisters(scope: Scope) {
  const registers = { header: scope.register(), type: scope.register(), payload: scope.register() }
  scope.optimized = false
  scope.enter(linkNumbers.ethernet, { constant: 0, register: registers.header })
  scope.type = { constant: 0, register: registers.type }
  scope.payload = { constant: 0, register: registers.payload }
  scope.network = 0
  scope.tunnelled = true
  return registers
}
