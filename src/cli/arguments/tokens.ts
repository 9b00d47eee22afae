import { parseArgs } from 'node:util'
import { isCommand, plainOptions } from './parse.ts'
import { gathered } from './multi-value.ts'

/** The pieces of a command line as the ordinary parser sees them, also those it does not know. */
export function tokensOf(words: readonly string[]) {
  const known = { ...plainOptions, help: { type: 'boolean', short: 'h' } } as const
  return parseArgs({ args: gathered(words), options: known, strict: false, allowPositionals: true, tokens: true })
    .tokens
}

/** A line taken apart as the ordinary parser does, each option by its long name and with its value: so both agree. */
export function normalised(words: readonly string[]): string[] {
  const tokens = tokensOf(words)
  const operands = tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : []))
  const given = tokens.flatMap((token) => {
    if (token.kind !== 'option') return []
    return token.value === undefined ? [`--${token.name}`] : [`--${token.name}=${token.value}`]
  })
  const [first, ...rest] = operands
  return isCommand(first) || first === 'completion' ? [first, ...given, '--', ...rest] : [...given, ...operands]
}
