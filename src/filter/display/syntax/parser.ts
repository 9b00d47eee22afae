/** A display filter as a tree, by the grammar of Wireshark's language: from `or`, which binds least, to what binds most. */
import { FilterError } from '../../error.ts'
import { rangeOf } from './ranges.ts'
import type { Arithmetic, Condition, Element, Operand, Operator, Quantifier, Range } from './tree.ts'
import { mostDepth, TokenReader } from './token-reader.ts'
import type { Token } from './tokens.ts'

/** Characters a filter may have. */
const mostText = 65_536

/** Throws FilterError, and nothing else, for what is not a filter. */
export function parse(text: string): Condition {
  if (text.length > mostText)
    throw new FilterError(`a filter has at most ${mostText} characters, not ${text.length}`, '', 0, 0)
  return new Parser(text).filter()
}

class Parser extends TokenReader {
  filter(): Condition {
    if (this.done) throw this.failure('a filter is expected', this.token)
    const condition = this.or()
    if (!this.done) throw this.unexpected('and, or, xor or the end')
    return condition
  }

  private or(): Condition {
    return this.joined('or', '||', () => this.joined('xor', '^^', () => this.joined('and', '&&', () => this.not())))
  }

  private joined(kind: 'and' | 'or' | 'xor', symbol: string, next: () => Condition): Condition {
    const first = next()
    const conditions = [first]
    while (this.takes(kind, symbol)) conditions.push(next())
    return conditions.length === 1 ? first : { kind, conditions, start: first.start, end: conditions.at(-1)!.end }
  }

  private not(): Condition {
    const { start } = this.token
    if (!this.takes('not', '!')) return this.primary()
    const condition = this.deeper(() => this.not())
    return { kind: 'not', condition, start, end: condition.end }
  }

  private primary(): Condition {
    const { start } = this.token
    if (!this.takes('(')) return this.relation()
    const condition = this.deeper(() => this.or())
    const { end } = this.expect(')')
    return { ...condition, start, end }
  }

  private relation(): Condition {
    const { start } = this.token
    const quantifier: Quantifier | undefined = this.takes('any') ? 'any' : this.takes('all') ? 'all' : undefined
    const first = this.token
    const left = this.operand()
    const isEntity =
      !isBrace(first) && left.kind !== 'arithmetic' && left.kind !== 'negative' && left.kind !== 'positive'
    if (!isEntity && this.wantsEntity)
      throw this.failure(`${this.token.text} takes a field, and nothing that is worked out`, left)
    const membership = this.membership(start, quantifier, left)
    if (membership !== undefined) return membership
    const operator = this.operator()
    if (operator === undefined) {
      if (quantifier !== undefined) throw this.unexpected('a comparison')
      return { kind: 'exists', operand: left, start, end: left.end }
    }
    return this.comparisons(start, quantifier, left, operator)
  }

  /** Whether what follows takes no arithmetic, braces or signs. */
  private get wantsEntity(): boolean {
    return (
      ['contains', 'matches', '~', 'in'].some((text) => this.is(text)) ||
      ((this.is('not') || this.is('!')) && this.behind?.text === 'in')
    )
  }

  /** One comparison, or several in a row: `a < b < c` is `a < b and b < c`. */
  private comparisons(
    start: number,
    quantifier: Quantifier | undefined,
    first: Operand,
    firstOperator: Operator,
  ): Condition {
    const conditions: Condition[] = []
    let left = first
    for (let operator: Operator | undefined = firstOperator; operator !== undefined;) {
      const right = operator === 'contains' || operator === 'matches' ? this.entity() : this.operand()
      conditions.push({
        kind: 'comparison',
        operator,
        quantifier,
        left,
        right,
        start: conditions.length === 0 ? start : left.start,
        end: right.end,
      })
      left = right
      operator = operator === 'contains' || operator === 'matches' ? undefined : this.operator()
      if (operator === 'contains' || operator === 'matches')
        throw this.failure(`${operator} cannot follow another comparison`, this.before)
    }
    return conditions.length === 1 ? conditions[0]! : { kind: 'and', conditions, start, end: left.end }
  }

  private membership(start: number, quantifier: Quantifier | undefined, operand: Operand): Condition | undefined {
    const negated = (this.is('not') || this.is('!')) && this.behind?.text === 'in'
    if (negated) this.next()
    if (!this.takes('in')) return undefined
    this.expect('{')
    const elements = [this.element()]
    while (this.takes(',')) elements.push(this.element())
    const { end } = this.expect('}', 'a comma, or } at the end of the set')
    const membership: Condition = { kind: 'membership', quantifier, operand, elements, start, end }
    return negated ? { kind: 'not', condition: membership, start, end } : membership
  }

  private element(): Element {
    const from = this.signed()
    const to = this.takes('..') ? this.signed() : undefined
    return { from, to, start: from.start, end: (to ?? from).end }
  }

