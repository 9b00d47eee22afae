/**
 * Parses a display filter to a tree, by the grammar of Wireshark's language: from `or`, which binds least, to
 * comparisons.
 */
import { FilterError } from '../../error.ts'
import { OperandParser } from './operand-parser.ts'
import { operators } from './operators.ts'
import type { Token } from './tokens.ts'
import type { Condition, Element, Operand, Operator, Quantifier } from './tree.ts'

/** Characters a filter may have. */
const mostText = 65_536

/** Throws FilterError, and nothing else, for what is not a filter. */
export function parse(text: string): Condition {
  if (text.length > mostText)
    throw new FilterError(`a filter has at most ${mostText} characters, not ${text.length}`, '', 0, 0)
  return new Parser(text).filter()
}

class Parser extends OperandParser {
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
      ((this.is('not') || this.is('!')) && this.following?.text === 'in')
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
    const negated = (this.is('not') || this.is('!')) && this.following?.text === 'in'
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
}

const isBrace = ({ kind, text }: Token) => kind === 'symbol' && text === '{'
