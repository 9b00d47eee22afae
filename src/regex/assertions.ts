/** Assertions of a regular expression: what is so at a place, without a byte of its own. */
import { word } from './sets.ts'
import type { Assertion } from './syntax.ts'

export function holds(assertion: Assertion, text: string, at: number): boolean {
  switch (assertion) {
    case 'start':
      return at === 0
    case 'lineStart':
      return at === 0 || (text[at - 1] === '\n' && at < text.length)
    case 'end':
      return at === text.length
    case 'lineEnd':
      return at === text.length || text[at] === '\n'
    case 'lastLine':
      return at === text.length || (at === text.length - 1 && text[at] === '\n')
    case 'boundary':
      return isWord(text, at - 1) !== isWord(text, at)
    case 'inside':
      return isWord(text, at - 1) === isWord(text, at)
  }
}

const isWord = (text: string, at: number) => at >= 0 && at < text.length && word[text.charCodeAt(at)] === 1
