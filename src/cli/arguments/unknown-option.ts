/** Explains a line that the parser does not understand: unknown options and commands, with suggestions. */
import { existsSync } from 'node:fs'
import { suggestion } from '../../text/suggestion.ts'
import { UsageError } from '../usage-error.ts'
import { commands, isCommand, type CommandName } from './commands.ts'
import { equivalentOf } from './equivalents.ts'
import { isFor, isIdleFor, optionNamed, takesValue } from './named-options.ts'
import type { Option } from './option.ts'
import { options } from './options.ts'
import { impliedCommand } from './parse.ts'
import { tokensOf } from './tokens.ts'

/** Throws UsageError for what yargs would only call unknown. */
export function refuseUnknown(words: readonly string[]): void {
  const tokens = tokensOf(words)
  const given = new Set(tokens.flatMap((token) => (token.kind === 'option' ? [token.name] : [])))
  const named = tokens.find((token) => token.kind === 'positional')?.value
  const command = isCommand(named) ? named : undefined
  const meant = command ?? impliedCommand(given)
  const own = tokens.filter(
    (token) => token.kind === 'option' && token.name !== 'help' && token.name !== 'version',
  ) as readonly OptionToken[]
  // First what is unknown: its value may have been taken for the command.
  for (const token of own)
    if (optionNamed(token.name) === undefined)
      throw new UsageError(
        `there is no option ${token.rawName}${alikeOption(token, words[token.index + 1], command, meant)}`,
      )
  for (const token of own) refuseOption(token, optionNamed(token.name)!, meant)
  if (command !== undefined || named === undefined || named === 'completion') return
  throw new UsageError(`there is no command ${JSON.stringify(named)}${alikeCommand(named)}`)
}

interface OptionToken {
  readonly name: string
  readonly rawName: string
  readonly index: number
  readonly value?: string | undefined
  readonly inlineValue?: boolean | undefined
}

function refuseOption({ rawName, value, inlineValue }: OptionToken, option: Option, meant: CommandName): void {
  if (!isFor(meant, option) && !isIdleFor(meant, option)) {
    const advice = equivalentOf(rawName, value) ?? `see onwire ${meant} --help`
    throw new UsageError(`${rawName} cannot be used with ${meant}: ${advice}`)
  }
  if (isAmount(option) && !inlineValue && /^-\d+[kmg]?$/i.test(value ?? ''))
    throw new UsageError(`${rawName} cannot be negative: ${value}`)
  if (takesValue(option) && (value === undefined || (!inlineValue && /^-./.test(value)))) {
    throw new UsageError(`${rawName} needs a value: ${rawName} ${option.value ?? option.choices?.join('|') ?? ''}`)
  }
  if (!takesValue(option) && value !== undefined)
    throw new UsageError(`${rawName} takes no value: ${JSON.stringify(value)}`)
}

const isAmount = ({ kind, value }: Option) => kind === 'number' || value === 'SIZE'

function alikeOption(
  { name, rawName, value }: OptionToken,
  next: string | undefined,
  command: CommandName | undefined,
  meant: CommandName,
): string {
  const equivalent = equivalentOf(rawName, value ?? next)
  if (equivalent !== undefined) return `; ${equivalent}`
  const help = `: see onwire ${meant} --help`
  if (!rawName.startsWith('--')) return help
  const names = Object.entries<Option>(options).flatMap(([each, option]) =>
    command === undefined || isFor(command, option) ? [each] : [],
  )
  const alike = suggestion(name, [...names, 'help', 'version'])
  return alike === undefined ? help : `; did you mean --${alike}?`
}

function alikeCommand(named: string): string {
  if (existsSync(named)) return `; did you mean onwire read ${named}?`
  if (/[./\\]/.test(named)) return `, nor a file of that name: see onwire --help`
  const alike = suggestion(named, [...Object.keys(commands), 'completion'])
  return alike === undefined ? ': see onwire --help' : `; did you mean ${alike}?`
}
