/** Parses the tests that begin with a keyword of their own and are not about names and addresses. */
import { relationOf, type ArithmeticParser } from './arithmetic-parser.ts'
import { frameDirections, frameSubtypes, frameTypes, llcControls, logActions, logReasons } from '../primitives/names.ts'
import type { Relation, Test } from './tree.ts'
import { atmWords, fieldWords, signalUnitWords, type FieldWord, type ProtocolWord } from './keywords.ts'

/**
 * Parses the primitive that begins here, after an optional protocol; undefined, without consuming tokens, if there is
 * none.
 */
export function parseKeywordTest(
  parser: ArithmeticParser,
  protocol: ProtocolWord | undefined,
  start: number,
): Test | undefined {
  const described = qualifiedTest(parser, protocol) ?? (protocol === undefined ? plainTest(parser) : undefined)
  return described === undefined ? undefined : ({ ...described, start, end: parser.previousEnd } as Test)
}

type Described = Test extends infer T ? (T extends Test ? Omit<T, 'start' | 'end'> : never) : never

/** Those that a protocol may stand before. */
function qualifiedTest(parser: ArithmeticParser, protocol: ProtocolWord | undefined): Described | undefined {
  const { kind } = parser.token
  switch (kind) {
    case 'broadcast':
    case 'multicast':
      parser.advance()
      return { kind, protocol }
    case 'type': {
      parser.advance()
      const type = named(parser, frameTypes, 'type of 802.11 frame', 0x0c)
      if (parser.token.kind !== 'subtype') return { kind: 'frameType', type, mask: 0x0c }
      parser.advance()
      return {
        kind: 'frameType',
        type: type | named(parser, frameSubtypes[type] ?? {}, 'subtype of such an 802.11 frame', 0xf0),
        mask: 0xfc,
      }
    }
    case 'subtype': {
      parser.advance()
      const name = parser.token.text.toLowerCase()
      for (const [type, subtypes] of Object.entries(frameSubtypes)) {
        if (parser.token.kind !== 'name' || !Object.hasOwn(subtypes, name)) continue
        parser.advance()
        return { kind: 'frameType', type: Number(type) | subtypes[name]!, mask: 0xfc }
      }
      return parser.refuse(parser.unexpected('the name of an 802.11 subtype, such as beacon,'))
    }
    case 'dir':
      parser.advance()
      return { kind: 'frameDirection', direction: named(parser, frameDirections, 'direction of 802.11 frames', 0x03) }
    default:
      return undefined
  }
}

function plainTest(parser: ArithmeticParser): Described | undefined {
  const { kind } = parser.token
  const circuit = atmWords.find((word) => word === kind)
  const unit = signalUnitWords.find((word) => word === kind)
  const field = fieldWords.find((word) => word === kind)
  if (circuit !== undefined) return consumed(parser, { kind: 'circuit', circuit })
  if (unit !== undefined) return consumed(parser, { kind: 'signalUnit', unit })
  if (field !== undefined) return fieldTest(parser, field)
  switch (kind) {
    case 'inbound':
    case 'outbound':
    case 'pppoed':
      return consumed(parser, { kind })
    case 'less':
    case 'greater':
    case 'ifindex':
      parser.advance()
      return { kind, number: parser.expected('number', 'a number').value }
    case 'vlan':
    case 'mpls':
    case 'pppoes':
    case 'geneve':
    case 'vxlan': {
      parser.advance()
      const { kind: next } = parser.token
      return { kind, number: next === 'number' || next === '(' ? parser.number('a number') : undefined }
    }
    case 'byte': {
      parser.advance()
      const index = parser.expected('number', 'the offset of a byte').value
      const operator =
        byteOperators.find((each) => each === parser.token.kind) ?? parser.refuse(parser.unexpected('=, <, >, & or |'))
      parser.advance()
      const place = parser.token
      const number = parser.expected('number', 'a number').value
      if (number > 255) parser.refuse(`a byte is at most 255, not ${number}`, place)
      return { kind, index, operator, number }
    }
    case 'llc':
      parser.advance()
      return { kind, subtype: llcSubtype(parser) }
    case 'ifname':
    case 'ruleset':
      parser.advance()
      return { kind, name: parser.expected('name', 'a name').text }
    case 'rulenum':
    case 'subrulenum':
      parser.advance()
      return { kind, number: parser.expected('number', 'a number').value }
    case 'reason':
      parser.advance()
      return { kind, number: named(parser, logReasons, 'reason pf has', 0xffffffff) }
    case 'action':
      parser.advance()
      return { kind, number: named(parser, logActions, 'action pf has', 0) }
    default:
      return undefined
  }
}

const byteOperators = ['=', '<', '>', '&', '|'] as const

function consumed(parser: ArithmeticParser, test: Described): Described {
  parser.advance()
  return test
}

/** A number by its name, or itself if it has no bits beyond `mask`; with an empty mask it must be a name. */
function named(
  parser: ArithmeticParser,
  table: Readonly<Record<string, number>>,
  described: string,
  mask: number,
): number {
  const { token } = parser
  const name = token.text.toLowerCase()
  if (token.kind !== 'name' && (token.kind !== 'number' || mask === 0))
    parser.refuse(parser.unexpected(`the name of a ${described}`))
  if (token.kind === 'number' && (token.value & ~mask) !== 0) parser.refuse(`${token.text} is no ${described}`)
  if (token.kind === 'name' && !Object.hasOwn(table, name))
    parser.refuse(`"${token.text}" is no ${described}: there are ${Object.keys(table).join(', ')}`)
  parser.advance()
  return token.kind === 'number' ? token.value : table[name]!
}

function llcSubtype(parser: ArithmeticParser): string | undefined {
  const { token } = parser
  // `rnr` is a keyword of pf logs too.
  if (token.kind !== 'name' && token.kind !== 'rulenum') return undefined
  const name = token.kind === 'rulenum' ? 'rnr' : token.text.toLowerCase()
  if (!Object.hasOwn(llcControls, name))
    parser.refuse(`"${token.text}" is no type of LLC frame: there are ${Object.keys(llcControls).join(', ')}`)
  parser.advance()
  return name
}

/** `vpi 5`, `vpi > 5` or `vpi (5 or 6)`. */
function fieldTest(parser: ArithmeticParser, field: FieldWord): Described {
  parser.advance()
  const relation: Relation | undefined = relationOf(parser.token.kind)
  if (relation !== undefined) {
    parser.advance()
    return { kind: 'field', field, relation, numbers: [parser.expected('number', 'a number').value] }
  }
  const listed = parser.token.kind === '('
  if (listed) parser.advance()
  const numbers = [parser.expected('number', 'a number, a comparison, or numbers in parentheses').value]
  for (; listed && parser.token.kind === 'or';) {
    parser.advance()
    numbers.push(parser.expected('number', 'a number').value)
  }
  if (listed) parser.expected(')', 'or, or )')
  return { kind: 'field', field, relation: '=', numbers }
}
