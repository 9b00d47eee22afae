/** What a shell offers for the word at the cursor: commands, options, their values, interfaces and fields; where there is nothing, the shell offers files. */
import { commandMeant, isCommand, isFor } from '../arguments/parse.ts'
import { shellOf } from './script.ts'
import { cursorOf, type Cursor, type CursorOption } from './position.ts'
import { optionNamed, optionsOfLetters } from '../arguments/named-options.ts'
import { commands, options, type CommandName, type Option } from '../arguments/options.ts'

/** One line for each, as the scripts of `onwire completion` take them; `words` are those of the line up to the cursor, behind `onwire`. */
export async function completions(words: readonly string[], environment: NodeJS.ProcessEnv): Promise<string> {
  const cursor = cursorOf(words)
  const write = line[shellOf(environment)]
  const offers = (await offersAt(cursor)).filter(({ word }) => word.startsWith(cursor.word))
  return offers.map(({ word, help }) => `${write(word.slice(cursor.kept), help)}\n`).join('')
}

/** The word at the cursor as it may become. */
interface Offer {
  readonly word: string
  readonly help: string
}

const line: Readonly<Record<'bash' | 'zsh' | 'fish', (word: string, help: string) => string>> = {
  bash: (word) => word,
  zsh: (word, help) => word.replaceAll(':', '\\:') + (help === '' ? '' : `:${help}`),
  fish: (word, help) => (help === '' ? word : `${word}\t${help}`),
}

async function offersAt({ before, word, option, ofCommand }: Cursor): Promise<readonly Offer[]> {
  if (option !== undefined) {
    const [typed, value] = [word.slice(0, option.start), word.slice(option.start)]
    return (await valuesOf(option, value)).map((offer) => ({ ...offer, word: typed + offer.word }))
  }
  if (ofCommand) return []
  if (word.startsWith('-')) return optionOffers(before)
  const named = before.find(isCommand)
  if (named === 'fields') return fieldOffers()
  if (named === 'live' && before.at(-1) === 'live') return interfaceOffers()
  return before.length === 0 || (before.length === 1 && before[0] === 'help') ? commandOffers : []
}

const commandOffers: readonly Offer[] = [
  ...Object.entries(commands).map(([word, { help }]) => ({ word, help })),
  { word: 'completion', help: 'Print a script that lets the shell complete' },
]

function optionOffers(before: readonly string[]): readonly Offer[] {
  const given = new Set(
    before
      .flatMap(optionsOfLetters)
      .map(({ name }) => name)
      .concat(before.map((word) => word.replace(/^--|=.*/g, ''))),
  )
  const meant = before.find(isCommand) ?? commandMeant(given)
  const possible: readonly CommandName[] = before.length === 0 ? ['read', 'live', 'interfaces'] : [meant]
  const offers = Object.entries<Option>(options)
    .filter(
      ([name, option]) =>
        possible.some((command) => isFor(command, option)) && (repeatable.has(option.kind) || !given.has(name)),
    )
    .map(([name, { help }]) => ({ word: `--${name}`, help }))
  return [...offers, { word: '--help', help: 'Show this help' }, { word: '--version', help: 'Show the version' }]
}

const repeatable: ReadonlySet<Option['kind']> = new Set<Option['kind']>(['count', 'list', 'words'])

async function valuesOf({ name, place }: CursorOption, value: string): Promise<readonly Offer[]> {
  const { choices, filters = 0 } = optionNamed(name)!
  if (choices !== undefined) return choices.map((word) => ({ word, help: '' }))
  if (name === 'interface') return interfaceOffers()
  if (name === 'fields') return fieldOffers(value.slice(0, value.lastIndexOf(',') + 1))
  if (place >= filters) return []
  const begun = fieldBegun(value)
  return begun === undefined ? [] : fieldOffers(value.slice(0, value.length - begun.length))
}

/** The name that a filter ends in, as far as it is typed; undefined if no field can stand there. */
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

/** All fields, each behind what is typed already. */
async function fieldOffers(typed = ''): Promise<readonly Offer[]> {
  const { fieldRows } = await import('../commands/fields.ts')
  return fieldRows().map(({ name, label }) => ({ word: typed + name, help: label }))
}

async function interfaceOffers(): Promise<readonly Offer[]> {
  try {
    const { listInterfaces } = await import('../../capture/interfaces.ts')
    return (await listInterfaces()).map(({ name, description }) => ({ word: name, help: description ?? '' }))
  } catch {
    // Completion has nobody to tell that live capture is not possible.
    return []
  }
}
