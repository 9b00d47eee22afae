import { once } from 'node:events'
import { basename, dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startOutliving } from '../../outliving-script.ts'
import { removeGroup } from './cgroups.ts'

/**
 * A cleanup process that outlives this one and keeps its privileges: when this process releases it or ends, it moves
 * the processes left in a cgroup to the parent and removes the cgroup.
 */
export class CgroupCleanup {
  private readonly child
  private readonly exited: Promise<unknown>

  constructor(private readonly group: string) {
    // Started in the folder itself, so that it needs no path.
    this.child = startOutliving(script, ['onwire-cleanup', basename(group)], dirname(group))
    this.exited = once(this.child, 'exit').catch(() => {})
  }

  /** Resolves when the cgroup is removed, or cannot be removed now; a later run does it then. */
  async clean(): Promise<void> {
    // An empty cgroup can be removed at once, while this process is root.
    removeGroup(this.group)
    this.child.stdin.end()
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
