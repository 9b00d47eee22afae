/**
 * Prepares a command line for parsers that know only options with one value or none: the words of one option are
 * joined, an option whose value may be left out gets its implied value, and the command of `onwire run` follows `--`.
 */
import { optionNamed, optionOfLetters, takesValue } from './named-options.ts'
import type { Option } from './option.ts'
import type { GivenWords } from './options.ts'

/** No word of a command line can contain it. */
const separator = '\0'

/**
 * The line with the words of each option joined, together with the option's place. `onwire run` leaves all words from
 * its first operand on to the command, as sudo and env do.
 */
export function joinedLine(line: readonly string[]): string[] {
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

/** Splits joined words. */
export function givenWords(joined: string): GivenWords {
  const [place, ...words] = joined.split(separator)
  return { place: Number(place), words }
}

/** A single dash is an operand. */
const isOption = (word: string) => word.length > 1 && word.startsWith('-')

/** The option at `at` with its words, and where the line continues. */
function wordsAt(line: readonly string[], at: number): { readonly words: readonly string[]; readonly next: number } {
  const [, name, inline] = /^--([^=]+)(?:=([^]*))?$/.exec(line[at]!) ?? []
  const option = name === undefined ? optionOfLetters(line[at]!) : optionNamed(name)
  const after = at + 1
  if (option?.kind === 'words') return joinedWords(line, at, name!, inline, option)
  if (inline === undefined && option?.implied !== undefined)
    return { words: [`${line[at]}=${option.implied}`], next: after }
  if (inline === undefined && option?.signed && /^-\d/.test(line[after] ?? ''))
    return { words: [`${line[at]}=${line[after]}`], next: after + 1 }
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

/** A single dash is an operand where no word is missing. */
const endsWords = (word: string, before: readonly string[], { takes }: Option) =>
  word === '-' ? takes === undefined && before.length > 0 : word.startsWith('-')
