import { existsSync } from 'node:fs'
import { suggestion } from '../../packet/suggestion.ts'
import { commandMeant, isCommand, isFor } from './parse.ts'
import { Misuse } from '../usage-error.ts'
import { optionNamed, takesValue } from './named-options.ts'
import { commands, options, type CommandName, type Option } from './options.ts'
import { tokensOf } from './tokens.ts'

/** What yargs would only call unknown, with what may have been meant. */
export function refuseUnknown(words: readonly string[]): void {
  const tokens = tokensOf(words)
  const given = new Set(tokens.flatMap((token) => (token.kind === 'option' ? [token.name] : [])))
  const named = tokens.find((token) => token.kind === 'positional')?.value
  const command = isCommand(named) ? named : undefined
  for (const token of tokens) {
    if (token.kind !== 'option' || isOfManual(token.name)) continue
    const option = optionNamed(token.name)
    if (option === undefined) throw new Misuse(`there is no option ${token.rawName}${alikeOption(token, command)}`)
    const meant = command ?? commandMeant(given)
    if (!isFor(meant, option))
      throw new Misuse(`${token.rawName} has no meaning for ${meant}: see onwire ${meant} --help`)
    if (takesValue(option) && (token.value === undefined || (!token.inlineValue && /^-./.test(token.value)))) {
      throw new Misuse(
        `${token.rawName} needs a value: ${token.rawName} ${option.value ?? option.choices?.join('|') ?? ''}`,
      )
    }
    if (!takesValue(option) && token.value !== undefined)
      throw new Misuse(`${token.rawName} takes no value, and got ${JSON.stringify(token.value)}`)
  }
  if (command !== undefined || named === undefined || named === 'completion') return
  throw new Misuse(`there is no command ${JSON.stringify(named)}${alikeCommand(named)}`)
}

const isOfManual = (name: string) => name === 'help' || name === 'version'

function alikeOption(
  { name, rawName }: { readonly name: string; readonly rawName: string },
  command: CommandName | undefined,
): string {
  if (!rawName.startsWith('--')) return ': see onwire --help'
  const names = Object.entries<Option>(options).flatMap(([each, option]) =>
    command === undefined || isFor(command, option) ? [each] : [],
  )
  const alike = suggestion(name, [...names, 'help', 'version'])
  return alike === undefined ? ': see onwire --help' : `; did you mean --${alike}?`
}

function alikeCommand(named: string): string {
  if (existsSync(named)) return `; did you mean onwire read ${named}?`
  const alike = suggestion(named, [...Object.keys(commands), 'completion'])
  return alike === undefined ? ': see onwire --help' : `; did you mean ${alike}?`
}
