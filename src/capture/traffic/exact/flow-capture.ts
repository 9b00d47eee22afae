import { setTimeout as sleep } from 'node:timers/promises'
import type { Batch } from '../../../files/batch.ts'
import { FrameSequence } from '../../../files/frame-sequence.ts'
import type { CaptureInterface } from '../../../files/description.ts'
import { CaptureError } from '../../../files/error.ts'
import type { Filter } from '../../../filter/filter.ts'
import { stopOnAbort } from '../../../files/streams/abort.ts'
import { libpcap } from '../../engines/libpcap/index.ts'
import type { LiveCapture, LiveStatistics } from '../../live-capture.ts'
import type { Libc } from '../../libc.ts'
import type { FlowPrograms } from '../bpf/flow-programs.ts'
import { DerivedCapture, openCooked } from '../derived-capture.ts'
import { SocketOwners } from './socket-owners.ts'
import { Ports } from './ports.ts'
import { neverQuiet, usualLinger, usualPatience, type TrafficCapture, type TrafficOptions } from '../traffic.ts'

/** The packets of the flows known to BPF programs, from all interfaces of a network namespace. */
export class FlowCapture extends DerivedCapture implements TrafficCapture {
  readonly mode = 'exact'
  readonly owners: SocketOwners
  /** Older packets were received before the filter was attached. Milliseconds. */
  private readonly since = Date.now() + 1
  private readonly ownRemarks: string[] = []
  private readonly course = new FrameSequence()
  private lastGiven = process.hrtime.bigint()
  private closing: Promise<void> | undefined
  private readonly unheard: () => void

  constructor(
    readonly name: string,
    readonly scope: string,
    private readonly opened: OpenedFlows,
    private readonly programs: FlowPrograms,
    private readonly options: TrafficOptions,
  ) {
    super()
    this.owners = new SocketOwners(programs)
    this.unheard = stopOnAbort(this, options.signal)
  }

  protected get inner(): LiveCapture {
    return this.opened.capture
  }
  override get remarks(): readonly string[] {
    return [...this.inner.remarks, ...this.ownRemarks]
  }
  override get interfaces(): readonly CaptureInterface[] {
    const { captureFilter } = this.options
    return captureFilter === undefined
      ? this.inner.interfaces
      : this.inner.interfaces.map((each) => ({ ...each, captureFilter }))
  }

  override get statistics(): LiveStatistics | undefined {
    const { statistics } = this.inner
    return statistics && { ...statistics, delivered: this.course.frames }
  }

  /** Resolves when packets from now on are certain to be captured. */
  async begun(): Promise<void> {
    while (Date.now() < this.since) await sleep(1)
  }

  async finish(
    quietMilliseconds: number = this.options.linger ?? usualLinger,
    patienceMilliseconds: number = usualPatience,
  ): Promise<void> {
    const quiet = nanoseconds(quietMilliseconds)
    const begin = process.hrtime.bigint()
    const longest = begin + nanoseconds(patienceMilliseconds)
    for (let now = begin; this.closing === undefined; now = process.hrtime.bigint()) {
      const last = this.programs.lastPassed() ?? this.lastGiven
      // Without a sent packet there is no reply.
      if (last === 0n) break
      const until = (last > begin ? last : begin) + quiet
      if (now >= until) break
      if (last >= longest) {
        this.remark(neverQuiet(patienceMilliseconds))
        break
      }
      await sleep(Math.ceil(Number(until - now) / 1e6))
    }
    this.stop()
  }

  close(): Promise<void> {
    return (this.closing ??= this.release())
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Batch, void, undefined> {
    try {
      for await (const batch of this.inner) {
        this.opened.ports?.refresh()
        batch.keep(this.passes)
        if (batch.length === 0) continue
        this.course.pass(batch)
        this.lastGiven = process.hrtime.bigint()
        yield batch
      }
    } finally {
      await this.close()
    }
  }

  notUnlearning(): void {
    this.remark('the root cgroup cannot be watched: later users of the same port are captured too')
  }

  /** Releases system resources. */
  protected async release(): Promise<void> {
    this.unheard()
    await this.inner.close()
    this.owners.close()
    this.programs.close()
  }

  protected remark(text: string): void {
    this.ownRemarks.push(text)
  }

  private readonly passes = (batch: Batch, index: number): boolean => {
    const {
      opened: { filter, ports },
      since,
    } = this
    if (batch.seconds[index]! * 1000 + batch.nanoseconds[index]! / 1e6 < since) return false
    return !(ports && isSeenAbove(batch, index, ports)) && (filter === undefined || filter.matches(batch, index))
  }
}

const nanoseconds = (milliseconds: number) => BigInt(Math.round(milliseconds * 1e6))

/** A packet also seen at another interface: the bridge or bond this one belongs to. */
function isSeenAbove({ memory, start, linkType }: Batch, index: number, ports: Ports): boolean {
  // The Linux cooked header: https://www.tcpdump.org/linktypes/LINKTYPE_LINUX_SLL2.html
  const at = start[index]!
  if (linkType[index] !== linuxSll2) return false
  const number = (memory[at + 5]! << 16) | (memory[at + 6]! << 8) | memory[at + 7]!
  return number !== loopback && ports.has(number)
}

const linuxSll2 = 276
/** The index of the loopback interface in each network namespace. */
const loopback = 1

/** A capture of the packets accepted by the BPF programs, and the filter applied to them here. */
export interface OpenedFlows {
  readonly capture: LiveCapture
  readonly filter: Filter | undefined
  /** Undefined in another network namespace. */
  readonly ports: Ports | undefined
  close(): void | Promise<void>
}

/** From all interfaces of this network namespace or of another (its file). Rejects with a CaptureError. */
export async function openFlows(
  programs: FlowPrograms,
  libc: Libc,
  options: TrafficOptions,
  networkNamespace?: string,
): Promise<OpenedFlows> {
  const { captureFilter, snapLength, memory, reuseMemory = false } = options
  const settings = {
    snapLength,
    memory,
    reuseMemory,
    networkNamespace,
    attachProgram: programs.loadFilter(),
    signal: undefined,
    onEvent: undefined,
    passedOver: [],
  }
  const capture = await openCooked((format) => libpcap.open(['any'], { ...settings, ...format }))
  try {
    const filter = captureFilter === undefined ? undefined : await compiled(captureFilter, capture.linkType!)
    return {
      capture,
      filter,
      ports: networkNamespace === undefined ? new Ports(libc) : undefined,
      close: () => capture.close(),
    }
  } catch (error) {
    await capture.close()
    throw error
  }
}

async function compiled(text: string, linkType: number): Promise<Filter> {
  const [{ compileCaptureFilter }, { FilterError }] = await Promise.all([
    import('../../../filter/capture/index.ts'),
    import('../../../filter/error.ts'),
  ])
  try {
    return compileCaptureFilter(text, linkType)
  } catch (cause) {
    if (!(cause instanceof FilterError)) throw cause
    throw new CaptureError({
      code: 'bad-filter',
      expected: 'a capture filter',
      found: `${JSON.stringify(text)}: ${cause.message}`,
      cause,
    })
  }
}
