import { AsyncClosing } from '../../../files/streams/disposal.ts'
import { writeSync } from 'node:fs'
import { release, type } from 'node:os'
import type { Worker } from 'node:worker_threads'
import { Batch } from '../../../files/batch.ts'
import {
  type CaptureInterface,
  type CaptureSection,
  commonLinkType,
  type InterfaceStatistics,
} from '../../../files/description.ts'
import { CaptureError, type CaptureFailure } from '../../../files/error.ts'
import { decodePcapHeader } from '../../../files/pcap/header.ts'
import { PcapReader } from '../../../files/pcap/reader.ts'
import { LentFrames } from '../../../files/poison.ts'
import type { LiveCapture, LiveStatistics } from '../../live-capture.ts'
import { stopOnAbort } from '../../../files/streams/abort.ts'
import { EventLoopTurns } from '../../../files/streams/event-loop-turns.ts'
import { application } from '../../version.ts'
import { ByteRing } from './byte-ring.ts'
import { CaptureCounts } from './capture-counts.ts'
import { giveBackThread } from './capture-threads.ts'
import type { EngineOptions } from '../engine.ts'
import type { Libpcap } from './library.ts'
import { RingBatches } from './ring-batches.ts'
import type { ThreadOpened, ThreadOrder, ThreadReport, ThreadTask } from './thread-messages.ts'

/** A capture by a thread of `capture-thread.ts` that has opened the interfaces. */
export class LibpcapCapture extends AsyncClosing implements LiveCapture {
  readonly engine = 'libpcap'
  readonly format = 'pcapng'
  readonly names = []
  readonly secrets = []
  readonly sections: readonly CaptureSection[] = [
    { littleEndian: true, operatingSystem: `${type()} ${release()}`, application: application() },
  ]
  readonly name: string
  readonly interfaces: readonly CaptureInterface[]
  readonly unmet: readonly string[]
  readonly remarks: readonly string[]
  private readonly ring: ByteRing
  private readonly counts: CaptureCounts
  private readonly batches: RingBatches
  private readonly turns = new EventLoopTurns()
  private readonly over: Promise<void>
  private ending = () => {}
  private readonly injections = new Map<number, (failure: CaptureFailure | undefined) => void>()
  private injected = 0
  private wake = () => {}
  private ended = false
  private closed = false
  private failure: Error | undefined
  private readonly release: () => void

  constructor(
    private readonly libpcap: Libpcap,
    private readonly thread: Worker,
    task: ThreadTask,
    private readonly opened: ThreadOpened,
    private readonly options: EngineOptions,
  ) {
    super()
    const readers = opened.interfaces.map(({ header }) => new PcapReader(decodePcapHeader(header, 0)))
    this.ring = new ByteRing(task.ring)
    this.counts = new CaptureCounts(task.counts)
    this.batches = new RingBatches(this.ring, readers, this.counts, options.reuseMemory)
    this.name = task.interfaces.join(', ')
    this.interfaces = readers.map(({ interfaces: [{ linkType, snapLength, timeResolution }] }, id) => {
      const statisticsOf = () => this.statisticsOf(id)
      return {
        name: task.interfaces[id]!,
        linkType,
        snapLength,
        timeResolution,
        captureFilter: options.captureFilter,
        operatingSystem: this.sections[0]!.operatingSystem,
        get statistics() {
          return statisticsOf()
        },
      }
    })
    this.unmet = opened.interfaces.flatMap(({ unmet }) => unmet)
    this.remarks = options.passedOver
    this.over = new Promise((resolve) => {
      this.ending = resolve
    })
    thread.on('message', this.hear).on('error', this.breakOff).on('exit', this.end)
    this.release = stopOnAbort(this, options.signal)
  }

  get linkType(): number | undefined {
    return commonLinkType(this.interfaces)
  }

