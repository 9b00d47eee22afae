/**
 * The thread that fetches packets from libpcap as they arrive and puts them into shared memory, whatever the thread that reads them is doing. It
 * waits for all interfaces, and for orders, in one call.
 */
import { closeSync, openSync, readSync } from 'node:fs'
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import { CaptureError } from '../../files/error.ts'
import { loadLibc } from '../libc.ts'
import { loadThreadRights } from '../thread-rights.ts'
import { ByteRing } from './byte-ring.ts'
import { CaptureCounts } from './capture-counts.ts'
import { handOver, LibpcapHandle } from './libpcap-handle.ts'
import { type Libpcap, loadLibpcap } from './libpcap-library.ts'
import { LinkWatch } from './link-watch.ts'
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
  private readonly descriptors = new Int32Array(2)
  /** struct pollfd: a descriptor, what is waited for, what has come. */
  private readonly polled: DataView
  /** How many have something; none also where a signal broke off the wait. */
  private ready = 0
  private stopping = false
  private counted = 0
  private failure: CaptureError | undefined

  /** Without a watch it learns only that an interface has failed. */
  constructor(private readonly libpcap: Libpcap, private readonly watch: LinkWatch | undefined) {
    this.polled = new DataView(new ArrayBuffer((task.interfaces.length + 2) * pollLength))
  }

  open(): void {
    const { libpcap, handles, descriptors, ring } = this
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
    descriptors.forEach(libpcap.closeOnExec)
    handles.forEach((each, id) => this.awaitReadable(id, each!.descriptor))
    this.awaitReadable(orders, descriptors[0]!)
    this.awaitReadable(events, this.watch?.descriptor ?? -1)
    tell({ kind: 'opened', interfaces: handles.map((each) => ({ header: each!.header, unmet: each!.unmet })), wake: descriptors[1]! })
  }

  /** Until it is told to stop, or no interface is left. */
  run(): void {
    while (!this.stopping && this.handles.some((each) => each !== undefined)) this.round(patience)
    // What came before is still in the system's hands.
    const until = performance.now() + 4 * handOver
    while (performance.now() < until && this.round(2 * handOver) > 0) { /* as long as there is some */ }
    this.count()
  }

  close(): void {
    const deserted = this.handles.every((each) => each === undefined)
    this.closeAll()
    tell({ kind: 'ended', failure: deserted && this.failure ? failureOf(this.failure) : undefined })
  }

  private closeAll(): void {
    for (const each of this.handles) each?.close()
  }

  /** Waits at most so many milliseconds for packets, and takes what has come; how many packets that were. */
  private round(milliseconds: number): number {
    const { libpcap, polled, handles, counts } = this
    this.ready = libpcap.poll(new Uint8Array(polled.buffer), events + 1, milliseconds)
    const now = Date.now()
    let packets = 0
    for (let id = 0; id < handles.length; id++) {
      const handle = handles[id]
      if (handle === undefined) continue
      const found = this.found(id)
      const count = (found & readable) !== 0 ? this.take(handle, id) : 0
      packets += count
      if (!handle.filled(count)) counts.setComplete(id, now - 2 * handOver)
      if ((found & trouble) !== 0) this.examine(id)
    }
    if (this.found(events) !== 0) for (const event of this.watch!.read()) tell({ kind: 'event', event })
    if (this.found(orders) !== 0) this.obey()
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
    this.awaitReadable(id, -1)
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

  private awaitReadable(place: number, descriptor: number): void {
    // Those below 0 are passed over.
    this.polled.setInt32(place * pollLength, descriptor, true)
    this.polled.setInt16(place * pollLength + 4, readable, true)
  }

  /** What the last wait has found of a descriptor. */
  private found(place: number): number {
    return this.ready > 0 ? this.polled.getInt16(place * pollLength + 6, true) : 0
  }
}

/** Where orders and events are waited for, behind the interfaces. */
const orders = task.interfaces.length
const events = orders + 1
const pollLength = 8
/** POLLIN; and POLLERR, POLLHUP and POLLNVAL, which come unasked. */
const readable = 0x1
const trouble = 0x38
/** SOL_SOCKET and SO_ERROR of Linux. */
const [socketLevel, socketError] = [1, 4]
/** Milliseconds without packets after which it looks around: a thread that waits for good could not be ended. With several interfaces others wait for it. */
const patience = task.interfaces.length > 1 ? 2 * handOver : 200
/** Milliseconds between two looks at the system's counts. */
const countEach = 100
const idleCountEach = 1000
/** The most bytes that are fetched at once; memory that no packets need is not touched. */
const longestFetch = 16 << 20

/** On Linux there is one; where it cannot be had, the capture does without. */
async function watchLinks(): Promise<LinkWatch | undefined> {
  const libc = process.platform === 'linux' ? await loadLibc() : undefined
  try {
    return libc && new LinkWatch(libc, task.interfaces)
  } catch {
    return undefined
  }
}

/** Only this thread goes there. */
function enterNetwork(libpcap: Libpcap, path: string): void {
  const enter = libpcap.libc.func('int setns(int descriptor, int type)') as (descriptor: number, type: number) => number
  const descriptor = openSync(path, 'r')
  const status = enter(descriptor, networkNamespace)
  closeSync(descriptor)
  if (status !== 0) throw new CaptureError({ code: 'no-permission', path, expected: 'a network to capture in', found: `error number ${libpcap.koffi.errno()}` })
}

/** CLONE_NEWNET */
const networkNamespace = 0x4000_0000

try {
  const libpcap = await loadLibpcap()
  if (task.settings.networkNamespace !== undefined) enterNetwork(libpcap, task.settings.networkNamespace)
  const rights = await loadThreadRights()
  const thread = new CaptureThread(libpcap, await watchLinks())
  thread.open()
  rights?.forbidNew()
  thread.run()
  thread.close()
} catch (error) {
  tell({ kind: 'ended', failure: failureOf(error) })
}
process.exit()
