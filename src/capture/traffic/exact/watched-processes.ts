import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { CaptureError } from '../../../files/error.ts'
import { networkOf } from '../../processes/descriptors.ts'
import { groupOf, makeGroup, processesBelow, type CgroupMount } from '../linux/cgroups.ts'
import { CgroupCleanup } from '../linux/cgroup-cleanup.ts'
import type { ProcessChoice } from '../traffic.ts'

/** Running processes, and the cgroup in which the kernel watches them. */
export interface WatchedProcesses {
  readonly name: string
  /** A folder. */
  readonly group: string
  /** Moves the processes into the cgroup. */
  enter(): void
  /** The processes in it now. */
  pids(): readonly number[]
  /** Moves the processes back. */
  leave(): Promise<void>
}

/** Throws a CaptureError (`not-found`) if there are none. */
export function watchedProcesses(choice: ProcessChoice, mount: CgroupMount): WatchedProcesses {
  if ('pid' in choice) return oneProcess(choice.pid, mount)
  if ('cgroup' in choice) return wholeGroup(choice.cgroup, folderOf(choice.cgroup, mount))
  return wholeGroup(`container ${choice.container}`, findContainer(choice.container, mount.folder))
}

/**
 * The network namespace file of a process; undefined if it is that of this process. Throws a CaptureError: `not-found`,
 * `no-permission`.
 */
export function otherNetworkOf(pid: number | undefined): string | undefined {
  if (pid === undefined) return undefined
  const network = networkOf(pid)
  if (network === undefined) throw gone(pid)
  if (network === 'hidden') {
    throw new CaptureError({
      code: 'no-permission',
      path: `process ${pid}`,
      expected: 'a process with a readable network namespace',
      found: 'no CAP_SYS_PTRACE in this process',
      advice: 'Run it as root: sudo onwire run …; in a container: --cap-add SYS_PTRACE',
    })
  }
  return network === networkOf('self') ? undefined : `/proc/${pid}/ns/net`
}

/** A process gets a cgroup of its own, below its current one, shared by concurrent captures of it. */
function oneProcess(pid: number, mount: CgroupMount): WatchedProcesses {
  const shared = own.get(pid) ?? { group: newGroup(pid, mount), users: 0 }
  own.set(pid, shared)
  shared.users++
  const { folder, cleanup } = shared.group
  return {
    name: `process ${pid}`,
    group: folder,
    enter: () => writeFileSync(join(folder, 'cgroup.procs'), `${pid}`),
    pids: () => [pid],
    async leave() {
      if (--shared.users > 0) return
      own.delete(pid)
      await cleanup.clean()
    },
  }
}

const own = new Map<
  number,
  { readonly group: { readonly folder: string; readonly cleanup: CgroupCleanup }; users: number }
>()

function newGroup(pid: number, mount: CgroupMount): { readonly folder: string; readonly cleanup: CgroupCleanup } {
  const former = existing(pid, mount)
  if (former === undefined)
    throw missing(`process ${pid}`, 'a process whose cgroup is visible here', 'no visible cgroup')
  const folder = makeGroup(former)
  return { folder, cleanup: new CgroupCleanup(folder) }
}

function existing(pid: number, mount: CgroupMount): string | undefined {
  try {
    return groupOf(pid, mount)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === undefined) throw cause
    throw gone(pid)
  }
}

const gone = (pid: number) => missing(`process ${pid}`, 'a running process', 'no such process')

function wholeGroup(name: string, folder: string): WatchedProcesses {
  return { name, group: folder, enter: () => {}, pids: () => processesBelow(folder), leave: async () => {} }
}

/** A folder, or a path in the hierarchy: `/system.slice/ssh.service`. */
function folderOf(cgroup: string, { folder }: CgroupMount): string {
  const found = [...(cgroup.startsWith(folder) ? [cgroup] : []), join(folder, cgroup)].find((path) =>
    existsSync(join(path, 'cgroup.procs')),
  )
  if (found === undefined)
    throw missing(
      cgroup,
      `a cgroup below ${folder}`,
      'no such cgroup',
      'cat /proc/PID/cgroup shows the cgroup of a process, after 0::',
    )
  return found
}

/**
 * The cgroup of a container, by its ID or a prefix of it: Docker uses `docker-ID.scope` or `docker/ID`, containerd,
 * CRI-O and Podman a prefix, Kubernetes a folder for each pod.
 */
export function findContainer(id: string, root: string): string {
  const found = containersBelow(root).filter((container) => container.id.startsWith(id))
  const exact = found.find((container) => container.id === id)
  const ids = [...new Set(found.map((container) => container.id))]
  if (exact) return exact.folder
  if (ids.length > 1)
    throw missing(
      id,
      'the ID of one container',
      `${ids.length} containers with this prefix`,
      `Containers: ${ids.join(', ')}`,
    )
  if (found[0] === undefined)
    throw missing(
      id,
      `a container below ${root}`,
      'no ID with this prefix',
      'Use the ID, not the name: see docker ps, crictl ps or podman ps',
    )
  return found[0].folder
}

function containersBelow(folder: string): readonly { readonly id: string; readonly folder: string }[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => {
      const path = join(folder, name)
      const id =
        /^(?:[a-z-]+-)?([0-9a-f]{64})(?:\.scope)?$/.exec(name)?.[1] ??
        (namespaces.test(basename(folder)) ? name : undefined)
      return id === undefined ? containersBelow(path) : [{ id, folder: path }]
    })
}

/** For ctr, the client of containerd, whose containers can have any ID. */
const namespaces = /^(?:default|moby|k8s\.io)$/

function missing(path: string, expected: string, found: string, advice?: string): CaptureError {
  return new CaptureError({ code: 'not-found', path, expected, found, advice })
}
