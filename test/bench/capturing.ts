/** A program that captures, from when it listens until it has ended: what it says of itself and what it takes. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Host } from '../support/network.ts'
import { bytesWritten, childrenOf, memoryOf } from './processes.ts'

export interface Ended {
  /** Packets it says it captured; undefined where it does not. */
  readonly captured: number | undefined
  /** Packets it says were dropped, by whomever; undefined where it does not. */
  readonly dropped: number | undefined
  /** All it said on standard error. */
  readonly said: string
  /** Seconds in the program and in the system for it, from its start to its end. */
  readonly cpu: number
  /** Bytes, its child processes included. */
  readonly peak: number
}

export class Capturing {
  private constructor(
    readonly child: ChildProcess,
    private readonly said: () => string,
  ) {}

  /** Starts it on a host, and waits until it says that it listens. What it shows goes to /dev/null or is to be read. */
  static async start(host: Host, words: readonly string[], shows: 'ignore' | 'pipe' = 'ignore'): Promise<Capturing> {
    const [program, ...rest] = host.inside(['/usr/bin/time', '-f', '%U %S', ...words])
    const child = spawn(program, rest, { stdio: ['pipe', shows, 'pipe'] })
    let said = ''
    child.stderr!.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
    const closed = once(child, 'close').then(() => {
      throw new Error(`${words.join(' ')}: ${said}`)
    })
    closed.catch(() => {})
    while (!listening.test(said))
      await Promise.race([once(child.stderr!, 'data', { signal: AbortSignal.timeout(patience) }), closed])
    await sleep(settling)
    return new Capturing(child, () => said)
  }

  /** The program itself, of which `time` is the parent. */
  get pid(): number {
    return childrenOf(this.child.pid!)[0] ?? this.child.pid!
  }

  /** Waits until it has written nothing for a while, as it has nothing left to do; at most half a minute. */
  async quiet(): Promise<void> {
    for (
      let written = -1, since = performance.now(), end = since + 30_000;
      performance.now() < Math.min(since + silence, end);
      await sleep(50)
    ) {
      const now = bytesWritten(this.pid)
      if (now !== written) [written, since] = [now, performance.now()]
    }
  }

  /** Ends it as Ctrl-C does. */
  async end(): Promise<Ended> {
    const { child, pid } = this
    const peak = memoryOf(pid, 'peak')
    const closed = once(child, 'close')
    process.kill(pid, 'SIGINT')
    const late = setTimeout(() => process.kill(pid, 'SIGKILL'), patience)
    await closed
    clearTimeout(late)
    const [, said = '', user, system] = timed.exec(this.said()) ?? []
    return {
      captured: countsIn(said, capturedCount),
      dropped: countsIn(said, droppedCount),
      said,
      cpu: Number(user) + Number(system),
      peak,
    }
  }
}

/** dumpcap says that it captures before it does: what it says next is the name of its file. */
const listening = /listening on|^File: /m

/** Milliseconds a program has to begin, and to end. */
const patience = 20_000

/** Milliseconds without a written byte that mean that there is nothing left. */
const silence = 1000

/** Milliseconds for what a program does after it has said that it listens. */
const settling = 300

/** What the program said, and after it what `time` says of it. */
const timed = /^(.*?)([\d.]+) ([\d.]+)\s*$/s

const capturedCount = /^([\d,]+) packets? captured|^Packets captured: (\d+)/gm
const droppedCount = /^([\d,]+) packets? dropped\b|^Packets received\/dropped on interface .*: \d+\/(\d+)/gm

function countsIn(said: string, count: RegExp): number | undefined {
  const counts = [...said.matchAll(count)].map(([, one, other]) => Number((one ?? other)!.replaceAll(',', '')))
  return counts.length === 0 ? undefined : counts.reduce((sum, each) => sum + each, 0)
}
