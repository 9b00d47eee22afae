/** Who reads what is printed may be slow, stop reading, or go with the terminal: the file is complete all the same. */
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readCapture } from '../../support/capture-bytes.ts'
import { countsOf, follow, leftOut, onwireWords, whyLeftOut } from '../../support/live.ts'
import { Network } from '../../support/network.ts'
import { send } from '../../support/sender.ts'

const hasPython = spawnSync('python3', ['--version']).error === undefined

describe.skipIf(leftOut)(`readers of a live capture${whyLeftOut}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'onwire-readers-'))
  let network: Network
  beforeAll(() => {
    network = new Network()
  })
  afterAll(() => {
    network.close()
    rmSync(folder, { recursive: true })
  })

  const framesIn = (file: string) => readCapture(readFileSync(file)).frames.length

  test('one that does not read: the file goes on, and at SIGINT printing is given up', async () => {
    const file = join(folder, 'stalled.pcapng')
    const child = network.b.start([...onwireWords, 'live', 'wire0', '-w', file, '--print', '-t'])
    let said = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
    await expect.poll(() => said, { timeout: 10_000 }).toMatch(/^listening on /m)
    await send(network.a, { count: 40_000, rate: 40_000 })
    await expect.poll(() => framesIn(file), { timeout: 10_000 }).toBe(40_000)
    child.kill('SIGINT')
    let shown = ''
    // Only now, and before Node throws away what nobody has read.
    child.once('exit', () => child.stdout.setEncoding('utf8').on('data', (text: string) => (shown += text)))
    const [status] = await once(child, 'close')
    const printed = shown.split('\n').length - 1
    const missing = Number(/^onwire: (\d+) packets were not printed, because the reader was slow$/m.exec(said)![1])
    expect(status).toBe(0)
    expect(countsOf(said)).toEqual({ captured: 40_000, received: 40_000, dropped: 0 })
    expect(framesIn(file)).toBe(40_000)
    expect(printed).toBeGreaterThan(0)
    // Of the text that was being written some has been read.
    expect(printed + missing).toBeGreaterThanOrEqual(40_000)
    expect(missing).toBeGreaterThan(10_000)
  })

  test('one that begins late is shown everything', async () => {
    const file = join(folder, 'late.pcapng')
    const line = `${onwireWords.join(' ')} live wire0 -c 20000 -w '${file}' --print -t | (sleep 2; wc -l)`
    const live = follow(network.b, ['bash', '--norc', '-c', line])
    await live.said(/^listening on /m)
    await send(network.a, { count: 20_000, rate: 40_000 })
    const { stdout, stderr } = await live.outcome
    expect([Number(stdout), framesIn(file)]).toEqual([20_000, 20_000])
    expect(stderr).not.toMatch(/not printed/)
  })

  test('one that has enough ends it, with all that came before in the file', async () => {
    const file = join(folder, 'enough.pcapng')
    const line = `${onwireWords.join(' ')} live wire0 -w '${file}' --print -t | head -2; echo "\${PIPESTATUS[0]}"`
    const live = follow(network.b, ['bash', '--norc', '-c', line])
    await live.said(/^listening on /m)
    await send(network.a, { count: 2000, rate: 4000 })
    const { stdout, stderr } = await live.outcome
    expect(stdout).toMatch(/^(.*UDP.*\n){2}0\n$/)
    expect(framesIn(file)).toBe(countsOf(stderr).captured)
  })

  test.skipIf(!hasPython)('a terminal that is stopped (Ctrl-S) does not stop the file', async () => {
    const file = join(folder, 'stopped.pcapng')
    const { live, order } = inTerminal(['-w', file, '--print', '-t', '--number'])
    await live.said(/^listening on /m)
    order('stop')
    await send(network.a, { count: 20_000, rate: 40_000 })
    await expect.poll(() => framesIn(file), { timeout: 10_000 }).toBe(20_000)
    order('go')
    await live.shown(/^ *20000 .*UDP/m)
    order('int')
    const { stdout, stderr } = await live.outcome
    expect(stdout).toMatch(/^status 0$/m)
    expect(countsOf(stderr).captured).toBe(20_000)
  })

  test.skipIf(!hasPython).each([
    ['standard output', [], ['--print']],
    ['standard output, which is not printed to', [], []],
    ['standard error too', ['--all'], ['--print']],
  ])('a terminal that is closed, %s: the file is complete, and SIGHUP ends it', async (_, terminal, words) => {
    const file = join(folder, `closed${terminal.length}${words.length}.pcapng`)
    const { live, order } = inTerminal(['-w', file, '-t', ...words], terminal)
    await (terminal.length === 0 ? live.said(/^listening on /m) : live.shown(/^listening on /m))
    order('stop')
    await send(network.a, { count: 500, rate: 10_000 })
    order('hang-up')
    expect((await live.outcome).stdout).toMatch(/^signal 1$/m)
    expect(framesIn(file)).toBe(500)
  })

  /** A capture in a terminal, and what gives orders to that. */
  function inTerminal(words: readonly string[], terminal: readonly string[] = []) {
    const program = ['python3', resolve('test/support/terminal.py'), ...terminal, ...onwireWords]
    const live = follow(network.b, [...program, 'live', 'wire0', ...words])
    return { live, order: (order: string) => live.write(`${order}\n`) }
  }
})
