/** What happens to interfaces while they are captured from, and how a capture ends. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readCapture } from '../../support/capture-bytes.ts'
import { countsOf, follow, inProgram, leftOut, onwireWords, startLive, whyLeftOut } from '../../support/live.ts'
import { type Host, Network } from '../../support/network.ts'
import { send } from '../../support/sender.ts'

describe.skipIf(leftOut)(`interfaces while they are captured from${whyLeftOut}`, () => {
  let network: Network
  beforeEach(() => {
    network = new Network()
  })
  afterEach(() => network.close())

  test('down and up, another name, other addresses: the capture goes on; and gone, it ends with what came before', async () => {
    const { a, b } = network
    const live = await startLive(b, [b.interface, '-v', '-t'])
    await send(a, { count: 5 })
    ip(b, 'link set wire0 down')
    await live.said(/^onwire: wire0: the interface went down; the capture resumes when it is up again \(set down\)$/m)
    ip(b, 'link set wire0 up')
    await live.said(/^onwire: wire0: the interface is up$/m)
    await send(a, { count: 5 })
    ip(b, 'addr add 10.99.0.1/24 dev wire0')
    await live.said(/^onwire: wire0: the interface has a new address \(10\.99\.0\.1\/24\)$/m)
    ip(b, 'link set wire0 name wire9')
    await live.said(/^onwire: wire0: the interface was renamed; the capture continues \(wire9\)$/m)
    await send(a, { count: 5 })
    // The last packets are still in the kernel, in a block it has not delivered.
    ip(b, 'link del wire9')
    const { stderr, stdout, status } = await live.outcome
    expect(status).toBe(3)
    // One line says so, the reason of the end.
    expect(stderr.match(/ gone\b/g)).toHaveLength(1)
    expect(stderr).toMatch(/^onwire: wire0: expected packets, found an interface that is gone$/m)
    expect(countsOf(stderr)).toEqual({ captured: 15, received: 15, dropped: 0 })
    // What -v says of each packet is indented.
    expect(stdout.split('\n').filter((line) => /^\S/.test(line))).toHaveLength(15)
  })

  test('of several, one that is gone does not end the others, nor hold back their packets', async () => {
    const { a, b } = network
    ip(b, 'link add other0 type veth peer name other1')
    for (const name of ['other0', 'other1']) ip(b, `link set ${name} up`)
    const live = await startLive(b, ['-i', 'other0,wire0', '-t'])
    await send(a, { count: 5 })
    await live.shown(/(.*\n){5}/)
    ip(b, 'link del other0')
    await live.said(/^onwire: other0: nothing more can be captured from the interface/m)
    await send(a, { count: 5 })
    await live.shown(/(.*\n){10}/)
    const { stderr, status } = await live.end()
    expect(status).toBe(0)
    expect(countsOf(stderr)).toMatchObject({ captured: 10 })
  })

  test('the library tells the same, and the loop rejects when none is left', async () => {
    const { b } = network
    const result = await inProgram<{ events: { kind: string }[]; code: string }>(
      b,
      `
      const { execFileSync } = await import('node:child_process')
      const events = []
      const capture = await onwire.openLive({ interfaces: [wire], onEvent: (event) => events.push(event) })
      execFileSync('ip', ['link', 'del', wire])
      const code = await (async () => { for await (const batch of capture); })().then(() => 'none', ({ code }) => code)
      await capture.close()
      return { events, code }`,
    )
    expect(result.code).toBe('interface-failed')
    expect(result.events.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['down', 'failed']))
  })

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s ends it in good order', async (signal) => {
    const { a, b } = network
    const live = await startLive(b, [b.interface, '-t'])
    await send(a, { count: 100 })
    const { stdout, stderr, status } = await live.end(signal)
    expect(status).toBe(0)
    expect(stdout.trim().split('\n')).toHaveLength(100)
    expect(countsOf(stderr)).toEqual({ captured: 100, received: 100, dropped: 0 })
  })

  test('SIGUSR1 prints the counts so far, and it goes on', async () => {
    const { a, b } = network
    const live = await startLive(b, [b.interface, '-t'])
    await send(a, { count: 7 })
    await live.shown(/(.*\n){7}/)
    process.kill(live.pid, 'SIGUSR1')
    await live.said(/^7 packets captured\n\d+ packets received by filter\n0 packets dropped by kernel$/m)
    await send(a, { count: 1 })
    await live.shown(/(.*\n){8}/)
    expect(countsOf((await live.end()).stderr.split(/^(?=8 packets captured)/m)[1]!)).toEqual({
      captured: 8,
      received: 8,
      dropped: 0,
    })
  })

  test('SIGUSR2 flushes the file, and without one changes nothing', async () => {
    const { a, b } = network
    const folder = mkdtempSync(join(tmpdir(), 'onwire-flush-'))
    const file = join(folder, 'flushed.pcap')
    const [writing, printing] = await Promise.all([
      startLive(b, [b.interface, '-w', file]),
      startLive(b, [b.interface, '-t']),
    ])
    await send(a, { count: 50 })
    await printing.shown(/(.*\n){50}/)
    for (const { pid } of [writing, printing]) process.kill(pid, 'SIGUSR2')
    await expect.poll(() => readCapture(readFileSync(file)).frames.length, { timeout: 10_000 }).toBe(50)
    await send(a, { count: 1 })
    for (const each of [writing, printing]) {
      const { stderr, status } = await each.end()
      expect([status, countsOf(stderr).captured]).toEqual([0, 51])
    }
    rmSync(folder, { recursive: true })
  })

  test('a reader that has enough, as head does, ends it', async () => {
    const { a, b } = network
    const live = follow(b, [
      'bash',
      '--norc',
      '-c',
      `${onwireWords.join(' ')} live wire0 | head -2; echo "\${PIPESTATUS[@]}"`,
    ])
    await live.said(/^listening on /m)
    const { sent } = await send(a, { count: 2000, rate: 4000 })
    expect(sent).toBe(2000)
    const { stdout } = await live.outcome
    expect(stdout).toMatch(/^(.*UDP.*\n){2}\d+ 0\n$/)
  })
})

function ip({ namespace }: Host, words: string): void {
  execFileSync('ip', ['-n', namespace, ...words.split(' ')], { stdio: 'pipe' })
}
