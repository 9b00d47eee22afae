/** Regular expressions, in PCRE's way of writing. */
import { longestFor } from './cost.ts'
import { javaScriptOf } from './javascript.ts'
import { Matcher } from './matcher.ts'
import { parsePattern, type Pattern } from './parser.ts'
import { PatternError } from './reader.ts'

/** Characters a regular expression may have. */
const mostPattern = 4096

/**
 * Whether a text of bytes, each the character of its number, has what the pattern says; undefined where finding out
 * takes too much work.
 */
export type Matches = (text: string) => boolean | undefined

/**
 * A regular expression of bytes, which ignores the case of letters unless it says `(?-i)`; the reason where it is none.
 */
export function patternOf(source: string): Matches | string {
  return compiled(source, (pattern) => {
    const matcher = new Matcher(pattern)
    const longest = longestFor(pattern.root)
    if (longest === 0) return (text) => matcher.matches(text)
    // JavaScript's own way is some ten times as fast.
    const expression = new RegExp(javaScriptOf(pattern.root))
    return (text) => (text.length <= longest ? expression.test(text) : matcher.matches(text))
  })
}

/** A text in which something was replaced. */
export interface Replaced {
  readonly text: string
  /** How many matches were replaced; those of no length are not. */
  readonly count: number
  /** Whether the whole text was searched; otherwise that took too much work. */
  readonly complete: boolean
}

/** Replaces every match in a text of bytes by another text. */
export type Replace = (text: string, by: string) => Replaced

/** The same of a regular expression whose matches are replaced. */
export function replacementOf(source: string): Replace | string {
  return compiled(source, (pattern) => {
    const matcher = new Matcher(pattern)
    return (text, by) => {
      const parts: string[] = []
      let done = 0
      matcher.begin(text)
      for (let from = 0; matcher.find(from);) {
        const { start, end } = matcher
        from = Math.max(end, start + 1)
        if (end === start) continue
        parts.push(text.slice(done, start), by)
        done = end
      }
      return { text: parts.join('') + text.slice(done), count: parts.length / 2, complete: !matcher.isExhausted }
    }
  })
}

function compiled<T>(source: string, make: (pattern: Pattern) => T): T | string {
  if (source.length > mostPattern) return `a regular expression has at most ${mostPattern} characters`
  try {
    return make(parsePattern(source))
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
