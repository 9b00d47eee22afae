/** The processes of threads that name themselves: the kernel reports the name of the thread that has a socket. */
import { readFileSync } from 'node:fs'
import { describeProcess, namesIn } from '../../processes/descriptors.ts'
import type { Process } from '../../processes/owner.ts'

/**
 * Remembers what a process was called while it had a thread of another name, since it may have ended when its name is
 * asked for.
 */
export class ThreadNames {
  private readonly known = new Map<string, Pick<Process, 'name' | 'command'>>()
  /** When to look at a process again: rarely at one that runs for long. */
  private readonly due = new Map<number, { readonly at: number; readonly pause: number }>()

  /** `folder` is a substitute for /proc. */
  constructor(private readonly folder = '/proc') {}

  look(pids: readonly number[], now = performance.now()): void {
    if (pids.length > mostProcesses) return
    for (const pid of pids) {
      const { at, pause } = this.due.get(pid) ?? { at: now, pause: firstPause }
      if (now < at) continue
      if (this.due.size >= mostKept) this.due.clear()
      this.due.set(pid, { at: now + pause, pause: Math.min(2 * pause, longestPause) })
      this.examine(pid)
    }
  }

  /** The process of which this is a thread, as it was called; undefined if it was not seen. */
  find(pid: number, thread: string): Pick<Process, 'name' | 'command'> | undefined {
    return this.known.get(`${pid} ${thread}`)
  }

  private examine(pid: number): void {
    const described = describeProcess(this.folder, pid)
    if (described === undefined) return
    const { name, command } = described
    for (const thread of namesIn(`${this.folder}/${pid}/task`) ?? []) {
      const own = Number(thread) === pid ? name : nameOf(`${this.folder}/${pid}/task/${thread}/comm`)
      if (own === undefined || own === name) continue
      if (this.known.size >= mostKept) this.known.clear()
      this.known.set(`${pid} ${own}`, { name, command })
    }
  }
}

function nameOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').replace(/\n$/, '')
  } catch {
    return undefined
  }
}

/** With more, looking takes too long. */
const mostProcesses = 64
const mostKept = 10_000
/** Milliseconds. */
const firstPause = 10
const longestPause = 1000
