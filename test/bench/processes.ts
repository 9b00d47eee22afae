/** What Linux tells of a process and its descendants, their threads included. */
import { readdirSync, readFileSync } from 'node:fs'

/** The process and what it started, as far as it still runs. */
export function treeOf(pid: number): number[] {
  return [pid, ...childrenOf(pid).flatMap(treeOf)]
}

export function childrenOf(pid: number): number[] {
  try {
    const lists = readdirSync(`/proc/${pid}/task`).map((thread) =>
      readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8'),
    )
    return lists.flatMap((list) =>
      list
        .split(' ')
        .filter((word) => word !== '')
        .map(Number),
    )
  } catch {
    // It has ended meanwhile.
    return []
  }
}

/** Seconds its threads have run so far, in the program and in the system for it; those of threads that have ended are not in it. */
export function cpuSeconds(pid: number): number {
  let nanoseconds = 0
  for (const each of treeOf(pid)) {
    try {
      // Where stat(5) counts in hundredths of a second, this does in nanoseconds.
      for (const thread of readdirSync(`/proc/${each}/task`))
        nanoseconds += Number(readFileSync(`/proc/${each}/task/${thread}/schedstat`, 'utf8').split(' ')[0])
    } catch {
      // It has ended meanwhile.
    }
  }
  return nanoseconds / 1e9
}

/** Bytes of memory it has now, or had at most. */
export const memoryOf = (pid: number, which: 'now' | 'peak'): number =>
  summed(
    pid,
    'status',
    (text) => Number((which === 'now' ? /^VmRSS:\s*(\d+)/m : /^VmHWM:\s*(\d+)/m).exec(text)?.[1] ?? 0) * 1024,
  )

/** Bytes it has written to whatever it may be. */
export const bytesWritten = (pid: number): number =>
  summed(pid, 'io', (text) => Number(/^wchar: (\d+)/m.exec(text)?.[1] ?? 0))

function summed(pid: number, file: string, amount: (text: string) => number): number {
  let sum = 0
  for (const each of treeOf(pid)) {
    try {
      sum += amount(readFileSync(`/proc/${each}/${file}`, 'utf8'))
    } catch {
      // It has ended meanwhile.
    }
  }
  return sum
}
