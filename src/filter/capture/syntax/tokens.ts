/**
 * Tokens of a capture filter: the longest match at each position, as in libpcap's scanner, so `1-5` is a name and not a
 * subtraction.
 */
import { FilterError } from '../../error.ts'
import { keywords, namedNumbers, type Word } from './keywords.ts'

export interface Token {
  readonly kind: Word | Operator | 'name' | 'number' | 'ipv4' | 'ipv6' | 'mac' | 'mac8' | 'end'
  /** Without the backslash that makes a keyword a name. */
  readonly text: string
  /** Of a number. */
  readonly value: number
  readonly start: number
  readonly end: number
}

/** Longer ones first; some have two spellings. */
const operators = {
  '<<': '<<',
  '>>': '>>',
  '>=': '>=',
  '<=': '<=',
  '!=': '!=',
  '==': '=',
  '&&': 'and',
  '||': 'or',
  '+': '+',
  '-': '-',
  '*': '*',
  '/': '/',
  '%': '%',
  ':': ':',
  '[': '[',
  ']': ']',
  '!': 'not',
  '<': '<',
  '>': '>',
  '(': '(',
  ')': ')',
  '&': '&',
  '|': '|',
  '^': '^',
  '=': '=',
} as const
type Operator = (typeof operators)[keyof typeof operators]

/** The longest filter that is read, in UTF-16 units. */
const longestText = 65_536

/** The tokens of a filter, followed by one of kind `end`. Throws FilterError. */
export function tokensOf(text: string): readonly Token[] {
  if (text.length > longestText) throw new FilterError(`the filter is longer than ${longestText} characters`, '', 0, 0)
  const tokens: Token[] = []
  for (let at = skipSpace(text, 0); at < text.length; at = skipSpace(text, tokens.at(-1)!.end))
    tokens.push(tokenAt(text, at))
  tokens.push({ kind: 'end', text: '', value: 0, start: text.length, end: text.length })
  return tokens
}

function skipSpace(text: string, from: number): number {
  let at = from
  while (' \t\r\n'.includes(text[at] ?? 'none')) at++
  return at
}

function tokenAt(text: string, start: number): Token {
  let kind: Shape | undefined
  let end = start
  // The first of those that are equally long counts.
  for (const [shape, pattern] of shapes) {
    const length = typeof pattern === 'function' ? pattern(text, start) : lengthOf(pattern, text, start)
    if (length <= end - start) continue
    kind = shape
    end = start + length
  }
  if (kind === undefined) return operatorAt(text, start)
  return token(kind, text, start, end)
}

type Shape = 'mac8' | 'mac' | 'number' | 'ipv4' | 'ipv6' | 'badMac' | 'name' | 'escaped'

const octet = '[0-9A-Fa-f]{1,2}'
const plain = '(?:0[xX][0-9A-Fa-f]+|[0-9]+)'
const mac = [
  `${octet}(?::${octet}){5}`,
  `${octet}(?:-${octet}){5}`,
  `${octet}(?:\\.${octet}){5}`,
  '[0-9A-Fa-f]{4}(?:\\.[0-9A-Fa-f]{4}){2}',
  '[0-9A-Fa-f]{12}',
]
const shapes: readonly (readonly [Shape, RegExp | ((text: string, start: number) => number)])[] = [
  ['mac8', new RegExp(`\\$${octet}`, 'y')],
  ['mac', new RegExp(mac.join('|'), 'y')],
  ['number', new RegExp(plain, 'y')],
  ['ipv4', new RegExp(`${plain}(?:\\.${plain}){1,3}`, 'y')],
  ['ipv6', ipv6Length],
  ['badMac', new RegExp(`${octet}:+(?:${octet}:+)+`, 'y')],
  ['name', /[A-Za-z0-9](?:[-_.A-Za-z0-9]*[.A-Za-z0-9])?/y],
  ['escaped', /\\[^ !()\n\t]+/y],
]

function lengthOf(pattern: RegExp, text: string, start: number): number {
  pattern.lastIndex = start
  return pattern.exec(text)?.[0].length ?? 0
}

/** How long the IPv6 address is that begins here: 0 if there is none. */
function ipv6Length(text: string, start: number): number {
  const run = /[0-9A-Fa-f:.]{2,45}/y
  run.lastIndex = start
  let candidate = run.exec(text)?.[0] ?? ''
  while (candidate.includes(':')) {
    if (isIPv6Shaped(candidate)) return candidate.length
    candidate = candidate.slice(0, -1)
  }
  return 0
}

export function isIPv6Shaped(text: string): boolean {
  const [before = '', after, ...more] = text.split('::')
  if (more.length > 0) return false
  const groups = [...groupsOf(before), ...groupsOf(after ?? '')]
  const last = groups.at(-1) ?? ''
  const dotted = /^\d+(?:\.\d+){3}$/.test(last)
  const hexadecimal = dotted ? groups.slice(0, -1) : groups
  if (!hexadecimal.every((group) => /^[0-9A-Fa-f]{1,4}$/.test(group))) return false
  const count = hexadecimal.length + (dotted ? 2 : 0)
  return after === undefined ? count === 8 : count < 8
}

const groupsOf = (text: string) => (text === '' ? [] : text.split(':'))

function token(shape: Shape, text: string, start: number, end: number): Token {
  const found = text.slice(start, end)
  const made = (kind: Token['kind'], value = 0, written = found): Token => ({ kind, text: written, value, start, end })
  if (shape === 'escaped') return made('name', 0, found.slice(1))
  if (shape === 'badMac') throw new FilterError(`"${found}" is no MAC address`, text, start, end)
  if (shape === 'number') return made('number', numberOf(found, text, start, end))
  if (shape !== 'name') return made(shape)
  const keyword = keywords.get(found)
  if (keyword !== undefined) return made(keyword)
  return Object.hasOwn(namedNumbers, found) ? made('number', namedNumbers[found]!) : made('name')
}

function numberOf(written: string, text: string, start: number, end: number): number {
  const octal = /^0\d/.test(written)
  if (octal && /[89]/.test(written))
    throw new FilterError(`${written} begins with 0, so it is octal, and has a digit that is not`, text, start, end)
  const number = Number(octal ? `0o${written}` : written)
  if (number > 0xffffffff) throw new FilterError(`${written} does not fit in 32 bits`, text, start, end)
  return number
}

function operatorAt(text: string, start: number): Token {
  for (const [found, kind] of Object.entries(operators)) {
    if (text.startsWith(found, start)) return { kind, text: found, value: 0, start, end: start + found.length }
  }
  const end = start + (text.codePointAt(start)! > 0xffff ? 2 : 1)
  throw new FilterError(`${JSON.stringify(text.slice(start, end))} means nothing in a capture filter`, text, start, end)
}
