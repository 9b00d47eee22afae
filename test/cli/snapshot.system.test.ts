import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { Talk } from '../reports/conversation.ts'
import { pcap } from '../support/capture-bytes.ts'
import { onwire } from '../support/onwire.ts'
import { exactTrouble } from '../support/exact.ts'

/** A capture of these requests, one after the other on one connection. */
function requestsTo(...paths: readonly string[]): Uint8Array {
  const talk = new Talk()
  for (const path of paths) talk.say(0, `GET ${path} HTTP/1.1\r\n\r\n`)
  return pcap(
    talk.packets.map((bytes, index) => [1, index, bytes] as const),
    { linkTypeWord: 101 },
  )
}

const folder = mkdtempSync(join(tmpdir(), 'onwire-snapshot-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('onwire check --snapshot', () => {
  const path = join(folder, 'web.snap')
  const check = (file: string, ...words: readonly string[]) =>
    onwire(['check', `captures/${file}`, '--snapshot', path, ...words])

  test('records, compares and records anew', async () => {
    expect(await check('web.pcapng')).toEqual({ stdout: `✓ snapshot ${path}: recorded\n`, stderr: '', status: 0 })
    expect(readFileSync(path, 'utf8')).toContain('client → example.test:80 http\n  > GET / HTTP/1.1\n')
    expect(await check('web.pcapng')).toEqual({
      stdout: `✓ snapshot ${path}: the same was sent\n`,
      stderr: '',
      status: 0,
    })
    writeFileSync(path, readFileSync(path, 'utf8').replace('GET /missing', 'GET /there'))
    expect(await check('web.pcapng')).toEqual({
      status: 1,
      stderr: '',
      stdout: `✗ snapshot ${path}: something else was sent; --update accepts it

- expected
+ sent

  client → example.test:80 http
  ...
    < <title>example.test</title>
    < <p>Hello from example.test

-   > GET /there HTTP/1.1
+   > GET /missing HTTP/1.1
    > Host: example.test
    > User-Agent: curl/7.88.1
    > Accept: */*
`,
    })
    expect(await check('web.pcapng', '--update')).toMatchObject({
      stdout: `✓ snapshot ${path}: recorded again\n`,
      status: 0,
    })
    expect(await check('web.pcapng')).toMatchObject({ status: 0 })
  })

  test('goes with expectations', async () => {
    const { stdout, status } = await check('web.pcapng', '--expect', 'tls')
    expect(status).toBe(1)
    expect(stdout).toContain('1 expectation failed: 18 packets of captures/web.pcapng\n✓ snapshot')
  })

  test('leaves out fields', async () => {
    expect(await check('web.pcapng', '--ignore', 'http.user_agent,dns.aaaa', '--update')).toMatchObject({ status: 0 })
    expect(readFileSync(path, 'utf8')).not.toContain('User-Agent')
  })

  test('masks, and says what had no effect', async () => {
    const masked = join(folder, 'masked.snap')
    const words = [
      '--snapshot',
      masked,
      '--mask',
      '(?<=curl/)[0-9.]+',
      '--mask',
      'http.request.uri.path',
      '--mask',
      'zebra',
    ]
    const { stdout, status } = await onwire(['check', 'captures/web.pcapng', ...words, '--ignore', 'http.x_none'])
    expect([stdout, status]).toEqual([
      `✓ snapshot ${masked}: recorded\n  note: nothing has http.x_none, which is to be ignored\n  note: the mask zebra matched nothing\n`,
      0,
    ])
    expect(readFileSync(masked, 'utf8')).toContain(
      '  > GET * HTTP/1.1\n  > Host: example.test\n  > User-Agent: curl/*\n',
    )
    expect(await onwire(['check', 'captures/web.pcapng', ...words.slice(0, 2), '--mask', 'a('])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('--snapshot: "a(": this is not a regular expression') as string,
    })
  })

  test('compares in any order where that is asked for, and otherwise says that only the order differs', async () => {
    const ordered = join(folder, 'ordered.snap')
    writeFileSync(ordered, 'client → 192.0.2.2:80 http\n  > GET /b HTTP/1.1\n\n  > GET /a HTTP/1.1\n')
    const requests = join(folder, 'requests.pcap')
    writeFileSync(requests, requestsTo('/a', '/b'))
    const words = ['check', requests, '--snapshot', ordered]
    expect(await onwire(words)).toMatchObject({
      status: 1,
      stdout: expect.stringContaining(
        `✗ snapshot ${ordered}: the same was sent in another order; --unordered accepts any order, --update this one\n`,
      ) as string,
    })
    expect(await onwire([...words, '--unordered'])).toMatchObject({ status: 0 })
    writeFileSync(requests, requestsTo('/a', '/c'))
    expect(await onwire([...words, '--unordered'])).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('-   > GET /b HTTP/1.1\n+   > GET /c HTTP/1.1\n') as string,
    })
  })

  test('records nothing where continuous integration runs, or the file is damaged', async () => {
    const missing = join(folder, 'missing.snap')
    expect(await onwire(['check', 'captures/web.pcapng', '--snapshot', missing], { env: { CI: '1' } })).toMatchObject({
      status: 1,
      stdout: `✗ snapshot ${missing}: there is none, and with CI set none is recorded but with --update\n`,
    })
    const damaged = join(folder, 'damaged.pcapng')
    writeFileSync(damaged, readFileSync('captures/web.pcapng').subarray(0, -10))
    expect((await onwire(['check', damaged, '--snapshot', missing])).stdout).toBe(
      `✗ snapshot ${missing}: there is none, and none is recorded: not all packets could be read\n`,
    )
  })

  test('says what it does not understand', async () => {
    expect(await onwire(['check', 'captures/web.pcapng', '--update', '--expect', 'tcp'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('--update needs --snapshot FILE') as string,
    })
    expect(await check('web.pcapng', '--ignore', 'http.date,tcp.flagz')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining(
        '--snapshot: unknown field "tcp.flagz" to ignore; did you mean tcp.flags?',
      ) as string,
    })
    expect(await onwire(['check', 'captures/web.pcapng', '--snapshot', folder])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining(`--snapshot ${folder}: it is a directory`) as string,
    })
  })
})

