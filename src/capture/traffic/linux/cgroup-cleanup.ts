import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import type { Socket } from 'node:net'
import { basename, dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { removeGroup } from './cgroups.ts'

/**
 * A process that outlives this one, whatever happens to it, and keeps its privileges: when this one lets go of it or
 * has ended, it moves the processes left in a group to the one above, and removes the group.
 */
export class CgroupCleanup {
  private readonly child: ChildProcess
  private readonly exited: Promise<unknown>

  constructor(private readonly group: string) {
    // A session of its own, so that the signals of a terminal do not reach it; and where it works, so that it needs no
    // path.
    this.child = spawn('/bin/sh', ['-c', script, 'onwire-janitor', basename(group)], {
      cwd: dirname(group),
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' },
    })
    this.exited = once(this.child, 'exit').catch(() => {})
    const input = this.child.stdin as Socket
    input.on('error', () => {})
    // This process need not stay for it.
    this.child.unref()
    input.unref()
  }

  /** Resolves when the group is gone, or cannot be removed now; then a later run does. */
  async clean(): Promise<void> {
    // With nobody in it, and root still, there is nothing to wait for.
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
 * A process may be born while others are being moved, and a group in it may be in use: by who watches the same process
 * a little longer.
 */
const script = `read -r _
attempt=0
while [ -d "$1" ] && [ $attempt -lt 600 ]; do
  while read -r pid; do echo "$pid" > cgroup.procs; done < "$1/cgroup.procs"
  rmdir "$1" && exit
  attempt=$((attempt + 1))
  if [ $attempt -lt 10 ]; then sleep 0.1; else sleep 1; fi
done`
