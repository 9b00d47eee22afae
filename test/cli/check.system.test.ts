import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { parseArguments } from '../../src/cli/arguments/parse.ts'
import { expectationsOf } from '../../src/cli/arguments/plans/parts/expectations.ts'
import { onwire } from '../support/onwire.ts'

const folder = mkdtempSync(join(tmpdir(), 'onwire-check-'))
afterAll(() => rmSync(folder, { recursive: true }))

const check = (...words: readonly string[]) => onwire(['check', 'captures/http.pcapng', ...words])

describe('onwire check', () => {
  test('ends with 0 where all is as expected, and says so in a line each', async () => {
    expect(
      await check(
        '--expect',
        'old page: http.request.uri == "/old"',
        '--expect-none',
        'udp',
        '--expect-count',
        'http.request',
        '7',
      ),
    ).toEqual({
      stdout:
        '✓ old page (packet 6)\n✓ none: udp (none of 24 packets)\n✓ count 7: http.request (7 of 24 packets)\n3 expectations passed: 24 packets of captures/http.pcapng\n',
      stderr: '',
      status: 0,
    })
  })

  test('ends with 1 where it is not, and says what was there instead', async () => {
    const { stdout, stderr, status } = await check(
      '--expect',
      'login: http.request.uri == "/login" and ip.dst == 192.0.2.2',
      '--expect',
      'tcp',
    )
    expect([status, stderr]).toEqual([1, ''])
    expect(stdout).toBe(`✗ login
  http.request.uri == "/login" and ip.dst == 192.0.2.2
  expected  at least one packet that matches
  found     none of 24 packets
            http.request.uri == "/login": true of none; 7 packets have http.request.uri, with other values
            ip.dst == 192.0.2.2: true of 12 packets
  nearest   6 13:59:53.445046 192.0.2.1:33860 > 192.0.2.2:80 HTTP 164 GET /old HTTP/1.1 (example.test)
              http.request.uri == "/login" is false: http.request.uri was "/old"
            10 13:59:53.445188 192.0.2.1:33860 > 192.0.2.2:80 HTTP 161 GET / HTTP/1.1 (example.test)
              http.request.uri == "/login" is false: http.request.uri was "/"
            18 13:59:53.445515 192.0.2.1:33860 > 192.0.2.2:80 HTTP 188 GET /private HTTP/1.1 (example.test)
              http.request.uri == "/login" is false: http.request.uri was "/private"
✓ tcp (packet 3)
1 of 2 expectations failed: 24 packets of captures/http.pcapng
`)
  })

  test('reads standard input, and only the packets that pass a filter', async () => {
    const input = new Uint8Array(readFileSync('captures/http.pcapng'))
    const { stdout, status } = await onwire(
      ['check', '-', '--expect-only', 'http.request', '-Y', 'ip.src == 192.0.2.1 and http'],
      { input },
    )
    expect([stdout, status]).toEqual([
      '✓ only: http.request (all 7 packets)\n1 expectation passed: 7 packets of standard input\n',
      0,
    ])
    expect((await check('http.request', '--expect-count', 'ip', '7')).status).toBe(0)
    expect((await check('-c', '5', '--expect-count', 'frame', '5')).status).toBe(0)
  })

  test('has colours where they are wanted', async () => {
    const { stdout } = await check('--color', 'always', '--expect', 'udp', '--expect', 'tcp')
    expect(stdout).toContain('\u001b[1m\u001b[31m✗\u001b[39m\u001b[22m \u001b[1mudp\u001b[22m')
    expect(stdout).toContain('\u001b[32m✓\u001b[39m tcp')
  })

  test('of a damaged file reports what could be read, and ends with 3', async () => {
    const damaged = join(folder, 'damaged.pcapng')
    writeFileSync(damaged, readFileSync('captures/http.pcapng').subarray(0, 2500))
    const { stdout, stderr, status } = await onwire([
      'check',
      damaged,
      '--expect',
      'arp',
      '--expect',
      'udp',
      '--report',
      'tap',
    ])
    expect(status).toBe(3)
    expect(stdout).toMatch(/^TAP version 14\n1\.\.2\nok 1 - arp\nnot ok 2 - udp\n/)
    expect(stdout).toMatch(/\nBail out! .*damaged\.pcapng, byte \d+: expected /)
    expect(stderr).toMatch(/^onwire: .*damaged\.pcapng, byte \d+: expected /)
    expect((await onwire(['check', join(folder, 'nowhere'), '--expect', 'arp'])).status).toBe(3)
  })

  test('writes a report to a file, in the format that its name says, and shows text', async () => {
    for (const [name, format, begins] of [
      ['a.xml', undefined, '<?xml'],
      ['a.tap', undefined, 'TAP version 14'],
      ['a.json', undefined, '{'],
      ['a.txt', undefined, '✓ tcp'],
      ['a.out', 'github', '1 expectation passed'],
    ] as const) {
      const path = join(folder, name)
      const { stdout, status } = await check(
        '--expect',
        'tcp',
        '--report-file',
        path,
        ...(format === undefined ? [] : ['--report', format]),
      )
      expect([stdout.startsWith('✓ tcp'), status]).toEqual([true, 0])
      expect(readFileSync(path, 'utf8')).toMatch(new RegExp(`^${begins.replace('?', '\\?')}`))
    }
    expect(await check('--expect', 'tcp', '--report-file', join(folder, 'no', 'where.xml'))).toMatchObject({
      status: 3,
      stderr: expect.stringMatching(
        /^onwire: .*where\.xml: expected a file that can be written, found no such folder/,
      ) as string,
    })
  })

  test('writes several reports, and shows the format that no file takes', async () => {
    const path = (name: string) => join(folder, name)
    const files = ['s.xml', `markdown:${path('s.summary')}`, 's.json'].map((each) =>
      each.includes(':') ? each : path(each),
    )
    const words = ['--expect', 'udp', ...files.flatMap((file) => ['--report-file', file])]
    const { stdout, status } = await check(...words, '--report', 'github')
    expect([stdout.startsWith('::error title=udp::'), status]).toEqual([true, 1])
    const begins = ['<?xml', '### ❌ 1 expectation failed', '{']
    expect(
      ['s.xml', 's.summary', 's.json'].map((name, index) =>
        readFileSync(path(name), 'utf8').startsWith(begins[index]!),
      ),
    ).toEqual([true, true, true])
    expect((await check(...words)).stdout).toMatch(/^✗ udp\n/)
    expect(
      await check('--expect', 'tcp', '--report-file', path('t.xml'), '--report-file', `tap:${path('t.xml')}`),
    ).toMatchObject({
      status: 2,
      stderr: expect.stringContaining(`--report-file ${path('t.xml')} is given more than once`) as string,
    })
  })

  test('appends a summary where GitHub Actions wants one', async () => {
    const path = join(folder, 'step.md')
    writeFileSync(path, 'before\n')
    const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: path }
    const words = ['check', 'captures/http.pcapng', '--expect', 'tcp', '--expect', 'udp']
    for (const more of [[], ['--no-step-summary']])
      expect(await onwire([...words, ...more], { env })).toMatchObject({ status: 1 })
    expect(await onwire(words, { env: { GITHUB_STEP_SUMMARY: path } })).toMatchObject({ status: 1 })
    expect(readFileSync(path, 'utf8')).toMatch(
      /^before\n### ❌ 1 of 2 expectations failed: 24 packets of captures\/http\.pcapng\n/,
    )
    expect(readFileSync(path, 'utf8').match(/###/g)).toHaveLength(1)
    const lost = { ...env, GITHUB_STEP_SUMMARY: join(folder, 'no', 'step.md') }
    expect(await onwire(['check', 'captures/http.pcapng', '--expect', 'tcp'], { env: lost })).toMatchObject({
      status: 0,
      stderr: expect.stringContaining('onwire: no summary was written (GITHUB_STEP_SUMMARY): ENOENT') as string,
    })
  })

  test('takes expectations from files, beside those of the command line', async () => {
    const path = join(folder, 'login.yaml')
    writeFileSync(path, 'name: Login\nexpectations:\n  - name: asks\n    filter: http.request.uri == "/login"\n')
    const { stdout, status } = await check(
      '--expect',
      'tcp',
      '--expectations',
      path,
      '--expectations',
      'docs/examples/http.expectations.yaml',
      '--report',
      'github',
    )
    expect(status).toBe(1)
    expect(stdout.split('\n')).toEqual([
      expect.stringContaining(
        `::error file=${path},line=3,title=Login%3A asks::http.request.uri == "/login"%0Aexpected  at least one packet`,
      ),
      '1 of 8 expectations failed: 24 packets of captures/http.pcapng',
      '',
    ])
  })
})

describe('what onwire check does not understand', () => {
  test.each([
    [[], "check needs an expectation: onwire check captures/http.pcapng --expect 'http.request'"],
    [
      ['--expect', 'tcp.prt == 80'],
      '--expect: the left side must be a field, not tcp.prt; did you mean tcp.port?\n  tcp.prt == 80\n  ^^^^^^^',
    ],
    [
      ['--expect-none', 'resets: tcp.flags.rset == 1'],
      '--expect-none: the left side must be a field, not tcp.flags.rset; did you mean tcp.flags.reset?\n  tcp.flags.rset == 1\n  ^^^^^^^^^^^^^^',
    ],
    [
      ['--expect-count', 'tcp', 'many'],
      "--expect-count: a count is '>= 3', '> 2', '== 2', '<= 5', '< 5', '2..4' or '3', not \"many\"",
    ],
    [['--expect-count', 'tcp'], '--expect-count takes 2 words, FILTER COUNT, not 1: "tcp"'],
    [['--expect-order', 'tcp'], "--expect-order takes two filters or more: --expect-order 'dns' 'tcp.flags.syn == 1'"],
    [
      ['--expect-order', 'tcp', 'ip', 'trace.pcap'],
      '--expect-order: trace.pcap is neither a field nor a protocol\n  trace.pcap\n  ^^^^^^^^^^\n--expect-order takes all words up to the next option: put other words, such as a file, before it or after --',
    ],
    [
      ['--expect', 'tcp', '--within', '500'],
      '--within takes a time with its unit, such as 500ms, 2s or 1.5min, not "500"',
    ],
    [
      ['--expectations', 'docs/examples/http.expectations.yaml', '--within', '1s'],
      '--within limits the expectation before it, which is a file: put within in the file',
    ],
    [['--expectations', '/nowhere.yaml'], '--expectations /nowhere.yaml: no such file'],
    [['--expect'], '--expect needs a value: --expect FILTER'],
    [['--report', 'html'], '--report is text, tap, junit, github, json or markdown, not "html"'],
    [['--expct', 'tcp'], 'there is no option --expct; did you mean --expect?'],
  ])('%j', async (words, message) => {
    expect(await check(...words)).toEqual({ stdout: '', stderr: `onwire: ${message}\n`, status: 2 })
  })

  test('without a file', async () => {
    expect(await onwire(['check'])).toMatchObject({
      status: 2,
      stderr: 'onwire: check needs a capture file: onwire check FILE --expect FILTER, or - for standard input\n',
    })
  })
})

describe('the options', () => {
  const expectations = (...words: readonly string[]) => expectationsOf(parseArguments(['check', 'a', ...words])!.values)

  test('keep their order, whatever they are', async () => {
    expect(
      await expectations(
        '--expect',
        'tcp',
        '--expect-none',
        'udp',
        '--expect',
        'ip',
        '--expect-only',
        'arp',
        '--expect-order',
        'dns',
        'tcp',
        '--expect-count',
        'ip',
        '< 3',
      ),
    ).toEqual([
      { kind: 'some', filter: 'tcp' },
      { kind: 'none', filter: 'udp' },
      { kind: 'some', filter: 'ip' },
      { kind: 'only', filter: 'arp' },
      { kind: 'order', filters: ['dns', 'tcp'] },
      { kind: 'count', filter: 'ip', comparison: '< 3' },
    ])
  })

  test('--within bounds what is before it, or in front of all each that waits', async () => {
    const bounds = async (...words: readonly string[]) => (await expectations(...words)).map(({ within }) => within)
    expect(
      await bounds('--expect', 'tcp', '--within', '500ms', '--expect', 'udp', '--expect-none', 'ip', '--within', '2s'),
    ).toEqual([500, undefined, 2000])
    expect(
      await bounds(
        '--within',
        '1s',
        '--expect',
        'tcp',
        '--within',
        '5s',
        '--expect-none',
        'ip',
        '--expect-order',
        'a1: tcp',
        'udp',
        '--expect-count',
        'ip',
        '3',
      ),
    ).toEqual([5000, undefined, 1000, 1000])
  })

  test.each([
    ['login: http.request.uri == "/login"', 'login', 'http.request.uri == "/login"'],
    ['the 2nd step - DNS: dns', 'the 2nd step - DNS', 'dns'],
    ['Grüße: tcp', 'Grüße', 'tcp'],
    ['tcp: udp', 'tcp', 'udp'],
    ['http.host == "a: b"', undefined, 'http.host == "a: b"'],
    ['eth.src == 02:00:00:00:00:01', undefined, 'eth.src == 02:00:00:00:00:01'],
    ['ipv6.src == fe80::1', undefined, 'ipv6.src == fe80::1'],
    ['address: ipv6.src == fe80::1', 'address', 'ipv6.src == fe80::1'],
    ['a: http.host == "x: y"', 'a', 'http.host == "x: y"'],
  ])('%s', async (text, name, filter) => {
    const [expectation] = await expectations('--expect', text)
    expect(expectation).toEqual(name === undefined ? { kind: 'some', filter } : { kind: 'some', name, filter })
    expect(await expectations('--expect-order', text, 'tcp')).toMatchObject([{ filters: [filter, 'tcp'] }])
  })
})
