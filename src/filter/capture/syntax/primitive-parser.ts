/** Parses bare names, addresses and numbers of capture filters: one, a negated one, or several in parentheses. */
import { ArithmeticParser, deepest, relationOf } from './arithmetic-parser.ts'
import type { Chain, Expression, Identifier, Place, Qualifiers } from './tree.ts'
import type { Token } from './tokens.ts'

/** An expression, and the qualifiers a bare name after it inherits: undefined where there are none to inherit. */
export interface Parsed {
  readonly expression: Expression
  readonly qualifiers: Qualifiers | undefined
}

/** How often `and` may follow `or`, or `or` follow `and`, on one level. */
const mostChanges = 500

export class IdentifierParser extends ArithmeticParser {
  /** Whether a bare name, address or number comes, perhaps negated or in parentheses, rather than a test of its own. */
  protected identifierFollows(ahead: number): boolean {
    for (let at = ahead; at <= ahead + deepest; at++) {
      const end = this.numberEnd(at)
      if (end !== undefined) return !continuesArithmetic(this.peek(end))
      const { kind } = this.peek(at)
      if (isPlainIdentifier(kind)) return true
      if (kind !== 'not' && kind !== '(') return false
    }
    return false
  }

  /** Where a number ends that comes here, perhaps in parentheses. */
  private numberEnd(ahead: number): number | undefined {
    let depth = 0
    while (depth < deepest && this.peek(ahead + depth).kind === '(') depth++
    if (this.peek(ahead + depth).kind !== 'number') return undefined
    const end = ahead + depth + 1
    for (let closed = 0; closed < depth; closed++) if (this.peek(end + closed).kind !== ')') return undefined
    return end + depth
  }

  protected identifier(qualifiers: Qualifiers | undefined): Parsed {
    if (this.token.kind === '(' && this.numberEnd(0) === undefined)
      return this.nested((start) => this.listOfIdentifiers(qualifiers, start))
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
    if (qualifiers === undefined) {
      const written = this.text.slice(identifier.start, identifier.end)
      return this.refuse(`${written} stands alone; say what it is, such as host, net, port or proto`, identifier)
    }
    return { expression: { kind: 'identifier', qualifiers, identifier, start, end: identifier.end }, qualifiers }
  }

  private listOfIdentifiers(qualifiers: Qualifiers | undefined, opening: Place): Parsed {
    if (this.token.kind === '(' && this.numberEnd(0) === undefined)
      this.refuse('a list of names cannot begin with another in parentheses')
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
        return {
          kind: 'number',
          text: this.text.slice(place.start, this.previousEnd),
          value,
          start: place.start,
          end: this.previousEnd,
        }
      }
      case 'name':
      case 'mac':
      case 'mac8':
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
        return {
          kind: 'ipv6',
          text: token.text,
          length: this.prefixLength(),
          start: place.start,
          end: this.previousEnd,
        }
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

  /** What follows `first` by `and` and `or`. */
  protected joined(first: Parsed, next: (inherited: Qualifiers | undefined) => Parsed): Parsed {
    const rest: { operator: 'and' | 'or'; right: Expression }[] = []
    let last = first
    let changes = 0
    while (this.token.kind === 'and' || this.token.kind === 'or') {
      const operator = this.token.kind
      if (operator !== (rest.at(-1)?.operator ?? operator)) changes++
      if (changes > mostChanges) this.refuse(`and and or take turns more than ${mostChanges} times`)
      this.advance()
      last = next(last.qualifiers)
      rest.push({ operator, right: last.expression })
    }
    if (rest.length === 0) return first
    const expression: Chain = {
      kind: 'chain',
      first: first.expression,
      rest,
      start: first.expression.start,
      end: last.expression.end,
    }
    return { expression, qualifiers: last.qualifiers }
  }

  /** Consumes what opens, and runs `inner`, unless that is too deep. */
  protected nested(inner: (opening: Place) => Parsed): Parsed {
    const opening = this.token
    this.enter()
    this.advance()
    const parsed = inner(opening)
    this.leave()
    return parsed
  }

  protected closed({ expression, qualifiers }: Parsed, { start, end }: Place): Parsed {
    if (this.token.kind === 'end') this.refuse('this is not closed', { start, end })
    if (this.token.kind !== ')') this.refuse(this.unexpected('and, or, or )'))
    this.advance()
    return { expression: { ...expression, start, end: this.previousEnd }, qualifiers }
  }
}

const isPlainIdentifier = (kind: Token['kind']) =>
  kind === 'name' || kind === 'ipv4' || kind === 'ipv6' || kind === 'mac' || kind === 'mac8'

const continuesArithmetic = ({ kind }: Token) => relationOf(kind) !== undefined || /^(?:[-+*/%&|^]|<<|>>)$/.test(kind)
