/** What passes in each interval of time, from the first packet of the capture on. */
import type { Batch } from '../../files/batch.ts'
import type { Layers } from '../../packet/layers.ts'
import { ioColumn, type IoColumn } from './io-columns.ts'
import type { LayersNeeded, StatisticsColumn, StatisticsRow, StatisticsTable, TableLimits } from './table.ts'

export interface IoOptions extends TableLimits {
  /** Seconds. Default: 1. */
  readonly interval?: number
  /**
   * What is counted: a display filter for its packets and bytes, or `COUNT`, `SUM`, `MIN`, `MAX` or `AVG` of a field,
   * with a filter after it if need be: `SUM(tcp.len) tcp.port == 80`. Default: all packets and their bytes.
   */
  readonly columns?: readonly string[]
}

/** Throws FilterError for a filter that is not valid, and `TypeError` for other wrong options. */
export const ioTable = (options: IoOptions = {}): StatisticsTable => new IoStatistics(options)

class IoStatistics implements StatisticsTable {
  readonly name = 'io'
  readonly title = 'Intervals'
  readonly columns: readonly StatisticsColumn[]
  readonly needs: LayersNeeded
  readonly order = undefined
  readonly bar: string
  readonly most: number
  leftOut = 0
  private readonly parts: readonly IoColumn[]
  private readonly width: number
  private readonly microseconds: number
  /** Where the numbers of each interval with packets are in `sums`. */
  private readonly places = new Map<number, number>()
  private sums: Float64Array
  /** The interval of the last packet, and where its numbers are. */
  private interval = -1
  private place = 0
  private latest = 0

  constructor({ interval = 1, columns = [], most = usualIntervals }: IoOptions) {
    this.microseconds = Math.round(interval * 1e6)
    if (!(this.microseconds >= 1))
      throw new TypeError(`an interval has at least a microsecond, not ${interval} seconds`)
    this.most = most
    this.parts = (columns.length === 0 ? [''] : columns).map(ioColumn)
    this.columns = [...timeColumns(interval), ...this.parts.flatMap((part) => part.columns)]
    this.bar = this.columns[barColumn]!.name
    this.width = this.parts.reduce((sum, part) => sum + part.width, 0)
    this.needs = joined(this.parts.map((part) => part.needs))
    this.sums = new Float64Array(64 * this.width)
  }

  take(batch: Batch, index: number, layers: Layers): void {
    const micro = microsecondsOf(batch, index)
    // A packet before the first one, or without a time, is counted with the one before it.
    if (micro >= 0) this.latest = micro
    const interval = Math.floor(this.latest / this.microseconds)
    if (interval !== this.interval && !this.enter(interval)) {
      this.leftOut++
      return
    }
    let at = this.place
    for (const part of this.parts) {
      part.take(batch, index, layers, this.sums, at)
      at += part.width
    }
  }

  rows(): readonly StatisticsRow[] {
    const { places, most } = this
    let last = -1
    for (const interval of places.keys()) last = Math.max(last, interval)
    const isDense = last < most
    const intervals = isDense
      ? Array.from({ length: last + 1 }, (_, interval) => interval)
      : [...places.keys()].toSorted((one, other) => one - other)
    return intervals.map((interval) => this.rowOf(interval))
  }

  private rowOf(interval: number): StatisticsRow {
    const seconds = (count: number) => Number(((count * this.microseconds) / 1e6).toFixed(6))
    const place = this.places.get(interval)
    const sums = place === undefined ? new Float64Array(this.width) : this.sums
    let at = place ?? 0
    const values = this.parts.flatMap((part) => {
      at += part.width
      return part.values(sums, at - part.width)
    })
    return [seconds(interval), seconds(interval + 1), ...values]
  }

  /** Goes on to another interval; false if there are too many. */
  private enter(interval: number): boolean {
    const { places, width } = this
    let place = places.get(interval)
    if (place === undefined) {
      if (places.size === this.most) return false
      place = places.size * width
      places.set(interval, place)
      if (place + width > this.sums.length) {
        const longer = new Float64Array(2 * this.sums.length)
        longer.set(this.sums)
        this.sums = longer
      }
    }
    this.interval = interval
    this.place = place
    return true
  }
}

/** Intervals with packets that are kept, and intervals that are listed with those that have none. */
const usualIntervals = 100_000

/** The first after the times: bytes, where packets are counted too. */
const barColumn = 2

/** With as many digits as the interval has, to the microsecond. */
function timeColumns(interval: number): readonly StatisticsColumn[] {
  const digits = Number.isInteger(interval) ? 0 : Number.isInteger(interval * 1000) ? 3 : 6
  return [
    { name: 'start', label: 'From', type: 'number', unit: 'seconds', digits },
    { name: 'end', label: 'To', type: 'number', unit: 'seconds', digits },
  ]
}

/** Since the first packet of the capture, rounded; NaN for a packet without a time. */
const microsecondsOf = (batch: Batch, index: number): number =>
  (batch.seconds[index]! - batch.firstSeconds) * 1e6 +
  Math.floor((batch.nanoseconds[index]! - batch.firstNanoseconds + 500) / 1000)

function joined(needs: readonly LayersNeeded[]): LayersNeeded {
  if (needs.includes('all layers')) return 'all layers'
  const wanted = new Set(needs.flatMap((each) => (typeof each === 'string' ? [] : [...each])))
  return wanted.size === 0 ? 'no layers' : wanted
}
