/**
 * A command line as the parsers can understand it, which know only options that take one word or none: words that belong to one option are joined, an
 * option that may do without a value has one, and what `onwire run` is to run stands behind `--`.
 */
import { optionNamed, optionOfLetters, takesValue } from './named-options.ts'
import type { GivenWords, Option } from './options.ts'

/** No word of a command line can have it. */
const separator = '\0'

/** Of an option that takes several words its place is kept as well. `onwire run` leaves all words from its first operand on to the command, as sudo and env do. */
export function gathered(line: readonly string[]): string[] {
  const result: string[] = []
  let [operands, runs] = [0, false]
  for (let at = 0; at < line.length;) {
    const word = line[at]!
    if (word === '--') return [...result, ...line.slice(at)]
    if (isOption(word)) {
      const { words, next } = wordsAt(line, at)
      result.push(...words)
      at = next
    } else {
      if (operands === 0) runs = word === 'run'
      else if (runs) return [...result, '--', ...line.slice(at)]
      result.push(word)
      operands++
      at++
    }
  }
  return result
}

/** Takes apart again what was joined. */
export function givenWords(joined: string): GivenWords {
  const [place, ...words] = joined.split(separator)
  return { place: Number(place), words }
}

/** A dash alone is an operand. */
const isOption = (word: string) => word.length > 1 && word.startsWith('-')

/** The option at `at`, with the words that belong to it, and where the line goes on. */
function wordsAt(line: readonly string[], at: number): { readonly words: readonly string[]; readonly next: number } {
  const [, name, inline] = /^--([^=]+)(?:=([^]*))?$/.exec(line[at]!) ?? []
  const option = name === undefined ? optionOfLetters(line[at]!) : optionNamed(name)
  const after = at + 1
  if (option?.kind === 'words') return joinedWords(line, at, name!, inline, option)
  if (inline === undefined && option?.implied !== undefined)
    return { words: [`${line[at]}=${option.implied}`], next: after }
  const next =
    inline === undefined && option !== undefined && takesValue(option) ? Math.min(after + 1, line.length) : after
  return { words: line.slice(at, next), next }
}

function joinedWords(line: readonly string[], at: number, name: string, inline: string | undefined, option: Option) {
  const words = inline === undefined ? [] : [inline]
  let next = at + 1
  while (next < line.length && words.length < (option.takes ?? Infinity) && !endsWords(line[next]!, words, option))
    words.push(line[next++]!)
  return { words: [words.length === 0 ? line[at]! : `--${name}=${[at, ...words].join(separator)}`], next }
}

/** A dash alone is an operand where no word is missing. */
const endsWords = (word: string, before: readonly string[], { takes }: Option) =>
  word === '-' ? takes === undefined && before.length > 0 : word.startsWith('-')
