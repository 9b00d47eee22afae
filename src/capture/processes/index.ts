/** Who owns the flows of this machine. */
import { CaptureError } from '../../files/error.ts'
import { BpfError } from '../traffic/bpf/calls.ts'
import { FlowPrograms } from '../traffic/bpf/flow-programs.ts'
import { FlowTable } from '../traffic/flow-table.ts'
import { equipment } from '../traffic/requirements.ts'
import { hiddenProcesses } from './descriptors.ts'
import { reversed, type Flow, type FlowOwners, type Process } from './owner.ts'
import { ProcOwners } from './proc-owners.ts'

export interface OpenedOwners {
  readonly owners: FlowOwners
  /** Why the kernel does not tell who opens a socket, so that all names are best effort; undefined if it does. */
  readonly guessing: string | undefined
}

/**
 * The kernel tells who opens a socket from now on, where it lets this process ask; of sockets that are older, and where it does not, /proc
 * is looked at. Rejects with a CaptureError (`unsupported`) on a system that has neither.
 */
export async function openOwners(): Promise<OpenedOwners> {
  if (process.platform !== 'linux') {
    throw new CaptureError({ code: 'unsupported', expected: 'a system that tells which process has a socket, as Linux does', found: process.platform })
  }
  try {
    return { owners: new MachineOwners(await watchMachine(), new ProcOwners()), guessing: undefined }
  } catch (error) {
    if (!(error instanceof CaptureError || error instanceof BpfError)) throw error
    return { owners: new ProcOwners(), guessing: error instanceof CaptureError ? error.found : error.message }
  }
}

/** How many processes there are whose sockets this one cannot see in /proc: of other users, unless it is root. */
export const unseenProcesses = (): number => hiddenProcesses('/proc')

/** Has the kernel note who uses a socket, in all cgroups. Throws a CaptureError or a BpfError. */
async function watchMachine(): Promise<FlowPrograms> {
  const { bpf, mount } = await equipment()
  const programs = new FlowPrograms(bpf)
  try {
    programs.learnFrom(mount.folder)
    return programs
  } catch (error) {
    programs.close()
    throw error
  }
}

/** What the kernel tells and, where it does not know, what /proc does. */
class MachineOwners implements FlowOwners {
  private readonly table: FlowTable

  constructor(private readonly programs: FlowPrograms, private readonly proc: ProcOwners) {
    this.table = new FlowTable(programs)
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
    return this.table.senderOf(flow) ?? this.proc.senderOf(flow)
  }
}
