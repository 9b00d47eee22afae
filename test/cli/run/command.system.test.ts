/** How `onwire run` deals with the command it runs, and what it reports. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findMount, groupOf } from '../../../src/capture/traffic/linux/cgroups.ts'
import { exactTrouble } from '../../support/exact.ts'
import { onwire, outcomeOf, shell, startOnwire } from '../../support/onwire.ts'

const missing = await exactTrouble()
if (missing !== undefined && process.env.CI) throw new Error(`onwire run cannot be tested here: ${missing}`)

describe.skipIf(missing !== undefined)(`onwire run${missing === undefined ? '' : ` (left out: ${missing})`}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'onwire-run-'))
  let server: Server
  let url: string

  beforeAll(async () => {
    chmodSync(folder, 0o777)
    server = createServer((request, response) => response.end(`you asked for ${request.url}\n`))
    await once(server.listen(0, '127.0.0.1'), 'listening')
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(() => {
    server?.closeAllConnections()
    server?.close()
    rmSync(folder, { recursive: true })
  })

  test('shows none of a command that sends nothing', async () => {
    const { stdout, stderr, status } = await onwire(['run', '--', 'true'])
    expect({ stdout, status }).toEqual({ stdout: '', status: 0 })
    expect(stderr).toMatch(/^onwire: exact: .*; Unix sockets; .*\nno packets\n$/)
    expect((await onwire(['run', '-q', '--', 'true'])).stderr).toBe('')
  })

  test.each([
    [['sh', '-c', 'exit 7'], 7],
    [['sh', '-c', 'kill -TERM $$'], 143],
    [['sh', '-c', 'kill -KILL $$'], 137, 'onwire: SIGKILL ended the command'],
    [['no-such-command'], 127, 'onwire: no-such-command: command not found'],
    [['./no/such'], 127, 'onwire: ./no/such: no such file'],
    [['/etc/passwd'], 126, 'onwire: /etc/passwd: no permission to execute it'],
    [['/etc'], 126, 'onwire: /etc: a folder, not a command'],
  ])('%j ends as it does without', async (command, expected, said = '') => {
    const { stderr, status } = await onwire(['run', '-q', '--', ...command])
    expect(status).toBe(expected)
    expect(stderr).toContain(said)
    expect(leftGroups()).toEqual([])
  })

  test('the packets, then what they come to; what the command says is apart', async () => {
    const { stdout, stderr, status } = await onwire(['run', 'curl', '-s', `${url}/a`])
    expect({ stdout, status }).toEqual({ stdout: 'you asked for /a\n', status: 0 })
    const lines = stderr.split('\n')
    expect(lines[1]).toMatch(/TCP \d+ SYN seq 0/)
    expect(stderr).toMatch(/HTTP \d+ GET \/a HTTP\/1\.1/)
    expect(stderr).toMatch(
      /\n\n\d+ packets, [\d,]+ bytes in [^\n]+\nConnected .*closed +curl\[\d+\]\nRequested +GET http:\S+\/a +200 OK/,
    )
  })

  test('the command has its standard input, folder and environment', async () => {
    const { stdout } = await onwire(['run', '-q', '--', 'sh', '-c', 'cat; pwd; echo $COLOUR'], {
      input: 'given\n',
      cwd: folder,
      env: { COLOUR: 'blue' },
    })
    expect(stdout).toBe(`given\n${folder}\nblue\n`)
  })

  test('--output takes what is shown to a file, --format json the packets, --summary only what they come to', async () => {
    const file = join(folder, 'report.json')
    const { stderr, status } = await onwire([
      'run',
      '-q',
      '--output',
      file,
      '--format',
      'json',
      '--',
      'curl',
      '-s',
      `${url}/b`,
    ])
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 })
    expect((JSON.parse(readFileSync(file, 'utf8')) as unknown[]).length).toBeGreaterThan(6)
    await onwire(['run', '--summary', '--output', file, '--format', 'json', '--', 'curl', '-s', `${url}/b`])
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ requests: [{ method: 'GET', status: 200 }] })
  })

  test('-w writes them, with the process they belong to', async () => {
    const file = join(folder, 'trace.pcapng')
    const { stderr } = await onwire(['run', '-w', file, '--', 'curl', '-s', `${url}/c`])
    expect(stderr).toMatch(/Requested +GET/)
    expect((await onwire(['read', file, '-Y', 'http.request.uri == "/c"', '--count'])).stdout).toBe('1 packet\n')
    const { stdout } = await onwire(['read', file, '--format', 'ndjson', '--fields', 'onwire.process.name'])
    expect(new Set(stdout.trim().split('\n'))).toEqual(new Set(['{"onwire.process.name":"curl"}']))
  })

  test('who called sudo runs the command, has the files, and nothing stays behind', async () => {
    const file = join(folder, 'shared.pcapng')
    const script = `id -u; id -g; curl -s ${url}/d > /dev/null; grep -E '^(CapEff|NoNewPrivs)' /proc/$$/status`
    const env = { SUDO_UID: '65534', SUDO_GID: '65534', SUDO_USER: 'nobody' }
    const { stdout, status } = await onwire(['run', '-q', '-w', file, '--', 'sh', '-c', script], { env })
    expect(status).toBe(0)
    expect(stdout).toMatch(/^65534\n65534\n.*CapEff:\t0+\n/s)
    expect(statSync(file)).toMatchObject({ uid: 65534, gid: 65534, mode: 0o100600 })
    expect((await onwire(['read', file, '-Y', 'http.request', '--count'])).stdout).toBe('1 packet\n')
    expect(leftGroups()).toEqual([])
  })

  test('what is captured and shown is for its owner only, whatever the umask', async () => {
    for (const umask of ['0', '022']) {
      const [file, shown] = [join(folder, `own-${umask}.pcapng`), join(folder, `own-${umask}.txt`)]
      const { status } = await shell(`umask ${umask}; onwire run -w ${file} --output ${shown} -- curl -s ${url}/d`)
      expect(status).toBe(0)
      for (const path of [file, shown]) expect((statSync(path).mode & 0o777).toString(8)).toBe('600')
    }
  })

  describe('what is expected', () => {
    test.each([
      [['--expect', 'http.request.uri == "/e"'], 0, /✓/],
      [['--expect', 'login: http.request.uri == "/login"'], 1, /✗ login\n[^]*http\.request\.uri was "\/e"/],
      [['--expect-none', 'http'], 1, /✗ none: http\n/],
      [
        [
          '--expect-count',
          'http.request',
          '== 1',
          '--expect-order',
          'tcp.flags.syn == 1',
          'http.request',
          'http.response',
        ],
        0,
        /✓[^]*✓/,
      ],
    ])('%j: %s', async (options, expected, report) => {
      const { stderr, status } = await onwire(['run', ...options, '--', 'curl', '-s', `${url}/e`])
      expect(stderr).toMatch(report)
      expect(status).toBe(expected)
    })

    test('a command that failed has its own status', async () => {
      expect((await onwire(['run', '--expect', 'http', '--', 'sh', '-c', 'exit 7'])).status).toBe(7)
    })
  })

  test('a snapshot is the same when the same is said again, through other ports', async () => {
    const path = join(folder, 'traffic.snap')
    for (const [asked, expected] of [
      ['/s', 0],
      ['/s', 0],
      ['/other', 1],
    ] as const) {
      const { stderr, status } = await onwire(['run', '-q', '--snapshot', path, '--', 'curl', '-s', `${url}${asked}`])
      expect(status).toBe(expected)
      if (expected === 1) expect(stderr).toMatch(/^- {3}> GET \/s HTTP\/1\.1\n\+ {3}> GET \/other HTTP\/1\.1$/m)
    }
  })

  test('-c shows so many when the command has ended, and lets it go on', async () => {
    const { stdout, stderr, status } = await onwire([
      'run',
      '-c',
      '1',
      '--',
      'sh',
      '-c',
      `curl -s ${url}/f; sleep 0.5; echo told >&2`,
    ])
    expect({ stdout, status }).toEqual({ stdout: 'you asked for /f\n', status: 0 })
    expect(stderr).toMatch(/\ntold\n[^\n]+SYN seq 0[^\n]+\n\n1 packet, /)
  })

  test('what runs already is shown until Ctrl-C, however busy it is', async () => {
    const busy = spawn('sh', ['-c', `while :; do curl -s ${url}/busy > ${join(folder, 'busy')}; done`])
    const child = startOnwire(['run', '--pid', `${busy.pid}`, '-l'])
    const outcome = outcomeOf(child)
    let shown = ''
    child.stderr.on('data', (text: string) => {
      shown += text
    })
    while (!shown.includes('GET /busy')) await once(child.stderr, 'data')
    child.kill('SIGINT')
    const { stderr, status } = await outcome
    busy.kill()
    expect(status).toBe(0)
    expect(stderr).toMatch(/Requested +GET http:\S+\/busy +200 OK/)
  })

  test('what is left running is waited for, but not for ever, and that is said', async () => {
    const { stderr, status } = await onwire(['run', '-q', '--', 'sh', '-c', '(sleep 7 > /dev/null 2>&1 &)'])
    expect(status).toBe(0)
    expect(stderr).toMatch(/^onwire: stopped waiting for processes of the command 5 seconds after its end$/m)
  })

  test('a report that nobody reads changes nothing about what came of it', async () => {
    const { stdout } = await shell(
      `onwire run --expect 'http.request.uri == "/no"' -q -- curl -s ${url}/g 2>&1 >/dev/null | true; echo "\${PIPESTATUS[0]}"`,
    )
    expect(stdout).toBe('1\n')
  })

  test('a report in XML stands alone', async () => {
    const [file, trace] = [join(folder, 'report.xml'), join(folder, 'x.pcapng')]
    await onwire([
      'run',
      '-q',
      '-w',
      trace,
      '--report',
      'junit',
      '--output',
      file,
      '--expect',
      'http',
      '--',
      'curl',
      '-s',
      `${url}/h`,
    ])
    expect(readFileSync(file, 'utf8')).toMatch(/^<\?xml/)
  })

  test('--keep-on-failure keeps the packets if the check or the command fails', async () => {
    const home = mkdtempSync(join(folder, 'kept-'))
    const file = join(home, 'trace.pcapng.gz')
    const run = (filter: string, command: string, path = file) =>
      onwire([
        'run',
        '-q',
        '--keep-on-failure',
        path,
        '--expect',
        filter,
        '--',
        'sh',
        '-c',
        `curl -s ${url}/k; ${command}`,
      ])
    expect(await run('http', 'true')).toMatchObject({ status: 0 })
    expect(readdirSync(home)).toEqual([])
    expect(await run('dns', 'true')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining(`onwire: the packets are in ${file}\n`) as string,
    })
    expect(readdirSync(home)).toEqual(['trace.pcapng.gz'])
    expect((await onwire(['read', file, '-Y', 'http.request', '--count'])).stdout).toBe('1 packet\n')
    rmSync(file)
    expect(await run('http', 'exit 7')).toMatchObject({ status: 7 })
    expect(readdirSync(home)).toEqual(['trace.pcapng.gz'])
    expect(await run('http', 'true', '/dev/null')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('--keep-on-failure /dev/null: a regular file is replaced') as string,
    })
  })

  test('--attribution best-effort leaves out other processes, and says everywhere that it is not exact', async () => {
    const noise = spawn('sh', ['-c', `exec node -e 'setInterval(() => fetch("${url}/noise").catch(() => {}), 30)'`], {
      stdio: 'ignore',
    })
    try {
      await new Promise((resolve) => setTimeout(resolve, 800))
      const script = `(setsid sh -c "sleep 0.3; curl -s ${url}/daemon" &); curl -s ${url}/own; sleep 0.2`
      const file = join(folder, 'best.json')
      const expectations = [
        ['--expect', 'http.request.uri == "/own"'],
        ['--expect', 'http.request.uri == "/daemon"'],
        ['--expect-none', 'http.request.uri == "/noise"'],
      ].flat()
      const words = ['run', '-q', '--attribution', 'best-effort', ...expectations, '--report-file', file]
      const { stderr } = await onwire([...words, '--', 'sh', '-c', script])
      expect(stderr).toMatch(/^onwire: best effort, not exact: /)
      expect(stderr).toMatch(/^! not exact: packets of other processes may be included or missing/m)
      expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
        passed: true,
        caution: expect.stringMatching(/^not exact: /) as string,
      })
    } finally {
      noise.kill()
    }
  })

  test('where exact attribution is refused, it is offered, and needs only the right to capture', async () => {
    const rights = ['--bounding-set=-all,+net_raw', '--inh-caps=-all', process.execPath, resolve('bin/onwire.js')]
    const limited = (...more: readonly string[]) => {
      const words = ['run', '-q', '--expect', 'http.request', ...more, '--', 'curl', '-s', `${url}/a`]
      return outcomeOf(spawn('setpriv', [...rights, ...words], { timeout: 15_000 }))
    }
    const refused = await limited()
    expect(refused.stderr).toMatch(/found a process without CAP_NET_ADMIN, CAP_BPF.*--attribution best-effort/)
    expect(refused.status).toBe(3)
    expect(await limited('--attribution', 'best-effort')).toMatchObject({ stdout: 'you asked for /a\n', status: 0 })
  })

  test("a signal that is sent to it is the command's", async () => {
    const child = startOnwire([
      'run',
      '-q',
      '--',
      'sh',
      '-c',
      'trap "echo told; exit 3" TERM; echo ready; while :; do sleep 0.05; done',
    ])
    const outcome = outcomeOf(child)
    await once(child.stdout, 'data')
    child.kill('SIGTERM')
    expect(await outcome).toMatchObject({ stdout: 'ready\ntold\n', status: 3 })
  })

  test('ended at once, it leaves nothing that is not removed', async () => {
    const child = startOnwire(['run', '-q', '--', 'sh', '-c', 'echo ready; sleep 1'])
    const outcome = outcomeOf(child)
    await once(child.stdout, 'data')
    child.kill('SIGKILL')
    await outcome
    await new Promise((resolve) => setTimeout(resolve, 500))
    expect(leftGroups()).toEqual([])
  })

  test.each([
    [['run'], /needs a command/],
    [['run', '-w', '-', '--', 'true'], /-w takes a file/],
    [['run', '--pid', '1', '--', 'true'], /one of a command/],
    [['run', '--pid', '1', '--isolate'], /--isolate is about a command/],
    [['run', '--isolate', '--attribution', 'best-effort', '--', 'true'], /leave out --attribution/],
    [['run', '--linger', 'soon', '--', 'true'], /--linger takes a time, such as 500ms/],
    [['run', '--expect', 'nonsense.field', '--', 'true'], /nonsense\.field/],
  ])('%j is a usage error', async (words, message) => {
    const { stderr, status } = await onwire(words)
    expect(status).toBe(2)
    expect(stderr).toMatch(message)
  })

  test('without root it says what to do', () => {
    const { stderr, status } = spawnSync(
      'setpriv',
      ['--reuid', '65534', '--clear-groups', process.execPath, 'bin/onwire.js', 'run', '--', 'true'],
      { encoding: 'utf8' },
    )
    expect(status).toBe(3)
    expect(stderr).toMatch(/sudo onwire run .*--isolate/)
  })

  /** Control groups of runs that have ended, and have not removed them. */
  function leftGroups(): string[] {
    return readdirSync(groupOf('self', findMount()!)!).filter(
      (name) => name.startsWith('onwire-') && !existsSync(`/proc/${name.split('-')[1]}`),
    )
  }
})
