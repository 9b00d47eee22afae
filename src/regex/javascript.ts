/** Writes a regular expression for JavaScript. */
import type { Assertion, ByteSet, Node } from './syntax.ts'

/** As JavaScript writes it: for strings whose characters are bytes, without any of its options. */
export function javaScriptOf(node: Node): string {
  switch (node.kind) {
    case 'set':
      return writtenSet(node.set)
    case 'assertion':
      return writtenAssertions[node.of]
    case 'sequence':
      return node.of.map(javaScriptOf).join('')
    case 'either':
      return `(?:${node.of.map(javaScriptOf).join('|')})`
    case 'look':
      return `(?:(?${node.lookbehind ? '<' : ''}${node.negative ? '!' : '='}${javaScriptOf(node.of)}))`
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
      return `(?:${javaScriptOf(of)})${times}${lazy ? '?' : ''}`
    }
    case 'group':
      return `(?:${javaScriptOf(node.of)})`
    default:
      throw new TypeError(`JavaScript has no ${node.kind}`)
  }
}

function writtenSet(set: ByteSet): string {
  const ranges: string[] = []
  for (let from = set.indexOf(1); from >= 0;) {
    const lookbehind = set.indexOf(0, from)
    const to = (lookbehind < 0 ? 256 : lookbehind) - 1
    ranges.push(from === to ? byteText(from) : `${byteText(from)}-${byteText(to)}`)
    from = lookbehind < 0 ? -1 : set.indexOf(1, lookbehind)
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
