/** Who uses a socket, as the kernel tells when it happens. */
import { CaptureError } from '../../files/error.ts'
import { BpfError } from '../traffic/bpf/calls.ts'
import { FlowPrograms } from '../traffic/bpf/flow-programs.ts'
import { SocketOwners } from '../traffic/exact/socket-owners.ts'
import { equipment } from '../traffic/requirements.ts'
import { networkOf } from './descriptors.ts'
import { reversed, type Flow, type FlowOwners, type Process } from './owner.ts'
import type { ProcOwners } from './proc-owners.ts'

/** What the kernel tells of all cgroups from now on and, where it does not know, what /proc does. */
export class MachineOwners implements FlowOwners {
  private readonly table: SocketOwners
  /** Whether processes are in the network of this one, by their numbers; undefined where that is not known. */
  private readonly neighbours = new Map<number, boolean | undefined>()

  private constructor(
    private readonly programs: FlowPrograms,
    private readonly proc: ProcOwners,
  ) {
    this.table = new SocketOwners(programs)
  }

  /** In words why not, where the kernel does not tell this process. */
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
   * The kernel knows flows by their addresses, which several networks of one machine may use: containers all have their
   * own 127.0.0.1, and port 80.
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
