/** Parses operands: from masks, which bind least, to fields, literals, calls and slices, which bind most. */
import { keywords, masks, products, sums } from './operators.ts'
import { rangeOf } from './ranges.ts'
import { mostDepth, TokenReader } from './token-reader.ts'
import type { Token } from './tokens.ts'
import type { Arithmetic, Operand, Range } from './tree.ts'

export class OperandParser extends TokenReader {
  protected operand(): Operand {
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

  protected signed(): Operand {
    const { start } = this.token
    const kind = this.takes('-') ? 'negative' : this.takes('+') ? 'positive' : undefined
    if (kind === undefined) return this.entity()
    const operand = this.entity()
    return { kind, operand, start, end: operand.end }
  }

  /** A field, a value, a call, or a slice of one. */
  protected entity(): Operand {
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
