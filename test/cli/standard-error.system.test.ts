/** Where the reader of standard error has gone, as a log that is restarted, what is said is lost; the work and the exit status are not. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readCapture } from '../support/capture-bytes.ts'
import { exactTrouble } from '../support/exact.ts'
import { follow, leftOut, onwireWords, whyLeftOut } from '../support/live.ts'
import { Network } from '../support/network.ts'
import { shell } from '../support/onwire.ts'
import { send } from '../support/sender.ts'

const folder = mkdtempSync(join(tmpdir(), 'onwire-stderr-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** A line of shell that runs a command whose reader of standard error has gone before it says anything, and then says its exit status. */
const unheard = (command: string) => `{ sleep 0.3; ${command}; echo "status $?"; } 2> >(exec true)`

test.each([
  ['a file that is not there', 'onwire read none.pcap', 3],
  ['usage error', 'onwire read --nonsense', 2],
  ['a field that is not there', 'onwire fields zzzz', 1],
  ['what a filter is taken as', `onwire read -v '${join('captures', 'web.pcapng')}' -Y tcp --count >/dev/null`, 0],
])('%s has its exit status', async (_, command, status) => {
  expect((await shell(unheard(command), { cwd: process.cwd() })).stdout).toBe(`status ${status}\n`)
})

describe.skipIf(leftOut)(`a live capture${whyLeftOut}`, () => {
  let network: Network
  beforeAll(() => {
    network = new Network()
  })
  afterAll(() => network.close())

  test('goes on, prints counts to nobody, and completes its file', async () => {
    const { a, b } = network
    const file = join(folder, 'live.pcapng')
    const live = follow(b, [
      'bash',
      '--norc',
      '-c',
      `exec 2> >(exec true); sleep 0.3; ${onwireWords.join(' ')} live wire0 -c 200 -w '${file}' --print -t &
       echo "pid $!"; wait $!; echo "status $?"`,
    ])
    const pid = Number((await live.shown(/^pid (\d+)$/m))[1])
    // A capture that nobody hears begins some time after its socket is there: it has begun when a packet comes through.
    let begun = false
    const first = live.shown(/UDP/).then(() => {
      begun = true
    })
    while (!begun) {
      await send(a, { count: 1 })
      await Promise.race([first, sleep(200)])
    }
    await send(a, { count: 100 })
    await live.shown(/(.*UDP.*\n){100}/)
    process.kill(pid, 'SIGUSR1')
    await send(a, { count: 100 })
    const { stdout } = await live.outcome
    expect(stdout).toMatch(/^status 0$/m)
    expect(readCapture(readFileSync(file)).frames.length).toBe(200)
  })
})

test.skipIf((await exactTrouble()) !== undefined)(
  'onwire run has the exit status of its command, and the packets',
  async () => {
    const file = join(folder, 'run.pcapng')
    const command = `onwire run -w '${file}' -- sh -c 'ping -c 1 -W 1 127.0.0.1 > /dev/null; exit 7'`
    expect((await shell(unheard(command))).stdout).toBe('status 7\n')
    expect(readCapture(readFileSync(file)).frames.length).toBeGreaterThan(0)
  },
)
