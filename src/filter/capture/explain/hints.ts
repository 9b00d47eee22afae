/** Hints about common surprises in a filter. */
import type { FilterHint } from '../../filter.ts'
import type { Arithmetic, ArithmeticOf, Chain, Expression, Place, Test, TestOf } from '../syntax/tree.ts'

export function hintsOf(text: string, expression: Expression | undefined): readonly FilterHint[] {
  const hints: FilterHint[] = []
  if (expression !== undefined) collect(text, expression, { negated: false, alternative: false }, hints)
  return hints.sort((a, b) => a.start - b.start)
}

/** The context of an expression: under a `not`, beside an `or`. */
interface Standing {
  readonly negated: boolean
  readonly alternative: boolean
}

function collect(text: string, expression: Expression, standing: Standing, hints: FilterHint[]): void {
  const hint = ({ start, end }: Place, said: string) => hints.push({ start, end, text: said })
  if (expression.kind === 'not') return collect(text, expression.of, { ...standing, negated: true }, hints)
  if (expression.kind !== 'chain') return collectFromTest(expression, standing, hint)
  const parts = [expression.first, ...expression.rest.map(({ right }) => right)]
  const alternative = standing.alternative || expression.rest.some(({ operator }) => operator === 'or')
  if (changes(expression))
    hint(expression, `and and or bind alike, from left to right: this is ${grouped(text, expression)}`)
  for (const [at, part] of parts.entries()) {
    collect(text, part, { ...standing, alternative }, hints)
    const before = parts[at - 1]
    const entered = before !== undefined && alternative ? enters(before) : undefined
    if (entered !== undefined)
      hint(entered, 'everything to the right of this is applied after it, also what is joined by or')
    if (before?.kind === 'not' && isBare(part))
      hint(part, 'the not before does not reach here; what it is, such as host or port, does')
  }
}

const changes = ({ rest }: Chain) => rest.some(({ operator }) => operator !== rest[0]!.operator)

/** The text of a chain, with parentheses that show the grouping. */
function grouped(text: string, { first, rest }: Chain): string {
  const said = ({ start, end }: Place) => text.slice(start, end)
  return rest.reduce((left, { operator, right }, at) => {
    const closed = at > 0 && rest[at - 1]!.operator !== operator ? `(${left})` : left
    return `${closed} ${operator} ${said(right)}`
  }, said(first))
}

/** The primitive in an expression that moves to the payload of a packet. */
function enters(expression: Expression): Test | undefined {
  if (expression.kind === 'not') return enters(expression.of)
  if (expression.kind === 'chain')
    return [expression.first, ...expression.rest.map(({ right }) => right)]
      .map(enters)
      .find((found) => found !== undefined)
  return ['vlan', 'mpls', 'pppoes', 'geneve', 'vxlan'].includes(expression.kind) ? expression : undefined
}

/** Whether it is a bare name or number, which inherits the qualifiers to its left. */
const isBare = (expression: Expression) =>
  expression.kind === 'identifier' && expression.start === expression.identifier.start

type Hint = (place: Place, said: string) => void

function collectFromTest(test: Test, standing: Standing, hint: Hint): void {
  switch (test.kind) {
    case 'less':
    case 'greater':
      return hint(test, `${test.kind} takes ${test.number} as well`)
    case 'multicast':
      return test.protocol === 'ip'
        ? hint(test, 'this takes all addresses from 224.0.0.0 on, 255.255.255.255 too')
        : undefined
    case 'identifier':
      return collectFromIdentifier(test, hint)
    case 'relation':
      return collectFromRelation(test, standing, hint)
    default:
      return undefined
  }
}

function collectFromIdentifier({ identifier, qualifiers: { protocol, type } }: TestOf<'identifier'>, hint: Hint): void {
  if (identifier.kind === 'ipv4' && protocol !== 'decnet') {
    const whole = identifier.text.split('.').length === 4
    if (whole && type === 'net') hint(identifier, 'without a length this is one address, as with /32')
    if (!whole && type !== 'net') hint(identifier, 'an address that is cut short is a net')
  }
  if (identifier.kind === 'number' && /^0\d/.test(identifier.text))
    hint(identifier, `a number that begins with 0 is octal: ${identifier.value}`)
}

function collectFromRelation(test: TestOf<'relation'>, { negated, alternative }: Standing, hint: Hint): void {
  const taken = [...packetsIn(test.left), ...packetsIn(test.right)]
  for (const { protocol, ...place } of taken) {
    if (isTransport(protocol)) hint(place, `${protocol}[..] is there in IPv4 only, and in first fragments`)
  }
  for (const { start, end } of [...uncheckedIn(test.left), ...uncheckedIn(test.right)]) {
    hint({ start, end }, 'right of an operator it is not checked that the packet has this header')
  }
  if (taken.length > 0 && (negated || alternative))
    hint(test, `a packet too short for this does not pass, whatever ${negated ? 'not' : 'or'} says`)
}

/** Loads without a check that the header is present. */
function uncheckedIn(expression: Arithmetic): readonly ArithmeticOf<'packet'>[] {
  switch (expression.kind) {
    case 'number':
    case 'len':
      return []
    case 'negative':
      return uncheckedIn(expression.of)
    case 'operation': {
      const right = packetsIn(expression.right).filter(({ protocol }) => protocol !== 'link' && protocol !== 'radio')
      return [...uncheckedIn(expression.left), ...right]
    }
    case 'packet':
      return uncheckedIn(expression.index)
  }
}

const isTransport = (protocol: string) =>
  ['tcp', 'udp', 'sctp', 'icmp', 'igmp', 'igrp', 'pim', 'vrrp', 'carp'].includes(protocol)

function packetsIn(expression: Arithmetic): readonly ArithmeticOf<'packet'>[] {
  switch (expression.kind) {
    case 'number':
    case 'len':
      return []
    case 'negative':
      return packetsIn(expression.of)
    case 'operation':
      return [...packetsIn(expression.left), ...packetsIn(expression.right)]
    case 'packet':
      return [expression, ...packetsIn(expression.index)]
  }
}
