import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { adviceFrom, namespaceFailure } from '../../../src/capture/traffic/isolated/namespaces.ts'
import {
  openCommandTraffic,
  type CommandOutcome,
  type CommandTrafficOptions,
} from '../../../src/capture/traffic/index.ts'
import type { Frame } from '../../../src/files/frame.ts'
import { Packet } from '../../../src/packet/packet.ts'
import { expectEnd, neverQuiet } from './never-quiet.ts'
import { framesOf } from './support.ts'

const missing = whatIsMissing()
if (missing !== undefined && process.env.CI)
  throw new Error(`networks of a command's own cannot be tested here: ${missing}`)

interface Run {
  readonly frames: readonly Frame[]
  readonly outcome: CommandOutcome
  readonly output: string
  readonly remarks: readonly string[]
  readonly lost: number
}

/** Runs a line of shell and gives all its packets. */
async function isolated(
  isolate: CommandTrafficOptions['isolate'],
  line: string,
  options: Partial<CommandTrafficOptions> = {},
): Promise<Run> {
  const traffic = await openCommandTraffic({
    command: ['sh', '-c', line],
    isolate,
    stdio: ['ignore', 'pipe', 'inherit'],
    ...options,
  })
  const output = text(traffic.streams[1]!)
  const ending = traffic.run().then(async (outcome) => {
    await traffic.finish()
    return outcome
  })
  const frames = await framesOf(traffic)
  const { droppedByKernel = 0, droppedByReader = 0 } = traffic.statistics ?? {}
  return {
    frames,
    outcome: await ending,
    output: await output,
    remarks: traffic.remarks,
    lost: droppedByKernel + droppedByReader,
  }
}

const protocolsOf = (frames: readonly Frame[]) =>
  frames.map((frame) =>
    new Packet(frame)
      .layers()
      .map(({ schema }) => schema.name)
      .join(':'),
  )
const requestsOf = (frames: readonly Frame[]) =>
  frames
    .map((frame) => new TextDecoder().decode(frame.bytes))
    .flatMap((each) => /(GET|POST) \S+ HTTP[^]*/.exec(each)?.[0] ?? [])

