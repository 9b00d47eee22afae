/** A loss is never silent: every packet that was sent is delivered or counted as dropped. */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { childrenOf } from '../../bench/processes.ts'
import {
  countsOf,
  follow,
  leftOut,
  type Live,
  onwireWords,
  startLive,
  startProgram,
  whyLeftOut,
} from '../../support/live.ts'
import { Network } from '../../support/network.ts'
import type { Outcome } from '../../support/onwire.ts'
import { send } from '../../support/sender.ts'

describe.skipIf(leftOut)(`losses of a live capture${whyLeftOut}`, () => {
  let network: Network
  beforeAll(() => {
    network = new Network()
  })
  afterAll(() => network.close())

  test('a reader that stalls: nothing is lost until the memory is full, then the newest are, and counted', async () => {
    const { a, b } = network
    // It reads nothing for two seconds: 10,000 packets fit, 100,000 do not.
    const line = `${onwireWords.join(' ')} live wire0 -t --memory 2 | (sleep 2; wc -l); exit \${PIPESTATUS[0]}`
    const live = follow(b, ['bash', '--norc', '-c', line])
    await live.said(/^listening on /m)
    const { sent } = await send(a, { count: 100_000, rate: 100_000 })
    const { stdout, stderr } = await ended(live)
    const { captured, received, dropped } = countsOf(stderr)
    expect(stderr).toMatch(/^\d+ packets dropped by onwire, because the reader was slow \(see --memory\)$/m)
    expect(Number(stdout)).toBe(captured)
    expect(captured).toBeGreaterThan(10_000)
    expect(dropped).toBeGreaterThan(1000)
    expect({ received, accounted: captured + dropped }).toEqual({ received: sent, accounted: sent })
  })

  test('with more memory the same reader loses none', async () => {
    const { a, b } = network
    const live = follow(b, ['bash', '--norc', '-c', `${onwireWords.join(' ')} live wire0 -t | (sleep 2; wc -l)`])
    await live.said(/^listening on /m)
    const { sent } = await send(a, { count: 100_000, rate: 100_000 })
    const { stdout, stderr } = await ended(live)
    expect(countsOf(stderr)).toEqual({ captured: sent, received: sent, dropped: 0 })
    expect(Number(stdout)).toBe(sent)
  })

  test.each([1, 2])(
    'a loop that stalls, over %d interfaces: all that was sent is delivered or dropped, and frames tell of the drops before them',
    async (interfaces) => {
      const { a, b } = network
      const program = startProgram<Loop>(
        b,
        `
      const capture = await onwire.openLive({ interfaces: [wire, 'lo'].slice(0, ${interfaces}), captureFilter: 'udp', memory: 4 << 20 })
      const { createSocket } = await import('node:dgram')
      const socket = createSocket('udp4')
      let [frames, noted, before, own, last] = [0, 0, -1, 0, 0]
      ready()
      // Drops are told with the frame after them: once nothing has come for a second it sends one itself, until that is the last that came.
      const watching = setInterval(() => {
        if (frames > 0 && frames === before) {
          if (last === 2) capture.stop()
          else {
            own++
            socket.send('last', 9, '10.77.0.1')
          }
        }
        before = frames
      }, 1000)
      for await (const batch of capture) {
        if (frames === 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1500)
        frames += batch.length
        for (const frame of batch) noted += frame.dropCount ?? 0
        // The last byte of the IPv4 address it came from.
        last = batch.memory[batch.start[batch.length - 1] + 29]
      }
      clearInterval(watching)
      socket.close()
      return { frames, own, noted, statistics: capture.statistics, ofWire: capture.interfaces[0].statistics, memory: process.memoryUsage.rss() }`,
      )
      await program.ready
      const { sent: most } = await send(a, { count: 150_000, rate: 100_000 })
      const result = await program.result
      const sent = most + result.own
      const {
        frames,
        statistics: { received, delivered, droppedByKernel, droppedByInterface, droppedByReader },
      } = result
      expect(delivered).toBe(frames)
      expect(droppedByReader).toBeGreaterThan(0)
      expect(received).toBe(sent)
      expect(frames + droppedByKernel + droppedByInterface + droppedByReader).toBe(sent)
      expect(result.ofWire.received).toBe(sent)
      expect(result.noted).toBe(sent - frames)
      expect(result.memory).toBeLessThan(300e6)
    },
  )

  test('--fail-on-drop is exit status 1 where a packet was lost, and 0 where none was', async () => {
    const { a, b } = network
    const [lossy, lossless] = await Promise.all([
      startLive(b, [b.interface, '--memory', '1', '--format', 'tree', '--fail-on-drop']),
      startLive(b, [b.interface, '--fail-on-drop', '-w', '/dev/null']),
    ])
    const { sent } = await send(a, { count: 60_000, rate: 60_000 })
    const [lost, none] = [await lossy.end(), await lossless.end()]
    expect([none.status, countsOf(none.stderr)]).toEqual([0, { captured: sent, received: sent, dropped: 0 }])
    const { captured, dropped } = countsOf(lost.stderr)
    expect([lost.status, dropped > 0, captured + dropped]).toEqual([1, true, sent])
  })

  test('what the kernel drops, since its buffer is small, is counted too', async () => {
    const { a, b } = network
    const live = await startLive(b, [b.interface, '--immediate-mode', '-B', '600', '-w', '/dev/null'])
    process.kill(live.pid, 'SIGSTOP')
    const { sent } = await send(a, { count: 1000 })
    process.kill(live.pid, 'SIGCONT')
    const { stderr } = await live.end()
    const { captured, received, dropped } = countsOf(stderr)
    expect(stderr).toMatch(/^[1-9]\d* packets dropped by kernel$/m)
    expect({ received, accounted: captured + dropped }).toEqual({ received: sent, accounted: sent })
  })
})

interface Loop {
  readonly frames: number
  /** Packets it has sent itself. */
  readonly own: number
  /** Drops that frames tell of. */
  readonly noted: number
  readonly statistics: Counts
  readonly ofWire: Counts
  readonly memory: number
}

type Counts = Readonly<
  Record<'received' | 'delivered' | 'droppedByKernel' | 'droppedByInterface' | 'droppedByReader', number>
>

/** Ends the capture, of which the shell is the parent, and waits for both. */
function ended(live: Live): Promise<Outcome> {
  const capture = childrenOf(live.pid).find((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('onwire.js'))
  process.kill(capture!, 'SIGINT')
  return live.outcome
}
