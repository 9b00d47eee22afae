import { lost, type LiveStatistics } from '../../capture/live-capture.ts'
import type { Batch } from '../../files/batch.ts'
import { grouped } from '../../text/amounts.ts'
import type { PacketSink } from './pipeline.ts'
import { control } from '../say.ts'

/** The progress of a source, in bytes if it is a file. */
export interface Extent {
  readonly bytesRead?: number
  readonly size?: number | undefined
  /** Lost packets of a capture. */
  readonly statistics?: LiveStatistics | undefined
}

/** A progress line on standard error: from half a second on, ten times a second. */
export class Progress implements PacketSink {
  private readonly started = performance.now()
  private due = this.started + 500
  private packets = 0
  private shown = false

  constructor(
    private readonly source: Extent,
    private readonly write = control,
  ) {}

  take({ length }: Batch): void {
    this.packets += length
    const now = performance.now()
    if (now < this.due) return
    this.due = now + 100
    this.shown = true
    this.write(`\r${progressText(this.source, this.packets, (now - this.started) / 1000)}${clearLine}`)
  }

  /** Erases the line. */
  end(): void {
    if (this.shown) this.write(`\r${clearLine}`)
  }
}

export function progressText({ bytesRead, size, statistics }: Extent, packets: number, seconds: number): string {
  const dropped = lost(statistics)
  const drops = dropped ? `, ${grouped(dropped)} dropped` : ''
  const rate = `${grouped(packets)} packets, ${grouped(Math.round(packets / seconds))} a second${drops}`
  if (bytesRead === undefined) return rate
  if (!size) return `${megabytes(bytesRead)} MB, ${rate}`
  return `${Math.floor(Math.min(1, bytesRead / size) * 100)} % of ${megabytes(size)} MB, ${rate}`
}

const clearLine = '\u001b[K'
const megabytes = (bytes: number) => (bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)
