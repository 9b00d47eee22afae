import { readFileSync, readlinkSync } from 'node:fs'
import type { Flow, FlowOwners, Process } from '../processes/owner.ts'
import type { FlowPrograms } from './bpf/flow-programs.ts'

/** Who owns a flow, as the kernel noted when a socket was made, bound, connected or sent from. */
export class FlowTable implements FlowOwners {
  private readonly key = new Uint8Array(flowLength)
  private readonly view = new DataView(this.key.buffer)
  private readonly value = new Uint8Array(ownerLength)
  /** By flow, as text. */
  private readonly flows = new Map<string, { readonly process: Process, readonly until: number }>()
  private readonly processes = new Map<string, Process>()
  private readonly names = hasAllProcesses()
  private closed = false

  /** The programs remain the caller's. */
  constructor(private readonly programs: FlowPrograms) {}

  ownerOf({ protocol, source, sourcePort, destination, destinationPort }: Flow): Process | undefined {
    return this.lookUp(protocol, source, sourcePort, destination, destinationPort) ?? this.lookUp(protocol, destination, destinationPort, source, sourcePort)
  }

  close(): void {
    this.closed = true
  }

  private lookUp(protocol: number, local: Uint8Array, localPort: number, remote: Uint8Array, remotePort: number): Process | undefined {
    const { key, view, value, flows } = this
    writeAddress(key, 0, local)
    writeAddress(key, 16, remote)
    view.setUint16(32, localPort)
    view.setUint16(34, remotePort)
    key[36] = protocol
    const text = String.fromCharCode(...key)
    const known = flows.get(text)
    const now = Date.now()
    if (known && (known.until > now || this.closed)) return known.process
    if (this.closed || !this.programs.lookUp('flows', key, value)) return undefined
    const process = this.processOf(value)
    if (process === undefined) return undefined
    if (flows.size >= mostFlows) flows.clear()
    flows.set(text, { process, until: now + rememberFor })
    return process
  }

  private processOf(owner: Uint8Array): Process | undefined {
    const view = new DataView(owner.buffer)
    const [pid, user] = [view.getUint32(8, true), view.getUint32(12, true)]
    if (pid === 0) return undefined
    const thread = new TextDecoder().decode(owner.subarray(16, Math.max(16, owner.indexOf(0, 16))))
    const place = `${pid} ${user} ${thread}`
    const known = this.processes.get(place)
    if (known) return known
    // The kernel notes the name of the thread; that of the process, if it still is there, says more.
    const name = this.names && textOf(`/proc/${pid}/comm`)?.trimEnd() || thread
    const command = this.names && textOf(`/proc/${pid}/cmdline`)?.replaceAll('\0', ' ').trim() || name
    const process = { pid, name, command, user, bestEffort: false }
    if (this.processes.size >= mostFlows) this.processes.clear()
    this.processes.set(place, process)
    return process
  }
}

/** struct flow and struct owner of bpf/flows.bpf.c */
const [flowLength, ownerLength] = [40, 32]
/** Milliseconds: another process may use the same addresses and ports later. */
const rememberFor = 1000
const mostFlows = 65_536

/** IPv4 addresses as IPv6 has them. */
function writeAddress(key: Uint8Array, at: number, address: Uint8Array): void {
  if (address.length === 4) {
    key.fill(0, at, at + 10)
    key.fill(0xff, at + 10, at + 12)
    key.set(address, at + 12)
  } else {
    key.set(address, at)
  }
}

/** The numbers that the kernel notes are those of the whole machine, which containers do not see: PROC_PID_INIT_INO of linux/proc_ns.h. */
function hasAllProcesses(): boolean {
  try {
    return readlinkSync('/proc/self/ns/pid') === 'pid:[4026531836]'
  } catch {
    return false
  }
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
