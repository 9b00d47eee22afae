import { describe, expect, test } from 'vitest'
import { isFor } from '../../src/cli/arguments/named-options.ts'
import { parseArguments } from '../../src/cli/arguments/parse.ts'
import { isColorful } from '../../src/cli/terminal/color.ts'
import { joinedLine, givenWords } from '../../src/cli/arguments/multi-value.ts'
import { parser } from '../../src/cli/arguments/help.ts'
import { UsageError } from '../../src/cli/usage-error.ts'
import { commands, type CommandName } from '../../src/cli/arguments/commands.ts'
import type { Option } from '../../src/cli/arguments/option.ts'
import { options } from '../../src/cli/arguments/options.ts'
import { normalized } from '../../src/cli/arguments/tokens.ts'

const table = Object.entries<Option>(options)

describe('the table of options', () => {
  test('gives each letter once', () => {
    const letters = table.flatMap(([, { letter }]) => letter ?? [])
    expect(new Set(letters).size).toBe(letters.length)
    expect(letters.every((letter) => letter.length === 1)).toBe(true)
  })

  test('has no name that reads as another one switched off', () => {
    // `--no-x` would be taken for the opposite of `--x`.
    expect(table.filter(([name]) => name.startsWith('no-') && Object.hasOwn(options, name.slice(3)))).toEqual([])
  })

  test.each(table)('--%s says what it is for', (_name, { help, kind, value, choices }) => {
    expect(help).toMatch(/^\S.*[^.]$/)
    expect(value !== undefined || choices !== undefined).toBe(kind !== 'switch' && kind !== 'count')
  })
})

/** Every option in every way it can be given, for every command it belongs to. */
const given = (Object.keys(commands) as CommandName[]).flatMap((command) =>
  table
    .filter(([, option]) => isFor(command, option))
    .flatMap(([name, option]) => {
      const { letter, kind, choices, takes }: Option = { ...option, ...option.differs?.[command] }
      if (kind === 'switch' || kind === 'count')
        return [[command, `--${name}`], ...(letter ? [[command, `-${letter}`]] : [])]
      if (kind === 'words') {
        const words = ['ip', '== 2', 'tcp'].slice(0, takes)
        return [
          [command, `--${name}`, ...words],
          [command, `--${name}=${words[0]}`, ...words.slice(1), `--${name}`, ...words],
        ]
      }
      const value = choices?.[0] ?? (kind === 'number' ? '5' : 'a')
      return [
        [command, `--${name}`, value],
        [command, `--${name}=${value}`],
        ...(letter
          ? [
              [command, `-${letter}`, value],
              [command, `-${letter}${value}`],
            ]
          : []),
      ]
    }),
)

describe('both parsers', () => {
  test.each(
    [
      ...given,
      ['read', 'a.pcap'],
      ['read', '-'],
      ['read', 'a.pcap', '-nnc5', '-ttttt'],
      ['read', '-nnwb.pcap', 'a.pcap', 'tcp', 'port', '80'],
      ['read', '-c', '5', '-c', '5', 'a.pcap'],
      ['read', '--color', 'always', '--color', 'never', 'a.pcap'],
      ['read', '--fields', 'a,b', '--fields', 'c', 'x'],
      ['read', '--', '-odd-name'],
      ['live', 'eth0', '-pB', '4096', '-#'],
      ['live', '-vvXX'],
      ['run', 'curl', '-s', '-w', 'x'],
      ['run', '-q', '--', 'curl', '-sv'],
      ['run', '--isolate', 'curl', '-c', '--isolate'],
      ['run', '--isolate=none', '-w', 'a.pcap', '--', 'true'],
      ['interfaces', '--format=json'],
    ].map((words) => [words]),
  )('understand %j alike', async (words) => {
    const ordinary = parseArguments(words)!
    const other = await understoodByYargs(words)
    expect(other).toEqual({ command: ordinary.command, values: ordinary.values, operands: ordinary.operands })
  })
})

describe('options that take words', () => {
  const given = (words: readonly string[]) => parseArguments(['check', ...words])!
  const wordsOf = (each: readonly { readonly words: readonly string[] }[] | undefined) =>
    each?.map(({ words }) => words)

  test('take all up to the next option, and the order of options is known', () => {
    const { values, operands } = given([
      'a.pcap',
      '--expect-order',
      'dns',
      'arp',
      'tcp',
      '--expect',
      'ip',
      '--expect-count',
      'udp',
      '>= 3',
      'b',
    ])
    expect(wordsOf(values['expect-order'])).toEqual([['dns', 'arp', 'tcp']])
    expect(wordsOf(values['expect-count'])).toEqual([['udp', '>= 3']])
    expect(operands).toEqual(['a.pcap', 'b'])
    expect([values['expect-order'], values['expect'], values['expect-count']].map((each) => each![0]!.place)).toEqual([
      2, 6, 8,
    ])
  })

  test.each([
    [['--expect-order', 'dns', 'arp', '-'], [['dns', 'arp']], ['-']],
    [['--expect-order', 'dns', 'arp', '--', '-odd'], [['dns', 'arp']], ['-odd']],
    [['--expect-order=a=b', 'arp', '-q'], undefined, undefined],
    [['--expect-order=a=b', 'arp'], [['a=b', 'arp']], []],
    [['--expect-order', '', 'x\ny'], [['', 'x\ny']], []],
    [['--expect-order', 'a', '--expect-order', 'b', 'c'], [['a'], ['b', 'c']], []],
  ])('%j', (words, expected, operands) => {
    const understood = parseArguments(['check', ...words])
    expect([wordsOf(understood?.values['expect-order']), understood?.operands]).toEqual([expected, operands])
  })

  test('too few words are refused', () => {
    expect(() => given(['a', '--expect-count', 'dns'])).toThrow(
      new UsageError('--expect-count takes 2 words, FILTER COUNT, not 1: "dns"'),
    )
    expect(parseArguments(['check', 'a', '--expect'])).toBeUndefined()
    expect(parseArguments(['check', 'a', '--expect', '--', 'b'])).toBeUndefined()
  })

  test('what stands behind -- is left alone', () => {
    expect(joinedLine(['check', '--', '--expect', 'a'])).toEqual(['check', '--', '--expect', 'a'])
  })
})

