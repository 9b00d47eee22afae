import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { removeGroup } from './cgroups.ts'

/**
 * A process that outlives this one, whatever happens to it, and keeps its privileges: when this one lets go of it or has ended, it moves the processes
 * left in a group to another, and removes the group.
 */
export class Janitor {
  private readonly child: ChildProcess
  private readonly exited: Promise<unknown>

  constructor(private readonly group: string, to: string) {
    // A session of its own, so that the signals of a terminal do not reach it.
    this.child = spawn('/bin/sh', ['-c', script, 'onwire-janitor', group, to], { detached: true, stdio: ['pipe', 'ignore', 'ignore'], cwd: '/', env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' } })
    this.exited = once(this.child, 'exit').catch(() => {})
    this.child.unref()
    this.child.stdin!.on('error', () => {})
    ;(this.child.stdin as unknown as { unref(): void }).unref()
  }

  /** Resolves when the group is gone, or cannot be removed now; then a later run does. */
  async clean(): Promise<void> {
    // With nobody in it any more, and root still, there is nothing to wait for.
    removeGroup(this.group)
    this.child.stdin!.end()
    this.child.ref()
    await this.exited
  }
}

/** A process may be born while others are being moved. */
const script = `read -r _
for attempt in 1 2 3 4 5 6 7 8 9 10; do
  while read -r pid; do echo "$pid" > "$2/cgroup.procs"; done < "$1/cgroup.procs"
  rmdir "$1" && exit
  [ -d "$1" ] || exit
  sleep 0.1
done`
