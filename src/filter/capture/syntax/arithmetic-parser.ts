/** Parses arithmetic of capture filters, and holds the place in the tokens for those who parse the rest. */
import { suggestion } from '../../../text/suggestion.ts'
import { FilterError } from '../../error.ts'
import type { Arithmetic, ArithmeticOperator, Place, Relation } from './tree.ts'
import { tokensOf, type Token } from './tokens.ts'
import { keywords, protocolWords, type ProtocolWord } from './keywords.ts'

/** Limit of nested parentheses, negations and operators. */
export const deepest = 256

/** Limit of consecutive operators. */
const mostOperators = 500

export class ArithmeticParser {
  token: Token
  /** End of the previous token. */
  previousEnd = 0
  private readonly tokens: readonly Token[]
  private at = 0
  private depth = 0

  constructor(readonly text: string) {
    this.tokens = tokensOf(text)
    this.token = this.tokens[0]!
  }

  peek(ahead: number): Token {
    return this.tokens[this.at + ahead] ?? this.tokens.at(-1)!
  }

  advance(): void {
    this.previousEnd = this.token.end
    this.at++
    this.token = this.peek(0)
  }

  /** Consumes a token of a kind; throws if another follows. */
  expected(kind: Token['kind'], described: string): Token {
    const { token } = this
    if (token.kind !== kind) this.refuse(this.unexpected(described))
    this.advance()
    return token
  }

  /** Consumes a number, perhaps in parentheses. */
  number(described: string): number {
    let depth = 0
    for (; this.token.kind === '('; depth++) this.advance()
    const { value } = this.expected('number', described)
    for (; depth > 0; depth--) this.expected(')', ')')
    return value
  }

  unexpected(described: string): string {
    const { kind, text } = this.token
    if (kind === 'end') return `the filter ends where ${described} should be`
    const meant = kind === 'name' && text.length > 2 ? suggestion(text.toLowerCase(), keywords.keys()) : undefined
    return `${described} should be here${meant?.[0] === text[0]?.toLowerCase() ? `; did you mean ${meant}?` : ''}`
  }

  refuse(reason: string, { start, end }: Place = this.token): never {
    throw new FilterError(reason, this.text, start, end)
  }

  enter(): void {
    if (++this.depth > deepest) this.refuse(`this is nested more than ${deepest} deep`)
  }

  leave(): void {
    this.depth--
  }

  /** What `parse` finds, if it finds something that `accepted` may follow; else undefined, and nothing is consumed. */
  attempt<T>(parse: () => T, accepted: (token: Token) => boolean): T | undefined {
    const { at, depth, previousEnd } = this
    try {
      const found = parse()
      if (accepted(this.token)) return found
    } catch (error) {
      if (!(error instanceof FilterError)) throw error
    }
    this.at = at
    this.depth = depth
    this.previousEnd = previousEnd
    this.token = this.peek(0)
    return undefined
  }

  /** Whether arithmetic comes that does not begin with a parenthesis. */
  arithmeticFollows(): boolean {
    const { kind } = this.token
    return kind === 'number' || kind === 'len' || kind === '-' || (isProtocol(kind) && this.peek(1).kind === '[')
  }

  /** Parses operators of higher precedence than `loosest`. */
  arithmetic(loosest = 0): Arithmetic {
    const { start } = this.token
    this.enter()
    let left = this.operandOfArithmetic()
    for (let operators = 0; ; operators++) {
      const operator = operatorOf(this.token.kind)
      // In libpcap's grammar % and ^ have no precedence: they take the operand before them, and everything after.
      const rank = operator === undefined ? undefined : ranks[operator]
      if (operator === undefined || (rank !== undefined && rank <= loosest)) break
      if (operators === mostOperators) this.refuse(`more than ${mostOperators} operators follow one another`)
      this.advance()
      const right = this.arithmetic(rank ?? 0)
      left = { kind: 'operation', operator, left, right, start, end: this.previousEnd }
    }
    this.leave()
    return left
  }

  private operandOfArithmetic(): Arithmetic {
    const { token } = this
    const { start, end } = token
    if (isProtocol(token.kind)) return this.packetBytes(token.kind)
    switch (token.kind) {
      case 'number':
        this.advance()
        return { kind: 'number', number: token.value, start, end }
      case 'len':
        this.advance()
        return { kind: 'len', start, end }
      case '-': {
        this.advance()
        const of = this.arithmetic(tightest)
        return { kind: 'negative', of, start, end: this.previousEnd }
      }
      case '(': {
        this.advance()
        const inner = this.arithmetic()
        this.expected(')', 'an operator or )')
        return { ...inner, start, end: this.previousEnd }
      }
      default:
        return this.refuse(this.unexpected('a number, len, or bytes of the packet such as ip[0]'))
    }
  }

  private packetBytes(protocol: ProtocolWord): Arithmetic {
    const { start } = this.token
    this.advance()
    this.expected('[', '[')
    const index = this.arithmetic()
    const size = this.token.kind === ':' ? this.size() : 1
    this.expected(']', 'an operator, : or ]')
    return { kind: 'packet', protocol, index, size, start, end: this.previousEnd }
  }

  private size(): 1 | 2 | 4 {
    this.advance()
    const { value, ...place } = this.expected('number', 'how many bytes to take')
    return value === 1 || value === 2 || value === 4
      ? value
      : this.refuse(`1, 2 or 4 bytes can be taken, not ${value}`, place)
  }
}

const ranks: Readonly<Partial<Record<ArithmeticOperator, number>>> = {
  '|': 1,
  '&': 2,
  '<<': 3,
  '>>': 3,
  '+': 4,
  '-': 4,
  '*': 5,
  '/': 5,
}
const tightest = 5

const isProtocol = (kind: Token['kind']): kind is ProtocolWord => (protocolWords as readonly string[]).includes(kind)

function operatorOf(kind: Token['kind']): ArithmeticOperator | undefined {
  return kind === '%' || kind === '^' || Object.hasOwn(ranks, kind) ? (kind as ArithmeticOperator) : undefined
}

const relations: readonly string[] = ['=', '!=', '>', '>=', '<', '<='] satisfies readonly Relation[]

export function relationOf(kind: Token['kind']): Relation | undefined {
  return relations.includes(kind) ? (kind as Relation) : undefined
}
