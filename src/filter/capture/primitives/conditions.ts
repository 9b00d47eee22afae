/** What each test of a filter means. */
import { etherTypes } from '../link/ether-types.ts'
import { hasLlc } from '../link/llc.ts'
import { carries } from '../link/payload-type.ts'
import { isBroadcast, isMulticast } from './mac.ts'
import { isIpBroadcast, isIpMulticast } from './host.ts'
import { hasIdentifier } from './identifiers.ts'
import { linkNumbers } from '../link/link-layers.ts'
import { llcControls } from './names.ts'
import { compares } from './relation.ts'
import {
  above,
  all,
  any,
  anySet,
  arithmetic,
  atLeast,
  atMost,
  equal,
  length,
  masked,
  not,
  number,
  type Condition,
  type Size,
} from '../program/program.ts'
import { isProtocol } from './protocol.ts'
import type { Scope } from '../link/scope.ts'
import { hasField, isCircuit, isSignalUnit } from './atm-ss7.ts'
import type { Expression, Test, TestOf } from '../syntax/tree.ts'
import { hasGeneve, hasLabel, hasPppoeSession, hasVlan, hasVxlan } from './tunnel.ts'

/** Compiles an expression from left to right, in which order the tests change the scope. */
export function conditionOf(scope: Scope, expression: Expression): Condition {
  if (expression.kind === 'not') return not(conditionOf(scope, expression.of))
  if (expression.kind !== 'chain') return testOf(scope, expression)
  let joined = conditionOf(scope, expression.first)
  for (let at = 0; at < expression.rest.length;) {
    const { operator } = expression.rest[at]!
    const alike: Condition[] = [joined]
    for (; expression.rest[at]?.operator === operator; at++) alike.push(conditionOf(scope, expression.rest[at]!.right))
    joined = operator === 'and' ? all(...alike) : any(...alike)
  }
  return joined
}

function testOf(scope: Scope, test: Test): Condition {
  scope.place = test
  switch (test.kind) {
    case 'identifier':
      return hasIdentifier(scope, test.qualifiers, test.identifier)
    case 'protocol':
      return isProtocol(scope, test.protocol)
    case 'relation':
      return compares(scope, test)
    case 'broadcast':
      return test.protocol === undefined || test.protocol === 'link'
        ? isBroadcast(scope)
        : isIpBroadcast(scope, test.protocol)
    case 'multicast':
      return test.protocol === undefined || test.protocol === 'link'
        ? isMulticast(scope)
        : isIpMulticast(scope, test.protocol)
    case 'less':
      return atMost(length, test.number)
    case 'greater':
      return atLeast(length, test.number)
    case 'byte':
      return isByte(scope, test)
    case 'inbound':
    case 'outbound':
      return isDirected(scope, test.kind === 'outbound')
    case 'ifindex':
      return hasInterface(scope, test.number)
    case 'vlan':
      return hasVlan(scope, test.number)
    case 'mpls':
      return hasLabel(scope, test.number)
    case 'pppoed':
      return carries(scope, etherTypes.pppoed)
    case 'pppoes':
      return hasPppoeSession(scope, test.number)
    case 'geneve':
      return hasGeneve(scope, test.number)
    case 'vxlan':
      return hasVxlan(scope, test.number)
    case 'llc':
      return isLlc(scope, test.subtype)
    case 'frameType':
      return equal(masked(wirelessByte(scope, 0), test.mask), test.type)
    case 'frameDirection':
      return equal(masked(wirelessByte(scope, 1), 0x03), test.direction)
    case 'ifname':
      return isNamed(scope, 4, test.name)
    case 'ruleset':
      return isNamed(scope, 20, test.name)
    case 'rulenum':
      return equal(ofLog(scope, 36, 4), test.number)
    case 'subrulenum':
      return equal(ofLog(scope, 40, 4), test.number)
    case 'reason':
      return equal(ofLog(scope, 3, 1), test.number)
    case 'action':
      return equal(ofLog(scope, 2, 1), test.number)
    case 'circuit':
      return isCircuit(scope, test.circuit)
    case 'signalUnit':
      return isSignalUnit(scope, test.unit)
    case 'field':
      return hasField(scope, test)
  }
}

function isByte(scope: Scope, { index, operator, number: value }: TestOf<'byte'>): Condition {
  const byte = scope.ofLink(index, 1)
  switch (operator) {
    case '=':
      return equal(byte, value)
    case '<':
      return not(atLeast(byte, value))
    case '>':
      return above(byte, value)
    case '&':
      return anySet(byte, value)
    case '|':
      return not(equal(arithmetic('|', byte, number(value)), 0))
  }
}

function hasInterface(scope: Scope, index: number): Condition {
  return scope.linkType === linkNumbers.cooked2
    ? equal(scope.ofLink(4, 4), index)
    : scope.refuse('only Linux cooked captures of version 2 say the index of the interface')
}

/** Where a capture says which way a packet went; of Ethernet, only the system that captures knows. */
function isDirected(scope: Scope, outbound: boolean): Condition {
  const { family } = scope.link
  if (family === 'juniper') return equal(masked(scope.ofLink(3, 1), 0x01), outbound ? 0 : 1)
  if (family === 'pflog') return equal(scope.ofLink(60, 1), outbound ? 2 : 1)
  if (family === 'ipnet') return equal(scope.ofLink(2, 2), outbound ? 1 : 2)
  switch (scope.linkType) {
    // Of SLIP, libpcap 1.10 takes all that is not 0 for outbound, later ones 1 only.
    case linkNumbers.slip:
    case linkNumbers.pppd:
      return equal(scope.ofLink(0, 1), outbound ? 1 : 0)
    case linkNumbers.cooked:
      return outbound ? equal(scope.ofLink(0, 2), 4) : not(equal(scope.ofLink(0, 2), 4))
    case linkNumbers.cooked2:
      return outbound ? equal(scope.ofLink(10, 1), 4) : not(equal(scope.ofLink(10, 1), 4))
    // Switches tag what goes to the host and what comes from it.
    case linkNumbers.broadcomTag:
      return equal(masked(scope.ofLink(12, 1), 0xe0), outbound ? 0x20 : 0x00)
    case linkNumbers.marvellTag:
      return equal(masked(scope.ofLink(12, 1), 0xc0), outbound ? 0x40 : 0x00)
    default:
      return scope.refuse('captures of this link type do not say which way a packet went')
  }
}

function isLlc(scope: Scope, subtype: string | undefined): Condition {
  const isFrame = hasLlc(scope)
  if (subtype === undefined) return isFrame
  const { value, mask } = llcControls[subtype]!
  return all(isFrame, equal(masked(scope.ofLlc(2, 1), mask), value))
}

function wirelessByte(scope: Scope, offset: number) {
  if (scope.link.family !== 'wireless') scope.refuse('only captures of 802.11 say the type and direction of frames')
  return scope.ofLink(offset, 1)
}

function ofLog(scope: Scope, offset: number, size: Size) {
  if (scope.link.family !== 'pflog') scope.refuse('only logs of pf say this')
  return scope.ofLink(offset, size)
}

/** Whether a text of at most 15 bytes begins with a name. */
function isNamed(scope: Scope, offset: number, name: string): Condition {
  if (name.length > 15) scope.refuse(`such a name has at most 15 characters, not ${name.length}`)
  const bytes = new TextEncoder().encode(name)
  return all(...Array.from(bytes, (byte, at) => equal(ofLog(scope, offset + at, 1), byte)))
}