describe.skipIf(missing !== undefined)(
  `a network of the command's own${missing === undefined ? '' : ` (left out: ${missing})`}`,
  () => {
    const server = createServer((request, response) => response.end(`hello ${request.url}\n`))
    let url = ''
    beforeAll(async () => {
      await new Promise<void>((done) => server.listen(0, address, done))
      url = `http://${address}:${(server.address() as AddressInfo).port}`
    })
    afterAll(() => void server.close())

    describe.each(['pasta', 'slirp4netns'] as const)('with %s', (uplink) => {
      test('shows every packet the kernel counts on its interfaces, and none of its own making', async () => {
        const count = 'cat /proc/net/dev; echo'
        const line = `${count}; for i in 1 2 3; do curl -s ${url}/$i; done; node -e 'fetch("${url}/node").then((r) => r.text()).then(console.log)'; curl -s http://127.0.0.1:9; sleep 0.3; ${count}`
        const { frames, output, outcome, lost } = await isolated(uplink, line)
        expect(output).toMatch(/hello \/1\nhello \/2\nhello \/3\nhello \/node/)
        expect(outcome).toEqual({ status: 0, signal: undefined, exitStatus: 0 })
        const counted = (name: string) =>
          [...output.matchAll(new RegExp(`^ *${name}:(.*)$`, 'gm'))].map(([, numbers]) =>
            numbers!.trim().split(/ +/).map(Number),
          )
        const [loBefore, loAfter] = counted('lo')
        const [netBefore, netAfter] = counted('net0')
        expect(frames.filter(({ interfaceId }) => interfaceId === 0)).toHaveLength(loAfter![1]! - loBefore![1]!)
        expect(frames.filter(({ interfaceId }) => interfaceId === 1)).toHaveLength(
          netAfter![1]! + netAfter![9]! - netBefore![1]! - netBefore![9]!,
        )
        expect(requestsOf(frames)).toHaveLength(4)
        expect(protocolsOf(frames).filter((each) => /icmpv6|dns/.test(each))).toEqual([])
        expect(lost).toBe(0)
      })

      test('of what sends nothing there is nothing', async () => {
        expect((await isolated(uplink, 'true')).frames).toEqual([])
      })
    })

    test('exit statuses and signals are those of the command', async () => {
      const outcomes = await Promise.all([
        isolated('none', 'exit 7'),
        isolated('none', 'kill -TERM $$'),
        isolated('none', '', { command: ['/nonexistent/program'], stdio: ['ignore', 'pipe', 'ignore'] }),
      ])
      expect(outcomes.map(({ outcome }) => outcome)).toEqual([
        { status: 7, signal: undefined, exitStatus: 7 },
        { status: undefined, signal: 'SIGTERM', exitStatus: 143 },
        { status: 127, signal: undefined, exitStatus: 127 },
      ])
      const traffic = await openCommandTraffic({
        command: ['sleep', '20'],
        isolate: 'none',
        stdio: ['ignore', 'ignore', 'ignore'],
      })
      const ended = traffic.run()
      traffic.kill('SIGINT')
      expect((await ended).exitStatus).toBe(130)
      await traffic.finish()
      await traffic.close()
    })

    test('a daemon that forks twice is waited for', async () => {
      const { frames, remarks } = await isolated(
        'none',
        "(setsid sh -c 'sleep 0.5; curl -s http://late.test/ >/dev/null' >/dev/null 2>&1 &) ; true",
      )
      expect(requestsOf(frames).join('')).toContain('Host: late.test')
      expect(remarks.filter((each) => each.includes('still running'))).toEqual([])
    })

    test('what is left running and never quiet does not keep the capture from its end', async () => {
      const traffic = await openCommandTraffic({
        command: ['sh', '-c', '"$0" -e "$1" >/dev/null & echo $!', process.execPath, neverQuiet],
        isolate: 'none',
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      const output = text(traffic.streams[1]!)
      await expectEnd(traffic)
      expect(traffic.remarks.slice(-2)).toEqual([
        expect.stringMatching(/^stopped waiting for 1 processes of the command after 1 seconds/),
        expect.stringMatching(/still arriving after 1 seconds/),
      ])
      process.kill(Number(await output))
    })

    test('a command that takes the wire away keeps its packets and its outcome', async () => {
      const traffic = await openCommandTraffic({
        command: ['sh', '-c', 'curl -s http://one.test/ >/dev/null; ip link del net0; sleep 0.5; exit 4'],
        isolate: 'none',
        stdio: ['ignore', 'ignore', 'inherit'],
      })
      const frames: Frame[] = []
      const reading = (async () => {
        for await (const batch of traffic) frames.push(...batch)
      })()
      const outcome = traffic.run()
      await expect(reading).rejects.toMatchObject({ code: 'interface-failed' })
      expect(requestsOf(frames).join('')).toContain('Host: one.test')
      expect((await outcome).exitStatus).toBe(4)
    })

    test('folder, environment, user and streams are as they are asked for', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'onwire-isolated-'))
      chmodSync(folder, 0o755)
      try {
        const traffic = await openCommandTraffic({
          command: ['sh', '-c', 'read line; echo "$line $PWD $WORD $(id -u)"; grep CapEff /proc/self/status'],
          isolate: 'none',
          cwd: folder,
          env: { ...process.env, WORD: 'word' },
          account: { uid: 65_534, gid: 65_534 },
          stdio: ['pipe', 'pipe', 'inherit'],
        })
        traffic.streams[0]!.end('said\n')
        const output = text(traffic.streams[1]!)
        await traffic.run()
        await Promise.all([framesOf(traffic), traffic.finish()])
        expect(await output).toBe(`said ${folder} word 65534\nCapEff:\t0000000000000000\n`)
      } finally {
        rmSync(folder, { recursive: true })
      }
    })

    test('without an uplink the sink answers, and names are kept apart', async () => {
      const line =
        'curl -s http://one.test/a http://two.test:8080/b -d body; curl -sk https://one.test/; curl -s -m1 telnet://three.test:7 </dev/null; ping -c1 -W2 four.test | head -1'
      const { frames, output, lost } = await isolated('none', line)
      expect(output.match(/no data has left this host/g)).toHaveLength(2)
      expect(output).toMatch(/PING four\.test.*(198\.18\.1\.3|::103)/)
      const [first, second] = requestsOf(frames)
      expect(first).toMatch(/^POST \/a .*\r\nHost: one\.test\r\n/)
      expect(second).toMatch(/^POST \/b .*\r\nHost: two\.test:8080\r\n[^]*body$/)
      const names = frames
        .flatMap((frame) => (new Packet(frame).tls ? [new TextDecoder().decode(frame.bytes)] : []))
        .filter((each) => each.includes('one.test'))
      expect(names).toHaveLength(1)
      expect(lost).toBe(0)
    })

    test('what is sent fast arrives whole', async () => {
      const { output, frames, lost } = await isolated(
        'none',
        'head -c 20000000 /dev/zero | curl -s -T - -w "%{http_code}" http://big.test/',
        { snapLength: 128 },
      )
      expect(output).toMatch(/200$/)
      expect(Math.max(...frames.map(({ originalLength }) => originalLength))).toBe(1514)
      expect(frames.reduce((sum, { originalLength }) => sum + originalLength, 0)).toBeGreaterThan(20_000_000)
      expect(lost).toBe(0)
    })

    test('a capture that is stopped still tells how the command ended', async () => {
      const traffic = await openCommandTraffic({
        command: ['sh', '-c', 'sleep 0.5; exit 5'],
        isolate: 'none',
        stdio: ['ignore', 'ignore', 'ignore'],
      })
      const ended = traffic.run()
      traffic.stop()
      expect(await framesOf(traffic)).toEqual([])
      await traffic.close()
      expect((await ended).exitStatus).toBe(5)
    })

    test('an uplink that cannot be is told with its own words', async () => {
      const child = spawn('unshare', [
        '--net',
        process.execPath,
        resolve('bin/onwire.js'),
        'run',
        '--isolate=pasta',
        '--',
        'true',
      ])
      expect(await text(child.stderr)).toMatch(
        /^onwire: pasta: expected an uplink, found an uplink that has ended \(.*\w.*\)\. Try another one: --isolate=slirp4netns/,
      )
    })

    test('where pasta finds no way out, slirp4netns is used, and -v says why', async () => {
      const words = [resolve('bin/onwire.js'), 'run', '-v', '--isolate', '--', 'true']
      const child = spawn('unshare', ['--net', process.execPath, ...words])
      const said = await text(child.stderr)
      expect(said).toMatch(/^onwire: isolated: .*beyond slirp4netns, /)
      expect(said).toMatch(/^onwire: pasta could not be used: an uplink that has ended \(.*\w.*\)$/m)
    })

    test('a command that never runs leaves nothing behind', async () => {
      const traffic = await openCommandTraffic({
        command: ['sleep', '20'],
        isolate: 'pasta',
        stdio: ['ignore', 'ignore', 'ignore'],
      })
      const network = readlinkSync(`/proc/${traffic.pid}/ns/net`)
      expect(network).not.toBe(readlinkSync('/proc/self/ns/net'))
      await traffic.close()
      await expectEmpty(network)
    })

    test('works without being root, and survives that onwire is killed: the command goes on, then all is gone', async () => {
      const { stdout, stderr, status } = await asNobody([
        'run',
        '--isolate',
        '--summary',
        '--',
        'sh',
        '-c',
        `curl -s ${url}/u; id -u; exit 3`,
      ])
      expect(stdout).toBe('hello /u\n65534\n')
      expect(stderr).toMatch(/isolated: every packet[^]*GET http:\S+\/u  200 OK/)
      expect(status).toBe(3)
      const onwire = spawn(process.execPath, [
        resolve('bin/onwire.js'),
        'run',
        '--isolate=pasta',
        '--',
        'sh',
        '-c',
        `readlink /proc/self/ns/net; sleep 1; curl -s ${url}/late`,
      ])
      let output = ''
      onwire.stdout.setEncoding('utf8').on('data', (text: string) => {
        if (output === '') onwire.kill('SIGKILL')
        output += text
      })
      await text(onwire.stdout as Readable).catch(() => {})
      const [network, rest] = output.split('\n')
      expect(rest).toBe('hello /late')
      await expectEmpty(network!)
    })

    test('what is missing is said, with what to do', async () => {
      const forbidden = await asNobody(['run', '--isolate', '--', 'true'], 'tun')
      expect(forbidden.stderr).toMatch(
        /\/dev\/net\/tun: expected .*, found permission denied\. Permit it.*--isolate=none/,
      )
      expect(forbidden.status).toBe(3)
      await expect(
        openCommandTraffic({ command: ['true'], isolate: 'none', captureFilter: 'nonsense (' }),
      ).rejects.toMatchObject({ code: 'bad-filter' })
      await expect(
        openCommandTraffic({ command: ['true'], isolate: 'none', cwd: '/nonexistent' }),
      ).rejects.toMatchObject({ code: 'not-found' })
    })
  },
)

