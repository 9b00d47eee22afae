/** The control groups of Linux, version 2: cgroups(7). A cgroup is identified by its folder. */
import { existsSync, mkdirSync, readdirSync, readFileSync, readSync, rmdirSync, statSync } from 'node:fs'
import { join, posix } from 'node:path'

/** The mount point of the hierarchy. */
export interface CgroupMount {
  readonly folder: string
  /** The cgroup mounted there: `/` unless only a part of the hierarchy is mounted. */
  readonly root: string
}

/**
 * Undefined if cgroup v2 is not mounted. If it is not visible to this process, as in `ip netns exec`, uses the mount of
 * the nearest ancestor process that sees it.
 */
export function findMount(): CgroupMount | undefined {
  const own = mountIn(readFileSync('/proc/self/mountinfo', 'utf8'))
  for (let pid = process.ppid; own === undefined && pid > 0; pid = parentOf(pid)) {
    const mount = mountSeenBy(pid)
    if (mount) return mount
  }
  return own
}

function mountSeenBy(pid: number): CgroupMount | undefined {
  try {
    const { folder, root } = mountIn(readFileSync(`/proc/${pid}/mountinfo`, 'utf8')) ?? {}
    if (folder === undefined || root === undefined) return undefined
    const path = join(`/proc/${pid}/root`, folder)
    return existsSync(path) ? { folder: path, root } : undefined
  } catch {
    return undefined
  }
}

/** The parent process ID; 0 if it has none or has ended. */
function parentOf(pid: number): number {
  try {
    return Number(/^PPid:\s*(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0)
  } catch {
    return 0
  }
}

/** Parses a file such as `/proc/self/mountinfo`. */
export function mountIn(mountInfo: string): CgroupMount | undefined {
  for (const line of mountInfo.split('\n')) {
    // `31 23 0:28 ROOT FOLDER rw,relatime shared:4 - cgroup2 cgroup2 rw`: proc_pid_mountinfo(5).
    const [own = '', kind = ''] = line.split(' - ')
    const [, , , root = '', folder = ''] = own.split(' ').map(unescaped)
    if (kind.startsWith('cgroup2 ')) return { folder, root }
  }
  return undefined
}

/** Spaces and backslashes are escaped in octal. */
const unescaped = (text: string) =>
  text.replaceAll(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 8)))

/**
 * The cgroup of a process; undefined if it is not visible here. Throws the system error if there is no such process.
 */
export function groupOf(pid: number | 'self', { folder, root }: CgroupMount): string | undefined {
  const path = /^0::(.*)$/m.exec(readFileSync(`/proc/${pid}/cgroup`, 'utf8'))?.[1]
  if (path === undefined) return undefined
  const inside = posix.relative(root, path)
  return inside.startsWith('..') ? undefined : join(folder, inside)
}

/** Creates a cgroup below another, and removes those that earlier runs could not remove. Throws the system error. */
export function makeGroup(parent: string): string {
  sweep(parent)
  const folder = join(parent, `onwire-${process.pid}-${++made}`)
  mkdirSync(folder)
  return folder
}

let made = 0

/** Cgroups of ended processes; one in use cannot be removed. */
function sweep(parent: string): void {
  for (const name of readdirSync(parent)) {
    const pid = /^onwire-(\d+)-\d+$/.exec(name)?.[1]
    if (pid !== undefined && statSync(`/proc/${pid}`, { throwIfNoEntry: false }) === undefined)
      removeGroup(join(parent, name))
  }
}

/** Returns whether it was removed. */
export function removeGroup(folder: string): boolean {
  try {
    rmdirSync(folder)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT'
  }
}

/**
 * Whether there is a process in a cgroup or below it, by its open file `cgroup.events`, so that root can be dropped.
 */
export function isPopulated(events: number): boolean {
  const text = Buffer.alloc(256)
  try {
    return text.toString('latin1', 0, readSync(events, text, 0, text.length, 0)).includes('populated 1')
  } catch (error) {
    // The cgroup is gone.
    if ((error as NodeJS.ErrnoException).code === 'ENODEV') return false
    throw error
  }
}

/** The processes in it and in the cgroups below it. */
export function processesBelow(folder: string): number[] {
  const groups = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  return [...processesIn(folder), ...groups.flatMap(({ name }) => processesBelow(join(folder, name)))]
}

function processesIn(folder: string): number[] {
  return readFileSync(join(folder, 'cgroup.procs'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map(Number)
}
