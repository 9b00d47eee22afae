/** Options that take several words: the parsers know only options that take one, so their words are joined to one. */
import { options, type GivenWords, type Option } from './options.ts'

/** No word of a command line can have it. */
const separator = '\0'

/** The same line, in which an option that takes words has all of them in one, and its place as well. */
export function gathered(line: readonly string[]): string[] {
  const result: string[] = []
  for (let at = 0; at < line.length; ) {
    if (line[at] === '--') return [...result, ...line.slice(at)]
    const { words, next } = wordsAt(line, at)
    result.push(words === undefined || words.length === 0 ? line[at]! : `${line[at]!.replace(/=[^]*/, '')}=${[at, ...words].join(separator)}`)
    at = next
  }
  return result
}

/** Takes apart again what was joined. */
export function givenWords(joined: string): GivenWords {
  const [place, ...words] = joined.split(separator)
  return { place: Number(place), words }
}

/** The words of an option, if at `at` there is one that takes words, and where the line goes on. */
function wordsAt(line: readonly string[], at: number): { readonly words?: readonly string[], readonly next: number } {
  const [, name, inline] = /^--([^=]+)(?:=([^]*))?$/.exec(line[at]!) ?? []
  const option: Option | undefined = name !== undefined && Object.hasOwn(options, name) ? options[name as keyof typeof options] : undefined
  if (option?.kind !== 'words') return { next: at + 1 }
  const words = inline === undefined ? [] : [inline]
  let next = at + 1
  while (next < line.length && words.length < (option.takes ?? Infinity) && !endsWords(line[next]!, words, option)) words.push(line[next++]!)
  return { words, next }
}

/** A dash alone is an operand where no word is missing. */
const endsWords = (word: string, before: readonly string[], { takes }: Option) => (word === '-' ? takes === undefined && before.length > 0 : word.startsWith('-'))
