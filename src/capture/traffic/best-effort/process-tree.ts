/** The processes that descend from one, as far as /proc shows them: proc_pid_stat(5). */
import { readFileSync } from 'node:fs'
import { namesIn } from '../../processes/descriptors.ts'

/**
 * A process that was seen as a descendant stays one, also when its parent or it has ended. One whose parent ended
 * before it was seen is missed, unless an `adopter` gets such processes.
 */
export class ProcessTree {
  private readonly own: Set<number>
  private readonly others = new Set<number>()
  /** The processes that were running at the last look. */
  private present: ReadonlySet<number>

  /** `folder` is a substitute for /proc. */
  constructor(
    private readonly root: number,
    private readonly folder = '/proc',
    /** The process that gets those whose parents have ended: PR_SET_CHILD_SUBREAPER of prctl(2). */
    private readonly adopter?: number,
  ) {
    this.own = new Set([root])
    this.present = new Set([root])
  }

  /** The process begins: other children that the adopter has by now are its own. */
  begin(): void {
    for (const pid of this.pids())
      if (pid !== this.root && this.stateOf(pid)?.parent === this.adopter) this.others.add(pid)
    this.present = new Set(this.pids())
  }

  /** Whether a process is one of them; undefined if it has ended before it was seen. */
  has(pid: number): boolean | undefined {
    if (this.own.has(pid)) return true
    if (this.others.has(pid)) return false
    return this.examine(pid)
  }

  /** Looks at the processes that were started since the last look; returns how many of its own are running. */
  look(): number {
    const pids = this.pids()
    const { present, own, others } = this
    if (others.size > mostOthers) others.clear()
    this.present = new Set(pids)
    for (const pid of pids) {
      if (present.has(pid)) continue
      // The number may have been that of another process.
      own.delete(pid)
      others.delete(pid)
      this.examine(pid)
    }
    return pids.filter((pid) => own.has(pid) && (this.stateOf(pid)?.state ?? 'Z') !== 'Z').length
  }

  /** Follows the parents of a process; undefined if one on the way ends meanwhile. */
  private examine(pid: number): boolean | undefined {
    const way: number[] = []
    for (let each = pid; each > 1 && way.length < mostGenerations;) {
      if (this.own.has(each)) {
        for (const on of way) this.own.add(on)
        return true
      }
      way.push(each)
      const state = this.stateOf(each)
      if (state === undefined) return undefined
      if (state.parent === this.adopter && !this.others.has(each)) {
        for (const on of way) this.own.add(on)
        return true
      }
      each = state.parent
    }
    this.others.add(pid)
    return false
  }

  private pids(): number[] {
    return (namesIn(this.folder) ?? []).filter((name) => /^\d+$/.test(name)).map(Number)
  }

  /** Undefined if it has ended. */
  private stateOf(pid: number): { readonly state: string; readonly parent: number } | undefined {
    try {
      // The name in parentheses may hold anything.
      const [, state, parent] = /\) (\S) (\d+) [^)]*$/.exec(readFileSync(`${this.folder}/${pid}/stat`, 'latin1')) ?? []
      return state === undefined ? undefined : { state, parent: Number(parent) }
    } catch {
      return undefined
    }
  }
}

const mostGenerations = 1000
const mostOthers = 65_536
