/** Where on a command line somebody stands who asks the shell to complete it. */
import { gathered } from '../arguments/multi-value.ts'
import { optionNamed, optionOfLetters, takesValue } from '../arguments/named-options.ts'
import type { OptionName } from '../arguments/options.ts'

/** What is to be completed. */
export interface Cursor {
  /** Whole words, from the command on. */
  readonly before: readonly string[]
  /** The word as it is typed, with the quote that it may begin with. */
  readonly word: string
  /** How many characters of it stay as they are: the shell replaces what comes behind them. */
  readonly kept: number
  /** Whether it stands behind `--`, or is part of the command that `onwire run` is to run. */
  readonly ofCommand: boolean
  /** The option whose value it is, if it is one's. */
  readonly option: CursorOption | undefined
}

export interface CursorOption {
  readonly name: OptionName
  /** How many words the option already has. */
  readonly place: number
  /** Where in the word the value begins, behind `--name=` and a quote. */
  readonly start: number
}

/** Reads the words that a shell hands over, the last of which is to be completed. bash makes words of their own of `=` and `:` outside quotes. */
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
  // What stands behind it is no option, or one of the command that is to be run.
  const ofCommand = gathered(before).includes('--')
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
  // A value that may be left out stands behind `=` only.
  const separate = option.implied === undefined || place > 0
  return place < takes && (separate || start > 0) ? { name: name as OptionName, place, start } : undefined
}
