/**
 * What following conversations takes where they are many or long: memory for a million connections and for a stream of 4 GB, time for
 * each segment of a short and of a long stream. Each is measured in a process of its own.
 *
 *     npm run bench:conversations
 */
import { spawnSync } from 'node:child_process'
import { ConversationFollower } from '../../src/conversations/follower.ts'
import { StreamFollower } from '../../src/conversations/streams/index.ts'
import type { Batch } from '../../src/files/batch.ts'
import { conversationTable, Statistics } from '../../src/reports/statistics/index.ts'
import { batchesOf, connections, stream, type MadeSegment } from './made-batches.ts'

const all = (): ((batch: Batch) => void) => {
  const follower = new ConversationFollower({ again: false })
  return (batch) => follower.follow(batch)
}
const one = (): ((batch: Batch) => void) => {
  const follower = new StreamFollower({ protocol: 'tcp', stream: 0 })
  return (batch) => void follower.take(batch)
}
const table = (): ((batch: Batch) => void) => {
  const statistics = new Statistics([conversationTable('tcp')])
  return (batch) => statistics.take(batch)
}

interface Task {
  readonly segments: () => Iterable<MadeSegment>
  readonly work: () => (batch: Batch) => void
  /** How often it is done in one process: short ones often, so that their garbage is collected in that time as well. */
  readonly rounds: number
}

const million = { segments: () => connections(1e6), rounds: 1 }
const large = { segments: () => stream(4e9), rounds: 1 }
const tasks: Readonly<Record<string, Task>> = {
  'nothing, of 1,000 connections': { segments: () => connections(1e3), work: () => () => {}, rounds: 1 },
  'a million connections': { ...million, work: all },
  'a million connections, one followed': { ...million, work: one },
  'a million connections, as a table': { ...million, work: table },
  'a stream of 4 GB': { ...large, work: all },
  'a stream of 4 GB, its bytes': { ...large, work: one },
  'a stream of 1,000 segments, its bytes': { segments: () => stream(1e3 * 1460), work: one, rounds: 400 },
  'a stream of 100,000 segments, its bytes': { segments: () => stream(1e5 * 1460), work: one, rounds: 10 },
}

const name = process.argv[2]
if (name === undefined) {
  console.log('| | ns a segment | peak memory |\n| --- | ---: | ---: |')
  for (const each of Object.keys(tasks))
    spawnSync(process.execPath, [process.argv[1]!, each], { stdio: ['ignore', 'inherit', 'inherit'] })
} else {
  const { segments, work, rounds } = tasks[name]!
  const times = Array.from({ length: rounds }, () => timeOf(segments(), work()))
  const mean = times.reduce((sum, time) => sum + time, 0) / rounds
  const memory = process.resourceUsage().maxRSS / 1024
  console.log(`| ${name} | ${mean.toFixed(0)} | ${memory.toFixed(0)} MB |`)
}

/** Nanoseconds of work for each segment; to make the segments does not count. */
function timeOf(segments: Iterable<MadeSegment>, work: (batch: Batch) => void): number {
  let [count, time] = [0, 0]
  for (const batch of batchesOf(segments)) {
    const begin = performance.now()
    work(batch)
    time += performance.now() - begin
    count += batch.length
  }
  return (1e6 * time) / count
}
