import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { LiveCapture } from '../live.ts'
import { FlowPrograms } from './bpf/flow-programs.ts'
import { isPopulated, makeGroup, processesBelow } from './cgroups.ts'
import { FlowCapture } from './flow-capture.ts'
import { GatedCommand } from './gated-command.ts'
import { Janitor } from './janitor.ts'
import { equipment, explained } from './requirements.ts'
import type { CommandOutcome, CommandTraffic, CommandTrafficOptions } from './traffic.ts'

/** Captures what a command sends and receives in this network, whose cgroup the kernel watches. Rejects with a CaptureError. */
export async function openExactTraffic(options: CommandTrafficOptions): Promise<CommandTraffic> {
  const { libc, bpf, mount, ownGroup } = await equipment()
  const undo: (() => unknown)[] = []
  try {
    const group = makeGroup(ownGroup)
    const janitor = new Janitor(group, ownGroup)
    undo.push(() => janitor.clean())
    const programs = new FlowPrograms(bpf)
    undo.push(() => programs.close())
    programs.learnFrom(group)
    const unlearns = programs.unlearnFrom(mount.folder)
    const inner = await FlowCapture.inner(programs, options)
    undo.push(() => inner.close())
    // Only now: what is opened meanwhile the command might inherit.
    const command = await GatedCommand.start(options, libc)
    undo.push(() => command.kill('SIGKILL'))
    writeFileSync(join(group, 'cgroup.procs'), `${command.pid}`)
    const capture = new ExactCommand(command, group, janitor, inner, programs, options)
    if (!unlearns) capture.notUnlearning()
    await capture.begun()
    return capture
  } catch (error) {
    for (const each of undo.reverse()) await Promise.resolve(each()).catch(() => {})
    throw explained(error)
  }
}

class ExactCommand extends FlowCapture implements CommandTraffic {
  constructor(
    private readonly command: GatedCommand, private readonly group: string, private readonly janitor: Janitor, inner: LiveCapture, programs: FlowPrograms,
    options: CommandTrafficOptions,
  ) {
    super(options.command.join(' '), scope, inner, programs, options)
  }

  get pid(): number {
    return this.command.pid
  }

  run(): Promise<CommandOutcome> {
    this.command.open()
    return this.command.ended
  }

  kill(signal: NodeJS.Signals): void {
    this.command.kill(signal)
  }

  /** Waits for what the command left running, but not for long. */
  override async finish(quietMilliseconds?: number): Promise<void> {
    await this.command.ended
    const until = Date.now() + patience
    while (isPopulated(this.group) && Date.now() < until) await sleep(lookEach)
    if (isPopulated(this.group)) this.remark(`${processesBelow(this.group).length} processes of the command are still running after ${patience / 1000} seconds: they are no longer waited for`)
    await super.finish(quietMilliseconds)
  }

  protected override async release(): Promise<void> {
    this.command.abandon()
    await super.release()
    await this.janitor.clean()
  }
}

const scope = 'exact: the packets of the command and of its children, and of nobody else; not seen: what it asks others to send, such as names asked through '
  + 'systemd-resolved or nscd, connections it was given when it began, frames it sends without IP, ARP'
/** Milliseconds to wait for daemons that the command has started. */
const patience = 5000
const lookEach = 20
