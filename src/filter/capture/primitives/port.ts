/** Tests of ports: TCP, UDP and SCTP over IPv4, in first fragments only, and directly after the IPv6 header. */
import { servicePorts } from '../../../protocols/names/services.ts'
import { etherTypes } from '../link/ether-types.ts'
import { carries } from '../link/payload-type.ts'
import { directed } from './host.ts'
import {
  all,
  any,
  arithmetic,
  atLeast,
  atMost,
  equal,
  inRegister,
  load,
  masked,
  noneSet,
  number,
  type Condition,
  type Size,
  type Value,
} from '../program/program.ts'
import type { Scope } from '../link/scope.ts'
import type { Identifier, IdentifierOf, Place, Qualifiers } from '../syntax/tree.ts'
import type { ProtocolWord } from '../syntax/keywords.ts'

const transports = { tcp: 6, udp: 17, sctp: 132 } as const
type Transport = keyof typeof transports

/** Ports from `first` to `last`, of one protocol or of all that have ports. */
interface Ports {
  readonly transport: Transport | undefined
  readonly first: number
  readonly last: number
}

export function hasPorts(scope: Scope, qualifiers: Qualifiers, identifier: Identifier): Condition {
  const { protocol, direction, type } = qualifiers
  if (protocol !== undefined && !isTransport(protocol))
    return scope.refuse(`${protocol} has no ports; tcp, udp and sctp have`)
  if (identifier.kind !== 'number' && identifier.kind !== 'name')
    return scope.refuse(`${type} takes ports, not an address`, identifier)
  const { transport, ...ports } = portsOf(scope, type === 'portrange', identifier)
  if (transport !== undefined && (protocol ?? transport) !== transport) {
    scope.refuse(`${identifier.text} is a port of ${transport}, not of ${protocol}`, identifier)
  }
  const numbers = protocolNumbers(protocol ?? transport)
  return any(overIp6(scope, numbers, direction, ports), overIp(scope, numbers, direction, ports))
}

const isTransport = (protocol: ProtocolWord): protocol is Transport => Object.hasOwn(transports, protocol)

const protocolNumbers = (transport: Transport | undefined) =>
  transport === undefined ? Object.values(transports) : [transports[transport]]

function overIp(
  scope: Scope,
  protocols: readonly number[],
  direction: Qualifiers['direction'],
  ports: Omit<Ports, 'transport'>,
): Condition {
  return all(
    carries(scope, etherTypes.ip),
    any(...protocols.map((protocol) => equal(scope.ofNetwork(9, 1), protocol))),
    isFirstFragment(scope),
    directed(scope, direction, (from) => inRange(ofTransport(scope, from, 2), ports), 0, 2),
  )
}

function overIp6(
  scope: Scope,
  protocols: readonly number[],
  direction: Qualifiers['direction'],
  ports: Omit<Ports, 'transport'>,
): Condition {
  return all(
    carries(scope, etherTypes.ip6),
    any(...protocols.map((protocol) => equal(scope.ofNetwork(6, 1), protocol))),
    directed(scope, direction, (from) => inRange(scope.ofNetwork(40 + from, 2), ports), 0, 2),
  )
}

/** Whether an IPv4 packet is whole or the first fragment. */
export const isFirstFragment = (scope: Scope): Condition => noneSet(scope.ofNetwork(6, 2), 0x1fff)

/** The length of the IPv4 header plus the variable part of its offset. */
export function ipHeaderEnd(scope: Scope): Value {
  const headerLength = arithmetic('<<', masked(scope.ofNetwork(0, 1), 0x0f), number(2))
  return scope.payload.register === undefined
    ? headerLength
    : arithmetic('+', headerLength, inRegister(scope.payload.register))
}

/** Bytes after the IPv4 header. */
export function ofTransport(scope: Scope, offset: number, size: Size): Value {
  return load(size, scope.payload.constant + scope.network + offset, ipHeaderEnd(scope))
}

/** A destination port of UDP, over IPv4 and over IPv6. */
export const udpDestination = (scope: Scope, port: number): readonly [Condition, Condition] => {
  const ports = { first: port, last: port }
  return [overIp(scope, [transports.udp], 'dst', ports), overIp6(scope, [transports.udp], 'dst', ports)]
}

function inRange(value: Value, { first, last }: Omit<Ports, 'transport'>): Condition {
  return first === last ? equal(value, first) : all(atLeast(value, first), atMost(value, last))
}

function portsOf(scope: Scope, range: boolean, identifier: IdentifierOf<'number'> | IdentifierOf<'name'>): Ports {
  if (identifier.kind === 'number') return portNumbered(scope, identifier.value, identifier)
  if (!range) return portNamed(scope, identifier.text, identifier)
  const [from, to, ...more] = identifier.text.split('-')
  if (!from || !to || more.length > 0)
    return scope.refuse(`"${identifier.text}" is no range of ports, such as 6000-6008`, identifier)
  const [one, other] = [portWritten(scope, from, identifier), portWritten(scope, to, identifier)]
  const transport = one.transport === other.transport ? one.transport : undefined
  return { transport, first: Math.min(one.first, other.first), last: Math.max(one.first, other.first) }
}

function portWritten(scope: Scope, written: string, place: Place): Ports {
  if (/^0[0-7]+$/.test(written)) return portNumbered(scope, Number.parseInt(written, 8), place)
  return /^(?:0x[\da-f]+|[1-9]\d*|0)$/i.test(written)
    ? portNumbered(scope, Number(written), place)
    : portNamed(scope, written, place)
}

function portNumbered(scope: Scope, number: number, place: Place): Ports {
  const port = scope.limited('a port', number, 0xffff, place)
  return { transport: undefined, first: port, last: port }
}

/** A port by its name; one that is the same in TCP and UDP is of all protocols. */
function portNamed(scope: Scope, name: string, place: Place): Ports {
  const tcp = servicePorts.tcp[name]
  const udp = servicePorts.udp[name]
  const port = tcp ?? udp
  // After a backslash, even a number is a name.
  if (/^\d+$/.test(name)) return portNumbered(scope, Number(name), place)
  if (port === undefined) return scope.refuse(`there is no port named "${name}"`, place)
  return { transport: tcp === udp ? undefined : tcp === undefined ? 'udp' : 'tcp', first: port, last: port }
}