describe('reports of a snapshot', { timeout: 120_000 }, () => {
  const expectations = { none: [], passing: ['--expect', 'dns'], failing: ['--expect', 'sctp'] } as const
  const states = ['none', 'recorded', 'equal', 'different', 'missing'] as const
  const formats = ['text', 'tap', 'junit', 'github', 'json'] as const
  const failed = {
    text: /^✗ /m,
    tap: /^not ok /m,
    junit: /<failure /,
    github: /^::error /m,
    json: /^ {2}"passed": false/m,
  } as const

  test.each(formats)('%s: the exit status is 1 if and only if the report has a failure', async (format) => {
    const run = async (kind: keyof typeof expectations, state: (typeof states)[number]) => {
      const name = join(folder, `${format}-${kind}-${state}`)
      const words = ['check', 'captures/web.pcapng', ...expectations[kind], '--report', format]
      if (state === 'different') writeFileSync(`${name}.snap`, 'dns A other.test → no answer\n')
      if (state === 'equal') await onwire(['check', 'captures/web.pcapng', '--snapshot', `${name}.snap`])
      const { status, stdout } = await onwire(
        [...words, '--report-file', `${name}.report`, ...(state === 'none' ? [] : ['--snapshot', `${name}.snap`])],
        { env: state === 'missing' ? { CI: '1' } : {} },
      )
      const report = readFileSync(`${name}.report`, 'utf8')
      return [
        [kind, state, status, failed[format].test(report), /^✗ /m.test(stdout)],
        [report.includes(`snapshot ${name}.snap`) || report.includes(`"file": "${name}.snap"`), state !== 'none'],
      ] as const
    }
    for (const kind of ['none', 'passing', 'failing'] as const) {
      const outcomes = await Promise.all(
        states.filter((state) => kind !== 'none' || state !== 'none').map((state) => run(kind, state)),
      )
      for (const [[, state, ...said], [named, given]] of outcomes) {
        const fails = kind === 'failing' || state === 'different' || state === 'missing'
        expect([kind, state, ...said]).toEqual([kind, state, fails ? 1 : 0, fails, fails])
        // GitHub's log has only what failed.
        if (format !== 'github') expect(named).toBe(given)
      }
    }
  })

  test('options that would have no effect are refused', async () => {
    for (const words of [
      ['run', '--report-file', join(folder, 'no.xml'), '--', 'true'],
      ['run', '--report', 'tap', '--', 'true'],
      ['check', 'captures/web.pcapng', '--within', '1s', '--snapshot', join(folder, 'no.snap')],
    ])
      expect(await onwire(words)).toMatchObject({
        status: 2,
        stderr: expect.stringContaining('needs an expectation') as string,
      })
  })
})

const trouble = await exactTrouble()
if (trouble !== undefined && process.env.CI) throw new Error(trouble)

describe.skipIf(trouble !== undefined)(
  `onwire run --snapshot${trouble === undefined ? '' : ` (left out: ${trouble})`}`,
  { timeout: 60_000 },
  () => {
    test('is the same each time the same is sent', async () => {
      const server = createServer((request, response) => response.end(`you asked for ${request.url}\n`)).listen(
        0,
        '127.0.0.1',
      )
      await once(server, 'listening')
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
      const path = join(folder, 'run.snap')
      const run = (page: string, ...words: readonly string[]) =>
        onwire(['run', '-q', '--snapshot', path, ...words, '--', 'curl', '-sS', '-o', '/dev/null', `${url}${page}`])
      expect(await run('/a')).toMatchObject({
        status: 0,
        stdout: '',
        stderr: expect.stringContaining(`✓ snapshot ${path}: recorded\n`) as string,
      })
      expect(readFileSync(path, 'utf8')).toContain(
        'client → 127.0.0.1:* http\n  > GET /a HTTP/1.1\n  > Host: 127.0.0.1:*\n',
      )
      expect(await run('/a')).toMatchObject({
        status: 0,
        stderr: expect.stringContaining('the same was sent') as string,
      })
      expect(await run('/b')).toMatchObject({
        status: 1,
        stderr: expect.stringContaining('-   > GET /a HTTP/1.1\n+   > GET /b HTTP/1.1\n') as string,
      })
      server.close()
      // What fails is no example for what comes after it, unless somebody says so.
      const other = join(folder, 'failed.snap')
      const fail = (...words: readonly string[]) =>
        onwire(['run', '-q', '--snapshot', other, ...words, '--', 'curl', '-sS', url])
      expect(await fail()).toMatchObject({
        status: 7,
        stderr: expect.stringContaining(
          'there is none, and as the command failed none is recorded but with --update',
        ) as string,
      })
      expect(await fail('--update')).toMatchObject({
        status: 7,
        stderr: expect.stringContaining('recorded, though the command failed') as string,
      })
      expect(readFileSync(other, 'utf8')).toContain('client → 127.0.0.1:* tcp\n  ! connection refused\n')
    })
  },
)
