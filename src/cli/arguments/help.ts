/** What the command says about itself: help, version, completion. Loaded only where it is asked, since yargs takes longer than most work. */
import { version } from '../../capture/version.ts'
import yargs, { type Argv, type Options } from 'yargs'
import { examples, exitStatuses } from './examples.ts'
import { isFor } from './parse.ts'
import { print } from '../sinks/print.ts'
import { bashScript, shellOf } from '../completion/script.ts'
import { Misuse } from '../usage-error.ts'
import { takesValue } from './named-options.ts'
import { commands, options, type CommandName, type Option } from './options.ts'
import { refuseUnknown } from './unknown-option.ts'
import { normalised } from './tokens.ts'

/** Answers a line that is no command to be run. Rejects with Misuse where it cannot be understood, and with a CaptureError where it cannot be written. */
export async function answer(words: readonly string[]): Promise<void> {
  if (words.length === 0) throw new Misuse(`a command is missing\n\n${await parser().getHelp()}`)
  if (words.length === 1 && words[0] === 'completion' && shellOf(process.env) === 'bash') return print(bashScript)
  if (words[0] === 'help') return answer([...words.slice(1), '--help'])
  refuseUnknown(words)
  // The script that yargs makes is not among what it hands over.
  if (words[0] === 'completion' && !words.includes('--help')) return void (await parser().parseAsync(normalised(words)))
  const text = await new Promise<string>((resolve, reject) => {
    void parser().parse(normalised(words), {}, (error, _, said) => (error ? reject(error) : resolve(said)))
  })
  if (text !== '') await print(`${text}\n`)
}

/** The command line as yargs sees it, made from the tables. `run` gets what it understood. */
export function parser(run: (command: CommandName, values: Readonly<Record<string, unknown>>) => void = refuse): Argv {
  const program = yargs([])
    .scriptName('onwire')
    .locale('en')
    .parserConfiguration(plainly)
    .exitProcess(false)
    .usage(usage)
    .strict()
    .demandCommand(1)
    .recommendCommands()
    .showHelpOnFail(false)
    .fail((message: string, error: Error | undefined) => {
      throw error ?? new Misuse(message.replaceAll('\n', ' '))
    })
    .help('help', 'Show this help')
    .alias('help', 'h')
    .version('version', 'Show the version', version)
    .group(['help', 'version'], 'Other:')
    .wrap(Math.min(process.stdout.columns ?? 100, 110))
    .epilogue(epilogue)
  for (const [name, { operands, help }] of Object.entries(commands) as [
    CommandName,
    (typeof commands)[CommandName],
  ][]) {
    program.command(
      `${name} ${operands}`.trim(),
      help,
      (command) => command.usage(`onwire ${name} ${operands}\n\n${help}`).options(optionsOf(name)).epilogue(''),
      (values) => run(name, values),
    )
  }
  return program.completion(
    'completion',
    'Print a script that lets bash, zsh or fish complete: source <(onwire completion)',
  )
}

const refuse = () => {
  throw new Misuse('this is not understood: see onwire --help')
}

const usage = `onwire shows what is on the wire: the packets of capture files and of network interfaces.

Usage: onwire <command> [options], or as tcpdump: onwire -r FILE | -i INTERFACE | -D [options]
What options a command has: onwire <command> --help`

const lineWidth = Math.max(...examples.map(([line]) => line.length))

const epilogue = `Examples:
${examples.map(([line, meaning]) => `  ${line.padEnd(lineWidth)}  ${meaning}`).join('\n')}

Exit status: ${exitStatuses.map(([status, meaning]) => `${status} ${meaning}`).join(', ')}.`

/** Options have been taken apart already (`normalised`): nothing is left to be guessed. */
const plainly = {
  'boolean-negation': false,
  'camel-case-expansion': false,
  'dot-notation': false,
  'parse-numbers': false,
  'parse-positional-numbers': false,
  'short-option-groups': false,
}

function optionsOf(command: CommandName): Record<string, Options> {
  const own = Object.entries<Option>(options).filter(([, option]) => isFor(command, option))
  return Object.fromEntries(own.map(([name, option]) => [name, optionOf(option)]))
}

function optionOf(option: Option): Options {
  const { letter, kind, choices, section, help, implied } = option
  return {
    type: yargsTypes[kind],
    group: `${section}:`,
    description: help,
    requiresArg: takesValue(option) && implied === undefined,
    // Of what is given twice the last counts, except in lists.
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
