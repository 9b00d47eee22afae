/**
 * Parses a command line with what Node has built in, since loading a library for it takes longer than reading a small
 * capture. What it does not understand, `help.ts` answers.
 */
import { parseArgs } from 'node:util'
import { UsageError } from '../usage-error.ts'
import { isCommand, type CommandName } from './commands.ts'
import { beginsFilter } from './filter-words.ts'
import { givenWords, joinedLine } from './multi-value.ts'
import { isFor, isIdleFor, optionFor, spelled, takesValue } from './named-options.ts'
import type { Option } from './option.ts'
import { isFile } from './plans/parts/inputs.ts'
import { options, type GivenWords, type OptionName, type Values } from './options.ts'

export interface Arguments {
  readonly command: CommandName
  readonly values: Values
  /** What is neither the command nor an option, in order. */
  readonly operands: readonly string[]
}

/**
 * Returns undefined where the line asks for help, version or completion, or cannot be understood. Throws UsageError
 * for a value that an option cannot have.
 */
export function parseArguments(words: readonly string[]): Arguments | undefined {
  const parsed = parsePlainly(words)
  if (parsed === undefined || words.length === 0) return undefined
  const named = parsed.positionals[0]
  const given = new Set(Object.keys(parsed.values))
  const command = isCommand(named) ? named : namesFile(named, given) ? 'read' : impliedCommand(given)
  const all = Object.keys(parsed.values) as OptionName[]
  const names = all.filter((name) => !isIdleFor(command, options[name]))
  if (!names.every((name) => isFor(command, options[name]))) return undefined
  const entries = names.map((name) => [name, valueOf(name, optionFor(command, options[name]), parsed.values[name]!)])
  const values = Object.fromEntries(entries) as Values
  if (isCommand(named)) return { command, values, operands: parsed.positionals.slice(1) }
  // Without a command, words are a filter: surely if an option names a source, and if they begin like one.
  const areFilter = named === undefined || hasSource(given) || (command === 'live' && beginsFilter(named))
  return areFilter || command === 'read' ? { command, values, operands: parsed.positionals } : undefined
}

/** The command of a line that names none, as in tcpdump, by the options it gives. */
export function impliedCommand(given: ReadonlySet<string>): CommandName {
  if (given.has('read')) return 'read'
  return given.has('list-interfaces') ? 'interfaces' : 'live'
}

/**
 * The options for `parseArgs`: a value is text, and every option can be repeated, so that nothing is lost in silence.
 */
export const plainOptions = Object.fromEntries(
  Object.entries<Option>(options).map(([name, option]) => [
    name,
    {
      type: takesValue(option) ? ('string' as const) : ('boolean' as const),
      multiple: true,
      ...(option.letter === undefined ? {} : { short: option.letter }),
    },
  ]),
)

type PlainValue = readonly (string | boolean)[]
type PlainValues = { readonly [K in OptionName]?: PlainValue }

function parsePlainly(words: readonly string[]): { values: PlainValues; positionals: string[] } | undefined {
  try {
    const parsed = parseArgs({ args: joinedLine(words), options: plainOptions, allowPositionals: true })
    return parsed as { values: PlainValues; positionals: string[] }
  } catch {
    return undefined
  }
}

const hasSource = (given: ReadonlySet<string>) => given.has('read') || given.has('interface')

/** Whether a line without a command begins with a file, as in `onwire trace.pcap`. */
const namesFile = (word: string | undefined, given: ReadonlySet<string>) =>
  word !== undefined && !hasSource(given) && isFile(word)

function valueOf(name: OptionName, option: Option, plain: PlainValue): Values[OptionName] {
  if (option.kind === 'count') return countOf(plain.length, name, option)
  if (option.kind === 'switch') return true
  const texts = plain as readonly string[]
  if (option.kind === 'list')
    return texts
      .flatMap((names) => names.split(','))
      .map((each) => each.trim())
      .filter(Boolean)
  if (option.kind === 'words') return texts.map((joined) => wordsOf(joined, name, option))
  const text = singleValue(texts, name, option)
  if (option.kind === 'number') return numberOf(text, name, option)
  if (option.choices && !option.choices.includes(text)) {
    throw new UsageError(`${spelled(name, option)} is ${listed(option.choices)}, not ${JSON.stringify(text)}`)
  }
  return text
}

/** Throws UsageError where an option is repeated with another value: none of them is dropped in silence. */
function singleValue(texts: readonly string[], name: string, option: Option): string {
  const [first, ...others] = option.lastCounts ? texts.slice(-1) : texts
  const other = others.find((text) => text !== first)
  if (other === undefined) return first!
  const advice = name.endsWith('-filter') ? `combine them: '(${first}) and (${other})'` : 'it takes one value'
  const given = `${JSON.stringify(first)} and ${JSON.stringify(other)}`
  throw new UsageError(`${spelled(name, option)} is given more than once, ${given}: ${advice}`)
}

function countOf(count: number, name: string, option: Option): number {
  const { most = Infinity } = option
  if (count <= most) return count
  throw new UsageError(`${spelled(name, option)} is given at most ${most} times, not ${count}`)
}

function numberOf(text: string, name: string, option: Option): number {
  const { least = 0, most = Number.MAX_SAFE_INTEGER } = option
  const number = /^\d+$/.test(text) ? Number(text) : NaN
  if (number >= least && number <= most) return number
  const range = option.most === undefined ? `of at least ${least}` : `from ${least} to ${most}`
  throw new UsageError(`${spelled(name, option)} takes a whole number ${range}, not ${JSON.stringify(text)}`)
}

function wordsOf(joined: string, name: string, { takes, value }: Option): GivenWords {
  const given = givenWords(joined)
  if (takes === undefined || given.words.length === takes) return given
  const found = given.words.map((word) => JSON.stringify(word)).join(' ')
  throw new UsageError(`--${name} takes ${takes} words, ${value}, not ${given.words.length}: ${found}`)
}

const listed = (words: readonly string[]) => `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
