/** Who says what to whom, packet by packet. */
import type { Batch } from '../../files/batch.ts'
import { Description } from '../../packet/summary/description.ts'
import { TextBuffer } from '../../text/buffer.ts'
import type { StatisticsColumn, StatisticsRow, StatisticsTable, TableLimits } from './table.ts'

export const flowTable = (limits: TableLimits = {}): StatisticsTable => new FlowStatistics(limits.most ?? usualPackets)

class FlowStatistics implements StatisticsTable {
  readonly name = 'flow'
  readonly title = 'Flow of packets'
  readonly columns = columns
  /** It decodes packets by itself. */
  readonly needs = 'no layers'
  readonly order = undefined
  leftOut = 0
  private readonly kept: StatisticsRow[] = []
  private readonly description = new Description({ verbose: 0, checksums: false })
  private readonly text = new TextBuffer(1024)

  constructor(readonly most: number) {}

  take(batch: Batch, index: number): void {
    if (this.kept.length === this.most) {
      this.leftOut++
      return
    }
    const { description, kept } = this
    const { layers, ends } = description
    description.describe(batch, index)
    const time = batch.seconds[index]! - batch.firstSeconds + (batch.nanoseconds[index]! - batch.firstNanoseconds) / 1e9
    kept.push([
      batch.number(index),
      Number.isNaN(time) ? undefined : Number(time.toFixed(9)),
      this.written((text) => ends.write(layers, 'source', text)),
      this.written((text) => ends.write(layers, 'destination', text)),
      this.written((text) => description.protocol(text)),
      this.written((text) => description.words(text)),
    ])
  }

  rows(): readonly StatisticsRow[] {
    return this.kept
  }

  private written(write: (text: TextBuffer) => void): string {
    const { text } = this
    text.clear()
    write(text)
    return `${text}`.trim().slice(0, longestText)
  }
}

/** Packets that are kept; each takes up to a kilobyte. */
const usualPackets = 100_000
const longestText = 256

const columns: readonly StatisticsColumn[] = [
  { name: 'packet', label: 'Packet', type: 'number' },
  { name: 'time', label: 'Time', type: 'number', unit: 'seconds', digits: 6 },
  { name: 'source', label: 'From', type: 'text' },
  { name: 'destination', label: 'To', type: 'text' },
  { name: 'protocol', label: 'Protocol', type: 'text' },
  { name: 'summary', label: 'Summary', type: 'text' },
]
