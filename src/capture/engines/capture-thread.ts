/**
 * The thread that fetches packets from libpcap as they arrive and puts them into shared memory, whatever the thread that reads them is doing. It
 * waits for all interfaces, and for orders, in one call.
 */
import { readSync } from 'node:fs'
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import { CaptureError } from '../../files/error.ts'
import { loadThreadRights } from '../thread-rights.ts'
import { ByteRing } from './byte-ring.ts'
import { CaptureCounts } from './capture-counts.ts'
import { handOver, LibpcapHandle } from './libpcap-handle.ts'
import { type Libpcap, loadLibpcap } from './libpcap-library.ts'
import { type LinkWatch, watchLinks } from './link-watch.ts'
import { PollSet } from './poll-set.ts'
import { failureOf, type ThreadOrder, type ThreadReport, type ThreadTask } from './thread-messages.ts'

const port = parentPort!
const task = workerData as ThreadTask
const tell = (report: ThreadReport) => port.postMessage(report)

class CaptureThread {
  private readonly ring = new ByteRing(task.ring)
  private readonly counts = new CaptureCounts(task.counts)
  /** Undefined where one is gone. */
  private readonly handles: (LibpcapHandle | undefined)[] = []
  private readonly numbers: number[] = []
  /** Drops that have been told with the packets after them. */
  private readonly told: number[] = []
  /** A pipe: orders are announced at its other end. */
  private readonly descriptors = Int32Array.of(-1, -1)
  private readonly polled: PollSet
  private stopping = false
  /** Whether an interface may have more than was fetched last. */
  private behind = false
  private counted = 0
  private failure: CaptureError | undefined

  /** Without a watch it learns only that an interface has failed. */
  constructor(private readonly libpcap: Libpcap, private readonly watch: LinkWatch | undefined) {
    this.polled = new PollSet(libpcap, events + 1)
  }

  open(): void {
    const { libpcap, handles, descriptors, polled, ring, watch } = this
    const { interfaces, settings } = task
    try {
      for (const name of interfaces) {
        handles.push(new LibpcapHandle(libpcap, name, settings, Math.min(longestFetch, ring.longest >> 2)))
        this.numbers.push(libpcap.interfaceNumber(name))
        this.told.push(0)
      }
    } catch (error) {
      this.closeAll()
      throw error
    }
    libpcap.pipe(descriptors)
    handles.forEach((each, id) => polled.watch(id, each!.descriptor))
    polled.watch(orders, descriptors[0]!)
    if (watch) polled.watch(events, watch.descriptor)
    tell({ kind: 'opened', interfaces: handles.map((each) => ({ header: each!.header, unmet: each!.unmet })), wake: descriptors[1]! })
  }

  /** Until it is told to stop, or no interface is left. */
  run(): void {
    while (!this.stopping && this.handles.some((each) => each !== undefined)) this.round(patience)
    // What came before is still in the system's hands: a block that is not handed over yet, and all that waits where this fell behind.
    const begin = performance.now()
    for (let packets = 1; packets > 0 && performance.now() < begin + (this.behind ? leaveTaking : 4 * handOver);) packets = this.round(2 * handOver)
    this.count()
  }

  close(): void {
    const deserted = this.handles.every((each) => each === undefined)
    this.closeAll()
    tell({ kind: 'ended', failure: deserted && this.failure ? failureOf(this.failure) : undefined })
  }

  private closeAll(): void {
    for (const each of this.handles) each?.close()
    this.watch?.close()
    if (this.descriptors[0] !== -1) this.libpcap.closeDescriptor(this.descriptors[0]!)
  }

  /** Waits at most so many milliseconds for packets, and takes what has come; how many packets that were. */
  private round(milliseconds: number): number {
    const { polled, handles, counts } = this
    polled.wait(milliseconds)
    const now = Date.now()
    let packets = 0
    this.behind = false
    for (let id = 0; id < handles.length; id++) {
      const handle = handles[id]
      if (handle === undefined) continue
      const count = polled.isReadable(id) ? this.take(handle, id) : 0
      packets += count
      if (handle.filled(count)) this.behind = true
      else if (this.handles[id] === handle) counts.setComplete(id, now - 2 * handOver)
      if (polled.isTroubled(id)) this.examine(id)
    }
    if (polled.isReadable(events)) for (const event of this.watch!.read()) tell({ kind: 'event', event })
    if (polled.isReadable(orders)) this.obey()
    if (now - this.counted > (packets > 0 ? countEach : idleCountEach)) this.count()
    return packets
  }

