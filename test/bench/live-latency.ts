/** How long it takes from sending a packet until its line has come through a pipe, and what a capture takes while nothing happens. */
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Network } from '../support/network.ts'
import { firstPort, send } from '../support/sender.ts'
import { Capturing } from './capturing.ts'
import { onwire, onwireTakes } from './onwire-live.ts'
import { cpuSeconds } from './processes.ts'

const packets = 200
/** A second, with gaps at random, so that nothing that runs at intervals can fall into step. */
const rate = 50
/** Seconds a capture is left alone to see what it takes. */
const idle = 20

export async function latency(network: Network, isThere: (program: string) => boolean): Promise<void> {
  const name = network.b.interface
  const commands = [
    { name: 'onwire live', command: [...onwire, 'live', name] },
    ...(onwireTakes('--immediate-mode')
      ? [{ name: 'onwire live --immediate-mode', command: [...onwire, 'live', name, '--immediate-mode'] }]
      : []),
    ...(isThere('tcpdump')
      ? [
          { name: 'tcpdump -l', command: ['tcpdump', '-n', '-l', '-i', name] },
          { name: 'tcpdump -l --immediate-mode', command: ['tcpdump', '-n', '-l', '--immediate-mode', '-i', name] },
        ]
      : []),
  ]
  console.log(
    `${packets} packets, ${rate} a second with gaps at random, from sending to the line's arrival through a pipe; CPU of ${idle} s without a packet; Node ${process.versions.node}.\n`,
  )
  console.log(
    '| command | lines | median | 95th percentile | longest | idle CPU |\n| --- | ---: | ---: | ---: | ---: | ---: |',
  )
  for (const { name, command } of commands) {
    const program = await Capturing.start(network.b, command, 'pipe')
    const delays = (await delaysOf(program, network)).toSorted((a, b) => a - b)
    const share = await idleShare(program)
    await program.end()
    const [half, most] = [0.5, 0.95].map(
      (part) => delays[Math.min(delays.length - 1, Math.floor(delays.length * part))],
    )
    const times = [half, most, delays.at(-1)].map((delay) =>
      delay === undefined ? 'unknown' : `${delay.toFixed(1)} ms`,
    )
    console.log(`| \`${name}\` | ${delays.length} | ${times.join(' | ')} | ${(share * 100).toFixed(2)} % |`)
  }
}

/** Milliseconds for each packet whose line came. */
async function delaysOf(program: Capturing, { a }: Network): Promise<number[]> {
  const arrivals = new Map<number, bigint>()
  const lines = createInterface(program.child.stdout!)
  const all = new Promise<void>((resolve) => {
    lines.on('line', (line) => {
      // Who sent it: address and port, with a point between them in tcpdump's lines.
      const number = Number(/10\.77\.0\.1[.:](\d+)/.exec(line)?.[1]) - firstPort
      if (number >= 0) arrivals.set(number, process.hrtime.bigint())
      if (arrivals.size === packets) resolve()
    })
  })
  const { times = [] } = await send(a, { count: packets, rate, jitter: true, times: true })
  await Promise.race([all, sleep(5000)])
  return times.flatMap((time, number) => {
    const arrival = arrivals.get(number)
    return arrival === undefined ? [] : [Number(arrival - BigInt(time)) / 1e6]
  })
}

/** The part of one core it takes while nothing happens. */
async function idleShare(program: Capturing): Promise<number> {
  await sleep(2000)
  const [before, begin] = [cpuSeconds(program.pid), performance.now()]
  await Promise.race([sleep(idle * 1000), once(program.child, 'close')])
  return (cpuSeconds(program.pid) - before) / ((performance.now() - begin) / 1000)
}
