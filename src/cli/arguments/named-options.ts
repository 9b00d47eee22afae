/** Options as command lines name them. */
import type { CommandName } from './commands.ts'
import type { Option } from './option.ts'
import { options } from './options.ts'

export type NamedOption = Option & { readonly name: string }

/** The option with a long name, if there is one. */
export const optionNamed = (name: string): Option | undefined =>
  Object.hasOwn(options, name) ? options[name as keyof typeof options] : undefined

/** An option as it is for one command. */
export const optionFor = (command: CommandName, option: Option): Option => ({ ...option, ...option.differs?.[command] })

export const isFor = (command: CommandName, option: Option): boolean => option.commands.includes(command)

/** Whether a command accepts an option without effect. */
export const isIdleFor = (command: CommandName, { idleFor }: Option): boolean => idleFor?.includes(command) === true

export const takesValue = ({ kind }: Option): boolean => kind !== 'switch' && kind !== 'count'

/** An option as messages name it. */
export const spelled = (name: string, { letter }: Option): string =>
  letter === undefined ? `--${name}` : `-${letter} (--${name})`

/** The last of a group of letters, if it is an option whose value is the next word. */
export function optionOfLetters(word: string): NamedOption | undefined {
  for (let at = 1; at < word.length; at++) {
    const option = byLetter.get(word[at]!)
    if (option !== undefined && takesValue(option)) return at === word.length - 1 ? option : undefined
  }
  return undefined
}

/** The options that a word such as `-nr` names. */
export function optionsOfLetters(word: string): readonly NamedOption[] {
  const named = /^-[^-]/.test(word) ? Array.from(word.slice(1), (letter) => byLetter.get(letter)) : []
  const last = named.findIndex((option) => option === undefined || takesValue(option))
  return named.slice(0, last < 0 ? named.length : last + 1).filter((option) => option !== undefined)
}

const byLetter: ReadonlyMap<string, NamedOption> = new Map(
  Object.entries<Option>(options).flatMap(([name, option]) =>
    option.letter === undefined ? [] : [[option.letter, { name, ...option }] as const],
  ),
)
