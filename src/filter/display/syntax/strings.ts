/** Strings and characters in quotes. */
import { FilterError } from '../../error.ts'

/** What a string stands for: an escaped byte need not be UTF-8. */
export interface Literal {
  readonly text: string
  readonly bytes: Uint8Array
}

/** A literal in quotes, and where it is. */
export interface Quoted {
  readonly text: string
  readonly start: number
  readonly end: number
  readonly literal: Literal
}

/**
 * The string whose opening quote is at `start`, or an `r` before it; what it says begins at `from`. In a raw one a
 * backslash is itself.
 */
export function readString(text: string, start: number, from: number, raw: boolean): Quoted {
  const end = endOfQuote(text, start, from, '"')
  const literal = raw ? literalOf([text.slice(from, end - 1)]) : unescaped(text, from, end - 1)
  return { text: text.slice(start, end), start, end, literal }
}

/** The character in single quotes at `start`. */
export function readCharacter(text: string, start: number): Quoted {
  const end = endOfQuote(text, start, start + 1, "'")
  if (text.slice(start, end) === "'\\n'")
    throw new FilterError("Wireshark does not take '\\n'; write '\\x0a'", text, start, end)
  const literal = unescaped(text, start + 1, end - 1)
  if (literal.bytes.length !== 1)
    throw new FilterError(
      'between single quotes there must be one character; a string has double quotes',
      text,
      start,
      end,
    )
  return { text: text.slice(start, end), start, end, literal }
}

function endOfQuote(text: string, start: number, from: number, quote: string): number {
  let at = from
  while (at < text.length && text[at] !== quote) at += text[at] === '\\' ? 2 : 1
  if (at >= text.length) throw new FilterError('the quote is not closed', text, start, text.length)
  return at + 1
}

function unescaped(text: string, from: number, to: number): Literal {
  const parts: (string | number)[] = []
  for (let at = from; at < to;) {
    if (text[at] !== '\\') {
      const next = text.indexOf('\\', at)
      const end = next < 0 || next > to ? to : next
      parts.push(text.slice(at, end))
      at = end
      continue
    }
    escape.lastIndex = at
    const found = escape.exec(text)
    const part = found === null ? undefined : meant(found)
    if (found === null || part === undefined) {
      const [wrong] = found ?? [`\\${text[at + 1] ?? ''}`]
      throw new FilterError(
        `${wrong} means nothing; in a raw string, r"…", a backslash is itself`,
        text,
        at,
        at + wrong.length,
      )
    }
    parts.push(part)
    at += found[0].length
  }
  return literalOf(parts)
}

const escape =
  /\\(?:x([\da-fA-F]{1,2})|([0-7]{1,3})|u([\da-fA-F]{4})|U(0010[\da-fA-F]{4}|000[\da-fA-F]{5})|([abfnrtv\\'"]))/y

/** A byte as a number, a character as text; undefined for characters that C does not let be written by their number. */
function meant([, hexadecimal, octal, short, long, letter]: RegExpExecArray): string | number | undefined {
  if (hexadecimal !== undefined) return parseInt(hexadecimal, 16)
  if (octal !== undefined) return parseInt(octal, 8) > 0xff ? undefined : parseInt(octal, 8)
  const digits = short ?? long
  if (digits === undefined) return letters[letter!] ?? letter!
  const codePoint = parseInt(digits, 16)
  const allowed =
    codePoint >= 0xa0 ? codePoint < 0xd800 || codePoint > 0xdfff : '$@`'.includes(String.fromCodePoint(codePoint))
  return allowed ? String.fromCodePoint(codePoint) : undefined
}

const letters: Readonly<Record<string, string>> = { a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' }

function literalOf(parts: readonly (string | number)[]): Literal {
  const bytes = Uint8Array.from(
    parts.flatMap((part) => (typeof part === 'number' ? [part] : [...encoder.encode(part)])),
  )
  return { bytes, text: decoder.decode(bytes) }
}

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
