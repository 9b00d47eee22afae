import { closeSync, openSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { FlowPrograms } from '../bpf/flow-programs.ts'
import { isPopulated, makeGroup } from '../linux/cgroups.ts'
import { FlowCapture, openFlows, type OpenedFlows } from './flow-capture.ts'
import { PausedCommand } from '../linux/paused-command.ts'
import { CgroupCleanup } from '../linux/cgroup-cleanup.ts'
import { recordExistingSockets } from './existing-sockets.ts'
import { equipment, explained, type Equipment } from '../requirements.ts'
import { usualPatience, type CommandOutcome, type CommandTraffic, type CommandTrafficOptions } from '../traffic.ts'
import { withRollback } from '../linux/rollback.ts'

/**
 * Captures what a command sends and receives in this network, whose cgroup the kernel watches. Rejects with a
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
  const janitor = new CgroupCleanup(group)
  undoing(() => janitor.clean())
  const programs = new FlowPrograms(bpf)
  undoing(() => programs.close())
  const opening = openFlows(programs, libc, options)
  undoing(async () => (await opening).close())
  programs.learnFrom(group)
  const unlearns = programs.unlearnFrom(mount.folder)
  const opened = await opening
  // Only now: what is opened meanwhile the command might inherit.
  const command = await PausedCommand.start(options, libc)
  undoing(() => command.kill('SIGKILL'))
  writeFileSync(join(group, 'cgroup.procs'), `${command.pid}`)
  // What it was given of this process, at its beginning.
  recordExistingSockets([command.pid], programs, libc)
  const capture = new ExactCommand(
    command,
    openSync(join(group, 'cgroup.events'), 'r'),
    janitor,
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

  constructor(
    private readonly command: PausedCommand,
    private readonly events: number,
    private readonly janitor: CgroupCleanup,
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
    return this.command.ended
  }

  kill(signal: NodeJS.Signals): void {
    this.command.kill(signal)
  }

  /** Waits for what the command left running, but not for long, and as long again for silence. */
  override async finish(quietMilliseconds?: number, patience: number = usualPatience): Promise<void> {
    await this.command.ended
    const until = Date.now() + patience
    while (this.isRunning && Date.now() < until) await sleep(lookEach)
    if (this.isRunning)
      this.remark(`what the command has left running is no longer waited for, ${patience / 1000} seconds after its end`)
    await super.finish(quietMilliseconds, patience)
  }

  private get isRunning(): boolean {
    return !this.released && isPopulated(this.events)
  }

  protected override async release(): Promise<void> {
    this.released = true
    closeSync(this.events)
    this.command.abandon()
    await super.release()
    await this.janitor.clean()
  }
}

const scope =
  'exact: the packets of the command and of its children, and of nobody else; not seen: what others send for it, such as systemd-resolved, and frames without IP'
/** Milliseconds. */
const lookEach = 20
