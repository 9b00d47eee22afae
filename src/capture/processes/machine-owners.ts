/** Socket owners as reported by the kernel. */
import { CaptureError } from '../../files/error.ts'
import { BpfError } from '../traffic/bpf/calls.ts'
import { FlowPrograms } from '../traffic/bpf/flow-programs.ts'
import { SocketOwners } from '../traffic/exact/socket-owners.ts'
import { equipment } from '../traffic/requirements.ts'
import { networkOf } from './descriptors.ts'
import { reversed, type Flow, type FlowOwners, type Process } from './owner.ts'
import type { ProcOwners } from './proc-owners.ts'

/** Owners reported by the kernel for all cgroups from now on, completed from /proc. */
export class MachineOwners implements FlowOwners {
  private readonly table: SocketOwners
  /** Whether processes are in the network namespace of this one, by process ID; undefined if unknown. */
  private readonly neighbours = new Map<number, boolean | undefined>()

  private constructor(
    private readonly programs: FlowPrograms,
    private readonly proc: ProcOwners,
  ) {
    this.table = new SocketOwners(programs)
  }

  /** Why the kernel does not report to this process, as text. */
  static async over(proc: ProcOwners): Promise<MachineOwners | string> {
    let programs: FlowPrograms | undefined
    try {
      const { bpf, mount } = await equipment()
      programs = new FlowPrograms(bpf)
      programs.learnFrom(mount.folder)
      return new MachineOwners(programs, proc)
    } catch (error) {
      programs?.close()
      if (error instanceof CaptureError) return error.found
      if (error instanceof BpfError || (error as NodeJS.ErrnoException).code !== undefined)
        return (error as Error).message
      throw error
    }
  }

  ownerOf(flow: Flow): Process | undefined {
    const sender = this.senderOf(flow)
    return sender !== undefined || this.proc.isHere(flow.source) ? sender : this.senderOf(reversed(flow))
  }

  close(): void {
    this.table.close()
    this.proc.close()
    this.programs.close()
  }

  private senderOf(flow: Flow): Process | undefined {
    const told = this.table.senderOf(flow)
    return told !== undefined && this.canSend(told.pid, flow.source) ? told : this.proc.senderOf(flow)
  }

  /**
   * The kernel reports flows by address, which several network namespaces of a host may share: each container has its
   * own 127.0.0.1 and port 80.
   */
  private canSend(pid: number, source: Uint8Array): boolean {
    const { neighbours } = this
    if (!neighbours.has(pid)) {
      if (neighbours.size >= mostNeighbours) neighbours.clear()
      neighbours.set(pid, isNeighbour(pid))
    }
    const neighbour = neighbours.get(pid)
    return neighbour === undefined || neighbour === this.proc.isHere(source)
  }
}

const mostNeighbours = 16_384

function isNeighbour(pid: number): boolean | undefined {
  const network = networkOf(pid)
  return network === undefined || network === 'hidden' ? undefined : network === networkOf('self')
}
