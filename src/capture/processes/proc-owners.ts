import { describeProcess, findHolders } from './descriptors.ts'
import { reversed, type Flow, type Process, type Senders } from './owner.ts'
import { addressText, endsOf, Sockets } from './sockets.ts'

export interface ProcOwnersOptions {
  /**
   * Minimum milliseconds between two scans of /proc; more if a scan is slow, so that scanning never takes more than a
   * tenth of the time.
   */
  readonly interval?: number
  /** A substitute for /proc. */
  readonly folder?: string
}

/**
 * Finds the owner of a flow by scanning /proc on demand: the sockets of this network namespace and the processes that
 * hold them. A process that ends before the scan stays unknown; results are cached.
 */
export class ProcOwners implements Senders {
  private readonly interval: number
  private readonly folder: string
  private sockets: Sockets | undefined
  private due = 0
  private looked = -Infinity
  /** Processes by socket inode; undefined if none was found. */
  private readonly holders = new Map<number, { readonly pid: number | undefined; readonly since: number }>()
  private readonly processes = new Map<number, { readonly process: Process; readonly since: number }>()
  /** Resolved flows, whose sockets may be gone. */
  private readonly remembered = new Map<string, { readonly process: Process; readonly since: number }>()
  private later: NodeJS.Timeout | undefined
  private closed = false

  constructor({ interval = usualInterval, folder = '/proc' }: ProcOwnersOptions = {}) {
    this.interval = interval
    this.folder = folder
    this.look(performance.now())
  }

  ownerOf(flow: Flow): Process | undefined {
    const sender = this.senderOf(flow)
    // A locally sent packet belongs to its sender, even if unknown.
    return sender !== undefined || this.isHere(flow.source) ? sender : this.senderOf(reversed(flow))
  }

  senderOf(flow: Flow): Process | undefined {
    const now = performance.now()
    const known = this.find(flow, now)
    // A remote address has no local owner: do not scan for it.
    const stale = now - this.looked > (known === undefined && this.isHere(flow.source) ? 0 : longestUnseen)
    if (!stale || this.closed) return known
    if (now < this.due) {
      this.lookLater(now)
      return known
    }
    this.look(now)
    return this.find(flow, now)
  }

  /** Whether an address belongs to this host, in this network namespace. */
  isHere(address: Uint8Array): boolean {
    return this.sockets!.isLocal(addressText(address))
  }

  close(): void {
    this.closed = true
    clearTimeout(this.later)
  }

  private find(asked: Flow, now: number): Process | undefined {
    const [near, far] = endsOf(asked)
    const sockets = this.sockets!
    const flow = `${near.protocol} ${near.text} ${far.text}`
    const connected = this.holderOf(sockets.between(near, far))
    // A connection outlives its socket and must not be attributed to a listener; UDP has no such state.
    const before = connected === undefined && near.protocol === tcp ? this.recall(flow, now) : undefined
    const found = connected ?? (before === undefined ? this.holderOf(sockets.at(near)) : undefined)
    if (found === undefined) return before ?? this.recall(flow, now)
    this.remember(flow, found, now)
    return found
  }

  private holderOf(inode: number | undefined): Process | undefined {
    const pid = inode === undefined ? undefined : this.holders.get(inode)?.pid
    return pid === undefined ? undefined : this.processes.get(pid)?.process
  }

  private recall(flow: string, now: number): Process | undefined {
    const known = this.remembered.get(flow)
    return known !== undefined && now - known.since < longestRemembered ? known.process : undefined
  }

  private remember(flow: string, process: Process, now: number): void {
    // Oldest first.
    this.remembered.delete(flow)
    this.remembered.set(flow, { process, since: now })
    if (this.remembered.size > mostRemembered) this.remembered.delete(this.remembered.keys().next().value!)
  }

  /** An unknown owner may have ended before the next scan is due. */
  private lookLater(now: number): void {
    this.later ??= setTimeout(
      () => {
        this.later = undefined
        // A timer may fire a little early, and a look meanwhile puts the next one off.
        const now = performance.now()
        if (now >= this.due) this.look(now)
        else this.lookLater(now)
      },
      Math.ceil(this.due - now),
    ).unref()
  }

  private look(now: number): void {
    const { holders, processes, folder } = this
    const { inodes } = (this.sockets = new Sockets(folder))
    for (const inode of holders.keys()) if (!inodes.has(inode)) holders.delete(inode)
    for (const [pid, { since }] of processes) {
      if (now - since < longestUnseen) continue
      const process = describeProcess(folder, pid)
      if (process !== undefined) processes.set(pid, { process, since: now })
      else this.forget(pid)
    }
    const wanted = new Set<number>()
    for (const inode of inodes) {
      const known = holders.get(inode)
      if (known === undefined || (known.pid === undefined && now - known.since > longestUnseen)) wanted.add(inode)
    }
    if (wanted.size > 0) this.findHolders(wanted, now)
    this.looked = performance.now()
    this.due = this.looked + Math.max(this.interval, 9 * (this.looked - now))
  }

  private findHolders(wanted: ReadonlySet<number>, now: number): void {
    const { holders, processes, folder } = this
    const found = findHolders(folder, wanted)
    for (const inode of wanted) {
      const pid = found.get(inode)
      const process = pid === undefined ? undefined : (processes.get(pid)?.process ?? describeProcess(folder, pid))
      if (process !== undefined && !processes.has(process.pid)) processes.set(process.pid, { process, since: now })
      holders.set(inode, { pid: process?.pid, since: now })
    }
  }

  /** It has ended; its sockets may have a new owner. */
  private forget(pid: number): void {
    this.processes.delete(pid)
    for (const [inode, holder] of this.holders) if (holder.pid === pid) this.holders.delete(inode)
  }
}

const tcp = 6
/** Milliseconds. */
const usualInterval = 50
const longestUnseen = 1000
/** Longer than TIME_WAIT on Linux. */
const longestRemembered = 120_000
const mostRemembered = 65_536
