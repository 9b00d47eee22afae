import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { commands } from '../../src/cli/arguments/commands.ts'
import { bytesOf, pcap } from '../support/capture-bytes.ts'
import { onwire, shell } from '../support/onwire.ts'

const folder = mkdtempSync(join(tmpdir(), 'onwire-command-'))
afterAll(() => rmSync(folder, { recursive: true }))
const trace = join(folder, 'trace.pcap')
writeFileSync(trace, pcap([[1, 2, bytesOf('00 11 22 33 44 55 66 77 88 99 aa bb 08 00')]]))

describe('a usage error is refused with exit status 2 and a message that helps', () => {
  test.each([
    [['raed', trace], /there is no command "raed"; did you mean read\?/],
    [['read', trace, '--fromat', 'json'], /there is no option --fromat; did you mean --format\?/],
    [['read', trace, '-o'], /there is no option -o/],
    [['read', trace, '-no'], /there is no option -o/],
    [['read'], /needs a capture file/],
    [['-r', trace, '-Y', 'http', '-T', 'fields', '-e', 'ip.src'], /there is no option -T; use --format csv --fields/],
    [['read', trace, '-V'], /there is no option -V; use --format tree/],
    [['nosuch.pcap'], /there is no command "nosuch.pcap", nor a file of that name/],
    [['read', trace, 'tcp', trace], /"[^"]*trace\.pcap" is a file, not a filter: files come before the filter/],
    [['read', trace, 'other.pcap'], /"other\.pcap" is not a valid filter, and there is no file of this name/],
    [
      ['read', trace, '--fields', 'ip.src'],
      /--fields cannot be used with --format line: use --format table, json, ndjson or csv/,
    ],
    [
      ['read', trace, '--payload', '--format', 'json'],
      /--payload cannot be used with --format json: use --format line, hex or tree/,
    ],
    [
      ['read', trace, '-e', '--format', 'csv'],
      /--link-level cannot be used with --format csv: use --format line or hex/,
    ],
    [['read', trace, '--count', '--format', 'json'], /--format cannot be used with --count/],
    [['read', trace, '--count', '--payload'], /--payload cannot be used with --count/],
    [['read', trace, '--summary', '--payload'], /--payload is about packets that are shown: add --print/],
    [['read', trace, '-a', 'packets:1,packets:2'], /-a packets is given more than once, 1 and 2/],
    [['read', trace, '-Y', 'ip', '-Y', 'tcp'], /-Y .* is given more than once, "ip" and "tcp"/],
    [['check', trace, '--snapshot', 'a', '--snapshot', 'b'], /--snapshot is given more than once/],
    [['check', trace, '-p'], /-p cannot be used with check/],
    [['-D', '-c', '1'], /-c cannot be used with interfaces/],
    [['interfaces', '-c', '1'], /-c cannot be used with interfaces/],
    [['read', trace, '-c'], /-c needs a value: -c N/],
    [['read', trace, '-c', '-5'], /-c cannot be negative: -5/],
    [['read', trace, '-s', '-1'], /-s cannot be negative: -1/],
    [['read', trace, '-w', '-5.pcap'], /-w needs a value: -w FILE/],
    [['read', trace, '-Y', '-5'], /-Y needs a value: -Y FILTER/],
    [['read', trace, '-F', 'pcap'], /-F pcap: no such file; the type of the file written is --file-type pcap/],
    [['read', trace, '-F', 'absent.txt'], /-F absent.txt: no such file$/m],
    [['read', trace, '-w', '-x'], /-w needs a value: -w FILE/],
    [['read', trace, '--count=3'], /--count takes no value/],
    [['read', trace, '-c', 'many'], /a whole number of at least 1, not "many"/],
    [['read', trace, '--format', 'xml'], /not "xml"/],
    [['read', trace, '--format', 'csv', '--fields', 'ip.sorce'], /ip\.sorce.*did you mean ip\.src/],
    [['read', trace, '--payload', '--encoding', 'klingon'], /not "klingon"/],
    [['read', trace, 'tcp', 'prot', '80'], /not a valid display filter: [^]*not a valid capture filter: /],
    [['-i', 'lo', 'tcp', 'and'], /not a valid capture filter: /],
    [
      ['read', trace, 'ip.addr == 192.0.2.1 and not port 80'],
      /\nit mixes the two languages: use -Y 'ip\.addr == 192\.0\.2\.1' -f 'not port 80'$/m,
    ],
    [
      ['read', trace, '-w', '/tmp/a.pcap.bz2'],
      /files are compressed with gzip \(\.gz\) or zstd \(\.zst\), not as \.bz2/,
    ],
    [['read', trace, '-C', '-1'], /-C cannot be negative: -1/],
    [['read', trace, '-tttttt'], /-t \(--timestamp\) is given at most 5 times, not 6/],
    [['completion', 'bash'], /completion takes no words: "bash"/],
    [['read', trace, '-w', '-', '--print'], /cannot be shown there as well/],
    [['interfaces', '--format', 'csv'], /not "csv"/],
    [['interfaces', 'lo'], /"lo"/],
    [[], /a command is missing[^]*Usage: onwire/],
  ])('%j', async (words, expected) => {
    const { stdout, stderr, status } = await onwire(words)
    expect({ stdout, status }).toEqual({ stdout: '', status: 2 })
    expect(stderr).toMatch(/^onwire: /)
    expect(stderr).toMatch(expected)
  })
})

