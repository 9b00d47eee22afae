/** What a regular expression takes too much work on is said at the end, and the exit status tells of it. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { pcap } from '../support/capture-bytes.ts'
import { datagramOf, heavy, heavyText } from '../support/heavy-pattern.ts'
import { follow, leftOut, onwireWords, startLive, whyLeftOut } from '../support/live.ts'
import { Network } from '../support/network.ts'
import { onwire } from '../support/onwire.ts'

const folder = mkdtempSync(join(tmpdir(), 'onwire-undecided-'))
const file = join(folder, 'a.pcap')
const written = join(folder, 'written.pcap')
writeFileSync(
  file,
  pcap(
    ['short', heavyText, 'aab'].map((text, index) => [index + 1, 0, datagramOf(index + 1, text).bytes]),
    { linkTypeWord: 101 },
  ),
)
afterAll(() => rmSync(folder, { recursive: true }))

const told = `onwire: 1 packet could not be decided, a regular expression takes too much work there: ${heavy}\n`

describe('a display filter', { timeout: 30_000 }, () => {
  test('read', async () => {
    expect(await onwire(['read', file, '-Y', heavy, '--count'])).toEqual({
      stdout: '1 packet\n',
      stderr: told,
      status: 1,
    })
    expect(await onwire(['read', file, '-Y', `${heavy} or udp`, '--count'])).toMatchObject({ stderr: '', status: 0 })
  })

  test('read with a trigger', async () => {
    const outcome = await onwire(['read', file, '-w', written, '--keep', '60s', '--trigger', heavy])
    expect(outcome).toMatchObject({ status: 1 })
    expect(outcome.stderr).toBe(`1 trigger, 3 packets written, 0 kept and not written\n${told}`)
  })

  test('edit', async () => {
    expect(await onwire(['edit', file, '-Y', heavy, '-w', written])).toMatchObject({ stderr: told, status: 1 })
    expect(readFileSync(written).length).toBe(24 + 16 + 28 + 3)
  })

  test('check', async () => {
    const { stdout, status } = await onwire(['check', file, '-Y', heavy, '--expect', 'udp'])
    expect(stdout).toContain(told.slice('onwire: '.length))
    expect(status).toBe(1)
  })
})

test('an expectation', { timeout: 30_000 }, async () => {
  const { stdout, status } = await onwire(['check', file, '--expect-none', `${heavy} and frame.number < 3`])
  expect(stdout).toContain('none of 3 packets, and 1 packet could not be decided')
  expect(status).toBe(1)
})

describe.skipIf(leftOut)(`a live capture${whyLeftOut}`, { timeout: 60_000 }, () => {
  const network = leftOut ? undefined : new Network()
  afterAll(() => network?.close())
  const sending = () => `head -c 1400 /dev/zero | tr '\\0' a > /dev/udp/${network!.b.address}/4097`

  test('live', async () => {
    const { a, b } = network!
    const live = await startLive(b, [b.interface, '-Y', `${heavy} or icmp`])
    await a.run(['bash', '-c', sending()])
    await a.run(['ping', '-c', '1', b.address])
    await live.shown(/Echo reply/)
    expect(await live.end()).toMatchObject({ status: 1, stderr: expect.stringContaining('1 packet could not be') })
  })

  test('run', async () => {
    const { a } = network!
    const words = [...onwireWords, 'run', '-Y', heavy, '--', 'bash', '-c', sending()]
    const { status, stderr } = await follow(a, words).outcome
    expect(stderr).toMatch(/^onwire: \d packets? could not be decided/m)
    expect(status).toBe(1)
  })
})
