/** Where tags and the text between them lie in XML 1.0: sections 2.4 to 2.8 and 3.1. */
import { afterWhiteSpace, asciiText, beforeWhiteSpace, isAt, octets, positionOf, type Found, type View } from '../../../../schema/index.ts'

/** What is known of a piece. */
export interface MarkupFacts {
  readonly kind: 'tag' | 'end' | 'text' | 'section' | 'comment' | 'doctype' | 'declaration' | 'instruction'
}

/** The pieces in their order, without those that have no end; text without the white space around it. */
export function markupIn({ bytes, start, end, isShort }: View): readonly Found[] {
  const pieces: Found[] = []
  // In UTF-16: appendix F.1.
  if (isAt(littleEndian, bytes, start, end) || isAt(bigEndian, bytes, start, end)) return pieces
  const add = (kind: MarkupFacts['kind'], from: number, to: number) => pieces.push({ start: from, end: to, facts: { kind } })
  for (let at = isAt(byteOrderMark, bytes, start, end) ? start + 3 : start; at < end && pieces.length < mostPieces;) {
    const open = positionOf(less, bytes, at, end)
    const from = afterWhiteSpace(bytes, at, open)
    const to = beforeWhiteSpace(bytes, from, open)
    // What the capture cut may go on.
    if (to > from && !(isShort && open === end)) add('text', from, to)
    if (open === end) break
    const [kind, next] = pieceAt(bytes, open, end)
    if (next === undefined) break
    if (kind !== 'end') add(kind, open, next)
    at = next
  }
  return pieces
}

/** What begins with `<`, and where it ends; undefined where its end is missing. */
function pieceAt(bytes: Uint8Array, at: number, end: number): readonly [kind: MarkupFacts['kind'], next: number | undefined] {
  if (isAt(comment, bytes, at, end)) return ['comment', after(commentEnd, bytes, at + comment.length, end)]
  if (isAt(section, bytes, at, end)) return ['section', after(sectionEnd, bytes, at + section.length, end)]
  if (isAt(instruction, bytes, at, end)) {
    const isDeclaration = isAt(declaration, bytes, at, end)
    return [isDeclaration ? 'declaration' : 'instruction', after(instructionEnd, bytes, at + instruction.length, end)]
  }
  if (isAt(exclamation, bytes, at, end)) return ['doctype', doctypeEnd(bytes, at, end)]
  return [isAt(endTag, bytes, at, end) ? 'end' : 'tag', tagEnd(bytes, at, end)]
}

/** After the first place of a word; undefined where it is missing. */
function after(word: Uint8Array, bytes: Uint8Array, at: number, end: number): number | undefined {
  for (let next = positionOf(word[0]!, bytes, at, end); next < end; next = positionOf(word[0]!, bytes, next + 1, end))
    if (isAt(word, bytes, next, end)) return next + word.length
  return undefined
}

/** After the `>` of a tag that is in no value of an attribute. */
function tagEnd(bytes: Uint8Array, at: number, end: number): number | undefined {
  let [close, double, single] = [at, at, at]
  for (;;) {
    // Each is looked for once more only where it was passed.
    if (close <= at) close = positionOf(greater, bytes, at, end)
    if (double <= at) double = positionOf(doubleQuote, bytes, at, end)
    if (single <= at) single = positionOf(singleQuote, bytes, at, end)
    const quote = Math.min(double, single)
    if (close < quote) return close + 1
    if (quote === end) return undefined
    at = positionOf(quote === double ? doubleQuote : singleQuote, bytes, quote + 1, end) + 1
    if (at > end) return undefined
  }
}

/** After the `>` that ends a declaration, and is not one of those between brackets. */
function doctypeEnd(bytes: Uint8Array, at: number, end: number): number | undefined {
  const bracket = positionOf(openBracket, bytes, at, end)
  const stop = positionOf(greater, bytes, at, end)
  if (stop < bracket) return stop + 1
  const close = positionOf(closeBracket, bytes, bracket, end)
  const last = positionOf(greater, bytes, close, end)
  return last < end ? last + 1 : undefined
}

/** `name = "value"` in a tag: section 3.1. */
export function attributesIn({ bytes, start, end }: View): readonly Found[] {
  const attributes: Found[] = []
  const text = asciiText(bytes, start, Math.min(end, start + longestTag))
  attribute.lastIndex = /^<[^\s>/]*/.exec(text)?.[0].length ?? text.length
  for (let match; attributes.length < mostAttributes && (match = attribute.exec(text)) !== null;)
    attributes.push({ start: start + attribute.lastIndex - match[1]!.length, end: start + attribute.lastIndex })
  return attributes
}

const attribute = /\s*([^\s=>/]+\s*=\s*(?:"[^"]*"|'[^']*'))/y

const byteOrderMark = octets('\u00ef\u00bb\u00bf')
const littleEndian = octets('\u00ff\u00fe')
const bigEndian = octets('\u00fe\u00ff')
const comment = octets('<!--')
const commentEnd = octets('-->')
const section = octets('<![CDATA[')
const sectionEnd = octets(']]>')
const instruction = octets('<?')
const instructionEnd = octets('?>')
const declaration = octets('<?xml ')
const exclamation = octets('<!')
const endTag = octets('</')
const [less, greater, doubleQuote, singleQuote, openBracket, closeBracket] = [0x3c, 0x3e, 0x22, 0x27, 0x5b, 0x5d]
/** Limits of what is listed. */
const mostPieces = 8192
const mostAttributes = 256
const longestTag = 1 << 16
