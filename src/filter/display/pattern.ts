/** Regular expressions: PCRE's way of writing them, as far as JavaScript has the same. */

/** Characters a regular expression may have. */
const mostPattern = 4096

/** A regular expression, which ignores case unless it says `(?-i)`; the reason where it is none. */
export function patternOf(source: string): RegExp | string {
  if (source.length > mostPattern) return `a regular expression has at most ${mostPattern} characters`
  const { text, flags } = leadingOptions(source)
  try {
    return new RegExp(translated(text, flags.includes('m')), flags)
  } catch (error) {
    // Behind the last colon the engine says what is wrong, before it only where: in the pattern as it was translated.
    const { message } = error as Error
    return `this is not a regular expression that JavaScript knows: ${message.slice(message.lastIndexOf(': ') + 2)}`
  }
}

/** Bytes as text in which each is the character of its number: what a pattern for bytes is held against. */
export function textOfBytes(bytes: Uint8Array): string {
  let text = ''
  // As many at once as a function surely takes.
  for (let at = 0; at < bytes.length; at += 4096) text += String.fromCharCode(...bytes.subarray(at, at + 4096))
  return text
}

/** Options at the front, such as `(?i)`, become flags. */
function leadingOptions(source: string): { text: string, flags: string } {
  const found = /^(?:\(\?[ims]*(?:-[ims]+)?\))+/.exec(source)?.[0] ?? ''
  const flags = new Set('i')
  for (const [, on, off] of found.matchAll(/\(\?([ims]*)(?:-([ims]+))?\)/g)) {
    for (const flag of on!) flags.add(flag)
    for (const flag of off ?? '') flags.delete(flag)
  }
  return { text: source.slice(found.length), flags: [...flags].join('') }
}

/** What PCRE writes otherwise: anchors of the whole text, horizontal blanks, quoted text, classes by name, atomic groups, possessive counts. */
function translated(source: string, lines: boolean): string {
  let inClass = false
  let text = ''
  for (let at = 0; at < source.length; ) {
    piece.lastIndex = at
    const [found] = piece.exec(source)!
    at += found.length
    if (found.startsWith('\\Q')) text += found.slice(2).replace(/\\E$/, '').replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
    else if (found === '$' && !inClass && !lines) text += '(?=\\n?(?![^]))' // before a line end that is the last character, too
    else if (inClass) text += namedClasses[found] ?? escapes[found]?.[1] ?? (found === '[' ? '\\[' : found)
    else text += escapes[found]?.[0] ?? found.replace(/^\(\?>$/, '(?:').replace(/^\(\?P</, '(?<').replace(/^([*+?}])\+$/, '$1')
    if (found === '[' && !inClass) {
      inClass = true
      // A closing bracket in the first place is one of the characters.
      const first = /^\^?\]/.exec(source.slice(at))?.[0] ?? ''
      text += first.replace(']', '\\]')
      at += first.length
    } else if (found === ']') inClass = false
  }
  return text
}

const piece = /\\Q[^]*?(?:\\E|$)|\\[^]|\\|\(\?>|\(\?P<|\[:\^?\w+:\]|[*+?}]\+|[^]/y
/** Outside and inside of brackets. */
const escapes: Readonly<Record<string, readonly [string, string]>> = {
  '\\A': ['(?<![^])', 'A'], '\\z': ['(?![^])', 'z'], '\\Z': ['(?=\\n?(?![^]))', 'Z'], '\\h': ['[\\t \\xa0]', '\\t \\xa0'],
  '\\R': ['(?:\\r\\n|[\\n-\\r\\x85])', 'R'],
  '\\a': ['\\x07', '\\x07'], '\\e': ['\\x1b', '\\x1b'], '\\K': ['', 'K'],
}
const namedClasses: Readonly<Record<string, string>> = {
  '[:alpha:]': 'a-zA-Z', '[:digit:]': '0-9', '[:alnum:]': 'a-zA-Z0-9', '[:upper:]': 'A-Z', '[:lower:]': 'a-z', '[:space:]': '\\s', '[:blank:]': '\\t ',
  '[:punct:]': '!-\\/:-@\\[-`{-~', '[:xdigit:]': '0-9a-fA-F', '[:word:]': '\\w', '[:cntrl:]': '\\x00-\\x1f\\x7f', '[:print:]': ' -~', '[:graph:]': '!-~',
}
