/**
 * Lines and words in bytes, for protocols that are text. A line ends with CR LF; LF or CR alone are taken too (RFC
 * 9112, section 2.2).
 */

export const carriageReturn = 0x0d
const lineFeed = 0x0a
export const space = 0x20
export const tab = 0x09

/** Whether an octet ends a line. */
export const isLineEnd = (octet: number): boolean => octet === lineFeed || octet === carriageReturn

/** Where the text of the line that begins at `at` ends: at its line end, or at `end` if it has none. */
export function lineStop(bytes: Uint8Array, at: number, end: number): number {
  for (; at < end; at++) {
    const octet = bytes[at]!
    // One comparison for almost every octet there is.
    if (octet <= carriageReturn && (octet === lineFeed || octet === carriageReturn)) break
  }
  return at
}

/** Where the next line begins, after the line end at `stop`; `stop` itself if there is none. */
export function afterLine(bytes: Uint8Array, stop: number, end: number): number {
  if (stop >= end) return stop
  return bytes[stop] === carriageReturn && stop + 1 < end && bytes[stop + 1] === lineFeed ? stop + 2 : stop + 1
}

/**
 * Where the line that begins at `at` ends, with the lines it is folded into, which begin with a space or tab (RFC 5322,
 * section 2.2.3).
 */
export const afterFoldedLine = (bytes: Uint8Array, at: number, end: number): number =>
  afterFolds(bytes, lineStop(bytes, at, end), end)

/** The same for a line whose text ends at `stop`. */
export function afterFolds(bytes: Uint8Array, stop: number, end: number): number {
  let next = afterLine(bytes, stop, end)
  // What is not captured may be a fold.
  while (next > stop && next < end && (bytes[next] === space || bytes[next] === tab || bytes[next] === undefined)) {
    stop = lineStop(bytes, next, end)
    next = afterLine(bytes, stop, end)
  }
  return next
}

/** Where the text from `at` to `end` ends without its line ends. */
export function trimmedEnd(bytes: Uint8Array, at: number, end: number): number {
  while (end > at && isLineEnd(bytes[end - 1]!)) end--
  return end
}

/** Whether there is nothing but printable ASCII from `at` to `stop`. */
export function isPrintable(bytes: Uint8Array, at: number, stop: number): boolean {
  while (at < stop && bytes[at]! >= space && bytes[at]! < 0x7f) at++
  return at === stop
}

/** The decimal number that the text from `at` to `stop` is, blanks around it apart; undefined if it is none. */
export function decimalIn(bytes: Uint8Array, at: number, stop: number): number | undefined {
  const from = afterBlanks(bytes, at, stop)
  let value = 0
  for (let next = from; next < stop; next++) {
    const octet = bytes[next]!
    if (octet < 0x30 || octet > 0x39) return afterBlanks(bytes, next, stop) === stop && next > from ? value : undefined
    value = value * 10 + octet - 0x30
  }
  return stop > from ? value : undefined
}

/**
 * Tells whether one of several words, with white space between them, begins at a byte and ends with a space or its
 * line.
 */
export function oneOfWords(words: string): (bytes: Uint8Array, start: number, end: number) => boolean {
  const table: Uint8Array[][] = []
  for (const one of words.trim().split(/\s+/).map(octets)) (table[one[0]!] ??= []).push(one)
  return (bytes, start, end) => {
    const candidates = start < end ? table[bytes[start]!] : undefined
    if (candidates === undefined) return false
    for (let index = 0; index < candidates.length; index++) {
      const word: Uint8Array = candidates[index]!
      const after = start + word.length
      if (
        isAt(word, bytes, start, end) &&
        (bytes[after] === space || lineStop(bytes, after, Math.min(end, after + 1)) === after)
      )
        return true
    }
    return false
  }
}

/** Where `octet` is first found from `at` on, or `end`. */
export function positionOf(octet: number, bytes: Uint8Array, at: number, end: number): number {
  while (at < end && bytes[at] !== octet) at++
  return at
}

/** Where the spaces and tabs at `at` end. */
export function afterBlanks(bytes: Uint8Array, at: number, end: number): number {
  while (at < end && (bytes[at] === space || bytes[at] === tab)) at++
  return at
}

/** After the spaces, tabs and line ends at `at`. */
export function afterWhiteSpace(bytes: Uint8Array, at: number, end: number): number {
  while (at < end && isWhiteSpace(bytes[at]!)) at++
  return at
}

/** Before the spaces, tabs and line ends in front of `end`. */
export function beforeWhiteSpace(bytes: Uint8Array, at: number, end: number): number {
  while (end > at && isWhiteSpace(bytes[end - 1]!)) end--
  return end
}

const isWhiteSpace = (octet: number) => octet === space || (octet >= tab && octet <= carriageReturn)

/** Where the token at `at` ends (RFC 9110, section 5.6.2). */
export function tokenStop(bytes: Uint8Array, at: number, end: number): number {
  while (at < end && isToken[bytes[at]!] === 1) at++
  return at
}

/** By code, 1 for the characters of a token. */
const isToken = Uint8Array.from({ length: 256 }, (_, code) =>
  /[!#$%&'*+.^_`|~0-9A-Za-z-]/.test(String.fromCharCode(code)) ? 1 : 0,
)

/** Whether the bytes at `at` are those of `word`. */
export function isAt(word: Uint8Array, bytes: Uint8Array, at: number, end: number): boolean {
  if (end - at < word.length) return false
  for (let index = 0; index < word.length; index++) if (bytes[at + index] !== word[index]) return false
  return true
}

/** The same, `word` being in lower case and the bytes in any. */
export function isAtInAnyCase(word: Uint8Array, bytes: Uint8Array, at: number, end: number): boolean {
  if (end - at < word.length) return false
  for (let index = 0; index < word.length; index++) {
    const octet = bytes[at + index]!
    if ((octet >= 0x41 && octet <= 0x5a ? octet + 0x20 : octet) !== word[index]) return false
  }
  return true
}

/** Text in ASCII: other bytes are opaque (RFC 9110, section 5.5) and become U+FFFD each. */
export function asciiText(bytes: Uint8Array, from: number, to: number): string {
  let at = from
  while (at < to && bytes[at]! < 0x80) at++
  // At most so many arguments fit a call for certain.
  if (at === to && to - from <= 4096)
    return String.fromCharCode.apply(undefined, bytes.subarray(from, to) as unknown as number[])
  let text = ''
  for (at = from; at < to; at++) text += bytes[at]! < 0x80 ? String.fromCharCode(bytes[at]!) : '\ufffd'
  return text
}

/** Text in UTF-8; what is not becomes U+FFFD. */
export function utf8Text(bytes: Uint8Array, from: number, to: number): string {
  let at = from
  while (at < to && bytes[at]! < 0x80) at++
  return at === to ? asciiText(bytes, from, to) : utf8.decode(bytes.subarray(from, to))
}

const utf8 = new TextDecoder()

/** The ASCII codes of a word, to compare with. */
export const octets = (word: string): Uint8Array => Uint8Array.from(word, (character) => character.charCodeAt(0))
