import { lost, type LiveStatistics } from '../../capture/live.ts'
import type { Batch } from '../../files/batch.ts'
import { grouped } from '../../text/amounts.ts'
import type { Receiver } from './pipeline.ts'
import { say } from '../say.ts'

/** How far a source is: in bytes where it is a file. */
export interface Extent {
  readonly bytesRead?: number
  readonly size?: number | undefined
  /** Of a capture, packets that were lost. */
  readonly statistics?: LiveStatistics | undefined
}

/** A line on the terminal that says how far the work is: on standard error, after half a second, ten times a second. */
export class Progress implements Receiver {
  private readonly started = performance.now()
  private due = this.started + 500
  private packets = 0
  private shown = false

  constructor(
    private readonly source: Extent,
    private readonly write = say,
  ) {}

  take({ length }: Batch): void {
    this.packets += length
    const now = performance.now()
    if (now < this.due) return
    this.due = now + 100
    this.shown = true
    this.write(`\r${progressText(this.source, this.packets, (now - this.started) / 1000)}${clearLine}`)
  }

  /** Leaves nothing on the terminal. */
  end(): void {
    if (this.shown) this.write(`\r${clearLine}`)
  }
}

export function progressText({ bytesRead, size, statistics }: Extent, packets: number, seconds: number): string {
  const dropped = lost(statistics)
  const rate = `${grouped(packets)} packets, ${grouped(Math.round(packets / seconds))} a second${dropped ? `, ${grouped(dropped)} dropped` : ''}`
  if (bytesRead === undefined) return rate
  if (!size) return `${megabytes(bytesRead)} MB, ${rate}`
  return `${Math.floor(Math.min(1, bytesRead / size) * 100)} % of ${megabytes(size)} MB, ${rate}`
}

const clearLine = '\u001b[K'
const megabytes = (bytes: number) => (bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)
