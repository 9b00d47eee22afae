import { closeSync, openSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { FlowPrograms } from '../bpf/flow-programs.ts'
import { isPopulated, makeGroup, processesBelow } from '../linux/cgroups.ts'
import { FlowCapture, openFlows, type OpenedFlows } from './flow-capture.ts'
import { PausedCommand } from '../linux/paused-command.ts'
import { CgroupCleanup } from '../linux/cgroup-cleanup.ts'
import { recordExistingSockets } from './existing-sockets.ts'
import { equipment, explained, type Equipment } from '../requirements.ts'
import { usualPatience, type CommandOutcome, type CommandTraffic, type CommandTrafficOptions } from '../traffic.ts'
import { withRollback } from '../linux/rollback.ts'

/**
 * Captures the traffic of a command in this network namespace; the kernel watches its cgroup. Rejects with a
 * CaptureError.
 */
export async function openExactTraffic(options: CommandTrafficOptions): Promise<CommandTraffic> {
  const needed = await equipment()
  return withRollback((undoing) => open(options, needed, undoing)).catch((error: unknown) => {
    throw explained(error)
  })
}

async function open(
  options: CommandTrafficOptions,
  { libc, bpf, mount, ownGroup }: Equipment,
  undoing: (undo: () => unknown) => void,
): Promise<CommandTraffic> {
  const group = makeGroup(ownGroup)
  const cleanup = new CgroupCleanup(group)
  undoing(() => cleanup.clean())
  const programs = new FlowPrograms(bpf)
  undoing(() => programs.close())
  const opening = openFlows(programs, libc, options)
  undoing(async () => (await opening).close())
  programs.learnFrom(group)
  const unlearns = programs.unlearnFrom(mount.folder)
  const opened = await opening
  // Last, since the command might inherit descriptors opened in the meantime.
  const command = await PausedCommand.start(options, libc)
  undoing(() => command.kill('SIGKILL'))
  writeFileSync(join(group, 'cgroup.procs'), `${command.pid}`)
  // Flows inherited from this process.
  recordExistingSockets([command.pid], programs, libc)
  const capture = new ExactCommand(
    command,
    openSync(join(group, 'cgroup.events'), 'r'),
    group,
    cleanup,
    opened,
    programs,
    options,
  )
  if (!unlearns) capture.notUnlearning()
  await capture.begun()
  return capture
}

class ExactCommand extends FlowCapture implements CommandTraffic {
  private released = false
  private timer: NodeJS.Timeout | undefined

  constructor(
    private readonly command: PausedCommand,
    private readonly events: number,
    private readonly group: string,
    private readonly cleanup: CgroupCleanup,
    opened: OpenedFlows,
    programs: FlowPrograms,
    options: CommandTrafficOptions,
  ) {
    super(options.command.join(' '), scope, opened, programs, options)
  }

  get pid(): number {
    return this.command.pid
  }

  get streams(): CommandTraffic['streams'] {
    return this.command.streams
  }

  run(): Promise<CommandOutcome> {
    this.command.open()
    this.timer = setInterval(() => this.owners.look(running(this.group)), nameEach).unref()
    return this.command.ended
  }

  kill(signal: NodeJS.Signals): void {
    this.command.kill(signal)
  }

  /** Waits for processes the command left running, with a timeout, and then for silence. */
  override async finish(quietMilliseconds?: number, patience: number = usualPatience): Promise<void> {
    await this.command.ended
    const until = Date.now() + patience
    while (this.isRunning && Date.now() < until) await sleep(lookEach)
    if (this.isRunning)
      this.remark(`stopped waiting for processes of the command ${patience / 1000} seconds after its end`)
    await super.finish(quietMilliseconds, patience)
  }

  private get isRunning(): boolean {
    return !this.released && isPopulated(this.events)
  }

  protected override async release(): Promise<void> {
    this.released = true
    clearInterval(this.timer)
    closeSync(this.events)
    this.command.abandon()
    await super.release()
    await this.cleanup.clean()
  }
}

const scope =
  'exact: the packets of the command and of its children only; ' +
  'not captured: traffic of other processes on its behalf, such as systemd-resolved; Unix sockets; frames without IP'
/** Milliseconds. */
const lookEach = 20
const nameEach = 10

/** The processes of a cgroup; none once it is removed. */
function running(group: string): readonly number[] {
  try {
    return processesBelow(group)
  } catch {
    return []
  }
}
