/**
 * Parses capture filters. What is decided by looking ahead, and how far, follows the grammar of libpcap: where a bare
 * name may stand, whose qualifiers it inherits, and that `and` and `or` bind alike.
 */
import { relationOf } from './arithmetic-parser.ts'
import { IdentifierParser, type Parsed } from './primitive-parser.ts'
import { parseKeywordTest } from './keyword-parser.ts'
import type { Arithmetic, Expression, Qualifiers, Test } from './tree.ts'
import {
  directionWords,
  protocolWords,
  typeWords,
  type DirectionWord,
  type ProtocolWord,
  type TypeWord,
} from './keywords.ts'

/** Parses a filter; undefined if it has no words, which lets everything pass. Throws FilterError. */
export function parse(text: string): Expression | undefined {
  return new Parser(text).parse()
}

class Parser extends IdentifierParser {
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

  private operand(inherited: Qualifiers | undefined): Parsed {
    return this.identifierFollows(0) ? this.identifier(inherited) : this.term(inherited)
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
    // A bare name after the parentheses inherits the qualifiers before them, not those inside.
    return this.nested((opening) => ({ ...this.closed(this.chain(inherited), opening), qualifiers: inherited }))
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
    if (this.token.kind === '(')
      return this.attempt(
        () => this.arithmetic(),
        (token) => relationOf(token.kind) !== undefined,
      )
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
    if (direction !== undefined && (type === 'proto' || type === 'protochain' || type === 'gateway'))
      this.refuse(`${type} has no direction`, typed)
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