async function understoodByYargs(words: readonly string[]) {
  let understood: { command: CommandName; values: Record<string, unknown>; operands: string[] } | undefined
  await parser((command, all) => {
    const values = Object.fromEntries(
      Object.entries(all).flatMap(([name, value]) => {
        if (!Object.hasOwn(options, name) || value === undefined || value === false || value === 0) return []
        const { kind } = options[name as keyof typeof options]
        if (kind === 'words') return [[name, (value as string[]).map(givenWords)]]
        return [[name, Array.isArray(value) ? value.flatMap((names: string) => names.split(',')) : value]]
      }),
    )
    understood = { command, values, operands: (all._ as string[]).slice(1) }
  }).parseAsync(normalized(words))
  return understood
}

describe('without a command', () => {
  test.each([
    [['-r', 'a.pcap'], 'read', []],
    [['-nr', 'a.pcap', 'tcp'], 'read', ['tcp']],
    [['-i', 'lo'], 'live', []],
    [['-ni', 'lo', 'udp', 'port', '53'], 'live', ['udp', 'port', '53']],
    [['-n'], 'live', []],
    [['tcp', '-n'], 'live', ['tcp']],
    [['-D'], 'interfaces', []],
    [['-L', '-i', 'lo'], 'live', []],
  ])('%j is what it is in tcpdump', (words, command, operands) => {
    expect(parseArguments(words)).toMatchObject({ command, operands })
  })

  test.each([[[]], [['a.pcap']], [['other', '-n']], [['--help']], [['--no-such']], [['-r']], [['-D', '-c', '1']]])(
    '%j is left to the manual',
    (words) => {
      expect(parseArguments(words)).toBeUndefined()
    },
  )
})

test.each([
  [['run', 'curl', '-s', '--', 'a'], {}, ['curl', '-s', '--', 'a']],
  [['run', '-q', 'curl', '-q'], { quiet: true }, ['curl', '-q']],
  [['run', '--isolate', 'curl'], { isolate: 'auto' }, ['curl']],
  [['run', '--isolate=none', '-w', 'run', '--', '-odd'], { isolate: 'none', write: 'run' }, ['-odd']],
])('%j leaves the command its own options', (words, values, operands) => {
  expect(parseArguments(words)).toEqual({ command: 'run', values, operands })
})

test.each([
  ['-c', '0', /-c \(--limit\) takes a whole number of at least 1, not "0"/],
  ['-c', '1e3', /"1e3"/],
  ['-s', '-1', undefined],
  ['--format', 'xml', /line, table, tree, hex, json, ndjson or csv, not "xml"/],
])('%s %s is refused', (name, value, message) => {
  const parse = () => parseArguments(['read', 'x', name, value])
  if (message === undefined) return expect(parse()).toBeUndefined()
  expect(parse).toThrow(UsageError)
  expect(parse).toThrow(message)
})

test.each([
  [
    ['-Y', 'ip', '-Y', 'tcp'],
    '-Y (--display-filter) is given more than once, "ip" and "tcp": combine them: \'(ip) and (tcp)\'',
  ],
  [
    ['-f', 'ip', '--capture-filter=tcp'],
    '-f (--capture-filter) is given more than once, "ip" and "tcp": combine them: \'(ip) and (tcp)\'',
  ],
  [['-c', '5', '-c5', '-c', '6'], '-c (--limit) is given more than once, "5" and "6": it takes one value'],
  [['-r', 'a', '-r', 'b'], '-r (--read) is given more than once, "a" and "b": it takes one value'],
  [['--format', 'json', '--format', 'csv'], '--format is given more than once, "json" and "csv": it takes one value'],
])('%j is refused, none of the values is dropped in silence', (words, message) => {
  expect(() => parseArguments(['read', 'x', ...words])).toThrow(new UsageError(message))
})

test.each([
  ['interfaces', /--format is table, line, json or ndjson, not "csv"/],
  ['fields', /--format is line, json or ndjson, not "csv"/],
])('%s has formats of its own', (command, message) => {
  expect(() => parseArguments([command, '--format', 'csv'])).toThrow(message)
})

test.each([
  ['always', {}, false, true],
  ['never', { FORCE_COLOR: '1' }, true, false],
  ['auto', {}, true, true],
  ['auto', {}, false, false],
  ['auto', { TERM: 'dumb' }, true, false],
  ['auto', { NO_COLOR: '1' }, true, false],
  ['auto', { NO_COLOR: '' }, true, true],
  ['auto', { NO_COLOR: '1', FORCE_COLOR: '1' }, true, false],
  ['auto', { FORCE_COLOR: '1' }, false, true],
  ['auto', { FORCE_COLOR: '0' }, true, false],
  ['always', { NO_COLOR: '1' }, false, true],
] as const)('colors with --color %s, %j, and a terminal: %s', (when, env, terminal, expected) => {
  expect(isColorful(when, env, terminal)).toBe(expected)
})
