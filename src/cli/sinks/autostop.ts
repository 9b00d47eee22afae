import type { Batch } from '../../files/batch.ts'
import type { Autostop } from '../arguments/plans/parts/criteria.ts'
import type { PacketSink } from './pipeline.ts'

/**
 * Ends the work after a number of packets or seconds: by the packets' own times or, for a source that can be stopped,
 * by the clock. It precedes the sinks that are not to get more.
 */
export class Autostopper implements PacketSink {
  full = false
  private packets = 0
  private closing: number | undefined
  private timer: NodeJS.Timeout | undefined

  constructor(
    private readonly limits: Autostop,
    private readonly stop: (() => void) | undefined,
  ) {
    if (stop && limits.duration !== undefined) this.stopAfter(limits.duration * 1000, stop)
  }

  take(batch: Batch): void {
    const { packets: most = Infinity, duration } = this.limits
    if (duration !== undefined && !this.stop) this.cutLater(batch, duration)
    if (this.packets + batch.length >= most) this.cut(batch, most - this.packets)
    this.packets += batch.length
  }

  end(): void {
    clearTimeout(this.timer)
  }

  private stopAfter(milliseconds: number, stop: () => void): void {
    const rest = milliseconds - longestTimer
    this.timer = rest > 0 ? setTimeout(() => this.stopAfter(rest, stop), longestTimer) : setTimeout(stop, milliseconds)
    this.timer.unref()
  }

  /** Removes the packets after the duration, counted from the first packet. */
  private cutLater(batch: Batch, duration: number): void {
    for (let index = 0; index < batch.length; index++) {
      const time = batch.seconds[index]! + batch.nanoseconds[index]! / 1e9
      if (this.closing === undefined && !Number.isNaN(time)) this.closing = time + duration
      if (time >= this.closing!) return this.cut(batch, index)
    }
  }

  private cut(batch: Batch, length: number): void {
    batch.length = length
    this.full = true
  }
}

/** Milliseconds, some 25 days: a timer takes a longer time for 1 ms. */
const longestTimer = 2 ** 31 - 1
