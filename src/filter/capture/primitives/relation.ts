/** Arithmetic on bytes of the packet, and comparisons of it. */
import { etherTypes } from '../link/ether-types.ts'
import { carries } from '../link/payload-type.ts'
import { isRadio, linkNumbers } from '../link/link-layers.ts'
import { isFirstFragment, ipHeaderEnd } from './port.ts'
import {
  all,
  arithmetic,
  equal,
  inRegister,
  length,
  load,
  not,
  number,
  type Condition,
  type Value,
} from '../program/program.ts'
import { isProtocol } from './protocol.ts'
import type { Offset, Scope } from '../link/scope.ts'
import type { Arithmetic, ArithmeticOf, TestOf } from '../syntax/tree.ts'

/** A comparison: the packet must first have the headers that it takes bytes of. */
export function compares(scope: Scope, { left, relation, right }: TestOf<'relation'>): Condition {
  if (Math.max(kept(left), 1 + kept(right)) > mostKept)
    scope.refuse(`this keeps more than ${mostKept} numbers at a time`)
  const one = computed(scope, left)
  const other = computed(scope, right)
  return all(...one.needed, ...other.needed, related(relation, one.value, other.value))
}

/** How many numbers libpcap can keep while it computes. */
const mostKept = 16

function kept(expression: Arithmetic): number {
  switch (expression.kind) {
    case 'number':
    case 'len':
      return 1
    case 'negative':
      return kept(expression.of)
    case 'operation':
      return Math.max(kept(expression.left), 1 + kept(expression.right))
    case 'packet':
      return Math.max(kept(expression.index), 2)
  }
}

function related(relation: TestOf<'relation'>['relation'], left: Value, right: Value): Condition {
  switch (relation) {
    case '=':
    case '>':
    case '>=':
      return { kind: 'compare', relation, left, right }
    case '!=':
      return not({ kind: 'compare', relation: '=', left, right })
    case '<=':
      return not({ kind: 'compare', relation: '>', left, right })
    case '<':
      return not({ kind: 'compare', relation: '>=', left, right })
  }
}

/** A value, and what must hold before it is computed. */
interface Computed {
  readonly value: Value
  readonly needed: readonly Condition[]
}

function computed(scope: Scope, expression: Arithmetic): Computed {
  switch (expression.kind) {
    case 'number':
      return { value: number(expression.number), needed: [] }
    case 'len':
      return { value: length, needed: [] }
    case 'negative': {
      const { value, needed } = computed(scope, expression.of)
      return { value: arithmetic('-', number(0), value), needed }
    }
    case 'operation':
      return operation(scope, expression)
    case 'packet': {
      const index = computed(scope, expression.index)
      return bytesAt(scope, expression, index)
    }
  }
}

/** The left side says which headers must be there: libpcap forgets those of the right side. */
function operation(scope: Scope, { operator, left, right }: ArithmeticOf<'operation'>): Computed {
  const one = computed(scope, left)
  const other = computed(scope, right)
  const first = firstNumber(right)
  if ((operator === '/' || operator === '%') && first === 0) scope.refuse('this divides by zero', right)
  const shifts = operator === '<<' || operator === '>>'
  if (shifts && first !== undefined && first > 31)
    scope.refuse('a number of 32 bits cannot be shifted by more than 31', right)
  return { value: arithmetic(operator, one.value, other.value), needed: one.needed }
}

/** The number that is evaluated first. libpcap looks at it alone, and so refuses to divide by `ip[0]`. */
function firstNumber(expression: Arithmetic): number | undefined {
  switch (expression.kind) {
    case 'number':
      return expression.number
    case 'len':
      return undefined
    case 'negative':
      return firstNumber(expression.of)
    case 'operation':
      return firstNumber(expression.left)
    case 'packet':
      return firstNumber(expression.index)
  }
}

function bytesAt(scope: Scope, { protocol, size, ...place }: ArithmeticOf<'packet'>, index: Computed): Computed {
  const from = ({ constant, register }: Offset, offset = 0): Value =>
    load(
      size,
      constant + offset,
      register === undefined ? index.value : arithmetic('+', index.value, inRegister(register)),
    )
  switch (protocol) {
    case 'radio':
      if (!isRadio(scope.linkType) || scope.linkType === linkNumbers.ppi)
        scope.refuse('packets of this link type have no radio header', place)
      return { value: load(size, 0, index.value), needed: index.needed }
    case 'link':
      return { value: from(scope.header), needed: index.needed }
    case 'ip':
    case 'arp':
    case 'rarp':
    case 'atalk':
    case 'decnet':
    case 'sca':
    case 'lat':
    case 'moprc':
    case 'mopdl':
    case 'ip6':
      return { value: from(scope.payload, scope.network), needed: [...index.needed, isProtocol(scope, protocol)] }
    case 'sctp':
    case 'tcp':
    case 'udp':
    case 'icmp':
    case 'igmp':
    case 'igrp':
    case 'pim':
    case 'vrrp':
    case 'carp':
      return {
        value: load(size, scope.payload.constant + scope.network, arithmetic('+', index.value, ipHeaderEnd(scope))),
        needed: [carries(scope, etherTypes.ip), ...index.needed, isProtocol(scope, protocol), isFirstFragment(scope)],
      }
    case 'icmp6':
      return {
        value: from(scope.payload, scope.network + 40),
        needed: [...index.needed, carries(scope, etherTypes.ip6), equal(scope.ofNetwork(6, 1), 58)],
      }
    default:
      return scope.refuse(`bytes of ${protocol} cannot be taken; of ip, tcp and others they can`, place)
  }
}
