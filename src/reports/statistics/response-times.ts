/** How long answers take: requests of DNS, HTTP and ICMP, and segments of TCP until they are acknowledged. */
import type { Batch } from '../../files/batch.ts'
import { fieldNamed, type LayerSource, type Value } from '../../packet/fields.ts'
import type { Layers } from '../../packet/layers.ts'
import type { StatisticsColumn, StatisticsRow, StatisticsTable } from './table.ts'

export const responseTimeTable = (): StatisticsTable => new ResponseTimes()

const measured = [
  { answer: 'TCP acknowledgment', field: 'tcp.analysis.ack_rtt' },
  { answer: 'ICMP echo reply', field: 'icmp.resptime' },
  { answer: 'DNS response', field: 'dns.time' },
  { answer: 'HTTP response', field: 'http.time' },
] as const

class ResponseTimes implements StatisticsTable {
  readonly name = 'rtt'
  readonly title = 'Response times'
  readonly columns = columns
  readonly needs = 'all layers'
  readonly follows = true
  readonly order = undefined
  readonly leftOut = 0
  readonly most = measured.length
  private readonly kinds = measured.map(({ answer, field }) => ({ answer, ...secondsOf(field), times: new Times() }))
  private readonly values: Value[] = []

  take(_batch: Batch, _index: number, layers: Layers): void {
    const { values } = this
    for (const { source, unit, times } of this.kinds) {
      values.length = 0
      source.collect(layers, values)
      for (const value of values) times.add(Number(value) * unit)
    }
  }

  rows(): readonly StatisticsRow[] {
    return this.kinds
      .filter(({ times }) => times.count > 0)
      .map(({ answer, times }) => [
        answer,
        times.count,
        times.least,
        times.sum / times.count,
        times.quantile(0.5),
        times.quantile(0.95),
        times.largest,
      ])
  }
}

/** A field with times; those of ICMP are in milliseconds. */
function secondsOf(field: string): { readonly source: LayerSource; readonly unit: number } {
  const source = fieldNamed(field)
  if (source.kind !== 'layers') throw new TypeError(`${field} is not a field of a layer`)
  return { source, unit: source.type === 'duration' ? 1 : 1e-3 }
}

/** Times by size, so that quantiles are known to a twentieth, however many there are. */
class Times {
  count = 0
  sum = 0
  least = Infinity
  largest = 0
  private readonly steps = new Float64Array(steps)

  add(seconds: number): void {
    if (!(seconds >= 0)) return
    this.count++
    this.sum += seconds
    this.least = Math.min(this.least, seconds)
    this.largest = Math.max(this.largest, seconds)
    this.steps[Math.min(steps - 1, Math.max(0, Math.round(Math.log(seconds / shortest) / step)))]!++
  }

  quantile(share: number): number {
    let before = 0
    for (const [place, count] of this.steps.entries()) {
      before += count
      if (before >= share * this.count)
        return Math.min(this.largest, Math.max(this.least, shortest * Math.exp(place * step)))
    }
    return this.largest
  }
}

/** From a nanosecond to a week. */
const shortest = 1e-9
const step = 0.05
const steps = 700

const columns: readonly StatisticsColumn[] = [
  { name: 'answer', label: 'Answer', type: 'text' },
  { name: 'count', label: 'Count', type: 'number' },
  { name: 'least', label: 'Least', type: 'number', unit: 'seconds', digits: 6 },
  { name: 'average', label: 'Average', type: 'number', unit: 'seconds', digits: 6 },
  { name: 'median', label: 'Median', type: 'number', unit: 'seconds', digits: 6 },
  { name: 'percentile95', label: '95 %', type: 'number', unit: 'seconds', digits: 6 },
  { name: 'largest', label: 'Largest', type: 'number', unit: 'seconds', digits: 6 },
]
