/** What a live capture writes: nothing is lost on the way to its files, whatever ends it and whoever it has become. */
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openFile } from '../../../src/capture/reading/file.ts'
import { countsOf, follow, leftOut, onwireWords, startLive, whyLeftOut } from '../../support/live.ts'
import { Network } from '../../support/network.ts'
import { numbersTo } from '../../support/numbered.ts'
import { numberOf, send } from '../../support/sender.ts'

describe.skipIf(leftOut)(`files of a live capture${whyLeftOut}`, () => {
  let network: Network
  const parent = mkdtempSync(join(tmpdir(), 'onwire-live-files-'))
  let folder = ''
  let made = 0
  beforeAll(() => {
    chmodSync(parent, 0o755)
    network = new Network()
  })
  beforeEach(() => {
    folder = join(parent, `${made++}`)
    mkdirSync(folder)
  })
  afterAll(() => {
    network.close()
    rmSync(parent, { recursive: true })
  })

  const start = (words: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    startLive(network.b, [network.b.interface, ...words], env)

  test('kill -9 leaves a file that is whole as far as it goes', async () => {
    const file = join(folder, 'killed.pcapng')
    const live = await start(['-w', file])
    await send(network.a, { count: 20_000, rate: 15_000 })
    await live.end('SIGKILL')
    const numbers = await numbersIn(file)
    // What came more than a second ago is there.
    expect(numbers.length).toBeGreaterThan(1000)
    expect(numbers).toEqual(numbersTo(numbers.length - 1, 0))
  })

  test('with -U every packet that was shown is in the file', async () => {
    const file = join(folder, 'flushed.pcapng')
    const live = await start(['-w', file, '-U', '--print', '-t'])
    await send(network.a, { count: 100, rate: 1000 })
    await live.shown(/(.*\n){100}/)
    await live.end('SIGKILL')
    expect(await numbersIn(file)).toEqual(numbersTo(99, 0))
  })

  test.each([
    ['by packets', ['-b', 'packets:500'], 'ring.pcapng'],
    ['by size, as tcpdump', ['-C', '50k'], 'ring.pcap'],
    ['by size, compressed', ['-b', 'filesize:80'], 'ring.pcapng.gz'],
  ])('100 rotations without a lost packet: %s', async (_, words, name) => {
    const live = await start(['-w', join(folder, name), ...words])
    const { sent } = await send(network.a, { count: 50_500, rate: 40_000 })
    const { status, stderr } = await live.end()
    expect(status).toBe(0)
    expect(countsOf(stderr)).toEqual({ captured: sent, received: sent, dropped: 0 })
    const files = inOrder(readdirSync(folder))
    expect(files.length).toBeGreaterThan(100)
    const numbers: number[] = []
    for (const each of files) numbers.push(...(await numbersIn(join(folder, each))))
    expect(numbers).toEqual(numbersTo(sent - 1, 0))
  })

  test('-G begins files by the clock, a ring keeps the last ones, -W ends', async () => {
    const timed = await start(['-w', join(folder, 'timed-%s.pcap'), '-G', '1', '-W', '2'])
    const ring = await start(['-w', join(folder, 'ring.pcapng'), '-b', 'packets:100,files:3'])
    await send(network.a, { count: 5000, rate: 1800 })
    expect((await timed.outcome).status).toBe(0)
    expect(readdirSync(folder).filter((each) => each.startsWith('timed-'))).toHaveLength(2)
    await ring.end()
    const kept = inOrder(readdirSync(folder).filter((each) => each.startsWith('ring')))
    expect(kept).toHaveLength(3)
    expect((await numbersIn(join(folder, kept.at(-1)!))).at(-1)).toBe(4999)
  })

  test('the file tells what the interface is, and how many packets it had and lost', async () => {
    const file = join(folder, 'counted.pcapng')
    const live = await start(['-w', file])
    await send(network.a, { count: 300 })
    await live.end()
    const source = await openFile(file)
    for await (const _ of source);
    const [wire] = source.interfaces
    expect(wire).toMatchObject({
      name: 'wire0',
      linkType: 1,
      snapLength: 262_144,
      timeResolution: 9,
      operatingSystem: expect.stringMatching(/^Linux /),
    })
    expect(wire!.statistics).toMatchObject({ received: 300, droppedByKernel: 0, droppedByInterface: 0, delivered: 300 })
    expect(source.sections[0]).toMatchObject({ application: expect.stringMatching(/^onwire /) })
  })

  test('a display filter chooses what is saved, --print shows it too', async () => {
    const file = join(folder, 'filtered.pcapng')
    const live = await start(['-w', file, '--print', '-t', '-Y', 'udp.srcport in {40001, 40005..40006}'])
    await send(network.a, { count: 100, rate: 1000 })
    const { stdout } = await live.end()
    expect(stdout.match(/:\d+(?= >)/g)).toEqual([':40001', ':40005', ':40006'])
    expect(await numbersIn(file)).toEqual([1, 5, 6])
  })

  test('a flight recorder writes the last packets at SIGUSR2, and when a filter matches', async () => {
    const file = join(folder, 'flight.pcapng')
    const live = await start(['-w', file, '--keep', '20p', '--trigger', 'udp.srcport == 40150', '-U'])
    await send(network.a, { count: 100, rate: 2000 })
    // So that all have been looked at: what is captured meanwhile is written a batch at a time.
    const asking = setInterval(() => process.kill(live.pid, 'SIGUSR1'), 50)
    await live.said(/^100 packets captured/m)
    clearInterval(asking)
    expect(await numbersIn(file)).toEqual([])
    process.kill(live.pid, 'SIGUSR2')
    await until(() => (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 20 * 142)
    await send(network.a, { count: 200, rate: 2000 })
    const { stderr, status } = await live.end()
    expect(status).toBe(0)
    expect(stderr).toMatch(/^2 triggers, 40 packets written, 20 kept and not written$/m)
    expect(await numbersIn(file)).toEqual([...numbersTo(99, 80), ...numbersTo(150, 131)])
  })

  test('a full disk ends the capture with what was written before', async () => {
    const disk = join(folder, 'disk')
    mkdirSync(disk)
    const line = `mount -t tmpfs -o size=1m none ${disk} && exec ${onwireWords.join(' ')} live wire0 -w ${disk}/full.pcapng`
    const live = follow(network.b, [
      'unshare',
      '--mount',
      'bash',
      '--norc',
      '-c',
      `(${line}); status=$?; cp ${disk}/full.pcapng ${folder}; exit $status`,
    ])
    await live.said(/^listening on /m)
    await send(network.a, { count: 20_000, rate: 20_000 })
    const { stderr, status } = await live.outcome
    expect(status).toBe(3)
    expect(stderr).toMatch(/full\.pcapng: expected a file that can be written, found no space left on the device$/m)
    const numbers = await numbersIn(join(folder, 'full.pcapng'))
    expect(numbers.length).toBeGreaterThan(1000)
    expect(numbers).toEqual(numbersTo(numbers.length - 1, 0))
  })

  test('who called sudo goes on, in all threads, before the first packet; its rotation goes on in a folder of root', async () => {
    const live = await start(['-w', join(folder, 'mine.pcapng'), '-b', 'packets:100', '-v'], {
      SUDO_UID: '4321',
      SUDO_GID: '4322',
      SUDO_USER: 'caller',
    })
    await live.said(/drops privileges to caller \(user 4321, group 4322\), who invoked sudo$/m)
    const threads = readdirSync(`/proc/${live.pid}/task`).map((thread) =>
      readFileSync(`/proc/${live.pid}/task/${thread}/status`, 'utf8'),
    )
    expect(threads.length).toBeGreaterThan(4)
    for (const status of threads) {
      expect(status).toMatch(/^Uid:\t4321\t4321\t4321\t4321\nGid:\t4322\t4322\t4322\t4322\n/m)
      expect(status).toMatch(/^CapEff:\t0+$/m)
    }
    for (const status of threads) expect(status).toMatch(/^NoNewPrivs:\t1$/m)
    await send(network.a, { count: 1000, rate: 10_000 })
    const { stderr, status } = await live.end()
    expect([status, countsOf(stderr).captured]).toEqual([0, 1000])
    const files = readdirSync(folder)
    expect(files).toHaveLength(10)
    expect(statSync(join(folder, inOrder(files)[0]!))).toMatchObject({ uid: 4321, gid: 4322 })
  })

  test('-Z names the user, whose own folder is enough', async () => {
    chownSync(folder, 65_534, 65_534)
    const live = await start(['-w', join(folder, 'mine.pcapng'), '-b', 'packets:100', '-v', '-Z', 'nobody'])
    await live.said(/drops privileges to nobody \(user 65534/)
    const status = readFileSync(`/proc/${live.pid}/status`, 'utf8')
    expect(status).toMatch(/^Uid:\t65534\t65534\t65534\t65534$/m)
    expect(status).toMatch(/^CapPrm:\t0+$/m)
    await send(network.a, { count: 200 })
    expect((await live.end()).status).toBe(0)
    for (const each of readdirSync(folder)) expect(statSync(join(folder, each)).uid).toBe(65_534)
  })
})

/** The numbers of the sender's packets in a file, from 0. */
async function numbersIn(path: string): Promise<number[]> {
  const numbers: number[] = []
  for await (const { length, memory, start, capturedLength } of await openFile(path, { reuseMemory: true }))
    for (let index = 0; index < length; index++) numbers.push(numberOf(memory, start[index]!, capturedLength[index]!))
  return numbers
}

/** Files of a series by the number in their names: `_00001_`, or what they end in. */
function inOrder(names: readonly string[]): string[] {
  const number = (name: string) =>
    Number(
      /_(\d+)_|\.pcap(\d*)$/
        .exec(name)
        ?.slice(1)
        .find((each) => each !== undefined) ?? 0,
    )
  return names.toSorted((one, other) => number(one) - number(other))
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 10))
}
