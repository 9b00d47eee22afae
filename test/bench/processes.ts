/** What Linux tells of a process and its descendants, their threads included. */
import { readdirSync, readFileSync } from 'node:fs'

/** The process and what it started, as far as it still runs. */
export function treeOf(pid: number): number[] {
  return [pid, ...childrenOf(pid).flatMap(treeOf)]
}

export function childrenOf(pid: number): number[] {
  try {
    const lists = readdirSync(`/proc/${pid}/task`).map((thread) => readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8'))
    return lists.flatMap((list) => list.split(' ').filter((word) => word !== '').map(Number))
  } catch {
    // It has ended meanwhile.
    return []
  }
}

/** Seconds in the program and in the system for it, since it began. */
export const cpuSeconds = (pid: number): number => summed(pid, 'stat', (text) => {
  // The name may hold spaces and parentheses; after it the third field comes first. proc(5): utime and stime are the 14th and the 15th.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / ticks
})

/** Bytes of memory it has now, or had at most. */
export const memoryOf = (pid: number, which: 'now' | 'peak'): number =>
  summed(pid, 'status', (text) => Number((which === 'now' ? /^VmRSS:\s*(\d+)/m : /^VmHWM:\s*(\d+)/m).exec(text)?.[1] ?? 0) * 1024)

/** Bytes it has written to whatever it may be. */
export const bytesWritten = (pid: number): number => summed(pid, 'io', (text) => Number(/^wchar: (\d+)/m.exec(text)?.[1] ?? 0))

/** Of a second: USER_HZ, which is 100 wherever Node runs. */
const ticks = 100

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
