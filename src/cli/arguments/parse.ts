import { parseArgs } from 'node:util'
import { gathered, givenWords } from './multi-value.ts'
import { Misuse } from '../usage-error.ts'
import { takesValue } from './named-options.ts'
import {
  commands,
  options,
  type CommandName,
  type GivenWords,
  type Option,
  type OptionName,
  type Values,
} from './options.ts'

/** A command line that was understood. */
export interface Arguments {
  readonly command: CommandName
  readonly values: Values
  /** What is neither the command nor an option, in order. */
  readonly operands: readonly string[]
}

/**
 * Parses a command line with what Node has built in, since loading a library for it takes longer than reading a small capture.
 * Undefined where it asks for something else than a command, or cannot be understood: the manual then answers.
 * Throws Misuse for a value an option cannot have.
 */
export function parseArguments(words: readonly string[]): Arguments | undefined {
  const parsed = parsePlainly(words)
  if (parsed === undefined || words.length === 0) return undefined
  const named = parsed.positionals[0]
  const command = isCommand(named) ? named : commandMeant(new Set(Object.keys(parsed.values)))
  const names = Object.keys(parsed.values) as OptionName[]
  if (!names.every((name) => isFor(command, options[name]))) return undefined
  const values = Object.fromEntries(names.map((name) => [name, valueOf(name, parsed.values[name]!)])) as Values
  if (isCommand(named)) return { command, values, operands: parsed.positionals.slice(1) }
  // Without a command, words are a filter, if it is said what is filtered.
  return named === undefined || hasSource(values) ? { command, values, operands: parsed.positionals } : undefined
}

export function isCommand(word: string | undefined): word is CommandName {
  return word !== undefined && Object.hasOwn(commands, word)
}

export function isFor(command: CommandName, option: Option): boolean {
  return option.commands.includes(command)
}

/** The command of a line that names none, as tcpdump's does, by the options it gives. */
export function commandMeant(given: ReadonlySet<string>): CommandName {
  if (given.has('read')) return 'read'
  return given.has('list-interfaces') ? 'interfaces' : 'live'
}

/** How `parseArgs` sees the options: a value it takes is text, and what may be repeated is a list. */
export const plainOptions = Object.fromEntries(
  Object.entries<Option>(options).map(([name, option]) => [
    name,
    {
      type: takesValue(option) ? ('string' as const) : ('boolean' as const),
      multiple: option.kind === 'count' || option.kind === 'list' || option.kind === 'words',
      ...(option.letter === undefined ? {} : { short: option.letter }),
    },
  ]),
)

type PlainValue = string | boolean | (string | boolean)[]
type PlainValues = { readonly [K in OptionName]?: PlainValue }

function parsePlainly(words: readonly string[]): { values: PlainValues; positionals: string[] } | undefined {
  try {
    return parseArgs({ args: gathered(words), options: plainOptions, allowPositionals: true })
  } catch {
    return undefined
  }
}

const hasSource = (values: Values) => values.read !== undefined || values.interface !== undefined

function valueOf(name: OptionName, plain: PlainValue): Values[OptionName] {
  const option: Option = options[name]
  if (option.kind === 'count') return (plain as boolean[]).length
  if (option.kind === 'switch') return true
  if (option.kind === 'list')
    return (plain as string[])
      .flatMap((names) => names.split(','))
      .map((name) => name.trim())
      .filter(Boolean)
  if (option.kind === 'words') return (plain as string[]).map((joined) => wordsOf(joined, name, option))
  if (option.kind === 'number') return numberOf(plain as string, name, option)
  if (option.choices && !option.choices.includes(plain as string)) {
    throw new Misuse(`${spelled(name, option)} is ${listed(option.choices)}, not ${JSON.stringify(plain)}`)
  }
  return plain as string
}

function numberOf(text: string, name: string, option: Option): number {
  const { least = 0, most = Number.MAX_SAFE_INTEGER } = option
  const number = /^\d+$/.test(text) ? Number(text) : NaN
  if (number >= least && number <= most) return number
  const range = option.most === undefined ? `from ${least} on` : `from ${least} to ${most}`
  throw new Misuse(`${spelled(name, option)} takes a whole number ${range}, not ${JSON.stringify(text)}`)
}

function wordsOf(joined: string, name: string, { takes, value }: Option): GivenWords {
  const given = givenWords(joined)
  if (takes === undefined || given.words.length === takes) return given
  throw new Misuse(
    `--${name} takes ${takes} words, ${value}, and got ${given.words.length}: ${given.words.map((word) => JSON.stringify(word)).join(' ')}`,
  )
}

const spelled = (name: string, { letter }: Option) => (letter === undefined ? `--${name}` : `-${letter} (--${name})`)
const listed = (words: readonly string[]) => `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
