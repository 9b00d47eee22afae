/** Where tags and the text between them lie in XML 1.0: sections 2.4 to 2.8 and 3.1. */
import { isAt, octets, positionOf, type Found, type View } from '../../../../schema/index.ts'

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
    const [from, to] = trimmed(bytes, at, open)
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
    const isDeclaration = isAt(declaration, bytes, at, end) && isBlank(bytes[at + declaration.length])
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
  for (let next = at; next < end; next++) {
    const byte = bytes[next]!
    if (byte === greater) return next + 1
    if (byte === double || byte === single) next = positionOf(byte, bytes, next + 1, end)
  }
  return undefined
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
  for (let at = afterName(bytes, start + 1, end); at < end && attributes.length < mostAttributes;) {
    at = afterBlanks(bytes, at, end)
    const name = afterName(bytes, at, end)
    const quote = afterBlanks(bytes, afterBlanks(bytes, name, end) + 1, end)
    const mark = bytes[quote]
    if (name === at || bytes[afterBlanks(bytes, name, end)] !== equals || quote >= end || (mark !== double && mark !== single)) break
    const stop = positionOf(mark, bytes, quote + 1, end)
    if (stop === end) break
    attributes.push({ start: at, end: stop + 1 })
    at = stop + 1
  }
  return attributes
}

function afterName(bytes: Uint8Array, at: number, end: number): number {
  while (at < end && !isBlank(bytes[at]) && bytes[at] !== equals && bytes[at] !== greater && bytes[at] !== slash) at++
  return at
}

function afterBlanks(bytes: Uint8Array, at: number, end: number): number {
  while (at < end && isBlank(bytes[at])) at++
  return at
}

function trimmed(bytes: Uint8Array, from: number, to: number): readonly [from: number, to: number] {
  from = afterBlanks(bytes, from, to)
  while (to > from && isBlank(bytes[to - 1])) to--
  return [from, to]
}

/** Section 2.3. */
const isBlank = (byte: number | undefined) => byte === 0x20 || byte === 0x09 || byte === 0x0d || byte === 0x0a

const byteOrderMark = octets('\u00ef\u00bb\u00bf')
const littleEndian = octets('\u00ff\u00fe')
const bigEndian = octets('\u00fe\u00ff')
const comment = octets('<!--')
const commentEnd = octets('-->')
const section = octets('<![CDATA[')
const sectionEnd = octets(']]>')
const instruction = octets('<?')
const instructionEnd = octets('?>')
const declaration = octets('<?xml')
const exclamation = octets('<!')
const endTag = octets('</')
const [less, greater, equals, slash] = [0x3c, 0x3e, 0x3d, 0x2f]
const [double, single, openBracket, closeBracket] = [0x22, 0x27, 0x5b, 0x5d]
/** Limits of what is listed. */
const mostPieces = 8192
const mostAttributes = 256
