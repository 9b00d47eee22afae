import { readSync } from 'node:fs'
import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads'
import { CaptureError } from '../../../files/error.ts'
import { ByteRing } from './byte-ring.ts'
import { CaptureCounts } from './capture-counts.ts'
import { refused } from './failure.ts'
import { LibpcapHandle } from './handle.ts'
import { handOver } from './opening.ts'
import type { Libpcap } from './library.ts'
import type { LinkWatch } from '../link-state/link-watch.ts'
import { PollSet } from './poll-set.ts'
import { failureOf, type ThreadOrder, type ThreadReport, type ThreadTask } from './thread-messages.ts'

/**
 * Fetches packets from libpcap as they arrive and puts them into shared memory, independently of the reading thread.
 * Waits for all interfaces and for commands in one call to poll.
 */
export class CaptureLoop {
  private readonly ring: ByteRing
  private readonly counts: CaptureCounts
  /** Undefined for an interface that is gone. */
  private readonly handles: (LibpcapHandle | undefined)[] = []
  private readonly numbers: number[] = []
  /** Drops already reported with the packets after them. */
  private readonly told: number[] = []
  /** The read end of a pipe that announces commands. */
  private readonly descriptors = Int32Array.of(-1, -1)
  private readonly polled: PollSet
  private stopping = false
  /** Whether an interface may have more packets than fetched last. */
  private lagging = false
  private counted = 0
  /** Whether packets have arrived since the last count. */
  private stale = false
  private failure: CaptureError | undefined
  /** Poll positions of commands and events, after the interfaces. */
  private readonly orders: number
  private readonly events: number

  /** Reports and commands use `port`. Without a watch, only failures of interfaces are noticed. */
  constructor(
    private readonly task: ThreadTask,
    private readonly libpcap: Libpcap,
    private readonly watch: LinkWatch | undefined,
    private readonly port: MessagePort,
  ) {
    this.ring = new ByteRing(task.ring)
    this.counts = new CaptureCounts(task.counts)
    this.orders = task.interfaces.length
    this.events = this.orders + 1
    this.polled = new PollSet(libpcap, this.events + 1)
  }

  open(): void {
    const { libpcap, handles, descriptors, polled, ring, counts, watch } = this
    const { interfaces, settings } = this.task
    const begin = Date.now()
    try {
      for (const [id, name] of interfaces.entries()) {
        counts.setComplete(id, begin)
        handles.push(new LibpcapHandle(libpcap, name, settings, Math.min(longestFetch, ring.longest >> 2)))
        this.numbers.push(libpcap.interfaceNumber(name))
        this.told.push(0)
      }
    } catch (error) {
      this.closeAll()
      throw error
    }
    libpcap.pipe(descriptors)
    descriptors.forEach(libpcap.closeOnExec)
    handles.forEach((each, id) => polled.watch(id, each!.descriptor))
    polled.watch(this.orders, descriptors[0]!)
    if (watch) polled.watch(this.events, watch.descriptor)
    this.tell({
      kind: 'opened',
      interfaces: handles.map((each) => ({ header: each!.header, unmet: each!.unmet })),
      wake: descriptors[1]!,
    })
  }

  /** Runs until it is stopped or no interface is left. */
  run(): void {
    const longest = this.handles.length > 1 ? patienceOfSeveral : patience
    while (!this.stopping && this.handles.some((each) => each !== undefined))
      this.round(this.stale ? Math.min(longest, countEach) : longest)
    // Earlier packets may still be in the kernel: in a block not yet delivered, or in the buffer if this thread is
    // late.
    const begin = performance.now()
    for (let packets = 1; packets > 0 && performance.now() < begin + (this.lagging ? leaveTaking : 4 * handOver);)
      packets = this.round(2 * handOver)
    this.count()
  }

  close(): void {
    const deserted = this.handles.every((each) => each === undefined)
    this.closeAll()
    this.tell({ kind: 'ended', failure: deserted && this.failure ? failureOf(this.failure) : undefined })
  }

  private closeAll(): void {
    for (const each of this.handles) each?.close()
    this.watch?.close()
    if (this.descriptors[0] !== -1) this.libpcap.closeDescriptor(this.descriptors[0]!)
  }

