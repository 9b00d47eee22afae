/**
 * Completes the word at the cursor: commands, options, their values, interfaces and fields. Where there are none, the
 * shell completes file names.
 */
import { impliedCommand } from '../arguments/parse.ts'
import { shellOf } from './script.ts'
import { cursorOf, type Cursor, type CursorOption } from './position.ts'
import { isFor, optionFor, optionNamed, optionsOfLetters } from '../arguments/named-options.ts'
import { commands, isCommand, type CommandName } from '../arguments/commands.ts'
import type { Option } from '../arguments/option.ts'
import { options } from '../arguments/options.ts'

/**
 * One line per candidate, for the scripts of `onwire completion`; `words` are those after `onwire`, up to the cursor.
 */
export async function completions(words: readonly string[], environment: NodeJS.ProcessEnv): Promise<string> {
  const cursor = cursorOf(words)
  const write = line[shellOf(environment)]
  const candidates = (await candidatesAt(cursor)).filter(({ word }) => word.startsWith(cursor.word))
  return candidates.map(({ word, help }) => `${write(word.slice(cursor.kept), help)}\n`).join('')
}

/** A candidate for the word at the cursor. */
interface Candidate {
  readonly word: string
  readonly help: string
}

const line: Readonly<Record<'bash' | 'zsh' | 'fish', (word: string, help: string) => string>> = {
  bash: (word) => word,
  zsh: (word, help) => word.replaceAll(':', '\\:') + (help === '' ? '' : `:${help}`),
  fish: (word, help) => (help === '' ? word : `${word}\t${help}`),
}

async function candidatesAt({ before, word, option, ofCommand }: Cursor): Promise<readonly Candidate[]> {
  if (option !== undefined) {
    const [typed, value] = [word.slice(0, option.start), word.slice(option.start)]
    return (await valuesOf(option, value, before.find(isCommand))).map((candidate) => ({
      ...candidate,
      word: typed + candidate.word,
    }))
  }
  if (ofCommand) return []
  if (word.startsWith('-')) return optionCandidates(before)
  const named = before.find(isCommand)
  if (named === 'fields') return fieldCandidates()
  if (named === 'stats' && before.length > 1) return tableCandidates()
  if (named === 'live' && before.at(-1) === 'live') return interfaceCandidates()
  return before.length === 0 || (before.length === 1 && before[0] === 'help') ? commandCandidates : []
}

const commandCandidates: readonly Candidate[] = [
  ...Object.entries(commands).map(([word, { help }]) => ({ word, help })),
  { word: 'completion', help: 'Print a completion script for the shell' },
]

function optionCandidates(before: readonly string[]): readonly Candidate[] {
  const given = new Set(
    before
      .flatMap(optionsOfLetters)
      .map(({ name }) => name)
      .concat(before.map((word) => word.replace(/^--|=.*/g, ''))),
  )
  const meant = before.find(isCommand) ?? impliedCommand(given)
  const possible: readonly CommandName[] = before.length === 0 ? ['read', 'live', 'interfaces'] : [meant]
  const candidates = Object.entries<Option>(options)
    .filter(
      ([name, option]) =>
        possible.some((command) => isFor(command, option)) && (repeatable.has(option.kind) || !given.has(name)),
    )
    .map(([name, { help }]) => ({ word: `--${name}`, help }))
  return [...candidates, { word: '--help', help: 'Show this help' }, { word: '--version', help: 'Show the version' }]
}

const repeatable: ReadonlySet<Option['kind']> = new Set<Option['kind']>(['count', 'list', 'words'])

async function valuesOf(
  { name, place }: CursorOption,
  value: string,
  command: CommandName | undefined,
): Promise<readonly Candidate[]> {
  const option = optionNamed(name)!
  const { choices, filters = 0 } = command === undefined ? option : optionFor(command, option)
  if (choices !== undefined) return choices.map((word) => ({ word, help: '' }))
  if (name === 'interface') return interfaceCandidates()
  if (name === 'fields') return fieldCandidates(value.slice(0, value.lastIndexOf(',') + 1))
  if (place >= filters) return []
  const begun = fieldBegun(value)
  return begun === undefined ? [] : fieldCandidates(value.slice(0, value.length - begun.length))
}

/** The incomplete field name that a filter ends in; undefined where no field can follow. */
function fieldBegun(typed: string): string | undefined {
  // Between the double quotes of a shell, those of the filter are escaped.
  const filter = typed.replace(/\\(["\\$`])/g, '$1')
  if (filter.replace(/"(?:[^"\\]|\\.)*"/g, '').includes('"')) return undefined
  const begun = filter
    .split(/[^\w.-]/)
    .at(-1)!
    .replace(/^[^a-z_]+/i, '')
  return begun !== '' || /(?:^|[(!]|&&|\|\||\b(?:and|or|not|xor)\b|: )\s*$/.test(filter) ? begun : undefined
}

/** All fields, each after what has been typed. */
async function fieldCandidates(typed = ''): Promise<readonly Candidate[]> {
  const { fieldRows } = await import('../commands/fields.ts')
  return fieldRows().map(({ name, label }) => ({ word: typed + name, help: label }))
}

/** The tables of `onwire stats`, and the protocols that follow the name of one. */
async function tableCandidates(): Promise<readonly Candidate[]> {
  const { tableKinds } = await import('../../reports/statistics/catalog.ts')
  const { talkers } = await import('../../reports/statistics/talkers/talkers.ts')
  const tables = Object.entries(tableKinds).map(([word, { help }]) => ({ word, help }))
  return [...tables, ...talkers.map((word) => ({ word, help: 'Of conversations and endpoints' }))]
}

async function interfaceCandidates(): Promise<readonly Candidate[]> {
  try {
    const { listInterfaces } = await import('../../capture/interfaces.ts')
    return (await listInterfaces()).map(({ name, description }) => ({ word: name, help: description ?? '' }))
  } catch {
    // A completion cannot report that live capture is not possible.
    return []
  }
}
