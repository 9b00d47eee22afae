/** A display filter as tokens. */
import { FilterError } from '../../error.ts'
import { isIpv6 } from '../types/addresses.ts'
import { readCharacter, readString, type Literal } from './strings.ts'

/** A place in the filter: offsets of its first character and of the one after its last. */
export interface Place {
  readonly start: number
  readonly end: number
}

export interface Token extends Place {
  /**
   * `word` is a name or a value without quotes, `literal` one that is no name for sure (`:fc`), `name` one that is a
   * name for sure (`.fc`), `range` what is between brackets and commas, `layer` the number after `#`.
   */
  readonly kind: 'word' | 'literal' | 'name' | 'string' | 'character' | 'range' | 'layer' | 'symbol' | 'end'
  readonly text: string
  /** What a string or a character stands for. */
  readonly literal?: Literal
}

/** Splits a filter into tokens, the last of which is `end`. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  for (let at = skipBlanks(text, 0); at < text.length; at = skipBlanks(text, tokens.at(-1)!.end)) {
    const token = tokenAt(text, at)
    tokens.push(token)
    if (token.text === '[' && token.kind === 'symbol') tokens.push(...ranges(text, token))
  }
  tokens.push({ kind: 'end', text: '', start: text.length, end: text.length })
  return tokens
}

function skipBlanks(text: string, from: number): number {
  let at = from
  while (at < text.length && ' \t\r\n\v\f'.includes(text[at]!)) at++
  return at
}

function tokenAt(text: string, at: number): Token {
  const first = text[at]!
  if (first === '"') return { kind: 'string', ...readString(text, at, at + 1, false) }
  if ((first === 'r' || first === 'R') && text[at + 1] === '"')
    return { kind: 'string', ...readString(text, at, at + 2, true) }
  if (first === "'") return { kind: 'character', ...readCharacter(text, at) }
  if (first === '#') return layerAt(text, at)
  const colons = endOfColons(text, at)
  if (colons !== undefined) return { kind: 'word', text: text.slice(at, colons), start: at, end: colons }
  for (const [kind, pattern, skipped] of patterns) {
    pattern.lastIndex = at
    const end = at + (pattern.exec(text)?.[0].length ?? 0)
    if (end > at) return { kind, text: text.slice(at + skipped, end), start: at, end }
  }
  const character = String.fromCodePoint(text.codePointAt(at)!)
  const meant = Object.hasOwn(doubled, character) ? `; did you mean ${doubled[character]}?` : ''
  throw new FilterError(`${JSON.stringify(character)} is not expected here${meant}`, text, at, at + character.length)
}

/** What other languages write once. */
const doubled: Readonly<Record<string, string>> = { '=': '==', '|': '||', '^': '^^' }

const patterns: readonly (readonly [kind: Token['kind'], pattern: RegExp, skipped: number])[] = [
  ['word', /\d+\.\d+\.\d+\.\d+\/\d+/y, 0],
  ['word', /\w+(?:[.-]\w+)*/y, 0],
  ['literal', /:[\da-f]+(?:[.:-][\da-f]+)*/iy, 1],
  ['symbol', /\.\.|===|!==|==|!=|~=|>=|<=|&&|\|\||\^\^|[()[\]{},+\-*/%&~<>!@]/y, 0],
  ['name', /\.\w+(?:[.-]\w+)*/y, 1],
]

/** Where bytes with colons between them or an IPv6 address, which begin here, end; undefined if none does. */
function endOfColons(text: string, at: number): number | undefined {
  addressShape.lastIndex = bytesShape.lastIndex = at
  const address = addressShape.exec(text)?.[0]
  const bytes = bytesShape.exec(text)?.[0].length ?? 0
  if (address !== undefined && isIpv6(address.replace(/\/\d+$/, '')) && address.length >= bytes)
    return at + address.length
  return bytes > 0 ? at + bytes : undefined
}

const addressShape = /[\da-f]{0,4}:[\da-f:]+(?:\.\d+){0,3}(?:\/\d+)?/iy
const bytesShape = /[\da-f]{2}(?::[\da-f]{2})+(?!\w)|[\da-f]{2}(?::[\da-f]{2})+(?=:)/iy

function layerAt(text: string, start: number): Token {
  if (text[start + 1] === '[') return { kind: 'symbol', text: '#', start, end: start + 1 }
  const digits = /^\d+/.exec(text.slice(start + 1, start + 12))?.[0]
  if (digits === undefined)
    throw new FilterError(
      '# must be followed by the number of a layer, or a range of them in brackets',
      text,
      start,
      start + 1,
    )
  return { kind: 'layer', text: digits, start, end: start + 1 + digits.length }
}

/** What is between brackets: ranges with commas between them, and the closing bracket. */
function ranges(text: string, { start, end: from }: Token): Token[] {
  const close = text.indexOf(']', from)
  if (close < 0) throw new FilterError('the bracket is not closed', text, start, from)
  const tokens: Token[] = []
  let at = from
  // Only what is between the brackets is searched for commas, or a filter of many brackets would be searched once for
  // each.
  for (const range of text.slice(from, close).split(',')) {
    tokens.push(rangeToken(text, at, at + range.length))
    at += range.length + 1
  }
  tokens.push({ kind: 'symbol', text: ']', start: close, end: close + 1 })
  return tokens
}

/** What is between `from` and `to` without the blanks around it. */
function rangeToken(text: string, from: number, to: number): Token {
  const range = text.slice(from, to).trim()
  const start = range === '' ? from : text.indexOf(range, from)
  return { kind: 'range', text: range, start, end: start + range.length }
}