test('why namespaces are refused follows from the settings of the kernel', () => {
  expect(adviceFrom((path) => (path.endsWith('max_user_namespaces') ? '0' : undefined))).toMatch(
    /sysctl user\.max_user_namespaces/,
  )
  expect(adviceFrom((path) => (path.endsWith('apparmor_restrict_unprivileged_userns') ? '1' : '15000'))).toMatch(
    /AppArmor/,
  )
  expect(adviceFrom(() => undefined)).toMatch(/in a container/)
  expect(namespaceFailure('unshare: unrecognized option: map-current-user')).toMatchObject({
    code: 'no-engine',
    advice: expect.stringContaining('2.36'),
  })
})

const address = Object.values(networkInterfaces())
  .flat()
  .find((each) => each?.family === 'IPv4' && !each.internal)?.address

/** Nothing lives in a network any more, neither the command nor what captured it. */
async function expectEmpty(network: string): Promise<void> {
  const left = () =>
    readdirSync('/proc').filter((pid) => {
      try {
        return /^\d+$/.test(pid) && readlinkSync(`/proc/${pid}/ns/net`) === network
      } catch {
        return false
      }
    })
  for (let turn = 0; turn < 100 && left().length > 0; turn++) await sleep(50)
  expect(left()).toEqual([])
}

