/** The tokens of a command line, for what comes after the parser has not understood it. */
import { parseArgs } from 'node:util'
import { isCommand } from './commands.ts'
import { joinedLine } from './multi-value.ts'
import { plainOptions } from './parse.ts'

/** The tokens of a command line as the parser sees them, including unknown options. */
export function tokensOf(words: readonly string[]) {
  const known = { ...plainOptions, help: { type: 'boolean', short: 'h' } } as const
  return parseArgs({ args: joinedLine(words), options: known, strict: false, allowPositionals: true, tokens: true })
    .tokens
}

/** The line as yargs gets it, so that both parsers agree: each option by its long name, with its value. */
export function normalized(words: readonly string[]): string[] {
  const tokens = tokensOf(words)
  const operands = tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : []))
  const given = tokens.flatMap((token) => {
    if (token.kind !== 'option') return []
    return token.value === undefined ? [`--${token.name}`] : [`--${token.name}=${token.value}`]
  })
  const [first, ...rest] = operands
  return isCommand(first) || first === 'completion' ? [first, ...given, '--', ...rest] : [...given, ...operands]
}
