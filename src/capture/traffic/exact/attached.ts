import { FlowPrograms } from '../bpf/flow-programs.ts'
import { FlowCapture, openFlows, type OpenedFlows } from './flow-capture.ts'
import { recordExistingSockets } from './existing-sockets.ts'
import { equipment, explained, type Equipment } from '../requirements.ts'
import type { ProcessChoice, TrafficCapture, TrafficOptions } from '../traffic.ts'
import { withRollback } from '../linux/rollback.ts'
import { otherNetworkOf, watchedProcesses, type WatchedProcesses } from './watched-processes.ts'

/** Captures the traffic of running processes from now on. Rejects with a CaptureError. */
export async function openAttachedTraffic(choice: ProcessChoice, options: TrafficOptions): Promise<TrafficCapture> {
  const needed = await equipment()
  return withRollback((undoing) => attach(choice, options, needed, undoing)).catch((error: unknown) => {
    throw explained(error)
  })
}

async function attach(
  choice: ProcessChoice,
  options: TrafficOptions,
  { libc, bpf, mount }: Equipment,
  undoing: (undo: () => unknown) => void,
): Promise<TrafficCapture> {
  const processes = watchedProcesses(choice, mount)
  undoing(() => processes.leave())
  const programs = new FlowPrograms(bpf)
  undoing(() => programs.close())
  const opening = openFlows(programs, libc, options, otherNetworkOf(processes.pids()[0]))
  undoing(async () => (await opening).close())
  programs.learnFrom(processes.group)
  const unlearns = processes.group === mount.folder || programs.unlearnFrom(mount.folder)
  const opened = await opening
  processes.enter()
  const hidden = recordExistingSockets(processes.pids(), programs, libc)
  // Last, when nothing can fail any more: it listens to the signal until it is closed.
  const capture = new AttachedCapture(processes, opened, programs, options)
  capture.tell(hidden, unlearns)
  await capture.begun()
  return capture
}

class AttachedCapture extends FlowCapture {
  constructor(
    private readonly processes: WatchedProcesses,
    opened: OpenedFlows,
    programs: FlowPrograms,
    options: TrafficOptions,
  ) {
    super(processes.name, scope, opened, programs, options)
  }

  tell(hidden: readonly number[], unlearns: boolean): void {
    const whose = hidden.length === 1 ? `process ${hidden[0]}` : `${hidden.length} processes`
    if (hidden.length > 0)
      this.remark(`existing sockets of ${whose} cannot be read without CAP_SYS_PTRACE: only new ones are captured`)
    if (!unlearns) this.notUnlearning()
  }

  protected override async release(): Promise<void> {
    await super.release()
    await this.processes.leave()
  }
}

const scope =
  'exact: the packets of these processes and of their future children only, on existing sockets from the next ' +
  'packet; not captured: traffic of other processes on their behalf, such as systemd-resolved; Unix sockets; ' +
  'frames without IP'
