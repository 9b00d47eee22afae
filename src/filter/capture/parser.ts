/**
 * Parses capture filters. What is decided by looking ahead, and how far, follows the grammar of libpcap: where a bare name may
 * stand, whose qualifiers it inherits, and that `and` and `or` bind alike.
 */
import type { Arithmetic, Chain, Expression, Identifier, Place, Qualifiers, Test } from './syntax.ts'
import { ArithmeticParser, relationOf } from './arithmeticParser.ts'
import { parseKeywordTest } from './keywordTests.ts'
import type { Token } from './tokens.ts'
import { directionWords, protocolWords, typeWords, type DirectionWord, type ProtocolWord, type TypeWord } from './words.ts'

/** Parses a filter; undefined if it has no words, which lets everything pass. Throws FilterError. */
export function parse(text: string): Expression | undefined {
  return new Parser(text).parse()
}

/** An expression, and the qualifiers a bare name after it inherits: undefined where there are none to inherit. */
interface Parsed {
  readonly expression: Expression
  readonly qualifiers: Qualifiers | undefined
}

/** How often `and` may follow `or`, or `or` follow `and`, on one level. */
const mostChanges = 500

class Parser extends ArithmeticParser {
  parse(): Expression | undefined {
    if (this.ended()) return undefined
    const { expression } = this.chain(undefined)
    if (this.token.kind === ')') this.refuse('nothing was opened that this could close')
    if (!this.ended()) this.refuse(this.unexpected('and, or, or the end'))
    return expression
  }

  private ended(): boolean {
    return this.token.kind === 'end'
  }

  private chain(inherited: Qualifiers | undefined): Parsed {
    const first = this.term(inherited)
    return this.joined(first, (previous) => this.operand(previous))
  }

  /** What follows `first` by `and` and `or`. */
  private joined(first: Parsed, next: (inherited: Qualifiers | undefined) => Parsed): Parsed {
    const rest: { operator: 'and' | 'or', right: Expression }[] = []
    let last = first
    let changes = 0
    while (this.token.kind === 'and' || this.token.kind === 'or') {
      const operator = this.token.kind
      if (rest.length > 0 && rest.at(-1)!.operator !== operator && ++changes > mostChanges) this.refuse(`and and or take turns more than ${mostChanges} times`)
      this.advance()
      last = next(last.qualifiers)
      rest.push({ operator, right: last.expression })
    }
    if (rest.length === 0) return first
    const expression: Chain = { kind: 'chain', first: first.expression, rest, start: first.expression.start, end: last.expression.end }
    return { expression, qualifiers: last.qualifiers }
  }

  private operand(inherited: Qualifiers | undefined): Parsed {
    return this.identifierFollows(0) ? this.identifier(inherited) : this.term(inherited)
  }

  /** Whether a bare name, address or number comes, perhaps negated or in parentheses, rather than a test of its own. */
  private identifierFollows(ahead: number): boolean {
    for (let at = ahead; ; at++) {
      const end = this.numberEnd(at)
      if (end !== undefined) return !continuesArithmetic(this.peek(end))
      const { kind } = this.peek(at)
      if (isPlainIdentifier(kind)) return true
      if (kind !== 'not' && kind !== '(') return false
    }
  }

  /** Where a number ends that comes here, perhaps in parentheses. */
  private numberEnd(ahead: number): number | undefined {
    let depth = 0
    while (this.peek(ahead + depth).kind === '(') depth++
    if (this.peek(ahead + depth).kind !== 'number') return undefined
    const end = ahead + depth + 1
    for (let closed = 0; closed < depth; closed++) if (this.peek(end + closed).kind !== ')') return undefined
    return end + depth
  }

  private identifier(qualifiers: Qualifiers | undefined): Parsed {
    if (this.token.kind === '(' && this.numberEnd(0) === undefined) return this.nested((start) => this.listOfIdentifiers(qualifiers, start))
    return this.singleIdentifier(qualifiers)
  }

  private singleIdentifier(qualifiers: Qualifiers | undefined): Parsed {
    const { start } = this.token
    if (this.token.kind === 'not') {
      return this.nested(() => {
        const of = this.identifier(qualifiers).expression
        return { expression: { kind: 'not', of, start, end: of.end }, qualifiers }
      })
    }
    const identifier = this.identifierItself()
    if (qualifiers === undefined) this.refuse(`${this.text.slice(identifier.start, identifier.end)} stands alone; say what it is, such as host, net, port or proto`, identifier)
    return { expression: { kind: 'identifier', qualifiers, identifier, start, end: identifier.end }, qualifiers }
  }

  private listOfIdentifiers(qualifiers: Qualifiers | undefined, opening: Place): Parsed {
    if (this.token.kind === '(' && this.numberEnd(0) === undefined) this.refuse('a list of names cannot begin with another in parentheses')
    const first = this.singleIdentifier(qualifiers)
    const list = this.joined(first, (inherited) => this.identifier(inherited))
    return this.closed(list, opening)
  }

