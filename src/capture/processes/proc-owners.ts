import { describeProcess, findHolders } from './descriptors.ts'
import { reversed, type Flow, type Process, type Senders } from './owner.ts'
import { addressText, endsOf, Sockets } from './sockets.ts'

export interface ProcOwnersOptions {
  /**
   * Milliseconds that lie at least between two looks at /proc; more where a look takes long, so that it never is more
   * than a tenth of the time.
   */
  readonly interval?: number
  /** What is there instead of /proc. */
  readonly folder?: string
}

/**
 * Who owns a flow, by looking into /proc when somebody asks: the sockets of the network of this process, and the
 * processes that have them. A process that opens a socket and ends before anybody looks stays unknown; who was found
 * once is remembered.
 */
export class ProcOwners implements Senders {
  private readonly interval: number
  private readonly folder: string
  private sockets: Sockets | undefined
  private due = 0
  private looked = -Infinity
  /** Processes by the inodes of their sockets; undefined where it was looked for in vain. */
  private readonly holders = new Map<number, { readonly pid: number | undefined; readonly since: number }>()
  private readonly processes = new Map<number, { readonly process: Process; readonly since: number }>()
  /** Flows that were found, whose sockets may be gone. */
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
    // What was sent here belongs to who sent it, known or not.
    return sender !== undefined || this.isHere(flow.source) ? sender : this.senderOf(reversed(flow))
  }

  senderOf(flow: Flow): Process | undefined {
    const now = performance.now()
    const known = this.find(flow, now)
    // Nobody here has the address of somebody else, however often one looks.
    const stale = now - this.looked > (known === undefined && this.isHere(flow.source) ? 0 : longestUnseen)
    if (!stale || this.closed) return known
    if (now < this.due) {
      this.lookLater(now)
      return known
    }
    this.look(now)
    return this.find(flow, now)
  }

  /** Whether an address is one of this machine, in this network. */
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
    // A connection outlives its socket, and must not become that of who listens; UDP has nothing that outlives one.
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
    // The oldest come first.
    this.remembered.delete(flow)
    this.remembered.set(flow, { process, since: now })
    if (this.remembered.size > mostRemembered) this.remembered.delete(this.remembered.keys().next().value!)
  }

  /** Who asks for somebody unknown may have no more to ask before that one is gone. */
  private lookLater(now: number): void {
    this.later ??= setTimeout(
      () => {
        this.later = undefined
        if (performance.now() >= this.due) this.look(performance.now())
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

  /** It has ended; its sockets may be another's by now. */
  private forget(pid: number): void {
    this.processes.delete(pid)
    for (const [inode, holder] of this.holders) if (holder.pid === pid) this.holders.delete(inode)
  }
}

const tcp = 6
/** Milliseconds. */
const usualInterval = 50
const longestUnseen = 1000
/** Longer than a closed connection goes on (TIME_WAIT of Linux). */
const longestRemembered = 120_000
const mostRemembered = 65_536
