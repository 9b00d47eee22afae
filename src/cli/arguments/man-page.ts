/**
 * The manual page onwire(1), in the macros of man(7), made from the same tables as the help. The build writes it to
 * `man/onwire.1`.
 */
import { version } from '../../capture/version.ts'
import { examples, exitStatuses } from './examples.ts'
import { commands, type CommandName } from './commands.ts'
import { takesValue } from './named-options.ts'
import type { Option } from './option.ts'
import { options } from './options.ts'

export function manPage(): string {
  const lines = [
    `.TH ONWIRE 1 "" "onwire ${version}" "User Commands"`,
    ...chapter('NAME', [text('onwire - capture and decode packets')]),
    ...chapter('SYNOPSIS', synopsis()),
    ...chapter('DESCRIPTION', description.map(text)),
    ...chapter('COMMANDS', commandList()),
    ...chapter('OPTIONS', optionList()),
    ...chapter(
      'EXIT STATUS',
      exitStatuses.flatMap(([status, meaning]) => entry(bold(`${status}`), [text(meaning)])),
    ),
    ...chapter(
      'ENVIRONMENT',
      environment.flatMap(([name, meaning]) => entry(bold(name), [text(meaning)])),
    ),
    ...chapter(
      'EXAMPLES',
      examples.flatMap(([line, meaning]) => entry(bold(line), [text(meaning)])),
    ),
    ...chapter('SEE ALSO', [seeAlso.map(([name, number]) => `${bold(name)}(${number})`).join(', ')]),
  ]
  return `${lines.join('\n')}\n`
}

const description = [
  'onwire shows what is on the wire: the packets of capture files and of network interfaces.',
  'The option --help lists the options of a command. Without a command, letters mean what they mean in tcpdump.',
]

const environment = [
  [
    'NO_COLOR, FORCE_COLOR',
    'Disables colors, or enables them where the output is not a terminal; --color takes precedence.',
  ],
  ['TZ', 'The time zone of times; --utc takes precedence.'],
  ['XDG_CACHE_HOME', 'Node 22.8 and later caches compiled code in its folder onwire. Default: ~/.cache.'],
  ['NODE_DISABLE_COMPILE_CACHE', 'Disables the cache of compiled code.'],
] as const

const seeAlso = [
  ['tcpdump', 8],
  ['tshark', 1],
  ['pcap-filter', 7],
  ['wireshark-filter', 4],
] as const

const chapter = (heading: string, lines: readonly string[]) => [`.SH ${heading}`, ...lines]
const entry = (term: string, lines: readonly string[]) => ['.TP', term, ...lines]

function synopsis(): string[] {
  const own = Object.entries(commands).map(
    ([name, { operands }]) => `${bold(`onwire ${name}`)} [${italic('OPTION')}]... ${escaped(operands)}`,
  )
  const sources = [`${bold('-r')} ${italic('FILE')}`, `${bold('-i')} ${italic('INTERFACE')}`, bold('-D')].join(' | ')
  const likeTcpdump = `${bold('onwire')} ${sources} [${italic('OPTION')}]...`
  return [...own, `${bold('onwire completion')}`, likeTcpdump].flatMap((line) => [line.trimEnd(), '.br']).slice(0, -1)
}

function commandList(): string[] {
  const own = Object.entries(commands).flatMap(([name, { operands, help }]) =>
    entry(`${bold(name)} ${escaped(operands)}`.trimEnd(), [text(sentence(help))]),
  )
  const completion = 'Print a completion script for bash, zsh or fish: source <(onwire completion).'
  return [...own, ...entry(bold('completion'), [text(completion)])]
}

function optionList(): string[] {
  const all = Object.entries<Option>(options)
  return [...new Set(all.map(([, { section }]) => section))].flatMap((section) => {
    const own = all.filter(([, option]) => option.section === section)
    const shared = commonCommands(own.map(([, option]) => option))
    const scope = shared === undefined ? [] : [`For ${listed(shared)}.`]
    return [
      `.SS ${section}`,
      ...scope,
      ...own.flatMap(([name, option]) => entry(term(name, option), [text(explained(option, shared === undefined))])),
    ]
  })
}

/** The commands of all these options; undefined where they differ. */
function commonCommands(rows: readonly Option[]): readonly CommandName[] | undefined {
  const [first, ...others] = rows.map(({ commands: names }) => names.join())
  return others.every((names) => names === first) ? rows[0]!.commands : undefined
}

function term(name: string, option: Option): string {
  const { letter, value = 'VALUE', implied } = option
  const names = [...(letter === undefined ? [] : [`-${letter}`]), `--${name}`].map(bold).join(', ')
  if (!takesValue(option)) return names
  return implied === undefined ? `${names} ${italic(value)}` : `${names}[=${italic(value)}]`
}

function explained(option: Option, withCommands: boolean): string {
  const { help, choices, implied, default: applies, commands: names } = option
  return [
    sentence(help),
    ...(choices === undefined ? [] : [`One of ${choices.join(', ')}.`]),
    ...(implied === undefined ? [] : [`Without a value: ${implied}.`]),
    ...(applies === undefined ? [] : [`Default: ${applies}.`]),
    ...Object.entries(option.differs ?? {}).map(([name, other]) => differing(name, option, other)),
    ...(withCommands ? [`For ${listed(names)}.`] : []),
  ].join(' ')
}

/** What differs for a command. */
function differing(command: string, { choices, default: applies }: Option, other: Partial<Option>): string {
  const parts = [
    ...(other.help === undefined ? [] : [`${other.help[0]!.toLowerCase()}${other.help.slice(1)}`]),
    ...(other.choices === undefined || other.choices === choices ? [] : [`one of ${other.choices.join(', ')}`]),
    ...(other.default === undefined || other.default === applies ? [] : [`default: ${other.default}`]),
  ]
  return `For ${command}: ${parts.join('; ')}.`
}

const sentence = (help: string) => (/[.!?]$/.test(help) ? help : `${help}.`)

function listed(names: readonly string[]): string {
  const others = names.slice(0, -1)
  return others.length === 0 ? names[0]! : `${others.join(', ')} and ${names.at(-1)}`
}

const bold = (words: string) => `\\fB${escaped(words)}\\fR`
const italic = (words: string) => `\\fI${escaped(words)}\\fR`

/** A line of text; one that begins with a dot or a quote would be a request. */
const text = (words: string) => escaped(words).replace(/^(?=[.'])/, '\\&')

const escaped = (words: string) =>
  words
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll("'", '\\(aq')
    .replaceAll('^', '\\(ha')
    .replaceAll('~', '\\(ti')
