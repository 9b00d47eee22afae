/** The traffic of a command where the kernel permits capturing, but does not report whose a packet is. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Batch } from '../../../files/batch.ts'
import { CaptureError } from '../../../files/error.ts'
import { FrameSequence } from '../../../files/frame-sequence.ts'
import { openLive } from '../../live.ts'
import type { LiveCapture, LiveStatistics } from '../../live-capture.ts'
import { loadLibc, type Libc } from '../../libc.ts'
import { openOwners } from '../../processes/index.ts'
import type { FlowOwners } from '../../processes/owner.ts'
import { DerivedCapture, openCooked } from '../derived-capture.ts'
import { PausedCommand } from '../linux/paused-command.ts'
import { withRollback } from '../linux/rollback.ts'
import {
  neverQuiet,
  usualLinger,
  usualPatience,
  type CommandOutcome,
  type CommandTraffic,
  type CommandTrafficOptions,
} from '../traffic.ts'
import { FlowChoice } from './flow-choice.ts'
import { ProcessTree } from './process-tree.ts'

/**
 * Captures all packets of this network namespace, and leaves out those that /proc attributes to other processes.
 * Packets of unknown processes are kept. Rejects with a CaptureError.
 */
export async function openBestEffortTraffic(options: CommandTrafficOptions): Promise<CommandTraffic> {
  const libc = await loadLibc()
  if (libc === undefined)
    throw new CaptureError({
      code: 'no-engine',
      expected: 'the package koffi',
      found: 'none',
      advice: 'Install it: npm install koffi',
    })
  return withRollback(async (undoing) => {
    const owners = closedOnce((await openOwners()).owners)
    undoing(() => owners.close())
    const { captureFilter, snapLength, memory, reuseMemory = false, signal } = options
    const settings = { interfaces: ['any'], captureFilter, snapLength, memory, reuseMemory, signal }
    const capture = await openCooked((format) => openLive({ ...settings, ...format }))
    undoing(() => capture.close())
    const command = await PausedCommand.start(options, libc)
    undoing(() => command.kill('SIGKILL'))
    return new BestEffortCommand(options, capture, owners, command, adoption(libc))
  })
}

class BestEffortCommand extends DerivedCapture implements CommandTraffic {
  readonly mode = 'best-effort'
  readonly scope = scope
  readonly name: string
  private readonly tree: ProcessTree
  private readonly choice: FlowChoice
  private readonly course = new FrameSequence()
  private readonly ownRemarks: string[] = []
  private readonly timer: NodeJS.Timeout
  /** Milliseconds: earlier packets are unrelated to the command. */
  private since = Infinity
  private lastSeen = 0

  constructor(
    private readonly options: CommandTrafficOptions,
    protected readonly inner: LiveCapture,
    readonly owners: FlowOwners,
    private readonly command: PausedCommand,
    private readonly adopt: (adopts: boolean) => boolean,
  ) {
    super()
    this.name = options.command.join(' ')
    this.tree = new ProcessTree(command.pid, '/proc', adopt(true) ? process.pid : undefined)
    this.choice = new FlowChoice(owners, (pid) => this.tree.has(pid))
    this.timer = setInterval(() => this.tree.look(), lookEach).unref()
  }

  get pid(): number {
    return this.command.pid
  }
  get streams() {
    return this.command.streams
  }
  override get remarks(): readonly string[] {
    const { unknown } = this.choice
    const kept = unknown === 0 ? [] : [`${unknown} packets of unknown processes are included`]
    return [...this.inner.remarks, ...this.ownRemarks, ...kept]
  }
  override get statistics(): LiveStatistics | undefined {
    const { statistics } = this.inner
    return statistics && { ...statistics, delivered: this.course.frames }
  }

  run(): Promise<CommandOutcome> {
    this.tree.begin()
    this.since = Date.now()
    this.command.open()
    return this.command.ended
  }

  kill(signal: NodeJS.Signals): void {
    this.command.kill(signal)
  }

  /** Waits for processes the command left running, and then for silence, each with a timeout. */
  async finish(quiet: number = this.options.linger ?? usualLinger, patience: number = usualPatience): Promise<void> {
    await this.command.ended
    const began = Date.now()
    while (this.tree.look() > 0 && Date.now() < began + patience) await sleep(lookEach)
    if (this.tree.look() > 0)
      this.ownRemarks.push(`stopped waiting for processes of the command ${patience / 1000} seconds after its end`)
    const longest = Date.now() + patience
    while (this.lastSeen < longest && Date.now() < Math.max(this.lastSeen, began) + quiet) await sleep(lookEach)
    if (this.lastSeen >= longest) this.ownRemarks.push(neverQuiet(patience))
    this.stop()
  }

  async close(): Promise<void> {
    clearInterval(this.timer)
    this.command.abandon()
    this.adopt(false)
    await this.inner.close()
    this.owners.close()
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Batch, void, undefined> {
    try {
      for await (const batch of this.inner) {
        batch.keep(this.keeps)
        if (batch.length === 0) continue
        this.course.pass(batch)
        this.lastSeen = Date.now()
        yield batch
      }
    } finally {
      await this.close()
    }
  }

  private readonly keeps = (batch: Batch, index: number): boolean =>
    batch.seconds[index]! * 1000 + batch.nanoseconds[index]! / 1e6 >= this.since && this.choice.keeps(batch, index)
}

/** Milliseconds: how often new processes are looked for. */
const lookEach = 20

/** Makes this process the parent of those whose parents have ended: daemons. Returns whether the system does. */
function adoption(libc: Libc): (adopts: boolean) => boolean {
  const prctl = libc.library.func('int prctl(int option, ulong a, ulong b, ulong c, ulong d)')
  return (adopts) => prctl(setChildSubreaper, adopts ? 1 : 0, 0, 0, 0) === 0
}

/** PR_SET_CHILD_SUBREAPER of linux/prctl.h */
const setChildSubreaper = 36

/** The capture and what names its processes both close the owners. */
function closedOnce(owners: FlowOwners): FlowOwners {
  let closed = false
  return {
    ownerOf: (flow) => owners.ownerOf(flow),
    close() {
      if (!closed) owners.close()
      closed = true
    },
  }
}

const scope =
  'best effort, not exact: all packets of this network namespace but those that /proc attributes to other processes; ' +
  'included: packets of unknown processes, such as those with short-lived sockets; not captured: traffic of other ' +
  'processes on its behalf, such as systemd-resolved; Unix sockets'
