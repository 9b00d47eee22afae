/** `onwire live` under a simulated sudo: root with the variables that sudo sets for the user who called it. */
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { exactTrouble } from '../../support/exact.ts'
import { countsOf, follow, leftOut, onwireWords, startLive, whyLeftOut } from '../../support/live.ts'
import { Network } from '../../support/network.ts'

/** Writes the header of a pcap file of Ethernet frames. */
const emptyCapture = String.raw`printf '\324\303\262\241\2\0\4\0\0\0\0\0\0\0\0\0\0\0\4\0\1\0\0\0'`

const exact = !leftOut && (await exactTrouble()) === undefined

const bySudo = { SUDO_UID: '4321', SUDO_GID: '4322', SUDO_USER: 'caller' }

describe.skipIf(leftOut)(`onwire live under sudo${whyLeftOut}`, () => {
  const network = new Network()
  const parent = mkdtempSync(join(tmpdir(), 'onwire-sudo-'))
  chmodSync(parent, 0o755)
  afterAll(() => {
    network.close()
    rmSync(parent, { recursive: true })
  })

  let folder = ''
  let next = 0
  beforeEach(() => {
    folder = join(parent, `${next++}`)
    mkdirSync(folder)
  })

  const live = (...words: readonly string[]) => startLive(network.b, ['lo', ...words], bySudo)
  const ping = (count: number) => network.b.run(['ping', '-q', '-i', '0.01', '-c', `${count}`, '127.0.0.1'])

  test.each([
    ['a ring', 'packets:4,files:3', 3],
    ['a series', 'packets:4', 5],
  ])('%s of files goes on in a folder that only root may enter', async (_, criteria, expected) => {
    chmodSync(folder, 0o700)
    const capture = await live('-w', join(folder, 'trace.pcapng'), '-b', criteria)
    await ping(10)
    const { stderr, status } = await capture.end()
    expect([status, countsOf(stderr).captured]).toEqual([0, 20])
    const files = readdirSync(folder)
    expect(files).toHaveLength(expected)
    for (const file of files) expect(statSync(join(folder, file))).toMatchObject({ uid: 4321, gid: 4322 })
  })

  test.each([
    ['a file', 'trace.pcapng', [], 1],
    ['gzip', 'trace.pcapng.gz', [], 1],
    ['zstd', 'trace.pcapng.zst', [], 1],
    ['a ring', 'trace.pcapng', ['-b', 'packets:4,files:3'], 3],
    ['compressed files of a series', 'trace.pcap.gz', ['-b', 'packets:10'], 2],
    ['a flight recorder', 'trace.pcapng', ['--keep', '9p', '--trigger', 'icmp'], 1],
  ])('what is captured is for its owner only: %s', async (_, name, words, expected) => {
    for (const [umask, env] of [
      ['0', bySudo],
      ['022', bySudo],
      ['0', {}],
    ] as const) {
      const inner = join(folder, `${umask}-${Object.keys(env).length}`)
      mkdirSync(inner)
      const capture = await startLive(network.b, ['lo', '-w', join(inner, name), ...words], env, umask)
      await ping(10)
      expect((await capture.end()).status).toBe(0)
      const files = readdirSync(inner)
      expect(files).toHaveLength(expected)
      const owner = env === bySudo ? { uid: 4321, gid: 4322 } : { uid: 0, gid: 0 }
      for (const file of files) expect(modeOf(join(inner, file))).toEqual({ ...owner, mode: '600' })
    }
  })

  describe.each([
    ['dumpcap', ['lo', '--engine', 'dumpcap']],
    ['tcpdump', ['lo', '--engine', 'tcpdump']],
    ['a command', ['--command', `${emptyCapture}; sleep 60`]],
    ['a command that ignores signals', ['--command', `trap '' INT TERM; ${emptyCapture}; while :; do sleep 1; done`]],
  ])('on a quiet interface, %s is ended', (_, words) => {
    test.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)('by %s to onwire', async (signal) => {
      const capture = await startLive(network.b, words, bySudo)
      const { status } = await capture.end(signal)
      expect(status).toBe(signal === 'SIGKILL' ? 'SIGKILL' : 0)
      // After SIGKILL it is not onwire that ends it.
      await until(() => processesHere().length === 0, 5000)
      expect(processesHere()).toEqual([])
    })
  })

  const drops: readonly (readonly [string, string, readonly string[]])[] = [
    ['live', 'libpcap', ['live', 'lo']],
    ['live', 'dumpcap', ['live', 'lo', '--engine', 'dumpcap']],
    ['live', 'tcpdump', ['live', 'lo', '--engine', 'tcpdump']],
    ['live', 'a command', ['live', '--command', `${emptyCapture}; sleep 60`]],
    ['live', 'a rotation', ['live', 'lo', '-w', 'FOLDER/trace.pcapng', '-b', 'duration:99']],
    ...(exact ? [['run', 'exact', ['run', '-v', '--', 'sleep', '60']] as const] : []),
  ]
  test.each(drops)('%s (%s): root is given up for good, by all threads', async (_, how, words) => {
    const assignments = Object.entries(bySudo).map(([name, value]) => `${name}=${value}`)
    chmodSync(folder, 0o700)
    const placed = words.map((word) => word.replace('FOLDER', folder))
    const capture = follow(network.b, ['env', ...assignments, ...onwireWords, ...placed])
    await capture.said(/^listening on |drops privileges to /m)
    const threads = statusesOf(capture.pid)
    expect(threads.length).toBeGreaterThan(4)
    for (const [at, thread] of threads.entries()) {
      // The first is the main thread: it alone may open the next file where only root may write, when it raises that
      // right.
      const kept = how === 'a rotation' && at === 0 ? 2n : 0n
      expect(thread).toEqual({
        user: '4321 4321 4321 4321',
        group: '4322 4322 4322 4322',
        groups: '4322',
        permitted: kept,
        others: [0n, 0n, 0n],
        noNewPrivileges: '1',
      })
    }
    await capture.end('SIGTERM')
  })

  test.each([
    [[], 'Uid 4321 4321 4321 4321', bySudo.SUDO_GID],
    [['-Z', 'daemon'], 'Uid 1 1 1 1', '1'],
    [['-Z', 'root'], 'Uid 0 0 0 0', '0'],
  ])('a command is run by who goes on: %j', async (words, user, group) => {
    const file = join(folder, 'status')
    chmodSync(folder, 0o777)
    const command = `grep -E '^(Uid|Gid|CapPrm|CapEff)' /proc/self/status > ${file}; echo $HOME >> ${file}; ${emptyCapture}`
    const capture = await startLive(network.b, ['--command', command, ...words], { ...bySudo, HOME: '/root' })
    expect((await capture.outcome).status).toBe(0)
    const status = readFileSync(file, 'utf8').replaceAll(':', '').replaceAll('\t', ' ')
    expect(status).toContain(user)
    expect(status).toContain(`Gid ${group} ${group} ${group} ${group}`)
    const rights = /^CapEff (\w+)$/m.exec(status)![1]!
    expect(BigInt(`0x${rights}`) === 0n).toBe(words[1] !== 'root')
    if (words[1] === 'daemon') expect(status).toMatch(/^\/usr\/sbin$/m)
  })

  test('checking a file does not stay root, and its report belongs to who goes on', async () => {
    const report = join(folder, 'report.xml')
    chmodSync(folder, 0o755)
    const [program, ...words] = onwireWords
    const checker = spawn(program!, [...words, 'check', '-', '--expect', 'icmp', '--report-file', report], {
      env: { ...process.env, ...bySudo },
      stdio: ['pipe', 'ignore', 'pipe'],
    })
    const ended = once(checker, 'exit')
    checker.stdin.write(readFileSync('captures/ping.pcap'))
    await until(() => statusesOf(checker.pid!)[0]!.user === '4321 4321 4321 4321', 5000)
    for (const [at, { user, groups, permitted, noNewPrivileges }] of statusesOf(checker.pid!).entries()) {
      // The main thread alone may open the report where only root may write.
      const kept = at === 0 ? 2n : 0n
      expect([user, groups, permitted, noNewPrivileges]).toEqual(['4321 4321 4321 4321', '4322', kept, '1'])
    }
    checker.stdin.end()
    expect(await ended).toEqual([0, null])
    expect(modeOf(report)).toEqual({ uid: 4321, gid: 4322, mode: '644' })
  })

  test('reading a file does not stay root either', async () => {
    const [file, written] = [join(parent, 'trace.pcap'), join(folder, 'copy.pcap')]
    copyFileSync('captures/ping.pcap', file)
    chmodSync(file, 0o600)
    const [program, ...words] = onwireWords
    const reader = spawn(program!, [...words, 'read', '-', file, '-w', written, '--append'], {
      env: { ...process.env, ...bySudo },
      stdio: ['pipe', 'ignore', 'pipe'],
    })
    const ended = once(reader, 'exit')
    reader.stdin.write(readFileSync('captures/ping.pcap'))
    await until(() => statusesOf(reader.pid!)[0]!.user === '4321 4321 4321 4321', 5000)
    for (const { user, permitted } of statusesOf(reader.pid!))
      expect([user, permitted]).toEqual(['4321 4321 4321 4321', 0n])
    reader.stdin.end()
    expect(await ended).toEqual([0, null])
    expect(modeOf(written)).toMatchObject({ uid: 4321, gid: 4322 })
    expect(statSync(written).size).toBe(2 * statSync(file).size - 24)
  })

  function processesHere(): string[] {
    return execFileSync('ip', ['netns', 'pids', network.b.namespace], { encoding: 'utf8' }).split('\n').filter(Boolean)
  }
})

/** Of each thread, the main one first: proc_pid_status(5). */
function statusesOf(pid: number) {
  const threads = readdirSync(`/proc/${pid}/task`).sort((one, two) => Number(one) - Number(two))
  return threads.map((thread) => {
    const status = readFileSync(`/proc/${pid}/task/${thread}/status`, 'utf8')
    const field = (name: string) => new RegExp(`^${name}:\\s*(.*?)\\s*$`, 'm').exec(status)![1]!.replaceAll('\t', ' ')
    const bits = (name: string) => BigInt(`0x${field(name)}`)
    return {
      user: field('Uid'),
      group: field('Gid'),
      groups: field('Groups'),
      permitted: bits('CapPrm'),
      others: [bits('CapEff'), bits('CapInh'), bits('CapAmb')],
      noNewPrivileges: field('NoNewPrivs'),
    }
  })
}

function modeOf(path: string): object {
  const { uid, gid, mode } = statSync(path)
  return { uid, gid, mode: (mode & 0o777).toString(8) }
}

async function until(reached: () => boolean, milliseconds: number): Promise<void> {
  for (const end = Date.now() + milliseconds; !reached() && Date.now() < end;) await setTimeout(20)
}
