/** Goes through the tokens of a filter, one after another. */
import { FilterError } from '../../error.ts'
import { tokensOf, type Place, type Token } from './tokens.ts'

/** How deep parentheses and functions may go, and how long chains of arithmetic and slices may be. */
export const mostDepth = 200

export class TokenReader {
  private readonly tokens: readonly Token[]
  private at = 0
  private depth = 0

  constructor(protected readonly text: string) {
    this.tokens = tokensOf(text)
  }

  protected get token(): Token {
    return this.tokens[this.at]!
  }
  protected get done(): boolean {
    return this.token.kind === 'end'
  }
  protected get before(): Token {
    return this.tokens[this.at - 1]!
  }
  protected get following(): Token | undefined {
    return this.tokens[this.at + 1]
  }

  /** Returns the current token and advances past it. */
  protected next(): Token {
    return this.tokens[this.at++]!
  }

  protected is(text: string): boolean {
    return this.token.text === text && (this.token.kind === 'symbol' || this.token.kind === 'word')
  }

  /** Goes on if the next token is one of `texts`. */
  protected takes(...texts: readonly string[]): boolean {
    const taken = texts.some((text) => this.is(text))
    if (taken) this.at++
    return taken
  }

  protected expect(text: string, wanted = text): Token {
    if (!this.takes(text)) throw this.unexpected(wanted)
    return this.before
  }

  protected deeper<T>(work: () => T): T {
    if (++this.depth > mostDepth) throw this.failure(`a filter is at most ${mostDepth} levels deep`, this.token)
    const result = work()
    this.depth--
    return result
  }

  protected unexpected(wanted: string): FilterError {
    const { kind, text, start, end } = this.token
    const found = JSON.stringify(kind === 'string' ? 'string' : text)
    return this.failure(
      kind === 'end' ? `it ends where ${wanted} is expected` : `${found} is not expected here, but ${wanted}`,
      { start, end },
    )
  }

  protected failure(reason: string, { start, end }: Place): FilterError {
    return new FilterError(reason, this.text, start, end)
  }
}
