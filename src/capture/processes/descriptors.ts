/** Which process has a socket, and what the process is: what /proc says of descriptors and of processes, see proc(5). */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import type { Process } from './owner.ts'

export interface SocketHolders {
  /** Numbers of processes by the inodes of their sockets. */
  readonly found: ReadonlyMap<number, number>
  /** Processes whose descriptors this one may not see. */
  readonly hidden: number
}

/** Looks for sockets in all processes, the youngest first, until all are found. Where several processes have one it is the youngest's. */
export function findHolders(folder: string, wanted: ReadonlySet<number>): SocketHolders {
  const found = new Map<number, number>()
  let hidden = 0
  for (const pid of processesIn(folder)) {
    if (found.size === wanted.size) break
    const descriptors = namesIn(`${folder}/${pid}/fd`)
    if (descriptors === undefined) hidden++
    for (const descriptor of descriptors ?? []) {
      const inode = inodeOf(`${folder}/${pid}/fd/${descriptor}`)
      if (inode !== undefined && wanted.has(inode) && !found.has(inode)) found.set(inode, pid)
    }
  }
  return { found, hidden }
}

/** How many processes there are whose descriptors this one may not see. */
export const hiddenProcesses = (folder: string): number => processesIn(folder).filter((pid) => namesIn(`${folder}/${pid}/fd`) === undefined).length

/** What a process is now; undefined if it is gone. */
export function describeProcess(folder: string, pid: number): Process | undefined {
  const name = textOf(`${folder}/${pid}/comm`)?.replace(/\n$/, '')
  if (name === undefined) return undefined
  const command = textOf(`${folder}/${pid}/cmdline`)?.replaceAll('\0', ' ').trim()
  const user = /^Uid:\t(\d+)/m.exec(textOf(`${folder}/${pid}/status`) ?? '')?.[1]
  return { pid, name, command: command || name, user: user === undefined ? undefined : Number(user), bestEffort: true }
}

/** The youngest first, as far as their numbers tell. */
const processesIn = (folder: string) => (namesIn(folder) ?? []).map(Number).filter((pid) => pid > 0).sort((one, other) => other - one)

function namesIn(folder: string): readonly string[] | undefined {
  try {
    return readdirSync(folder)
  } catch (error) {
    // Whose process has ended has no more sockets.
    return (error as NodeJS.ErrnoException).code === 'EACCES' ? undefined : []
  }
}

function inodeOf(path: string): number | undefined {
  try {
    const target = readlinkSync(path)
    return target.startsWith('socket:[') ? Number(target.slice(8, -1)) : undefined
  } catch {
    return undefined
  }
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
