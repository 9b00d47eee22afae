import { execFileSync, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { onwire, outcomeOf, startOnwire, type Outcome } from '../support/onwire.ts'

const missing = whatIsMissing()
// In continuous integration these must run: there the tools are installed, and tests that are left out tell nobody.
if (missing !== undefined && process.env.CI) throw new Error(`live capture cannot be tested here: ${missing}`)

const folder = mkdtempSync(join(tmpdir(), 'onwire-live-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe.skipIf(missing !== undefined)(`live capture${missing === undefined ? '' : ` (left out: ${missing})`}`, () => {
  test('shows a ping and a request over HTTP as they happen, and counts at Ctrl-C', async () => {
    const live = await listening(['live', 'lo'])
    ping()
    await live.shown(/127\.0\.0\.1 > 127\.0\.0\.1 ICMP .*[Ee]cho.*reply/)
    await request()
    await live.shown(/GET|TCP .*len \d+/)
    const { stderr, status } = await live.interrupt()
    expect(status).toBe(0)
    expect(stderr).toMatch(/^listening on lo .*ETHERNET/)
    expect(stderr).toMatch(/\d+ packets captured\n\d+ packets received by filter\n0 packets dropped by kernel\n/)
  })

  test('-c ends it, and -w keeps what it captured while it is shown', async () => {
    const kept = join(folder, 'kept.pcapng')
    const live = await listening(['-i', 'lo', '-c', '2', '-w', kept, '--print'])
    ping()
    const { stdout, status } = await live.outcome
    expect(status).toBe(0)
    expect(stdout.trim().split('\n')).toHaveLength(2)
    expect((await onwire(['read', kept, '--count'])).stdout).toBe('2 packets\n')
  })

  test('an interface goes by its number too, and any is all of them', async () => {
    const { stdout } = await onwire(['interfaces', '--format', 'json'])
    const { number } = (JSON.parse(stdout) as { number: number; name: string }[]).find(({ name }) => name === 'lo')!
    for (const [words, linkType] of [
      [[`${number}`], 'lo .*ETHERNET'],
      [['any'], 'any .*LINUX_SLL2'],
    ] as const) {
      const live = await listening(['live', ...words, '-c1', '-q'])
      ping()
      expect((await live.outcome).stderr).toMatch(new RegExp(`^listening on ${linkType}`))
    }
  })

  test('what cap cannot do is said', async () => {
    const live = await listening(['live', 'lo', '--engine', 'cap', '-p', '-v', '-c1'])
    ping()
    const { stderr } = await live.outcome
    expect(stderr).toMatch(/always captures in promiscuous mode/)
    expect(stderr).toMatch(/reports no timestamps: times are those of arrival/)
    expect(stderr).toMatch(/the number of lost packets is unknown/)
  })

  test('who called sudo goes on, and has the file', async () => {
    const shared = join(folder, 'shared')
    mkdirSync(shared)
    const live = await listening(['live', 'lo', '-v', '-c1', '-w', join(shared, 'kept.pcapng')], {
      SUDO_UID: '4321',
      SUDO_GID: '4322',
      SUDO_USER: 'caller',
    })
    await live.announced(/drops privileges to caller \(user 4321, group 4322\)/)
    expect(readFileSync(`/proc/${live.pid}/status`, 'utf8')).toMatch(
      /^Uid:\t4321\t4321\t4321\t4321\nGid:\t4322\t4322\t4322\t4322\n/m,
    )
    ping()
    expect((await live.outcome).status).toBe(0)
    expect(statSync(join(shared, 'kept.pcapng'))).toMatchObject({ uid: 4321, gid: 4322 })
    expect((await onwire(['read', join(shared, 'kept.pcapng'), '--count'])).stdout).toBe('1 packet\n')
  })

  test('-Z names the user; one there is not is refused before anything is captured', async () => {
    const { stderr, status } = await onwire(['live', 'lo', '-c1', '-Z', 'nobody-of-that-name'])
    expect(status).toBe(3)
    expect(stderr).toMatch(/^onwire: expected a user to drop privileges to.*[Uu]se -Z root to stay root\n$/)
  })

  test('-L shows the link type, and ends', async () => {
    const stdout = 'Data link types for lo (use option -y to set):\n  EN10MB (Ethernet)\n'
    expect(await onwire(['-L', '-i', 'lo'])).toEqual({ stdout, stderr: '', status: 0 })
  })

  test('interfaces are listed with their addresses', async () => {
    const { stdout } = await onwire(['interfaces', '--format', 'json'])
    expect(JSON.parse(stdout)).toContainEqual(
      expect.objectContaining({
        name: 'lo',
        addresses: expect.arrayContaining(['127.0.0.1']),
        flags: expect.arrayContaining(['up', 'loopback']),
      }),
    )
    expect((await onwire(['-D'])).stdout).toMatch(/^\d+\.lo \[up, running, loopback\]$/m)
    expect((await onwire(['interfaces', '--format', 'table'])).stdout).toMatch(/^ *\d+ {2}lo +127\.0\.0\.1/m)
  })

  test('an interface that is not there is refused with those that are', async () => {
    const { stderr, status } = await onwire(['live', 'nope0'])
    expect(status).toBe(3)
    expect(stderr).toMatch(/^onwire: nope0: .*Interfaces: .*lo.*\n$/)
  })

  test('without privilege it says what to do', async () => {
    const { stderr, status } = spawnSync(
      'setpriv',
      ['--reuid', '65534', '--regid', '65534', '--clear-groups', process.execPath, 'bin/onwire.js', 'live', 'lo'],
      { encoding: 'utf8', timeout: 10_000 },
    )
    expect(status).toBe(3)
    expect(stderr).toMatch(/^onwire: lo: .*permission to capture.*sudo onwire live lo/)
    expect(stderr).not.toMatch(/setcap/)
  })

  describe('in a network of its own', () => {
    const network = `onwire-${process.pid}`
    beforeAll(() => {
      ip('netns', 'add', network)
      ip('-n', network, 'link', 'set', 'lo', 'up')
    })
    afterAll(() => ip('netns', 'del', network))

    test('an interface may go down and come up again', async () => {
      const script = `'${process.execPath}' bin/onwire.js live lo -t & until ping -c 1 127.0.0.1 > /dev/null && sleep 0.2 && [ -s shown ]; do :; done
        ip link set lo down; sleep 0.5; ip link set lo up; sleep 0.5; ping -c 1 -p 77 127.0.0.1 > /dev/null; sleep 0.5; kill -INT $!; wait $!`
      const inFolder = script.replace('live lo -t', 'live lo -t > shown').replaceAll('shown', join(folder, 'shown'))
      const { stderr, status } = spawnSync('ip', ['netns', 'exec', network, 'bash', '--norc', '-c', inFolder], {
        encoding: 'utf8',
        timeout: 15_000,
      })
      expect(status).toBe(0)
      expect(stderr).toMatch(/onwire: lo: the interface went down; the capture resumes when it is up again/)
      expect(stderr).toMatch(/onwire: lo: the interface is up$/m)
      const shown = readFileSync(join(folder, 'shown'), 'utf8').trim().split('\n')
      expect(shown.filter((line) => /Echo.*request/i.test(line)).length).toBeGreaterThanOrEqual(2)
      expect(stderr).toContain(`${shown.length} packets captured`)
    })
  })
})

/** Starts a capture, and waits until it captures. */
async function listening(words: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const child = startOnwire([...words, '-l'], { env })
  const outcome: Promise<Outcome> = outcomeOf(child)
  // Nothing is waited for that cannot come any more.
  const gone = outcome.then(({ stderr }): never => {
    throw new Error(`the capture has ended: ${stderr}`)
  })
  gone.catch(() => {})
  let [stdout, stderr] = ['', '']
  child.stdout.on('data', (text: string) => {
    stdout += text
  })
  child.stderr.on('data', (text: string) => {
    stderr += text
  })
  while (!stderr.includes('listening on')) await Promise.race([once(child.stderr, 'data'), gone])
  return {
    outcome,
    pid: child.pid,
    async announced(expected: RegExp): Promise<void> {
      while (!expected.test(stderr)) await Promise.race([once(child.stderr, 'data'), gone])
    },
    async shown(expected: RegExp): Promise<void> {
      const signal = AbortSignal.timeout(5000)
      while (!expected.test(stdout)) await Promise.race([once(child.stdout, 'data', { signal }), gone])
    },
    interrupt(): Promise<Outcome> {
      child.kill('SIGINT')
      return outcome
    },
  }
}

function ping(): void {
  execFileSync('ping', ['-c', '1', '127.0.0.1'], { stdio: 'ignore' })
}

async function request(): Promise<void> {
  const server = createServer((_, response) => response.end('hello'))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  await (await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)).text()
  server.closeAllConnections()
  server.close()
}

function ip(...words: readonly string[]): void {
  execFileSync('ip', words)
}

function whatIsMissing(): string | undefined {
  if (process.platform !== 'linux') return 'the tests make networks as Linux does'
  if (process.getuid?.() !== 0) return 'it needs root'
  if (!existsSync('node_modules/cap/build/Release/cap.node')) return 'cap is not installed'
  return ['ping', 'ip', 'setpriv'].find((tool) => spawnSync('which', [tool]).status !== 0)?.concat(' is not installed')
}