  private take(handle: LibpcapHandle, id: number): number {
    const { ring, counts, told } = this
    let count = 0
    try {
      count = handle.fetch()
    } catch (error) {
      this.lose(id, error as CaptureError)
    }
    if (count === 0) return 0
    const dropped = counts.dropped(id)
    if (ring.push(handle.memory, handle.length, id, dropped - told[id]!)) told[id] = dropped
    else counts.addDroppedByReader(id, count)
    if (ring.expected()) tell({ kind: 'packets' })
    return count
  }

  /** Something happened to an interface: it is down, or gone. */
  private examine(id: number): void {
    const { libpcap, handles, numbers } = this
    const handle = handles[id]
    if (handle === undefined) return
    const { descriptor, name } = handle
    const [error, length] = [new Int32Array(1), Uint32Array.of(4)]
    libpcap.socketOption(descriptor, socketLevel, socketError, error, length)
    const gone = numbers[id] !== 0 && libpcap.interfaceName(numbers[id]!, new Uint8Array(16)) === null
    if (!gone) return
    this.lose(id, new CaptureError({ code: 'interface-failed', path: name, expected: 'packets', found: 'that the interface is gone' }))
  }

  private lose(id: number, error: CaptureError): void {
    const handle = this.handles[id]!
    this.count()
    this.failure = error
    this.handles[id] = undefined
    this.polled.leave(id)
    this.counts.setComplete(id, Infinity)
    handle.close()
    tell({ kind: 'event', event: { interface: handle.name, kind: 'failed', detail: error.found } })
  }

  private obey(): void {
    readSync(this.descriptors[0]!, new Uint8Array(64))
    for (let order; (order = receiveMessageOnPort(port)?.message as ThreadOrder | undefined) !== undefined;) {
      if (order.kind === 'stop') this.stopping = true
      else this.inject(order.id, order.interfaceId, order.bytes)
    }
  }

  private inject(id: number, interfaceId: number, bytes: Uint8Array): void {
    try {
      const handle = this.handles[interfaceId]
      if (handle === undefined) throw new CaptureError({ code: 'interface-failed', expected: 'an interface of this capture', found: `number ${interfaceId}` })
      handle.inject(bytes)
      tell({ kind: 'injected', id, failure: undefined })
    } catch (error) {
      tell({ kind: 'injected', id, failure: failureOf(error) })
    }
  }

  private count(): void {
    this.counted = Date.now()
    this.handles.forEach((handle, id) => {
      if (handle === undefined) return
      const { received, droppedByKernel, droppedByInterface } = handle.statistics()
      this.counts.setSystem(id, received, droppedByKernel, droppedByInterface)
    })
  }
}

/** Where orders and events are waited for, behind the interfaces. */
const orders = task.interfaces.length
const events = orders + 1
/** SOL_SOCKET and SO_ERROR of Linux. */
const [socketLevel, socketError] = [1, 4]
/** Milliseconds without packets after which it looks around: a thread that waits for good could not be ended. With several interfaces others wait for it. */
const patience = task.interfaces.length > 1 ? 2 * handOver : 200
/** Milliseconds between two looks at the system's counts. */
const countEach = 100
const idleCountEach = 1000
/** Milliseconds at the end for what waits in the system. */
const leaveTaking = 2000
/** The most bytes that are fetched at once; memory that no packets need is not touched. */
const longestFetch = 16 << 20

try {
  const libpcap = await loadLibpcap()
  const rights = await loadThreadRights()
  const thread = new CaptureThread(libpcap, await watchLinks(task.interfaces))
  thread.open()
  rights?.forbidNew()
  thread.run()
  thread.close()
} catch (error) {
  tell({ kind: 'ended', failure: failureOf(error) })
}
process.exit()
