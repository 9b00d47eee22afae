/** Regular expressions, in PCRE's way of writing. */
import { longestFor } from './cost.ts'
import { javaScriptOf } from './javascript.ts'
import { matcherOf } from './matcher.ts'
import { parsePattern } from './parser.ts'
import { PatternError } from './reader.ts'

/** Characters a regular expression may have. */
const mostPattern = 4096

/** Whether a text of bytes, each the character of its number, has what the pattern says. */
export type Matches = (text: string) => boolean

/**
 * A regular expression of bytes, which ignores the case of letters unless it says `(?-i)`; the reason where it is none.
 */
export function patternOf(source: string): Matches | string {
  if (source.length > mostPattern) return `a regular expression has at most ${mostPattern} characters`
  try {
    const pattern = parsePattern(source)
    const matches = matcherOf(pattern)
    const longest = longestFor(pattern.root)
    if (longest === 0) return matches
    // JavaScript's own way is some ten times as fast.
    const expression = new RegExp(javaScriptOf(pattern.root))
    return (text) => (text.length <= longest ? expression.test(text) : matches(text))
  } catch (error) {
    if (error instanceof PatternError) return `this is not a regular expression: ${error.message}`
    throw error
  }
}

/** Bytes as text in which each is the character of its number: what a pattern is held against. */
export function textOfBytes(bytes: Uint8Array): string {
  let text = ''
  // As many at once as a function surely takes.
  for (let at = 0; at < bytes.length; at += 4096) text += String.fromCharCode(...bytes.subarray(at, at + 4096))
  return text
}
