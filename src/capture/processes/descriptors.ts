/** The owners of sockets and their properties, from /proc: see proc(5). */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import type { Process } from './owner.ts'

/**
 * Finds the process IDs of sockets, by inode, searching the youngest processes first until all are found. A shared
 * socket is attributed to the youngest process.
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

/** Number of processes whose descriptors this process may not read. */
export const hiddenProcesses = (folder: string): number =>
  processesIn(folder).filter((pid) => namesIn(`${folder}/${pid}/fd`) === undefined).length

/** The current properties of a process; undefined if it has ended. */
export function describeProcess(folder: string, pid: number): Process | undefined {
  const name = textOf(`${folder}/${pid}/comm`)?.replace(/\n$/, '')
  if (name === undefined) return undefined
  const command = textOf(`${folder}/${pid}/cmdline`)?.replaceAll('\0', ' ').trim()
  const user = /^Uid:\t(\d+)/m.exec(textOf(`${folder}/${pid}/status`) ?? '')?.[1]
  return { pid, name, command: command || name, user: user === undefined ? undefined : Number(user), bestEffort: true }
}

/** Identifies the network namespace of a process: namespaces(7). Undefined if the process has ended. */
export const networkOf = (pid: number | 'self'): string | 'hidden' | undefined => targetOf(`/proc/${pid}/ns/net`)

/** The entries of a folder, none if it is gone; undefined if access is denied. */
export function namesIn(folder: string): readonly string[] | undefined {
  try {
    return readdirSync(folder)
  } catch (error) {
    // A process that has ended has no sockets.
    return isForbidden(error) ? undefined : []
  }
}

/** The inode of the socket of a descriptor; undefined if it is not a socket, or gone. */
export function inodeOf(path: string): number | 'hidden' | undefined {
  const target = targetOf(path)
  return target?.startsWith('socket:[') ? Number(target.slice(8, -1)) : target === 'hidden' ? target : undefined
}

/** Highest process IDs first, an approximation of age. */
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

/** Reading it needs permission to trace the process: ptrace(2). */
const isForbidden = (error: unknown) => (error as NodeJS.ErrnoException).code === 'EACCES'

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
