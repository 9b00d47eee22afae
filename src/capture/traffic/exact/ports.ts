import { netlinkCalls, openNetlink } from '../../engines/link-state/link-watch.ts'
import { listRequest, readMessages } from '../../engines/link-state/netlink.ts'
import type { Libc } from '../../libc.ts'

/**
 * The interfaces that belong to others, so that local traffic is captured at both: ports of bridges, as with
 * containers, and members of bonds. For the network namespace of the calling thread, at the time of the last scan.
 */
export class Ports {
  private known: ReadonlySet<number> = new Set()
  private until = 0

  constructor(private readonly libc: Libc) {}

  /** Scans again after a second; call it periodically. */
  refresh(): void {
    const now = performance.now()
    if (now <= this.until) return
    this.known = this.list()
    this.until = now + knownFor
  }

  /** By interface index. */
  has(index: number): boolean {
    return this.known.has(index)
  }

  /** Queries the kernel, which replies synchronously: rtnetlink(7). */
  private list(): ReadonlySet<number> {
    const call = netlinkCalls(this.libc)
    const socket = openNetlink(call)
    const ports = new Set<number>()
    const [request, memory] = [listRequest('links', 1), new Uint8Array(64 << 10)]
    for (let length = call.send(socket, request, request.length, 0); length > 0;) {
      length = call.recv(socket, memory, memory.length, dontWait)
      const messages = readMessages(memory.subarray(0, Math.max(0, length)))
      for (const message of messages)
        if (message.kind === 'link' && wholes.has(message.portOf ?? '')) ports.add(message.index)
      if (messages.some(({ kind }) => kind === 'end')) break
    }
    if (socket >= 0) call.close(socket)
    return ports
  }
}

const wholes: ReadonlySet<string> = new Set(['bridge', 'bond', 'team'])
/** Milliseconds. */
const knownFor = 1000
const dontWait = 0x40
