/** Regular expressions, in PCRE's way of writing. */
import { matcherOf } from './matcher.ts'
import { parsePattern, type Pattern } from './parser.ts'
import { PatternError } from './reader.ts'
import { firstOf, type Assertion, type ByteSet, type Node } from './syntax.ts'

/** Characters a regular expression may have. */
const mostPattern = 4096

/** Whether a text of bytes, each the character of its number, has what the pattern says. */
export type Matches = (text: string) => boolean

/** A regular expression of bytes, which ignores the case of letters unless it says `(?-i)`; the reason where it is none. */
export function patternOf(source: string): Matches | string {
  if (source.length > mostPattern) return `a regular expression has at most ${mostPattern} characters`
  try {
    const pattern = parsePattern(source)
    const matches = matcherOf(pattern)
    const repeats = repeatsIn(pattern)
    return repeats === undefined ? matches : quick(pattern, mostComparisons ** (1 / (repeats + 1)), matches)
  } catch (error) {
    if (error instanceof PatternError) return `this is not a regular expression: ${error.message}`
    throw error
  }
}

/** How many bytes JavaScript may have to compare, at worst. */
const mostComparisons = 1e9

/** JavaScript's own way for texts up to a length, which is some ten times as fast. */
function quick({ root }: Pattern, mostLength: number, slow: Matches): Matches {
  const expression = new RegExp(written(root))
  return (text) => (text.length <= mostLength ? expression.test(text) : slow(text))
}

/** Bytes as text in which each is the character of its number: what a pattern is held against. */
export function textOfBytes(bytes: Uint8Array): string {
  let text = ''
  // As many at once as a function surely takes.
  for (let at = 0; at < bytes.length; at += 4096) text += String.fromCharCode(...bytes.subarray(at, at + 4096))
  return text
}

/** How many repeats there are whose length is open: each may be tried at every byte. Undefined where one is in another, or where JavaScript does not know what is written. */
function repeatsIn({ root }: Pattern): number | undefined {
  let repeats = 0
  const isPlain = (node: Node, inside: boolean): boolean => {
    switch (node.kind) {
      case 'set':
      case 'assertion':
        return true
      case 'sequence':
        return node.of.every((part) => isPlain(part, inside))
      case 'either':
        return (!inside || areApart(node.of)) && node.of.every((part) => isPlain(part, inside))
      case 'group':
        return isPlain(node.of, inside)
      case 'look':
        return !inside && isPlain(node.of, inside)
      case 'repeat': {
        if (node.most === 1 && !inside) return isPlain(node.of, inside)
        if (node.most > 100 || node.least !== node.most) repeats++
        return !inside && isPlain(node.of, true)
      }
      default:
        return false
    }
  }
  return isPlain(root, false) ? repeats : undefined
}

/** Whether the first byte tells which of several it is. */
function areApart(nodes: readonly Node[]): boolean {
  const seen = new Uint8Array(256)
  return nodes.every((node) => {
    const first = firstOf(node)
    return (
      first !== undefined &&
      first.every((is, byte) => {
        if (is === 0) return true
        const fresh = seen[byte] === 0
        seen[byte] = 1
        return fresh
      })
    )
  })
}

/** As JavaScript writes it: for strings whose characters are bytes, without any of its options. */
function written(node: Node): string {
  switch (node.kind) {
    case 'set':
      return writtenSet(node.set)
    case 'assertion':
      return writtenAssertions[node.of]
    case 'sequence':
      return node.of.map(written).join('')
    case 'either':
      return `(?:${node.of.map(written).join('|')})`
    case 'look':
      return `(?:(?${node.behind ? '<' : ''}${node.negative ? '!' : '='}${written(node.of)}))`
    case 'repeat': {
      const { least, most, lazy, of } = node
      const times =
        most === Infinity
          ? least < 2
            ? '*+'[least]!
            : `{${least},}`
          : least === 0 && most === 1
            ? '?'
            : `{${least},${most}}`
      return `(?:${written(of)})${times}${lazy ? '?' : ''}`
    }
    case 'group':
      return `(?:${written(node.of)})`
    default:
      throw new TypeError(`JavaScript has no ${node.kind}`)
  }
}

function writtenSet(set: ByteSet): string {
  const ranges: string[] = []
  for (let from = set.indexOf(1); from >= 0;) {
    const behind = set.indexOf(0, from)
    const to = (behind < 0 ? 256 : behind) - 1
    ranges.push(from === to ? byteText(from) : `${byteText(from)}-${byteText(to)}`)
    from = behind < 0 ? -1 : set.indexOf(1, behind)
  }
  return ranges.length === 1 && ranges[0]!.length === 4 ? ranges[0]! : `[${ranges.join('')}]`
}

const byteText = (byte: number) => `\\x${byte.toString(16).padStart(2, '0')}`

const writtenAssertions: Readonly<Record<Assertion, string>> = {
  start: '^',
  lineStart: '(?:^|(?<=\\n)(?=[^]))',
  end: '$',
  lineEnd: '(?=\\n|$)',
  lastLine: '(?=\\n?$)',
  boundary: '\\b',
  inside: '\\B',
}
