/** What the command says about itself: help, version, completion, and what was wrong with a line it does not understand. */
import { existsSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import yargs, { type Argv, type Options } from 'yargs'
import { suggestion } from '../packet/suggestion.ts'
import { isCommand, isFor, plainOptions } from './arguments.ts'
import { Misuse } from './misuse.ts'
import { commands, groups, options, type CommandName, type Option } from './options.ts'

/** Answers a line that is no command to be run. Throws Misuse where it cannot be understood. */
export async function answer(words: readonly string[]): Promise<void> {
  if (words.length === 0) throw new Misuse(`a command is missing\n\n${await parser().getHelp()}`)
  if (words.includes('--get-yargs-completions')) return void await parser().parseAsync(words)
  if (words[0] === 'help') return answer([...words.slice(1), '--help'])
  refuseUnknown(words)
  await parser().parseAsync(normalised(words))
}

/** The command line as yargs sees it, made from the tables. `run` gets what it understood. */
export function parser(run: (command: CommandName, values: Readonly<Record<string, unknown>>) => void = refuse): Argv {
  const program = yargs([]).scriptName('onwire').locale('en').parserConfiguration(plainly).exitProcess(false)
    .usage(usage).strict().demandCommand(1).recommendCommands().showHelpOnFail(false)
    .fail((message: string, error: Error | undefined) => { throw error ?? new Misuse(message.replaceAll('\n', ' ')) })
    .help('help', 'Show this help').alias('help', 'h').version('version', 'Show the version', version())
    .group(['help', 'version'], 'Other:').wrap(Math.min(process.stdout.columns ?? 100, 110)).epilogue(epilogue)
  for (const [name, { operands, help }] of Object.entries(commands) as [CommandName, (typeof commands)[CommandName]][]) {
    program.command(`${name} ${operands}`.trim(), help,
      (command) => command.usage(`onwire ${name} ${operands.replaceAll('.', '')}\n\n${help}`).options(optionsOf(name)).epilogue(''),
      (values) => run(name, values))
  }
  return program.completion('completion', 'Print a script that lets bash or zsh complete: source <(onwire completion)', completions)
}

const refuse = () => { throw new Misuse('this is not understood: see onwire --help') }

const usage = `onwire shows what is on the wire: the packets of capture files and of network interfaces.

Usage: onwire <command> [options], or as tcpdump: onwire -r FILE | -i INTERFACE | -D [options]
What options a command has: onwire <command> --help`

const epilogue = `Examples:
  onwire read trace.pcapng                     one line a packet
  onwire read trace.pcap --format tree -c 1    the first packet in full
  onwire read - --format ndjson < trace.pcap   packets as JSON, one a line
  sudo onwire live eth0 -w trace.pcap --print  show packets and keep them

Exit status: 0 done, 1 a check failed, 2 misuse, 3 a file or an interface failed.`

/** Options have been taken apart already (`normalised`): nothing is left to be guessed. */
const plainly = {
  'boolean-negation': false, 'camel-case-expansion': false, 'dot-notation': false, 'duplicate-arguments-array': false,
  'parse-numbers': false, 'parse-positional-numbers': false, 'short-option-groups': false,
}

/** A line taken apart as the ordinary parser does, each option by its long name and with its value: so both agree. */
export function normalised(words: readonly string[]): string[] {
  const { tokens } = loosely(words)
  const operands = tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : []))
  const given = tokens.flatMap((token) => {
    if (token.kind !== 'option') return []
    return token.value === undefined ? [`--${token.name}`] : [`--${token.name}=${token.value}`]
  })
  return isCommand(operands[0]) || operands[0] === 'completion' ? [operands[0], ...given, '--', ...operands.slice(1)] : [...given, ...operands]
}

function loosely(words: readonly string[]) {
  return parseArgs({ args: [...words], options: { ...plainOptions, help: { type: 'boolean', short: 'h' } }, strict: false, allowPositionals: true, tokens: true })
}

