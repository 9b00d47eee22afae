/** Formats a parsed filter on one line, with everything implied made explicit. */
import { servicePorts } from '../../../protocols/names/services.ts'
import type { Arithmetic, Expression, IdentifierOf, Qualifiers, Test, TestOf } from '../syntax/tree.ts'

export function explained(expression: Expression | undefined): string {
  return expression === undefined ? 'every packet' : worded(expression).text
}

interface Worded {
  readonly text: string
  /** The operator between its parts, if there are several. */
  readonly joined: 'and' | 'or' | undefined
}

function worded(expression: Expression): Worded {
  if (expression.kind === 'not') return { text: `not ${single(worded(expression.of))}`, joined: undefined }
  if (expression.kind !== 'chain') return wordedTest(expression)
  const { first, rest } = expression
  let joined = worded(first)
  for (let at = 0; at < rest.length;) {
    const { operator } = rest[at]!
    const alike = [joined]
    for (; rest[at]?.operator === operator; at++) alike.push(worded(rest[at]!.right))
    joined = join(operator, ...alike)
  }
  return joined
}

const single = ({ text, joined }: Worded) => (joined === undefined ? text : `(${text})`)

function join(operator: 'and' | 'or', ...parts: readonly Worded[]): Worded {
  if (parts.length === 1) return parts[0]!
  return {
    text: parts.map((part) => (part.joined === operator ? part.text : single(part))).join(` ${operator} `),
    joined: operator,
  }
}

const plain = (text: string): Worded => ({ text, joined: undefined })

function wordedTest(test: Test): Worded {
  switch (test.kind) {
    case 'identifier':
      return wordedIdentifier(test)
    case 'relation': {
      const compared = `${arithmetic(test.left)} ${test.relation} ${arithmetic(test.right)}`
      return join('and', ...neededBy(test.left), ...neededBy(test.right), plain(compared))
    }
    case 'protocol':
      return plain(test.protocol)
    case 'broadcast':
    case 'multicast':
      return plain(`${test.protocol ?? 'link'} ${test.kind}`)
    case 'less':
      return plain(`len <= ${test.number}`)
    case 'greater':
      return plain(`len >= ${test.number}`)
    case 'byte':
      return plain(
        `link[${test.index}:1] ${test.operator} ${test.number}${test.operator === '&' || test.operator === '|' ? ' != 0' : ''}`,
      )
    case 'ifindex':
    case 'rulenum':
    case 'subrulenum':
    case 'reason':
    case 'action':
      return plain(`${test.kind} ${test.number}`)
    case 'vlan':
    case 'mpls':
    case 'pppoes':
    case 'geneve':
    case 'vxlan':
      return plain(test.number === undefined ? test.kind : `${test.kind} ${test.number}`)
    case 'inbound':
    case 'outbound':
    case 'pppoed':
      return plain(test.kind)
    case 'llc':
      return plain(test.subtype === undefined ? 'llc' : `llc ${test.subtype}`)
    case 'frameType':
      return plain(`wlan[0:1] & ${hexadecimal(test.mask)} = ${hexadecimal(test.type)}`)
    case 'frameDirection':
      return plain(`wlan[1:1] & 0x03 = ${hexadecimal(test.direction)}`)
    case 'ifname':
    case 'ruleset':
      return plain(`${test.kind} ${test.name}`)
    case 'circuit':
      return plain(test.circuit)
    case 'signalUnit':
      return plain(test.unit)
    case 'field':
      return join('or', ...test.numbers.map((number) => plain(`${test.field} ${test.relation} ${number}`)))
  }
}

const hexadecimal = (number: number) => `0x${number.toString(16).padStart(2, '0')}`

function wordedIdentifier({ qualifiers, identifier }: TestOf<'identifier'>): Worded {
  const { protocol, type } = qualifiers
  switch (type) {
    case 'port':
    case 'portrange':
      return wordedPorts(qualifiers, identifier as IdentifierOf<'number'> | IdentifierOf<'name'>)
    case 'proto':
    case 'protochain': {
      const said = 'text' in identifier ? identifier.text : ''
      const carriers = protocol === undefined ? ['ip', 'ip6'] : [protocol]
      return join('or', ...carriers.map((carrier) => plain(`${carrier} ${type} ${said}`)))
    }
    default:
      break
  }
  if (protocol === 'link') return directed(qualifiers.direction, (way) => `link ${way} host ${identifier.text}`)
  if (protocol === 'decnet') return directed(qualifiers.direction, (way) => `decnet ${way} host ${identifier.text}`)
  const address = directed(qualifiers.direction, (way) => `${way} ${addressed(qualifiers, identifier)}`)
  const carriers = protocol !== undefined ? [protocol] : identifier.kind === 'ipv6' ? ['ip6'] : ['ip', 'arp', 'rarp']
  return join('and', join('or', ...carriers.map(plain)), address)
}

