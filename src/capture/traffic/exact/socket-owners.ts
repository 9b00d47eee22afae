import { readlinkSync } from 'node:fs'
import { describeProcess } from '../../processes/descriptors.ts'
import { reversed, type Flow, type Process, type Senders } from '../../processes/owner.ts'
import type { FlowPrograms } from '../bpf/flow-programs.ts'
import { ThreadNames } from './thread-names.ts'
import { decodeOwner, encodeFlow, ownerLength, type Owner, type SocketAddress } from './flow-records.ts'

/** Flow owners, as recorded in the kernel when a socket was created, bound, connected or sent from. */
export class SocketOwners implements Senders {
  private readonly key = new Uint8Array(40)
  private readonly value = new Uint8Array(ownerLength)
  /** By flow, as text. */
  private readonly flows = new Map<string, { readonly process: Process; readonly until: number }>()
  private readonly processes = new Map<string, Process>()
  private readonly seesProcesses = seesAllProcesses()
  private readonly threads = new ThreadNames()
  private closed = false

  /** The caller keeps ownership of the programs. */
  constructor(private readonly programs: FlowPrograms) {}

  ownerOf(flow: Flow): Process | undefined {
    return this.senderOf(flow) ?? this.senderOf(reversed(flow))
  }

  senderOf({ protocol, source, sourcePort, destination, destinationPort }: Flow): Process | undefined {
    return this.lookUp(protocol, { address: source, port: sourcePort }, { address: destination, port: destinationPort })
  }

  close(): void {
    this.closed = true
  }

  /** Looks at processes that may end before they are asked for. */
  look(pids: readonly number[]): void {
    if (this.seesProcesses) this.threads.look(pids)
  }

  private lookUp(protocol: number, local: SocketAddress, remote: SocketAddress): Process | undefined {
    const { key, value, flows } = this
    const text = String.fromCharCode(...encodeFlow({ protocol, local, remote }, key))
    const known = flows.get(text)
    const now = Date.now()
    if (known && (known.until > now || this.closed)) return known.process
    if (this.closed || !this.programs.lookUp('flows', key, value)) return undefined
    const owner = decodeOwner(value)
    if (owner.pid === 0) return undefined
    const process = this.processOf(owner)
    if (flows.size >= mostKept) flows.clear()
    flows.set(text, { process, until: now + rememberFor })
    return process
  }

  /** The kernel records the name of the thread; that of a running process is more useful. */
  private processOf({ pid, uid: user, name: thread }: Owner): Process {
    const text = `${pid} ${user} ${thread}`
    const known = this.processes.get(text)
    if (known) return known
    const running = this.seesProcesses ? describeProcess('/proc', pid) : undefined
    const { name, command } = running ?? this.threads.find(pid, thread) ?? { name: thread, command: thread }
    const process = { pid, name, command, user, bestEffort: false }
    if (this.processes.size >= mostKept) this.processes.clear()
    this.processes.set(text, process)
    return process
  }
}

/** Milliseconds: another process may reuse the addresses and ports later. */
const rememberFor = 1000
const mostKept = 65_536

/**
 * The kernel records process IDs of the initial PID namespace, which containers do not see: PROC_PID_INIT_INO of
 * linux/proc_ns.h.
 */
function seesAllProcesses(): boolean {
  try {
    return readlinkSync('/proc/self/ns/pid') === 'pid:[4026531836]'
  } catch {
    return false
  }
}
