/**
 * Answers help, version and completion. Loaded only when asked for, since loading yargs takes longer than most work.
 */
import yargs, { type Argv, type Options } from 'yargs'
import { version } from '../../capture/version.ts'
import { bashScript, shellOf } from '../completion/script.ts'
import { print } from '../sinks/printer.ts'
import { terminalWidth } from '../terminal/terminal.ts'
import { UsageError } from '../usage-error.ts'
import { commands, type CommandName } from './commands.ts'
import { examples, exitStatuses } from './examples.ts'
import { isFor, optionFor, takesValue } from './named-options.ts'
import type { Option } from './option.ts'
import { options } from './options.ts'
import { normalized } from './tokens.ts'
import { refuseUnknown } from './unknown-option.ts'

/**
 * Answers a line that is not a command to be run. Rejects with UsageError where it cannot be understood, and with a
 * CaptureError where the answer cannot be written.
 */
export async function answer(words: readonly string[]): Promise<void> {
  if (words.length === 0) {
    const help = await parser(refuse, await helpWidth(standardErrorDescriptor)).getHelp()
    throw new UsageError(`a command is missing\n\n${help}`)
  }
  if (words.length === 1 && words[0] === 'completion' && shellOf(process.env) === 'bash') return print(bashScript)
  if (words[0] === 'help') return answer([...words.slice(1), '--help'])
  refuseUnknown(words)
  if (words[0] === 'completion' && words[1]?.startsWith('-') === false)
    throw new UsageError(`completion takes no words: ${JSON.stringify(words[1])}`)
  if (words[0] === 'completion' && words.length > 1) return print(completionHelp)
  // yargs writes its completion script itself and does not return it.
  if (words[0] === 'completion') return void (await parser().parseAsync(normalized(words)))
  const columns = await helpWidth(1)
  const text = await new Promise<string>((resolve, reject) => {
    void parser(refuse, columns).parse(normalized(words), {}, (error, _, output) =>
      error ? reject(error) : resolve(output),
    )
  })
  if (text !== '') await print(`${text}\n`)
}

/** The command line for yargs, made from the tables. `run` gets a command and its options. */
export function parser(
  run: (command: CommandName, values: Readonly<Record<string, unknown>>) => void = refuse,
  columns = usualWidth,
): Argv {
  const program = yargs([])
    .scriptName('onwire')
    .locale('en')
    .parserConfiguration(literalParsing)
    .exitProcess(false)
    .usage(usage)
    .strict()
    .demandCommand(1)
    .recommendCommands()
    .showHelpOnFail(false)
    .fail((message: string, error: Error | undefined) => {
      throw error ?? new UsageError(message.replaceAll('\n', ' '))
    })
    .help('help', 'Show this help')
    .alias('help', 'h')
    .version('version', 'Show the version', version)
    .group(['help', 'version'], 'Other:')
    .wrap(columns)
    .epilogue(epilogue(columns))
  addCommands(program, run)
  return program.completion(
    'completion',
    'Print a completion script for bash, zsh or fish: source <(onwire completion)',
  )
}

function addCommands(program: Argv, run: NonNullable<Parameters<typeof parser>[0]>): void {
  for (const [command, { operands, help }] of Object.entries(commands)) {
    const name = command as CommandName
    program.command(
      `${name} ${operands}`.trim(),
      help,
      (own) => own.usage(`onwire ${name} ${operands}\n\n${help}`).options(optionsOf(name)).epilogue(''),
      (values) => run(name, values),
    )
  }
}

const refuse = () => {
  throw new UsageError('the command line is not understood: see onwire --help')
}

const usage = `onwire shows what is on the wire: the packets of capture files and of network interfaces.

Usage: onwire <command> [options]
As in tcpdump: onwire -r FILE | -i INTERFACE | -D [options]
Options of a command: onwire <command> --help`

const completionHelp = `onwire completion

Print a completion script for the shell that SHELL names, bash, zsh or fish:
source <(onwire completion)
`

/** Columns that the help takes: those of the terminal, up to some that can be read. */
const helpWidth = async (descriptor: number) => Math.min((await terminalWidth(descriptor))?.() ?? usualWidth, 110)
const usualWidth = 100
const standardErrorDescriptor = 2

const lineWidth = Math.max(...examples.map(([line]) => line.length))
const meaningWidth = Math.max(...examples.map(([, meaning]) => meaning.length))

/** The examples side by side with what they do, or one below the other where that is too wide. */
function epilogue(columns: number): string {
  const fits = lineWidth + meaningWidth + 4 <= columns
  const lines = examples.map(([line, meaning]) =>
    fits ? `  ${line.padEnd(lineWidth)}  ${meaning}` : `  ${line}\n      ${meaning}`,
  )
  const statuses = exitStatuses.map(([status, meaning]) => `${status} ${meaning}`).join(', ')
  return `Examples:\n${lines.join('\n')}\n\nExit status: ${statuses}.`
}

/** The line has been normalized: yargs is to interpret nothing in it. */
const literalParsing = {
  'boolean-negation': false,
  'camel-case-expansion': false,
  'dot-notation': false,
  'parse-numbers': false,
  'parse-positional-numbers': false,
  'short-option-groups': false,
}

function optionsOf(command: CommandName): Record<string, Options> {
  const own = Object.entries<Option>(options).filter(([, option]) => isFor(command, option))
  return Object.fromEntries(own.map(([name, option]) => [name, yargsOption(optionFor(command, option))]))
}

function yargsOption(option: Option): Options {
  const { letter, kind, choices, section, help, implied, default: applies } = option
  return {
    type: yargsTypes[kind],
    group: `${section}:`,
    description: applies === undefined ? help : `${help} (default: ${applies})`,
    requiresArg: takesValue(option) && implied === undefined,
    // The parser has already refused values that contradict each other.
    ...(kind === 'list' || kind === 'count' || kind === 'words'
      ? {}
      : { coerce: (value: unknown) => (Array.isArray(value) ? (value.at(-1) as unknown) : value) }),
    ...(letter === undefined ? {} : { alias: letter }),
    ...(choices === undefined ? {} : { choices }),
  }
}

const yargsTypes = {
  switch: 'boolean',
  count: 'count',
  text: 'string',
  number: 'number',
  list: 'array',
  words: 'array',
} as const
