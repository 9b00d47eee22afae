import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import type { Socket } from 'node:net'
import { basename, dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { removeGroup } from './cgroups.ts'

/**
 * A cleanup process that outlives this one and keeps its privileges: when this process releases it or ends, it moves
 * the processes left in a cgroup to the parent and removes the cgroup.
 */
export class CgroupCleanup {
  private readonly child: ChildProcess
  private readonly exited: Promise<unknown>

  constructor(private readonly group: string) {
    // A session of its own, so that signals of a terminal do not reach it; started in the folder itself, so that it
    // needs no path.
    this.child = spawn('/bin/sh', ['-c', script, 'onwire-cleanup', basename(group)], {
      cwd: dirname(group),
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' },
    })
    this.exited = once(this.child, 'exit').catch(() => {})
    const input = this.child.stdin as Socket
    input.on('error', () => {})
    // This process does not wait for it.
    this.child.unref()
    input.unref()
  }

  /** Resolves when the cgroup is removed, or cannot be removed now; a later run does it then. */
  async clean(): Promise<void> {
    // An empty cgroup can be removed at once, while this process is root.
    removeGroup(this.group)
    this.child.stdin!.end()
    this.child.ref()
    // A referenced timer would keep the process alive to its end, also after the child has exited.
    await Promise.race([this.exited, sleep(patience, undefined, { ref: false })])
    this.child.unref()
  }
}

/** Milliseconds. */
const patience = 1000

/**
 * A process may be created while others are moved, and a nested cgroup may be in use by another capture of the same
 * process.
 */
const script = `read -r _
attempt=0
while [ -d "$1" ] && [ $attempt -lt 600 ]; do
  while read -r pid; do echo "$pid" > cgroup.procs; done < "$1/cgroup.procs"
  rmdir "$1" && exit
  attempt=$((attempt + 1))
  if [ $attempt -lt 10 ]; then sleep 0.1; else sleep 1; fi
done`