describe('what it says about itself', () => {
  test.each([[['--help']], [['-h']], [['help']]])('%j names every command', async (words) => {
    const { stdout, stderr, status } = await onwire(words)
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 })
    for (const command of Object.keys(commands)) expect(stdout).toContain(`onwire ${command}`)
    expect(stdout).toContain('Exit status')
  })

  test.each([[['read', '--help']], [['help', 'read']], [['read', trace, '-h']]])(
    '%j explains a command',
    async (words) => {
      const { stdout, status } = await onwire(words)
      expect(status).toBe(0)
      expect(stdout).toMatch(/-c, --limit\s+Stop after N packets/)
      expect(stdout).not.toContain('--buffer-size')
    },
  )

  test('is the same in every language of the terminal', async () => {
    expect((await onwire(['--help'], { env: { LANG: 'de_DE.UTF-8' } })).stdout).toContain('Commands:')
  })

  test('--version', async () => {
    expect((await onwire(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
  })
})

describe('completion', () => {
  test.each([
    ['/bin/bash', /complete -/],
    ['/bin/zsh', /compdef/],
  ])('has a script for %s', async (SHELL, expected) => {
    const { stdout, status } = await onwire(['completion'], { env: { SHELL } })
    expect(status).toBe(0)
    expect(stdout).toMatch(expected)
  })

  test.each([
    [[''], ['read', 'live', 'interfaces', 'completion']],
    [['re'], ['read']],
    [['read', '--form'], ['--format']],
    [
      ['read', '--color', ''],
      ['auto', 'always', 'never'],
    ],
  ])('%j', async (words, expected) => {
    const { stdout } = await onwire(['--get-yargs-completions', 'onwire', ...words])
    expect(stdout.split('\n').slice(0, -1)).toEqual(expect.arrayContaining(expected))
  })

  test.each([
    // As bash splits them, which makes words of `=` and `:` and replaces what is behind them or behind an open quote.
    [
      ['read', 'f', '-Y', 'tcp.flags.a'],
      ['tcp.flags.ack', 'tcp.flags.ae'],
    ],
    [['read', 'f', '-nY', "'ip.ttl == 1 and tcp.po"], ['ip.ttl == 1 and tcp.port']],
    [['read', 'f', '-Y', '"http.host == \\"a\\" && tcp.po'], ['http.host == \\"a\\" && tcp.port']],
    [['read', 'f', '--display-filter', '=', "'!tcp.po"], ['!tcp.port']],
    [['read', 'f', '-Y', 'ip.src', '==', 'ip.ad'], ['ip.addr']],
    [['read', 'f', '--fields', 'ip.src,tcp.po'], ['ip.src,tcp.port']],
    [['read', 'f', '--fields', '=', 'ip.src,tcp.po'], ['ip.src,tcp.port']],
    [['read', 'f', '--fields=ip.src,tcp.po'], ['--fields=ip.src,tcp.port']],
    [['live', 'lo', '--trigger', 'tcp.po'], ['tcp.port']],
    [['check', 'f', '--expect', "'login: http.request.me"], ['login: http.request.method']],
    [['check', 'f', '--expect-none', 'tcp.po'], ['tcp.port']],
    [['check', 'f', '--expect-order', 'dns', 'arp', 'tcp.po'], ['tcp.port']],
    [['check', 'f', '--expect-count', 'tcp.po'], ['tcp.port']],
    [['check', 'f', '--expect-count', 'tcp', 'tcp.po'], []],
    [['fields', 'tcp.po'], ['tcp.port']],
    [['read', 'f', '-Y', '\'http.host == "tcp.po'], []],
    [['read', 'f', '-Y', "'tcp.port "], []],
    [['read', 'f', '--fields', 'tcp.port', ''], []],
    [['read', 'f', '-f', 'tc'], []],
    [['read', 'f', '--color', '=', 'al'], ['always']],
    [['run', '--isolate', '=', 'p'], ['pasta']],
    [['run', '--isolate', 'p'], []],
    [['run', 'curl', '--form'], []],
    [['-r', 'f', '--form'], ['--format']],
    [['read', '--format', 'line', '--form'], []],
  ])('%j becomes %j', async (words, expected) => {
    expect(await onwire(['--get-yargs-completions', 'onwire', ...words])).toEqual({
      stdout: expected.map((word) => `${word}\n`).join(''),
      stderr: '',
      status: 0,
    })
  })

  test('offers every field where one can begin', async () => {
    for (const words of [
      ['read', 'f', '-Y', ''],
      ['read', 'f', '--fields', '='],
      ['fields', ''],
    ]) {
      const { stdout } = await onwire(['--get-yargs-completions', 'onwire', ...words])
      expect(stdout.split('\n')).toEqual(
        expect.arrayContaining(['tcp', 'tcp.port', 'frame.number', 'onwire.process.name']),
      )
    }
  })

  test.each([
    ['/bin/zsh', 'login\\: ip.addr:Source Address or Destination Address\n'],
    ['/usr/bin/fish', 'login: ip.addr\tSource Address or Destination Address\n'],
  ])('explains in %s', async (SHELL, expected) => {
    expect(
      (
        await onwire(['--get-yargs-completions', 'onwire', 'check', 'f', '--expect', "'login: ip.ad"], {
          env: { SHELL },
        })
      ).stdout,
    ).toBe(expected)
  })

  test('in bash, whose words it gets and which takes its answers as they are', async () => {
    const script = `eval "$(onwire completion)"; COMP_WORDS=(onwire read f --display-filter = "'ip.ttl == 1 and tcp.flags.a" -c); COMP_CWORD=5
      _onwire_completions; printf '<%s>' "\${COMPREPLY[@]}"`
    expect((await shell(script, { env: { SHELL: '/bin/bash' } })).stdout).toBe(
      '<ip.ttl == 1 and tcp.flags.ack><ip.ttl == 1 and tcp.flags.ae>',
    )
  })

  test('leaves the names of files to the shell', async () => {
    expect((await onwire(['--get-yargs-completions', 'onwire', 'read', ''])).stdout).toBe('')
    expect((await onwire(['completion', '--help'])).stdout).toMatch(/^onwire completion\n\nPrint a completion script/)
    const script = `eval "$(onwire completion)"; COMP_WORDS=(onwire read ''); COMP_CWORD=2; COMP_LINE='onwire read '; complete -p onwire`
    expect((await shell(script, { env: { SHELL: '/bin/bash' } })).stdout).toMatch(/-o (bash)?default/)
  })
})

describe('colors', () => {
  const escape = '\u001b['
  test.each([
    [[], {}, false],
    [[], { FORCE_COLOR: '1' }, true],
    [['--color', 'always'], {}, true],
    [['--color=never'], { FORCE_COLOR: '1' }, false],
    [[], { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
  ])('%j with %j in a pipe: %s', async (words, env, expected) => {
    const { stdout } = await onwire(['read', trace, ...words], { env })
    expect(stdout.includes(escape)).toBe(expected)
  })
})

describe('starting loads few files, each of which costs Node a millisecond or two', () => {
  test.each([
    { words: ['--version'], files: 4, kilobytes: 135 },
    { words: ['-r', trace, '--count'], files: 3, kilobytes: 135 },
    { words: ['-r', trace], files: 7, kilobytes: 195 },
    // Bodies that are shown may be compressed with zstd.
    { words: ['-r', trace, '--format', 'tree'], files: 12, kilobytes: 240, packages: ['fzstd'] },
    { words: ['-r', trace, '-Y', 'tcp.port == 80', '--count'], files: 7, kilobytes: 210 },
    { words: ['-r', trace, '-f', 'tcp port 80', '--count'], files: 7, kilobytes: 250 },
  ])('$words', ({ words, files, kilobytes, packages = [] }) => {
    const program = `process.argv = ${JSON.stringify(['node', 'onwire', ...words])}
      process.on('exit', () => console.error(JSON.stringify(Object.keys(require.cache))))
      require('./dist/cli/main.cjs')`
    const { stderr } = spawnSync(process.execPath, ['-e', program], { encoding: 'utf8' })
    const loaded = JSON.parse(stderr) as string[]
    expect(loaded.length).toBeLessThanOrEqual(files)
    // Without the decoder, which grows with each protocol.
    const own = loaded.filter((file) => !file.endsWith('/decoding.cjs'))
    expect(own.reduce((sum, file) => sum + statSync(file).size, 0)).toBeLessThan(kilobytes * 1000)
    const foreign = loaded.flatMap((file) => /node_modules\/([^/]+)/.exec(file)?.[1] ?? [])
    expect(foreign).toEqual(packages)
  })
})

test.each([['--version'], ['--help'], ['-r', trace, '--count']].map((words) => [words]))(
  '%j to a reader that has gone is no failure',
  async (words) => {
    const { stdout, stderr } = await shell(
      `onwire ${words.map((word) => `'${word}'`).join(' ')} | true; echo "\${PIPESTATUS[0]}"`,
    )
    expect({ stdout, stderr }).toEqual({ stdout: '0\n', stderr: '' })
  },
)

test('--count to a full disk is one', async () => {
  expect(await shell(`onwire -r '${trace}' --count > /dev/full`)).toMatchObject({
    status: 3,
    stderr: expect.stringMatching(/no space left/),
  })
})
