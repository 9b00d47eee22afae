/** Sets of bytes that have a name in regular expressions: PCRE's for the locale "C". */
import { inverted, setOf, united, type ByteSet } from './syntax.ts'

const digits = setOf(0x30, 0x39)
const upper = setOf(0x41, 0x5a)
const lower = setOf(0x61, 0x7a)
const letters = united(upper, lower)
export const word: ByteSet = united(united(letters, digits), setOf(0x5f, 0x5f))
const space = setOf(0x09, 0x0d, 0x20, 0x20)
const horizontal = setOf(0x09, 0x09, 0x20, 0x20, 0xa0, 0xa0)
export const vertical: ByteSet = setOf(0x0a, 0x0d, 0x85, 0x85)
export const every: ByteSet = setOf(0, 255)
export const notLineEnd: ByteSet = inverted(setOf(0x0a, 0x0a))

/** Escapes: the letter after a backslash. */
export const escapedSets: Readonly<Record<string, ByteSet>> = {
  d: digits,
  D: inverted(digits),
  w: word,
  W: inverted(word),
  s: space,
  S: inverted(space),
  h: horizontal,
  H: inverted(horizontal),
  v: vertical,
  V: inverted(vertical),
}

/** POSIX classes: the name between `[:` and `:]`. */
export const namedSets: Readonly<Record<string, ByteSet>> = {
  alpha: letters,
  digit: digits,
  alnum: united(letters, digits),
  upper,
  lower,
  space,
  blank: setOf(0x09, 0x09, 0x20, 0x20),
  word,
  ascii: setOf(0, 0x7f),
  punct: setOf(0x21, 0x2f, 0x3a, 0x40, 0x5b, 0x60, 0x7b, 0x7e),
  xdigit: united(digits, setOf(0x41, 0x46, 0x61, 0x66)),
  cntrl: setOf(0, 0x1f, 0x7f, 0x7f),
  print: setOf(0x20, 0x7e),
  graph: setOf(0x21, 0x7e),
}

/**
 * The bytes whose characters in Latin-1 have a Unicode property, such as `L` or `Greek`; undefined if there is none of
 * that name.
 */
export function propertySet(name: string): ByteSet | undefined {
  const sign = name.startsWith('^')
  const plain = name.replace(/^\^/, '').replace(/^L&$/, 'LC')
  for (const written of plain === 'Any' ? ['Any'] : [plain, `Script=${plain}`]) {
    try {
      const pattern = new RegExp(`\\p{${written}}`, 'u')
      const set = every.map((_is, byte) => Number(pattern.test(String.fromCharCode(byte))))
      return sign ? inverted(set) : set
    } catch {
      /* not a property by this name */
    }
  }
  return undefined
}
