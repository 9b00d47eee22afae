/** The second engine: what it cannot do is said, and what ends its process is an error like any other. */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { childrenOf } from '../../bench/processes.ts'
import { countsOf, inProgram, leftOut, onwireWords, startLive, whyLeftOut } from '../../support/live.ts'
import { type Host, Network } from '../../support/network.ts'
import { send } from '../../support/sender.ts'

const built = await import('../../../src/capture/engines/cap/addon.ts')
  .then(({ loadCap }) => loadCap())
  .then(
    () => true,
    () => false,
  )
if (!built && process.env.CI) throw new Error('the package cap is not built here')

describe.skipIf(leftOut || !built)(
  `live capture through cap${whyLeftOut || (built ? '' : ' (left out: it is not built)')}`,
  () => {
    let network: Network
    beforeEach(() => {
      network = new Network()
    })
    afterEach(() => network.close())

    const start = (words: readonly string[] = []) =>
      startLive(network.b, [network.b.interface, '--engine', 'cap', '-t', ...words])

    test('packets come, and what it does not know or cannot do is said', async () => {
      const live = await start(['-v', '-p', '-s', '60', '-Q', 'in', 'udp'])
      await send(network.a, { count: 20, rate: 1000 })
      await live.shown(/(.*UDP.*\n){20}/)
      const { stderr, status } = await live.end()
      expect(status).toBe(0)
      expect(stderr).toMatch(/^onwire: cap always captures in promiscuous mode$/m)
      expect(stderr).toMatch(/^onwire: cap always keeps at most 65,535 bytes of a packet$/m)
      expect(stderr).toMatch(/^onwire: cap always captures both directions$/m)
      expect(stderr).toMatch(/^onwire: cap reports no timestamps: times are those of arrival/m)
      expect(stderr).toMatch(/^20 packets captured\nthe number of lost packets is unknown: cap does not report it$/m)
    })

    test('--fail-on-drop cannot know, and so fails', async () => {
      const live = await start(['--fail-on-drop'])
      expect((await live.end()).status).toBe(1)
    })

    test.each([
      ['goes down', 'link set wire0 down'],
      ['is gone', 'link del wire0'],
    ])('an interface that %s ends the capture with what came before, and not the program', async (_, words) => {
      const live = await start()
      await send(network.a, { count: 5, rate: 1000 })
      await live.shown(/(.*UDP.*\n){5}/)
      ip(network.b, words)
      const { stderr, status } = await live.outcome
      expect(status).toBe(3)
      expect(stderr).toMatch(
        /^onwire: wire0: expected an interface that can be captured from, found .*ip link set wire0 up$|^onwire: wire0: expected an interface that can be captured from, found .*may be down or removed/m,
      )
      expect(countsOf(stderr).captured).toBe(5)
    })

    test('one that is down is refused before a process is started', async () => {
      ip(network.b, 'link set wire0 down')
      const { stderr, status } = await network.b.run([...onwireWords, 'live', 'wire0', '--engine', 'cap'])
      expect([status, stderr]).toEqual([
        3,
        'onwire: wire0: expected an interface that can be captured from, found an interface that is down. Bring it up: ip link set wire0 up\n',
      ])
    })

    test('several interfaces are refused', async () => {
      const { stderr, status } = await network.b.run([...onwireWords, 'live', '-i', 'wire0,lo', '--engine', 'cap'])
      expect([status, stderr]).toEqual([
        3,
        'onwire: wire0: expected a single interface, the only choice with cap, found several\n',
      ])
    })

    test('after one that failed, and several at once, it captures all the same: each has a process of its own, which ends with it', async () => {
      const { codes, counts, left } = await inProgram<{ codes: string[]; counts: number[]; left: number }>(
        network.b,
        `
      const { readdirSync, readFileSync } = await import('node:fs')
      const codes = []
      for (let time = 0; time < 3; time++)
        await onwire.openLive({ interfaces: [wire], engine: 'cap', captureFilter: 'tcp prot 80' }).catch(({ code }) => codes.push(code))
      const captures = await Promise.all([1, 2].map(() => onwire.openLive({ interfaces: [wire], engine: 'cap', captureFilter: 'ether proto 0x88b5' })))
      const counts = captures.map(async (capture) => {
        let frames = 0
        for await (const batch of capture) if ((frames += batch.length) >= 10) break
        return frames
      })
      await new Promise((resolve) => setTimeout(resolve, 300))
      const sender = await onwire.openLive({ interfaces: [wire] })
      for (let number = 0; number < 10; number++) {
        const frame = new Uint8Array(60)
        frame.set([0x88, 0xb5], 12)
        await sender.inject(frame)
      }
      await sender.close()
      const result = { codes, counts: await Promise.all(counts) }
      for (const capture of captures) await capture.close()
      await new Promise((resolve) => setTimeout(resolve, 200))
      const children = readdirSync('/proc/self/task').flatMap((thread) => readFileSync('/proc/self/task/' + thread + '/children', 'utf8').split(' ').filter(Boolean))
      return { ...result, left: children.length }`,
      )
      expect(codes).toEqual(['bad-filter', 'bad-filter', 'bad-filter'])
      expect(counts).toEqual([10, 10])
      expect(left).toBe(0)
    })

    test('its process ends with the command, however that ends', async () => {
      const live = await start()
      const [child] = childrenOf(live.pid)
      expect(child).toBeDefined()
      await live.end('SIGKILL')
      for (let attempt = 0; attempt < 100 && existsSync(`/proc/${child}`); attempt++)
        await new Promise((resolve) => setTimeout(resolve, 20))
      expect(existsSync(`/proc/${child}`)).toBe(false)
    })
  },
)

function ip({ namespace }: Host, words: string): void {
  execFileSync('ip', ['-n', namespace, ...words.split(' ')], { stdio: 'pipe' })
}
