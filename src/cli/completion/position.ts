/** The position on a command line at which the shell asks for completion. */
import { joinedLine } from '../arguments/multi-value.ts'
import { optionNamed, optionOfLetters, takesValue } from '../arguments/named-options.ts'
import type { OptionName } from '../arguments/options.ts'

/** The word to be completed. */
export interface Cursor {
  /** Whole words, from the command on. */
  readonly before: readonly string[]
  /** The word as typed, with an opening quote if there is one. */
  readonly word: string
  /** How many of its characters stay: the shell replaces those after them. */
  readonly kept: number
  /** Whether it follows `--`, or is part of the command of `onwire run`. */
  readonly ofCommand: boolean
  /** The option whose value it is; undefined if it is not a value. */
  readonly option: CursorOption | undefined
}

export interface CursorOption {
  readonly name: OptionName
  /** How many words precede it in the option. */
  readonly place: number
  /** Where the value begins in the word, after `--name=` and a quote. */
  readonly start: number
}

/**
 * Reads the words of a shell, the last of which is to be completed. bash splits words at `=` and `:` outside quotes.
 */
export function cursorOf(pieces: readonly string[]): Cursor {
  const before: string[] = []
  let [kept, glued] = [0, false]
  for (const piece of pieces) {
    const breaks = /^[=:]+$/.test(piece)
    const word = before.length > 0 && (breaks || glued) ? before.pop()! + piece : piece
    kept = breaks ? word.length : word.length - piece.length
    before.push(word)
    glued = breaks
  }
  const word = before.pop() ?? ''
  // After `--` there are no options, or only those of the command of `onwire run`.
  const ofCommand = joinedLine(before).includes('--')
  const option = ofCommand ? undefined : optionAt(before, word)
  const quoted = option !== undefined && /["']/.test(word[option.start - 1] ?? '')
  return { before, word, ofCommand, kept: quoted ? option.start : kept, option }
}

function optionAt(before: readonly string[], word: string): CursorOption | undefined {
  const [typed, name] = /^--([^=]+)=["']?/.exec(word) ?? []
  if (name !== undefined) return valueAt(name, 0, typed!.length)
  if (word.length > 1 && word.startsWith('-')) return undefined
  const at = before.findLastIndex((each) => each.length > 1 && each.startsWith('-'))
  if (at < 0) return undefined
  const [, long = optionOfLetters(before[at]!)?.name, inline] = /^--([^=]+)(=)?/.exec(before[at]!) ?? []
  const start = /^["']?/.exec(word)![0].length
  return long === undefined ? undefined : valueAt(long, before.length - at - 1 + (inline === undefined ? 0 : 1), start)
}

/** Undefined if the option takes no more words. */
function valueAt(name: string, place: number, start: number): CursorOption | undefined {
  const option = optionNamed(name)
  if (option === undefined || !takesValue(option)) return undefined
  const takes = option.kind === 'words' ? (option.takes ?? Infinity) : 1
  // A value that may be left out only follows `=`.
  const separate = option.implied === undefined || place > 0
  return place < takes && (separate || start > 0) ? { name: name as OptionName, place, start } : undefined
}