  /** Waits for packets for at most this many milliseconds, fetches them, and returns their number. */
  private round(milliseconds: number): number {
    const { polled, handles, counts } = this
    polled.wait(milliseconds)
    if (polled.isReadable(this.events)) for (const event of this.watch!.read()) this.tell({ kind: 'event', event })
    const now = Date.now()
    let packets = 0
    this.lagging = false
    for (let id = 0; id < handles.length; id++) {
      const handle = handles[id]
      if (handle === undefined) continue
      const count = polled.isReadable(id) ? this.take(handle, id) : 0
      packets += count
      if (handle.filled(count)) {
        this.lagging = true
        // Later packets are newer than these.
        if (handles.length > 1) counts.setComplete(id, handle.lastTime())
      } else if (this.handles[id] === handle) {
        counts.setComplete(id, now - 2 * handOver)
      }
      if (polled.isTroubled(id)) this.examine(id)
    }
    if (polled.isReadable(this.orders)) this.obey()
    if (packets > 0) this.stale = true
    if (now - this.counted > (this.stale ? countEach : idleCountEach)) this.count()
    return packets
  }

  private take(handle: LibpcapHandle, id: number): number {
    try {
      return this.passOn(handle, id, handle.fetch())
    } catch (error) {
      return this.lose(id, error as CaptureError)
    }
  }

  /** Puts the packets of a fetch into shared memory, and returns their number. */
  private passOn(handle: LibpcapHandle, id: number, count: number): number {
    if (count === 0) return 0
    const { ring, counts, told } = this
    const dropped = counts.dropped(id)
    const { complete } = counts
    const time = Number.isFinite(complete) ? complete : Date.now()
    if (ring.push(handle.memory, handle.length, id, dropped - told[id]!, time)) told[id] = dropped
    else counts.addDroppedByReader(id, count)
    if (ring.expected()) this.tell({ kind: 'packets' })
    return count
  }

  /** Handles a change of an interface: it is down or gone. */
  private examine(id: number): void {
    const handle = this.handles[id]
    if (handle?.isGone(this.numbers[id]!)) this.lose(id, refused(handle.name, 'packets', 'an interface that is gone'))
  }

  /** Gives up an interface, and returns the number of packets the kernel still held. */
  private lose(id: number, error: CaptureError): number {
    const handle = this.handles[id]!
    const left = this.takeRest(handle, id)
    this.count()
    this.failure = error
    this.handles[id] = undefined
    this.polled.leave(id)
    this.counts.setComplete(id, Infinity)
    handle.close()
    this.tell({ kind: 'event', event: { interface: handle.name, kind: 'failed', detail: error.found } })
    return left
  }

  /** The last packets of a failed interface, which the kernel delivers only with the block they are in. */
  private takeRest(handle: LibpcapHandle, id: number): number {
    let packets = 0
    for (const end = performance.now() + 4 * handOver; performance.now() < end;) {
      Atomics.wait(pause, 0, 0, handOver)
      let count: number
      do {
        count = handle.fetchRest()
        packets += this.passOn(handle, id, count)
      } while (handle.filled(count))
    }
    return packets
  }

  private obey(): void {
    readSync(this.descriptors[0]!, new Uint8Array(64))
    for (let order; (order = receiveMessageOnPort(this.port)?.message as ThreadOrder | undefined) !== undefined;) {
      if (order.kind === 'stop') this.stopping = true
      else this.inject(order.id, order.interfaceId, order.bytes)
    }
  }

  private inject(id: number, interfaceId: number, bytes: Uint8Array): void {
    try {
      const handle = this.handles[interfaceId]
      if (handle === undefined)
        throw new CaptureError({
          code: 'interface-failed',
          expected: 'an interface of this capture',
          found: `number ${interfaceId}`,
        })
      handle.inject(bytes)
      this.tell({ kind: 'injected', id, failure: undefined })
    } catch (error) {
      this.tell({ kind: 'injected', id, failure: failureOf(error) })
    }
  }

  private tell(report: ThreadReport): void {
    this.port.postMessage(report)
  }

  private count(): void {
    this.counted = Date.now()
    this.stale = false
    this.handles.forEach((handle, id) => {
      if (handle === undefined) return
      const { received, droppedByKernel, droppedByInterface } = handle.statistics()
      this.counts.setSystem(id, received, droppedByKernel, droppedByInterface)
    })
  }
}

/** Never changed: to wait on. */
const pause = new Int32Array(new SharedArrayBuffer(4))
/**
 * Poll timeout in milliseconds, so that the thread can be ended. With several interfaces, packets of others wait for
 * it.
 */
const patience = 200
const patienceOfSeveral = 2 * handOver
/** Milliseconds between two reads of the system's counts. */
const countEach = 100
const idleCountEach = 1000
/** Milliseconds at the end for packets still in the kernel. */
const leaveTaking = 2000
/** Limit of a fetch in bytes; unused memory is not touched. */
const longestFetch = 16 << 20
