/** The control groups of Linux, version 2: cgroups(7). A group is named by its folder. */
import { existsSync, mkdirSync, readdirSync, readFileSync, readSync, rmdirSync, statSync } from 'node:fs'
import { join, posix } from 'node:path'

/** Where the hierarchy is mounted. */
export interface CgroupMount {
  readonly folder: string
  /** The group that is seen there, in the hierarchy: `/` unless only a part is mounted. */
  readonly root: string
}

/**
 * Undefined where version 2 is not mounted. What this process does not see, as in `ip netns exec`, it finds where the
 * process sees it that has started it, or an earlier one.
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

/** 0 if it has none, or is gone. */
function parentOf(pid: number): number {
  try {
    return Number(/^PPid:\s*(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0)
  } catch {
    return 0
  }
}

/** From the text of a file of the kind `/proc/self/mountinfo`. */
export function mountIn(mountInfo: string): CgroupMount | undefined {
  for (const line of mountInfo.split('\n')) {
    // `31 23 0:28 ROOT FOLDER rw,relatime shared:4 - cgroup2 cgroup2 rw`: proc_pid_mountinfo(5).
    const [own = '', kind = ''] = line.split(' - ')
    const [, , , root = '', folder = ''] = own.split(' ').map(unescaped)
    if (kind.startsWith('cgroup2 ')) return { folder, root }
  }
  return undefined
}

/** Blanks and backslashes are in octal. */
const unescaped = (text: string) =>
  text.replaceAll(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 8)))

/**
 * The group of a process; undefined if it is none that is seen here. Throws what the system says if there is no such
 * process.
 */
export function groupOf(pid: number | 'self', { folder, root }: CgroupMount): string | undefined {
  const path = /^0::(.*)$/m.exec(readFileSync(`/proc/${pid}/cgroup`, 'utf8'))?.[1]
  if (path === undefined) return undefined
  const inside = posix.relative(root, path)
  return inside.startsWith('..') ? undefined : join(folder, inside)
}

/** Makes a group below another, and removes those that earlier runs could not remove. Throws what the system says. */
export function makeGroup(parent: string): string {
  sweep(parent)
  const folder = join(parent, `onwire-${process.pid}-${++made}`)
  mkdirSync(folder)
  return folder
}

let made = 0

/** Those of processes that are no more; one that is in use cannot be removed. */
function sweep(parent: string): void {
  for (const name of readdirSync(parent)) {
    const pid = /^onwire-(\d+)-\d+$/.exec(name)?.[1]
    if (pid !== undefined && statSync(`/proc/${pid}`, { throwIfNoEntry: false }) === undefined)
      removeGroup(join(parent, name))
  }
}

/** Tells whether it is gone. */
export function removeGroup(folder: string): boolean {
  try {
    rmdirSync(folder)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT'
  }
}

/**
 * Whether there is a process in a group or below it, by its file `cgroup.events`, which is open, so that root can be
 * given up.
 */
export function isPopulated(events: number): boolean {
  const text = Buffer.alloc(256)
  try {
    return text.toString('latin1', 0, readSync(events, text, 0, text.length, 0)).includes('populated 1')
  } catch (error) {
    // The group is gone.
    if ((error as NodeJS.ErrnoException).code === 'ENODEV') return false
    throw error
  }
}

/** The processes in it and in the groups below it. */
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
