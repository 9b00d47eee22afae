import type { Batch } from '../../files/batch.ts'
import { criteriaOf } from './size-and-time.ts'
import type { Receiver } from './pipeline.ts'
import type { Values } from '../arguments/options.ts'

/** When the work ends by itself (-a). */
export interface Autostop {
  /** In seconds. */
  readonly duration?: number
  readonly packets?: number
  /** In units of 1,000 bytes. */
  readonly filesize?: number
  readonly files?: number
}

/** Throws UsageError. */
export function autostopOf({ autostop }: Values): Autostop {
  return autostop === undefined
    ? {}
    : criteriaOf('-a', autostop, { duration: 'seconds', filesize: 'whole', files: 'whole', packets: 'whole' })
}

/**
 * Lets so many packets through, and those of so many seconds: by their own times or, of a source that can be stopped, by the clock.
 * It comes before whoever is not to get more.
 */
export class Gate implements Receiver {
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
    if (duration !== undefined && !this.stop) this.cutWhatIsLater(batch, duration)
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

  private cutWhatIsLater(batch: Batch, duration: number): void {
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

/** Milliseconds, some 25 days: what is longer, a timer takes for nothing. */
const longestTimer = 2 ** 31 - 1
