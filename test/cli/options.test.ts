import { describe, expect, test } from 'vitest'
import { isFor, parseArguments } from '../../src/cli/arguments.ts'
import { isColorful } from '../../src/cli/color.ts'
import { parser } from '../../src/cli/manual.ts'
import { Misuse } from '../../src/cli/misuse.ts'
import { commands, options, type CommandName, type Option } from '../../src/cli/options.ts'
import { normalised } from '../../src/cli/tokens.ts'

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
const given = (Object.keys(commands) as CommandName[]).flatMap((command) => table.filter(([, option]) => isFor(command, option)).flatMap(([name, { letter, kind, choices }]) => {
  if (kind === 'switch' || kind === 'count') return [[command, `--${name}`], ...(letter ? [[command, `-${letter}`]] : [])]
  const value = choices?.[0] ?? (kind === 'number' ? '5' : 'a')
  return [[command, `--${name}`, value], [command, `--${name}=${value}`], ...(letter ? [[command, `-${letter}`, value], [command, `-${letter}${value}`]] : [])]
}))

describe('both parsers', () => {
  test.each([
    ...given,
    ['read', 'a.pcap'], ['read', '-'], ['read', 'a.pcap', '-nnc5', '-ttttt'], ['read', '-nnwb.pcap', 'a.pcap', 'tcp', 'port', '80'],
    ['read', '-c', '5', '-c', '6', 'a.pcap'], ['read', '--fields', 'a,b', '--fields', 'c', 'x'], ['read', '--', '-odd-name'],
    ['live', 'eth0', '-pB', '4096', '-#'], ['live', '-vvXX'], ['interfaces', '--format=json'],
  ].map((words) => [words]))('understand %j alike', async (words) => {
    const ordinary = parseArguments(words)!
    const other = await understoodByYargs(words)
    expect(other).toEqual({ command: ordinary.command, values: ordinary.values, operands: ordinary.operands })
  })
})

async function understoodByYargs(words: readonly string[]) {
  let understood: { command: CommandName, values: Record<string, unknown>, operands: string[] } | undefined
  await parser((command, all) => {
    const values = Object.fromEntries(Object.entries(all).flatMap(([name, value]) => {
      if (!Object.hasOwn(options, name) || value === undefined || value === false || value === 0) return []
      return [[name, Array.isArray(value) ? value.flatMap((names: string) => names.split(',')) : value]]
    }))
    understood = { command, values, operands: (all._ as string[]).slice(1) }
  }).parseAsync(normalised(words))
  return understood
}

describe('without a command', () => {
  test.each([
    [['-r', 'a.pcap'], 'read', []], [['-nr', 'a.pcap', 'tcp'], 'read', ['tcp']], [['-i', 'lo'], 'live', []], [['-ni', 'lo', 'udp', 'port', '53'], 'live', ['udp', 'port', '53']],
    [['-n'], 'live', []], [['-D'], 'interfaces', []], [['-L', '-i', 'lo'], 'live', []],
  ])('%j is what it is in tcpdump', (words, command, operands) => {
    expect(parseArguments(words)).toMatchObject({ command, operands })
  })

  test.each([[[]], [['a.pcap']], [['tcp', '-n']], [['--help']], [['--no-such']], [['-r']], [['-D', '-c', '1']]])('%j is left to the manual', (words) => {
    expect(parseArguments(words)).toBeUndefined()
  })
})

test.each([
  ['-c', '0', /-c \(--limit\) takes a whole number from 1 on, not "0"/],
  ['-c', '1e3', /"1e3"/],
  ['-s', '-1', undefined],
  ['--format', 'xml', /line, table, tree, hex, json, ndjson or csv, not "xml"/],
])('%s %s is refused', (name, value, message) => {
  const parse = () => parseArguments(['read', 'x', name, value])
  if (message === undefined) return expect(parse()).toBeUndefined()
  expect(parse).toThrow(Misuse)
  expect(parse).toThrow(message)
})

test.each([
  ['always', {}, false, true], ['never', { FORCE_COLOR: '1' }, true, false],
  ['auto', {}, true, true], ['auto', {}, false, false], ['auto', { TERM: 'dumb' }, true, false],
  ['auto', { NO_COLOR: '1' }, true, false], ['auto', { NO_COLOR: '' }, true, true], ['auto', { NO_COLOR: '1', FORCE_COLOR: '1' }, true, false],
  ['auto', { FORCE_COLOR: '1' }, false, true], ['auto', { FORCE_COLOR: '0' }, true, false], ['always', { NO_COLOR: '1' }, false, true],
] as const)('colours with --color %s, %j, and a terminal: %s', (when, env, terminal, expected) => {
  expect(isColorful(when, env, terminal)).toBe(expected)
})
