import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { openRemote, type OpenRemoteOptions } from '../../../src/capture/remote/remote.ts'
import { destinationOf } from '../../../src/capture/remote/ssh-capture.ts'
import { bytesOf, pcap } from '../../support/capture-bytes.ts'

describe('a machine is named as ssh names it', () => {
  test.each([
    ['gate', ['-T', '--', 'gate']],
    ['ann@gate.example', ['-T', '--', 'ann@gate.example']],
    ['ann@gate:2222', ['-T', '-p', '2222', '--', 'ann@gate']],
    ['::1', ['-T', '--', '::1']],
    ['ann@fe80::1', ['-T', '--', 'ann@fe80::1']],
    ['ann@[::1]:22', ['-T', '-p', '22', '--', 'ann@::1']],
    ['[::1]', ['-T', '--', '::1']],
  ])('%s', (target, words) => expect(destinationOf(target)).toEqual(words))

  test.each(['', '@gate', '-oProxyCommand=evil', 'ann@-oProxyCommand=evil', '-l@gate', 'a gate', 'gate:'])(
    '%j is none',
    (target) => {
      expect(() => destinationOf(target)).toThrow(/user@host:port/)
    },
  )
})

/** A stand-in for ssh that stays on this machine, and one for tcpdump. */
describe('a capture on another machine', () => {
  const folder = mkdtempSync(join(tmpdir(), 'onwire-remote-'))
  const path = process.env.PATH
  beforeAll(() => {
    program(
      'ssh',
      'echo "$@" > "$STAND_IN/ssh-words"; while [ $# -gt 1 ]; do shift; done; export SSH_CONNECTION="192.0.2.1 50123 192.0.2.9 22"; exec sh -c "$1"',
    )
    writeFileSync(
      join(folder, 'trace.pcap'),
      pcap([
        [1, 2, frame],
        [3, 4, frame],
        [5, 6, frame],
      ]),
    )
    process.env.PATH = `${folder}:${path}`
    process.env.STAND_IN = folder
  })
  beforeEach(() => tcpdump('cat "$STAND_IN/trace.pcap"; while :; do sleep 0.1; done'))
  afterAll(() => {
    process.env.PATH = path
    delete process.env.STAND_IN
    rmSync(folder, { recursive: true })
  })

  test('gives its packets, and its counts when it is stopped', async () => {
    const capture = await opened({ interfaces: ['eth0'], captureFilter: "host 'a b' and $c", immediate: true })
    expect(capture).toMatchObject({
      name: 'ann@there:2222 eth0',
      engine: 'ssh',
      linkType: 1,
      unmet: [],
      remarks: [expect.stringMatching(/^captured remotely by tcpdump/)],
    })
    const seconds: number[] = []
    for await (const batch of capture) {
      for (const each of batch) seconds.push(each.seconds)
      if (seconds.length === 3) capture.stop()
    }
    expect(seconds).toEqual([1, 3, 5])
    expect(capture.statistics).toMatchObject({ received: 7, droppedByKernel: 2 })
    expect(readFileSync(join(folder, 'words'), 'utf8').split('\n')).toEqual(
      expect.arrayContaining(['eth0', '--immediate-mode', expect.stringMatching(/and \(host 'a b' and \$c\)$/)]),
    )
    expect(readFileSync(join(folder, 'ssh-words'), 'utf8')).toMatch(/^-T -p 2222 -- ann@there exec sh -c '/)
  })

  test('leaves nothing running there when the loop is left, or broken off', async () => {
    const capture = await opened({ immediate: true })
    for await (const batch of capture) {
      expect(batch.length).toBeGreaterThan(0)
      break
    }
    expect(isRunning()).toBe(false)
    const other = await opened({})
    expect(isRunning()).toBe(true)
    void other.close()
    await vi.waitFor(() => expect(isRunning()).toBe(false), 5000)
  })

  test('goes through another line than ssh', async () => {
    const capture = await opened({ immediate: true, ssh: `${join(folder, 'ssh')} -i 'a key'` })
    void capture.close()
    expect(readFileSync(join(folder, 'ssh-words'), 'utf8')).toMatch(/^-i a key -T -p 2222 -- ann@there/)
  })

  test.each([
    ['tcpdump: eth0: No such device exists', 'no-such-interface', /^ann@there:2222: .*eth0: No such device exists$/],
    ["tcpdump: can't parse filter expression: syntax error", 'bad-filter', /syntax error/],
    [
      "tcpdump: eth0: You don't have permission to perform this capture on that device",
      'no-permission',
      /Log in as root/,
    ],
    ['tcpdump: eth0: That device is not up', 'interface-failed', /not up$/],
  ])('fails as its program does: %s', async (said, code, message) => {
    tcpdump(`echo '${said.replaceAll("'", "'\\''")}' >&2; exit 1`)
    await expect(opened({ captureFilter: 'x' })).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    })
  })

  test('says what ssh says', async () => {
    const ssh = `sh -c 'echo "ssh: connect to host there port 22: Connection refused" >&2; exit 255'`
    await expect(opened({ ssh })).rejects.toMatchObject({
      code: 'interface-failed',
      message: expect.stringMatching(/an ssh connection, found ssh: connect .* refused$/),
    })
  })

  test('says that the connection broke off, after the packets that came', async () => {
    tcpdump('cat "$STAND_IN/trace.pcap"; sleep 0.1; echo "client_loop: send disconnect: Broken pipe" >&2; exit 255')
    const seconds: number[] = []
    const loop = async () => {
      for await (const batch of await opened({})) for (const each of batch) seconds.push(each.seconds)
    }
    await expect(loop()).rejects.toMatchObject({
      code: 'interface-failed',
      message: expect.stringMatching(/a broken connection \(client_loop/),
    })
    expect(seconds).toEqual([1, 3, 5])
  })

  test('says what a login prints that is no capture', async () => {
    const ssh = `sh -c 'printf "Welcome to there, enjoy"; sleep 5'`
    await expect(opened({ ssh })).rejects.toMatchObject({
      code: 'not-a-capture',
      message: expect.stringMatching(/the text "Welcome /),
    })
  })

  const opened = (options: OpenRemoteOptions) => openRemote('ann@there:2222', options)

  function tcpdump(body: string): void {
    program(
      'tcpdump',
      `case $* in *-L*) exit 0 ;; esac
printf '%s\\n' "$@" > "$STAND_IN/words"
echo $$ > "$STAND_IN/pid"
trap 'echo "3 packets captured" >&2; echo "7 packets received by filter" >&2; echo "2 packets dropped by kernel" >&2; exit 0' TERM
${body}`,
    )
  }

  function program(name: string, body: string): void {
    writeFileSync(join(folder, name), `#!/bin/sh\n${body}\n`)
    chmodSync(join(folder, name), 0o755)
  }

  function isRunning(): boolean {
    const pid = join(folder, 'pid')
    return existsSync(pid) && spawnSync('kill', ['-0', readFileSync(pid, 'utf8').trim()]).status === 0
  }
})

const frame = bytesOf('00 11 22 33 44 55 66 77 88 99 aa bb 08 00')