  private operator(): Operator | undefined {
    const { kind, text } = this.token
    const operator = kind === 'word' || kind === 'symbol' ? operators.get(text) : undefined
    if (operator !== undefined) this.next()
    return operator
  }

  private operand(): Operand {
    return this.chain(masks, () => this.chain(sums, () => this.chain(products, () => this.factor())))
  }

  private chain(symbols: Readonly<Record<string, Arithmetic['operator']>>, next: () => Operand): Operand {
    let left = next()
    for (let links = 0; ; links++) {
      const { kind, text } = this.token
      const operator =
        (kind === 'symbol' || kind === 'word') && Object.hasOwn(symbols, text) ? symbols[text] : undefined
      if (operator === undefined) return left
      if (links === mostDepth)
        throw this.failure(`an expression has at most ${mostDepth} operations in a row`, this.token)
      this.next()
      const right = next()
      left = { kind: 'arithmetic', operator, left, right, start: left.start, end: right.end }
    }
  }

  private factor(): Operand {
    const { start } = this.token
    if (!this.takes('{')) return this.signed()
    const operand = this.deeper(() => this.operand())
    const { end } = this.expect('}')
    return { ...operand, start, end }
  }

  private signed(): Operand {
    const { start } = this.token
    const kind = this.takes('-') ? 'negative' : this.takes('+') ? 'positive' : undefined
    if (kind === undefined) return this.entity()
    const operand = this.entity()
    return { kind, operand, start, end: operand.end }
  }

  /** A field, a value, a call, or a slice of one. */
  private entity(): Operand {
    let operand = this.single()
    for (let slices = 0; this.takes('['); slices++) {
      if (slices === mostDepth) throw this.failure(`there are at most ${mostDepth} slices of slices`, this.before)
      const ranges = this.ranges()
      operand = { kind: 'slice', operand, ranges, start: operand.start, end: this.before.end }
    }
    return operand
  }

  /** What is between brackets, and the closing one. */
  private ranges(): Range[] {
    const ranges: Range[] = []
    while (this.token.kind === 'range') ranges.push(rangeOf(this.next(), this.text))
    this.expect(']')
    return ranges
  }

  private single(): Operand {
    const { token } = this
    const { start } = token
    if (token.kind === 'string' || token.kind === 'character') {
      this.next()
      return { kind: token.kind, text: token.text, literal: token.literal!, start, end: token.end }
    }
    const raw = this.takes('@')
    return this.word(start, raw)
  }

  private word(start: number, raw: boolean): Operand {
    const { token } = this
    const { kind, text, end } = token
    if ((kind !== 'word' && kind !== 'name' && kind !== 'literal') || (kind === 'word' && keywords.has(text)))
      throw this.unexpected('a field or a value')
    this.next()
    if (kind === 'word' && !raw && this.is('(')) return this.call(token)
    const layers = this.layers()
    const sort = kind === 'word' ? (raw ? 'name' : undefined) : kind
    return { kind: 'word', text, sort, raw, layers, start, end: layers === undefined ? end : this.before.end }
  }

  private layers(): Range[] | undefined {
    if (this.token.kind === 'layer') return [{ from: Number(this.next().text), length: 1 }]
    if (!this.takes('#')) return undefined
    this.expect('[')
    return this.ranges()
  }

  private call(name: Token): Operand {
    this.expect('(')
    const operands: Operand[] = []
    if (!this.is(')'))
      do operands.push(this.deeper(() => this.operand()))
      while (this.takes(','))
    const { end } = this.expect(')')
    return { kind: 'call', name: name.text, at: name, operands, start: name.start, end }
  }
}

const isBrace = ({ kind, text }: Token) => kind === 'symbol' && text === '{'

const operators = new Map<string, Operator>([
  ['==', '=='],
  ['eq', '=='],
  ['any_eq', '=='],
  ['!=', '!='],
  ['ne', '!='],
  ['all_ne', '!='],
  ['===', '==='],
  ['all_eq', '==='],
  ['!==', '!=='],
  ['any_ne', '!=='],
  ['~=', '!=='],
  ['>', '>'],
  ['gt', '>'],
  ['>=', '>='],
  ['ge', '>='],
  ['<', '<'],
  ['lt', '<'],
  ['<=', '<='],
  ['le', '<='],
  ['contains', 'contains'],
  ['matches', 'matches'],
  ['~', 'matches'],
])
const masks = { '&': '&', bitwise_and: '&', bitand: '&' } as const
const sums = { '+': '+', '-': '-' } as const
const products = { '*': '*', '/': '/', '%': '%' } as const
const keywords = new Set([...operators.keys(), 'and', 'or', 'xor', 'not', 'in', 'any', 'all', 'bitwise_and', 'bitand'])
