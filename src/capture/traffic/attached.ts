import type { LiveCapture } from '../live.ts'
import type { FlowOwners } from '../processes/owner.ts'
import { FlowPrograms } from './bpf/flow-programs.ts'
import { processesBelow } from './cgroups.ts'
import { FlowCapture } from './flow-capture.ts'
import { FlowTable } from './flow-table.ts'
import { learnOlderSockets } from './older-sockets.ts'
import { equipment, explained } from './requirements.ts'
import type { ProcessChoice, TrafficCapture, TrafficOptions } from './traffic.ts'
import { otherNetworkOf, watchedProcesses, type WatchedProcesses } from './watched-processes.ts'

/** Captures what processes that already run send and receive from now on. Rejects with a CaptureError. */
export async function openAttachedTraffic(choice: ProcessChoice, options: TrafficOptions): Promise<TrafficCapture> {
  const { libc, bpf, mount } = await equipment()
  const undo: (() => unknown)[] = []
  try {
    const processes = watchedProcesses(choice, mount)
    undo.push(() => processes.leave())
    const programs = new FlowPrograms(bpf)
    undo.push(() => programs.close())
    programs.learnFrom(processes.group)
    const unlearns = processes.group === mount.folder || programs.unlearnFrom(mount.folder)
    const inner = await FlowCapture.inner(programs, options, otherNetworkOf(processes.pids()[0]))
    undo.push(() => inner.close())
    const capture = new AttachedCapture(processes, inner, programs, options)
    processes.enter()
    const hidden = learnOlderSockets(processes.pids(), programs, libc)
    capture.tell(hidden, unlearns)
    await capture.begun()
    return capture
  } catch (error) {
    for (const each of undo.reverse()) await Promise.resolve(each()).catch(() => {})
    throw explained(error)
  }
}

/** Who owns the flows of a cgroup, and of those below it: of the whole machine unless given. Rejects with a CaptureError. */
export async function openOwners(cgroup?: string): Promise<FlowOwners> {
  const { libc, bpf, mount } = await equipment()
  const group = cgroup ?? mount.folder
  const programs = new FlowPrograms(bpf)
  try {
    programs.learnFrom(group)
    learnOlderSockets(processesBelow(group), programs, libc)
  } catch (error) {
    programs.close()
    throw explained(error)
  }
  const table = new FlowTable(programs)
  return {
    ownerOf: (flow) => table.ownerOf(flow),
    close() {
      table.close()
      programs.close()
    },
  }
}

class AttachedCapture extends FlowCapture {
  constructor(private readonly processes: WatchedProcesses, inner: LiveCapture, programs: FlowPrograms, options: TrafficOptions) {
    super(processes.name, scope, inner, programs, options)
  }

  tell(hidden: readonly number[], unlearns: boolean): void {
    if (hidden.length > 0) this.remark(`the sockets that ${hidden.length === 1 ? `process ${hidden[0]} has` : `${hidden.length} processes have`} already cannot be looked at (CAP_SYS_PTRACE): only new ones are seen`)
    if (!unlearns) this.notUnlearning()
  }

  protected override async release(): Promise<void> {
    await super.release()
    await this.processes.leave()
  }
}

const scope = 'exact: the packets of these processes and of the children they have from now on, and of nobody else; a socket they had before is seen from its next '
  + 'packet; not seen: what they ask others to send, such as names asked through systemd-resolved or nscd, frames sent without IP, ARP'
