/** A steady flow for minutes, to the command and then to the library: what is lost, and whether memory grows. */
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Network } from '../support/network.ts'
import { send } from '../support/sender.ts'
import { Capturing } from './capturing.ts'
import type { Sample } from './live-program.ts'
import { onwire } from './onwire-live.ts'
import { memoryOf } from './processes.ts'

const rate = 50_000

export async function endurance(network: Network, minutes: number): Promise<void> {
  if (!(minutes > 0)) throw new TypeError('--endurance takes a number of minutes, such as 10 or 0.2')
  const count = Math.round(minutes * 60 * rate)
  // Every ten seconds, oftener where that would be too seldom.
  const every = Math.min(10_000, (minutes * 60_000) / 6)
  console.log(
    `${rate.toLocaleString('en')} packets a second for ${minutes} minutes, ${count.toLocaleString('en')} in all, to each; memory of all its processes for the command, of its own for the library; Node ${process.versions.node}.`,
  )
  await command(network, count, every)
  await library(network, count, every)
}

async function command({ a, b }: Network, count: number, every: number): Promise<void> {
  console.log('\nonwire live -w /dev/null\n\n| seconds | memory |\n| ---: | ---: |')
  const program = await Capturing.start(b, [...onwire, 'live', b.interface, '-w', '/dev/null'])
  const begin = performance.now()
  const sampling = setInterval(
    () => console.log(`| ${seconds(performance.now() - begin)} | ${megabytes(memoryOf(program.pid, 'now'))} |`),
    every,
  )
  const { sent, refused, late } = await send(a, { count, rate })
  clearInterval(sampling)
  await program.quiet()
  const { captured = 0, dropped, cpu, peak } = await program.end()
  console.log(
    `\nsent ${text(sent - refused)}, captured ${text(captured)}, lost ${text(sent - refused - captured)}, said dropped ${text(dropped)}; ` +
      `CPU ${cpu.toFixed(1)} s, peak memory ${megabytes(peak)}; the sender was late by ${(late * 1000).toFixed(0)} ms at most`,
  )
}

async function library({ a, b }: Network, count: number, every: number): Promise<void> {
  console.log(
    '\nA program with openLive(), and a timer every 10 ms in it\n\n| seconds | memory | packets | not seen | timer late at most |\n| ---: | ---: | ---: | ---: | ---: |',
  )
  const program = await Capturing.start(
    b,
    [process.execPath, 'build/test/bench/live-program.js', b.interface, `${every}`],
    'pipe',
  )
  const samples: Sample[] = []
  createInterface(program.child.stdout!).on('line', (line) => {
    const sample = JSON.parse(line) as Sample
    samples.push(sample)
    console.log(
      `| ${seconds(sample.milliseconds)} | ${megabytes(sample.memory)} | ${text(sample.packets)} | ${text(sample.missing)} | ${sample.late.toFixed(1)} ms |`,
    )
  })
  const { sent, refused, late } = await send(a, { count, rate })
  // Its samples go on: that it has nothing left is seen in the last of them.
  await sleep(every + 1000)
  const { said, cpu, peak } = await program.end()
  const { packets = 0, disordered = 0 } = samples.at(-1) ?? {}
  console.log(
    `\nsent ${text(sent - refused)}, delivered ${text(packets)}, lost ${text(sent - refused - packets)}, out of order ${text(disordered)}, ` +
      `timer late by ${Math.max(...samples.map(({ late }) => late)).toFixed(1)} ms at most; CPU ${cpu.toFixed(1)} s, peak memory ${megabytes(peak)}; ` +
      `the sender was late by ${(late * 1000).toFixed(0)} ms at most\n${said.trim()}`,
  )
}

const seconds = (milliseconds: number) => (milliseconds / 1000).toFixed(0)
const megabytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MB`
const text = (count: number | undefined) => count?.toLocaleString('en') ?? 'unknown'
