/**
 * Header values folded over several lines: RFC 9112, section 5.2. Scanners, since regular expressions that backtrack
 * are quadratic here.
 */
import { carriageReturn, isLineEnd, space, tab } from './scan.ts'

/** The text with each fold, and the white space around it, replaced by one space. */
export function unfolded(text: string): string {
  if (!text.includes('\n') && !text.includes('\r')) return text
  let result = ''
  let copied = 0
  for (let at = 0; at < text.length; at++) {
    if (!isWhiteSpace(text.charCodeAt(at))) continue
    const from = at
    at = whiteSpaceEnd(text, from)
    const fold = lastFoldEnd(text, from, at)
    if (fold === from) continue
    result += `${text.slice(copied, from)} `
    copied = fold
  }
  return result + text.slice(copied)
}

/** Where the last fold (line ends followed by blanks) of the white space from `from` to `to` ends; `from` if there is none. */
function lastFoldEnd(text: string, from: number, to: number): number {
  let fold = from
  let isFolded = false
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at)
    const isBlank = code === space || code === tab
    if (isBlank && isFolded) fold = at + 1
    isFolded = isLineEnd(code) || (isBlank && isFolded)
  }
  return fold
}

function whiteSpaceEnd(text: string, at: number): number {
  while (at < text.length && isWhiteSpace(text.charCodeAt(at))) at++
  return at
}

const isWhiteSpace = (code: number) => code === space || (code >= tab && code <= carriageReturn)