/** Runs the built command as a user who may open /dev/net/tun, as users may on most systems, but nothing else. */
async function asNobody(
  words: readonly string[],
  hidden = 'nothing',
): Promise<{ stdout: string; stderr: string; status: number | null }> {
  const script =
    'f=$(mktemp -d) && mknod $f/tun c 10 200 && { [ "$HIDE" = tun ] && chmod 600 $f/tun || chmod 666 $f/tun; } && mount --bind $f/tun /dev/net/tun && rm -r $f && cd / && ' +
    'exec setpriv --reuid 65534 --regid 65534 --clear-groups "$@"'
  const child = spawn(
    'unshare',
    ['--mount', 'sh', '-c', script, 'sh', process.execPath, resolve('bin/onwire.js'), ...words],
    { env: { ...process.env, HIDE: hidden }, timeout: 15_000 },
  )
  const [stdout, stderr, status] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((done) => child.on('close', done)),
  ])
  return { stdout, stderr, status }
}

function whatIsMissing(): string | undefined {
  if (process.getuid?.() !== 0) return 'it takes root'
  if (
    Object.values(networkInterfaces())
      .flat()
      .every((each) => each?.family !== 'IPv4' || each.internal)
  )
    return 'this machine has no address'
  const programs = ['unshare', 'pasta', 'slirp4netns', 'curl', 'ping', 'setpriv', 'ip']
  const absent = programs.filter((program) => spawnSync('sh', ['-c', `command -v ${program}`]).status !== 0)
  if (absent.length > 0) return `no ${absent.join(', ')}`
  return spawnSync('sh', ['-c', ': 3<>/dev/net/tun']).status === 0 ? undefined : 'no /dev/net/tun'
}