  private identifierItself(): Identifier {
    const { token } = this
    const place = { start: token.start, end: token.end }
    switch (token.kind) {
      case '(':
      case 'number': {
        const value = this.number('a number')
        return { kind: 'number', text: this.text.slice(place.start, this.previousEnd), value, start: place.start, end: this.previousEnd }
      }
      case 'name': case 'mac': case 'mac8':
        this.advance()
        return { kind: token.kind, text: token.text, ...place }
      case 'ipv4': {
        this.advance()
        const mask = this.token.kind === 'mask' ? this.mask() : this.prefixLength()
        if (mask === undefined) return { kind: 'ipv4', text: token.text, ...place }
        return { kind: 'ipv4Net', text: token.text, mask, start: place.start, end: this.previousEnd }
      }
      case 'ipv6':
        this.advance()
        return { kind: 'ipv6', text: token.text, length: this.prefixLength(), start: place.start, end: this.previousEnd }
      default:
        return this.refuse(this.unexpected('a name, an address or a number'))
    }
  }

  private prefixLength(): number | undefined {
    if (this.token.kind !== '/') return undefined
    this.advance()
    return this.expected('number', 'the length of the prefix in bits').value
  }

  private mask(): string {
    this.advance()
    return this.expected('ipv4', 'a mask such as 255.255.0.0').text
  }

  private term(inherited: Qualifiers | undefined): Parsed {
    const { token } = this
    if (token.kind === 'not') {
      return this.nested(() => {
        const { expression: of, qualifiers } = this.term(inherited)
        return { expression: { kind: 'not', of, start: token.start, end: of.end }, qualifiers }
      })
    }
    const relation = this.relation()
    if (relation !== undefined) return { expression: relation, qualifiers: undefined }
    if (token.kind !== '(') return this.test()
    // A bare name behind the parentheses inherits what stood before them, not what stands in them.
    return this.nested((opening) => ({ ...this.closed(this.chain(inherited), opening), qualifiers: inherited }))
  }

  /** Consumes what opens, and runs `inner`, unless that is too deep. */
  private nested(inner: (opening: Place) => Parsed): Parsed {
    const opening = this.token
    this.enter()
    this.advance()
    const parsed = inner(opening)
    this.leave()
    return parsed
  }

  private closed({ expression, qualifiers }: Parsed, { start, end }: Place): Parsed {
    if (this.token.kind === 'end') this.refuse('this is not closed', { start, end })
    if (this.token.kind !== ')') this.refuse(this.unexpected('and, or, or )'))
    this.advance()
    return { expression: { ...expression, start, end: this.previousEnd }, qualifiers }
  }

  /** A comparison of arithmetic, if that is what comes. */
  private relation(): Test | undefined {
    const { start } = this.token
    const left = this.relationLeft()
    if (left === undefined) return undefined
    const relation = relationOf(this.token.kind)
    if (relation === undefined) return this.refuse(this.unexpected('a comparison such as = or >'))
    this.advance()
    const right = this.arithmetic()
    return { kind: 'relation', left, relation, right, start, end: this.previousEnd }
  }

  private relationLeft(): Arithmetic | undefined {
    if (this.token.kind === '(') return this.attempt(() => this.arithmetic(), (token) => relationOf(token.kind) !== undefined)
    return this.arithmeticFollows() ? this.arithmetic() : undefined
  }

  private test(): Parsed {
    const { start } = this.token
    const protocol = this.oneOf(protocolWords)
    const keyword = parseKeywordTest(this, protocol, start)
    if (keyword !== undefined) return { expression: keyword, qualifiers: undefined }
    const direction = this.direction()
    const typed = this.token
    const type = this.oneOf(typeWords)
    if (direction !== undefined && (type === 'proto' || type === 'protochain' || type === 'gateway')) this.refuse(`${type} has no direction`, typed)
    if (direction !== undefined || type !== undefined) {
      const { expression, qualifiers } = this.identifier({ protocol, direction, type })
      return { expression: { ...expression, start }, qualifiers }
    }
    if (protocol === undefined) return this.refuse(this.unexpected('a test, such as host 10.0.0.1 or tcp port 80'))
    return { expression: { kind: 'protocol', protocol, start, end: this.previousEnd }, qualifiers: undefined }
  }

  private direction(): Qualifiers['direction'] {
    const first: DirectionWord | undefined = this.oneOf(directionWords)
    if ((first !== 'src' && first !== 'dst') || (this.token.kind !== 'or' && this.token.kind !== 'and')) return first
    const joined = this.token.kind
    this.advance()
    const other = first === 'src' ? 'dst' : 'src'
    this.expected(other, other)
    return joined === 'or' ? 'src or dst' : 'src and dst'
  }

  private oneOf<W extends ProtocolWord | DirectionWord | TypeWord>(words: readonly W[]): W | undefined {
    const found = words.find((word) => word === this.token.kind)
    if (found !== undefined) this.advance()
    return found
  }
}

const isPlainIdentifier = (kind: Token['kind']) => kind === 'name' || kind === 'ipv4' || kind === 'ipv6' || kind === 'mac' || kind === 'mac8'

const continuesArithmetic = ({ kind }: Token) => relationOf(kind) !== undefined || /^(?:[-+*/%&|^]|<<|>>)$/.test(kind)
