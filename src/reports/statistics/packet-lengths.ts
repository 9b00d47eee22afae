/** How long packets are: their number in ranges of length, each twice as long as the one before. */
import type { Batch } from '../../files/batch.ts'
import type { StatisticsColumn, StatisticsRow, StatisticsTable } from './table.ts'

export const lengthTable = (): StatisticsTable => new LengthStatistics()

/** The first length of each range, in bytes. */
const ranges = [0, 20, 40, 80, 160, 320, 640, 1280, 2560, 5120]
/** For each range: packets, bytes, the shortest and the longest. */
const width = 4

class LengthStatistics implements StatisticsTable {
  readonly name = 'lengths'
  readonly title = 'Packet lengths'
  readonly columns = columns
  readonly needs = 'no layers'
  readonly order = undefined
  readonly bar = 'packets'
  readonly leftOut = 0
  readonly most = ranges.length
  private readonly sums = new Float64Array(ranges.length * width)
  private packets = 0
  private first = NaN
  private last = NaN

  take(batch: Batch, index: number): void {
    const { sums } = this
    const length = batch.originalLength[index]!
    let range = ranges.length - 1
    while (length < ranges[range]!) range--
    const at = range * width
    sums[at]!++
    sums[at + 1]! += length
    if (sums[at] === 1 || length < sums[at + 2]!) sums[at + 2] = length
    if (length > sums[at + 3]!) sums[at + 3] = length
    this.packets++
    const time = batch.seconds[index]! + batch.nanoseconds[index]! / 1e9
    if (!(time >= this.first)) this.first = Number.isNaN(time) ? this.first : time
    if (!(time <= this.last)) this.last = Number.isNaN(time) ? this.last : time
  }

  rows(): readonly StatisticsRow[] {
    const { sums, packets, first, last } = this
    return ranges.map((from, range) => {
      const [count, bytes, shortest, longest] = sums.subarray(range * width, (range + 1) * width)
      const to = ranges[range + 1]
      return [
        to === undefined ? `${from} and more` : `${from}-${to - 1}`,
        count!,
        packets === 0 ? undefined : (100 * count!) / packets,
        ...(count === 0 ? [undefined, undefined, undefined] : [bytes! / count!, shortest!, longest!]),
        last > first ? count! / (last - first) : undefined,
      ]
    })
  }
}

const columns: readonly StatisticsColumn[] = [
  { name: 'length', label: 'Length', type: 'text', unit: 'bytes' },
  { name: 'packets', label: 'Packets', type: 'number', unit: 'packets' },
  { name: 'share', label: '% packets', type: 'number', unit: 'percent', digits: 2 },
  { name: 'average', label: 'Average', type: 'number', unit: 'bytes', digits: 2 },
  { name: 'shortest', label: 'Shortest', type: 'number', unit: 'bytes' },
  { name: 'longest', label: 'Longest', type: 'number', unit: 'bytes' },
  { name: 'rate', label: 'Packets/s', type: 'number', unit: 'packets per second', digits: 2 },
]