/** `host` or `net` and the full address. */
function addressed({ type }: Qualifiers, identifier: TestOf<'identifier'>['identifier']): string {
  switch (identifier.kind) {
    case 'ipv4': {
      const parts = identifier.text.split('.')
      return parts.length === 4
        ? `host ${identifier.text}`
        : `net ${[...parts, 0, 0, 0].slice(0, 4).join('.')}/${8 * parts.length}`
    }
    case 'number': {
      const bytes = [24, 16, 8, 0].map((shift) => (identifier.value >>> shift) & 0xff)
      const leading = bytes.findIndex((byte) => byte !== 0)
      const promoted = type === 'net' && leading > 0 ? [...bytes.slice(leading), ...bytes.slice(0, leading)] : bytes
      return promoted === bytes ? `host ${bytes.join('.')}` : `net ${promoted.join('.')}/${8 * (4 - leading)}`
    }
    case 'ipv4Net':
      return `net ${identifier.text}${typeof identifier.mask === 'number' ? '/' : ' mask '}${identifier.mask}`
    case 'ipv6': {
      const { text, length = 128 } = identifier
      return length === 128 ? `host ${text}` : `net ${text}/${length}`
    }
    default:
      return `${type ?? 'host'} ${identifier.text}`
  }
}

function directed(direction: Qualifiers['direction'], said: (way: string) => string): Worded {
  if (direction === undefined || direction === 'src or dst') return join('or', plain(said('src')), plain(said('dst')))
  return direction === 'src and dst' ? join('and', plain(said('src')), plain(said('dst'))) : plain(said(direction))
}

function wordedPorts(
  { protocol, direction, type }: Qualifiers,
  identifier: IdentifierOf<'number'> | IdentifierOf<'name'>,
): Worded {
  const tcp = servicePorts.tcp[identifier.text]
  const udp = servicePorts.udp[identifier.text]
  const port = type === 'portrange' ? identifier.text : identifier.kind === 'number' ? identifier.value : (tcp ?? udp)
  const known =
    type === 'portrange' || identifier.kind === 'number' || tcp === udp
      ? ['tcp', 'udp', 'sctp']
      : [tcp === undefined ? 'udp' : 'tcp']
  const transports = protocol === undefined ? known : [protocol]
  return join(
    'and',
    join('or', plain('ip'), plain('ip6')),
    join('or', ...transports.map(plain)),
    directed(direction, (way) => `${way} ${type} ${port}`),
  )
}

/** The headers that must be present before their bytes are loaded. */
function neededBy(expression: Arithmetic): readonly Worded[] {
  switch (expression.kind) {
    case 'number':
    case 'len':
      return []
    case 'negative':
      return neededBy(expression.of)
    case 'operation':
      return neededBy(expression.left)
    case 'packet': {
      const { protocol, index } = expression
      if (protocol === 'link' || protocol === 'radio') return neededBy(index)
      const ofNetwork = ['ip', 'ip6', 'arp', 'rarp', 'atalk', 'decnet', 'sca', 'lat', 'moprc', 'mopdl'].includes(
        protocol,
      )
      const carriers = ofNetwork
        ? [protocol]
        : protocol === 'icmp6'
          ? ['ip6', protocol]
          : ['ip', protocol, 'ip[6:2] & 0x1fff = 0']
      return [...neededBy(index), ...carriers.map(plain)]
    }
  }
}

function arithmetic(expression: Arithmetic): string {
  switch (expression.kind) {
    case 'number':
      return `${expression.number}`
    case 'len':
      return 'len'
    case 'negative':
      return `-${arithmetic(expression.of)}`
    case 'operation':
      return `(${arithmetic(expression.left)} ${expression.operator} ${arithmetic(expression.right)})`
    case 'packet':
      return `${expression.protocol}[${arithmetic(expression.index)}:${expression.size}]`
  }
}