/** What yargs would only call unknown, with what may have been meant. */
function refuseUnknown(words: readonly string[]): void {
  const { tokens } = loosely(words)
  const named = tokens.find((token) => token.kind === 'positional')?.value
  const command = isCommand(named) ? named : undefined
  for (const token of tokens) {
    if (token.kind !== 'option' || token.name === 'help' || token.name === 'version') continue
    const option: Option | undefined = Object.hasOwn(options, token.name) ? options[token.name as keyof typeof options] : undefined
    if (option === undefined) throw new Misuse(`there is no option ${token.rawName}${meant(token, command)}`)
    if (command !== undefined && !isFor(command, option)) throw new Misuse(`${token.rawName} has no meaning for ${command}: see onwire ${command} --help`)
    const takesValue = option.kind !== 'switch' && option.kind !== 'count'
    if (takesValue && (token.value === undefined || (!token.inlineValue && /^-./.test(token.value)))) {
      throw new Misuse(`${token.rawName} needs a value: ${token.rawName} ${option.value ?? option.choices?.join('|') ?? ''}`)
    }
    if (!takesValue && token.value !== undefined) throw new Misuse(`${token.rawName} takes no value, and got ${JSON.stringify(token.value)}`)
  }
  if (command === undefined && named !== undefined && named !== 'completion') throw new Misuse(`there is no command ${JSON.stringify(named)}${commandMeant(named)}`)
}

function meant({ name, rawName }: { readonly name: string, readonly rawName: string }, command: CommandName | undefined): string {
  if (!rawName.startsWith('--')) return ': see onwire --help'
  const names = Object.entries<Option>(options).flatMap(([each, option]) => (command === undefined || isFor(command, option) ? [each] : []))
  const alike = suggestion(name, [...names, 'help', 'version'])
  return alike === undefined ? ': see onwire --help' : `; did you mean --${alike}?`
}

function commandMeant(named: string): string {
  if (existsSync(named)) return `; did you mean onwire read ${named}?`
  const alike = suggestion(named, [...Object.keys(commands), 'completion'])
  return alike === undefined ? ': see onwire --help' : `; did you mean ${alike}?`
}

function optionsOf(command: CommandName): Record<string, Options> {
  const entries = Object.entries<Option>(options).filter(([, option]) => isFor(command, option))
  // In the order of the groups, which is the order of the help.
  entries.sort(([, one], [, other]) => groups.indexOf(one.group) - groups.indexOf(other.group))
  return Object.fromEntries(entries.map(([name, option]) => [name, optionOf(option)]))
}

function optionOf({ letter, kind, choices, group, help }: Option): Options {
  return {
    type: yargsTypes[kind], group: `${group}:`, description: help, requiresArg: kind !== 'count' && kind !== 'switch',
    ...(letter === undefined ? {} : { alias: letter }), ...(choices === undefined ? {} : { choices }),
  }
}

const yargsTypes = { switch: 'boolean', count: 'count', text: 'string', number: 'number', list: 'array' } as const

/** Commands, options and their values as yargs knows them, and interfaces; for anything else the shell offers files. */
async function completions(current: string, _values: unknown, ordinary: (found: (error: Error | null, names: string[] | undefined) => void) => void, done: (names: string[]) => void): Promise<void> {
  const words = process.argv.slice(process.argv.indexOf('--get-yargs-completions') + 2)
  const named = words.find(isCommand)
  const before = words.at(-2)
  if ((named === 'live' && before === 'live') || before === '-i' || before === '--interface') return done(await interfaceNames(current))
  ordinary((_error, names = []) => done(current.startsWith('-') ? names : names.filter((name) => !name.startsWith('-'))))
}

async function interfaceNames(start: string): Promise<string[]> {
  try {
    const { listInterfaces } = await import('../capture/interfaces.ts')
    return (await listInterfaces()).map(({ name }) => name).filter((name) => name.startsWith(start))
  } catch {
    // Completion has nobody to tell that live capture is not possible.
    return []
  }
}

const version = () => (JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }).version