  get statistics(): LiveStatistics {
    const all = this.interfaces.map((_, id) => this.statisticsOf(id))
    const sum = (of: (each: LiveStatistics) => number | undefined) =>
      all.reduce((total, each) => total + (of(each) ?? 0), 0)
    return {
      received: sum(({ received }) => received),
      delivered: sum(({ delivered }) => delivered),
      droppedByKernel: sum(({ droppedByKernel }) => droppedByKernel),
      droppedByInterface: sum(({ droppedByInterface }) => droppedByInterface),
      droppedByReader: sum(({ droppedByReader }) => droppedByReader),
    }
  }

  stop(): void {
    this.order({ kind: 'stop' })
  }

  async close(): Promise<void> {
    this.closed = true
    this.stop()
    this.wake()
    await this.over
  }

  async inject(bytes: Uint8Array, interfaceId = 0): Promise<void> {
    if (this.ended) throw new CaptureError(this.overAlready())
    const failure = await new Promise<CaptureFailure | undefined>((resolve) => {
      const id = this.injected++
      this.injections.set(id, resolve)
      this.order({ kind: 'inject', id, interfaceId, bytes })
    })
    if (failure) throw new CaptureError(failure)
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Batch, void, undefined> {
    const { batches, turns, options } = this
    try {
      let batch = new Batch()
      const lent = new LentFrames()
      while (!this.closed) {
        const { ended } = this
        if (batches.take(batch, ended)) {
          if (options.reuseMemory) lent.lend(batch)
          yield batch.of(this)
          lent.takeBack()
          if (!options.reuseMemory) batch = new Batch()
        } else if (ended) {
          break
        } else {
          await this.arrival()
        }
        if (turns.due) await turns.give()
      }
      if (this.failure && !this.closed) throw this.failure
    } finally {
      await this.close()
    }
  }

  /** Resolves when there may be more packets. */
  private async arrival(): Promise<void> {
    const { ring, batches } = this
    ring.expect()
    if (!ring.empty || this.ended) return
    await new Promise<void>((resolve) => {
      this.wake = resolve
      // Nothing announces when a waiting packet can no longer be preceded by one of another interface: poll for it.
      if (batches.waiting) setTimeout(resolve, mergeEach)
    })
  }

  private readonly hear = (report: ThreadReport): void => {
    switch (report.kind) {
      case 'opened':
        return
      case 'packets':
        return this.wake()
      case 'event':
        return this.options.onEvent?.(report.event)
      case 'injected': {
        this.injections.get(report.id)?.(report.failure)
        this.injections.delete(report.id)
        return
      }
      case 'ended': {
        if (report.failure) this.failure = new CaptureError(report.failure)
        this.end()
        return giveBackThread(this.thread, this.options)
      }
    }
  }

  private readonly breakOff = (error: Error): void => {
    this.failure = error
  }

  /** The thread has finished or failed, and all its messages have been received. */
  private readonly end = (): void => {
    this.ended = true
    this.thread.off('message', this.hear).off('error', this.breakOff).off('exit', this.end)
    this.ending()
    this.libpcap.closeDescriptor(this.opened.wake)
    this.release()
    for (const resolve of this.injections.values()) resolve(this.overAlready())
    this.wake()
  }

  private overAlready(): CaptureFailure {
    return {
      code: 'interface-failed',
      path: this.name,
      expected: 'a capture to send from',
      found: 'a capture that has ended',
    }
  }

  private order(order: ThreadOrder): void {
    if (this.ended) return
    this.thread.postMessage(order)
    try {
      writeSync(this.opened.wake, nudge)
    } catch {
      // It has just ended and no longer reads.
    }
  }

  private statisticsOf(id: number): LiveStatistics & InterfaceStatistics {
    const { received, ...dropped } = this.counts.statistics(id)
    const delivered = this.batches.delivered[id]!
    // The system's counts are read only periodically.
    return { received: Math.max(received, delivered + dropped.droppedByReader), ...dropped, delivered }
  }
}

const nudge = Uint8Array.of(0)
/** Milliseconds. */
const mergeEach = 10
