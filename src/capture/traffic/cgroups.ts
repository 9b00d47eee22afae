/** The control groups of Linux, version 2: cgroups(7). A group is named by its folder. */
import { mkdirSync, readdirSync, readFileSync, rmdirSync, statSync } from 'node:fs'
import { join, posix } from 'node:path'

/** Where the hierarchy is mounted. */
export interface CgroupMount {
  readonly folder: string
  /** The group that is seen there, in the hierarchy: `/` unless only a part is mounted. */
  readonly root: string
}

/** Undefined where version 2 is not mounted. */
export function findMount(mountInfo: string = readFileSync('/proc/self/mountinfo', 'utf8')): CgroupMount | undefined {
  for (const line of mountInfo.split('\n')) {
    // `31 23 0:28 ROOT FOLDER rw,relatime shared:4 - cgroup2 cgroup2 rw`: proc_pid_mountinfo(5).
    const [own = '', kind = ''] = line.split(' - ')
    const [, , , root = '', folder = ''] = own.split(' ').map(unescaped)
    if (kind.startsWith('cgroup2 ')) return { folder, root }
  }
  return undefined
}

/** Blanks and backslashes are in octal. */
const unescaped = (text: string) => text.replaceAll(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 8)))

/** The group of a process; undefined if it is none that is seen here. Throws what the system says if there is no such process. */
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
    if (pid !== undefined && statSync(`/proc/${pid}`, { throwIfNoEntry: false }) === undefined) removeGroup(join(parent, name))
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

/** Whether there is a process in it or in a group below it. */
export function isPopulated(folder: string): boolean {
  try {
    return /^populated 1$/m.test(readFileSync(join(folder, 'cgroup.events'), 'utf8'))
  } catch {
    return false
  }
}

/** The processes in it and in the groups below it. */
export function processesBelow(folder: string): number[] {
  const groups = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  return [...processesIn(folder), ...groups.flatMap(({ name }) => processesBelow(join(folder, name)))]
}

function processesIn(folder: string): number[] {
  return readFileSync(join(folder, 'cgroup.procs'), 'utf8').split('\n').filter((line) => line !== '').map(Number)
}
