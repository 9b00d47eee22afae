/**
 * What somebody would write with the library: counts the packets of an interface, here those of the sender, with a timer beside it that shows
 * whether the event loop gets its turns. Writes a `Sample` as a line of JSON at intervals, and the last when it is told to end.
 *
 *     node build/test/bench/live-program.js INTERFACE MILLISECONDS
 */
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type * as Library from '../../src/index.ts'
import { numberOf } from '../support/sender.ts'

export interface Sample {
  readonly milliseconds: number
  readonly packets: number
  /** Numbers below the highest that did not come. */
  readonly missing: number
  /** Packets that came after one with a higher number. */
  readonly disordered: number
  /** Bytes of memory now. */
  readonly memory: number
  /** Milliseconds the timer was late at most, since the sample before. */
  readonly late: number
}

// What is built, as its users have it; this file is compiled elsewhere.
const { openLive } = (await import(pathToFileURL(resolve('dist/library/index.js')).href)) as typeof Library
const [name = 'lo', every = '1000'] = process.argv.slice(2)
const period = 10
const begin = performance.now()
let [packets, highest, disordered, late, last] = [0, -1, 0, 0, begin]

const capture = await openLive({ interfaces: [name], reuseMemory: true })
const probe = setInterval(() => {
  const now = performance.now()
  late = Math.max(late, now - last - period)
  last = now
}, period)
const sampling = setInterval(sample, Number(every))
process.once('SIGINT', () => capture.stop())
last = performance.now()
console.error(`listening on ${name} through ${capture.engine}`)

for await (const { length, memory, start, capturedLength } of capture)
  for (let index = 0; index < length; index++) {
    const number = numberOf(memory, start[index]!, capturedLength[index]!)
    if (number < 0) continue
    packets++
    if (number > highest) highest = number
    else disordered++
  }

clearInterval(probe)
clearInterval(sampling)
sample()
console.error(`statistics: ${JSON.stringify(capture.statistics) ?? `unknown to ${capture.engine}`}`)

function sample(): void {
  const { rss } = process.memoryUsage()
  console.log(
    JSON.stringify({
      milliseconds: performance.now() - begin,
      packets,
      missing: highest + 1 - packets,
      disordered,
      memory: rss,
      late,
    } satisfies Sample),
  )
  late = 0
}
