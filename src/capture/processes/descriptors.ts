/**
 * Which process has a socket, and what the process is: what /proc says of descriptors and of processes, see proc(5).
 */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import type { Process } from './owner.ts'

/**
 * Looks for sockets, by their inodes, in all processes, the youngest first, until all are found: the numbers of the
 * processes. Where several have one it is the youngest's.
 */
export function findHolders(folder: string, wanted: ReadonlySet<number>): ReadonlyMap<number, number> {
  const found = new Map<number, number>()
  for (const pid of processesIn(folder)) {
    if (found.size === wanted.size) break
    for (const descriptor of namesIn(`${folder}/${pid}/fd`) ?? []) {
      const inode = inodeOf(`${folder}/${pid}/fd/${descriptor}`)
      if (typeof inode === 'number' && wanted.has(inode) && !found.has(inode)) found.set(inode, pid)
    }
  }
  return found
}

/** How many processes there are whose descriptors this one may not see. */
export const hiddenProcesses = (folder: string): number =>
  processesIn(folder).filter((pid) => namesIn(`${folder}/${pid}/fd`) === undefined).length

/** What a process is now; undefined if it is gone. */
export function describeProcess(folder: string, pid: number): Process | undefined {
  const name = textOf(`${folder}/${pid}/comm`)?.replace(/\n$/, '')
  if (name === undefined) return undefined
  const command = textOf(`${folder}/${pid}/cmdline`)?.replaceAll('\0', ' ').trim()
  const user = /^Uid:\t(\d+)/m.exec(textOf(`${folder}/${pid}/status`) ?? '')?.[1]
  return { pid, name, command: command || name, user: user === undefined ? undefined : Number(user), bestEffort: true }
}

/** The network that a process is in, as a text that only it has: namespaces(7). Undefined if the process is gone. */
export const networkOf = (pid: number | 'self'): string | 'hidden' | undefined => targetOf(`/proc/${pid}/ns/net`)

/** What is in a folder, nothing if it is gone; undefined if this process may not see it. */
export function namesIn(folder: string): readonly string[] | undefined {
  try {
    return readdirSync(folder)
  } catch (error) {
    // Whose process has ended has no more sockets.
    return isForbidden(error) ? undefined : []
  }
}

/** Of the socket that a descriptor is; undefined if it is none, or gone. */
export function inodeOf(path: string): number | 'hidden' | undefined {
  const target = targetOf(path)
  return target?.startsWith('socket:[') ? Number(target.slice(8, -1)) : target === 'hidden' ? target : undefined
}

/** The youngest first, as far as their numbers tell. */
const processesIn = (folder: string) =>
  (namesIn(folder) ?? [])
    .map(Number)
    .filter((pid) => pid > 0)
    .sort((one, other) => other - one)

function targetOf(path: string): string | 'hidden' | undefined {
  try {
    return readlinkSync(path)
  } catch (error) {
    return isForbidden(error) ? 'hidden' : undefined
  }
}

/** What it takes is the right to trace the process: ptrace(2). */
const isForbidden = (error: unknown) => (error as NodeJS.ErrnoException).code === 'EACCES'

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
