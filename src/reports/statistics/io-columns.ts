/** What `io` counts in each interval: packets and bytes, of all packets or those of a filter, or a field's values. */
import type { Batch } from '../../files/batch.ts'
import { compileDisplayFilter } from '../../filter/display/index.ts'
import type { Filter } from '../../filter/filter.ts'
import { fieldNamed, type FieldSource, type Value } from '../../packet/fields.ts'
import type { Layers } from '../../packet/layers.ts'
import { entries } from '../../packet/registry/index.ts'
import type { FieldType } from '../../schema/index.ts'
import type { LayersNeeded, StatisticsColumn, StatisticsValue } from './table.ts'

/** A column as it is asked for, such as `SUM(tcp.len) tcp.port == 80`, or a display filter for packets and bytes. */
export interface IoColumn {
  readonly columns: readonly StatisticsColumn[]
  readonly needs: LayersNeeded
  /** How many numbers it keeps of an interval. */
  readonly width: number
  /** Counts a frame in the numbers from `at` on, all 0 at first. */
  take(batch: Batch, index: number, layers: Layers, sums: Float64Array, at: number): void
  values(sums: Float64Array, at: number): readonly StatisticsValue[]
}

const calculations = ['COUNT', 'SUM', 'MIN', 'MAX', 'AVG'] as const
type Calculation = (typeof calculations)[number]

/** Throws FilterError for a filter that is not valid, `TypeError` for a field that cannot be calculated with. */
export function ioColumn(text: string): IoColumn {
  const [, name = '', field = '', condition = ''] = /^\s*([A-Z]+)\(\s*([\w.-]+)\s*\)(.*)$/s.exec(text) ?? []
  const calculation = calculations.find((each) => each === name)
  if (calculation !== undefined) return new FieldColumn(text.trim(), calculation, field, filterOf(condition))
  if (name !== '' && condition.trim() === '')
    throw new TypeError(`there is no ${name}(): use ${calculations.slice(0, -1).join(', ')} or ${calculations.at(-1)}`)
  return new PacketColumn(text.trim(), filterOf(text))
}

const filterOf = (text: string): Filter | undefined =>
  text.trim() === '' ? undefined : compileDisplayFilter(text.trim())

class PacketColumn implements IoColumn {
  readonly columns: readonly StatisticsColumn[]
  readonly needs = 'no layers'
  readonly width = 2

  constructor(
    text: string,
    private readonly filter: Filter | undefined,
  ) {
    const suffix = text === '' ? '' : ` ${text}`
    this.columns = [
      { name: `packets${suffix}`, label: `Packets${suffix}`, type: 'number', unit: 'packets' },
      { name: `bytes${suffix}`, label: `Bytes${suffix}`, type: 'number', unit: 'bytes' },
    ]
  }

  take(batch: Batch, index: number, _layers: Layers, sums: Float64Array, at: number): void {
    if (this.filter !== undefined && !this.filter.matches(batch, index)) return
    sums[at]!++
    sums[at + 1]! += batch.originalLength[index]!
  }

  values(sums: Float64Array, at: number): readonly StatisticsValue[] {
    return [sums[at]!, sums[at + 1]!]
  }
}

class FieldColumn implements IoColumn {
  readonly columns: readonly StatisticsColumn[]
  readonly needs: LayersNeeded
  /** How many values, their sum, the least and the largest. */
  readonly width = 4
  private readonly source: FieldSource
  private readonly found: Value[] = []

  constructor(
    text: string,
    private readonly calculation: Calculation,
    field: string,
    private readonly filter: Filter | undefined,
  ) {
    this.source = fieldNamed(field)
    if (calculation !== 'COUNT' && !hasNumbers.has(this.source.type))
      throw new TypeError(`${field} has no numbers: only COUNT(${field}) can be calculated`)
    this.needs = needsOf(this.source)
    const digits = calculation === 'AVG' || this.source.type === 'float' ? 2 : this.source.type === 'duration' ? 6 : 0
    const unit = this.source.type === 'duration' ? ({ unit: 'seconds' } as const) : {}
    this.columns = [
      { name: text, label: text, type: 'number', ...(calculation === 'COUNT' ? {} : { ...unit, digits }) },
    ]
  }

  take(batch: Batch, index: number, layers: Layers, sums: Float64Array, at: number): void {
    const { source, found, filter } = this
    found.length = 0
    if (source.kind === 'layers') source.collect(layers, found)
    else {
      const value = source.read(batch, index, layers)
      if (value !== undefined) found.push(value)
    }
    if (found.length === 0 || (filter !== undefined && !filter.matches(batch, index))) return
    for (const each of found) {
      const value = Number(each)
      sums[at]!++
      sums[at + 1]! += value
      if (sums[at] === 1 || value < sums[at + 2]!) sums[at + 2] = value
      if (sums[at] === 1 || value > sums[at + 3]!) sums[at + 3] = value
    }
  }

  values(sums: Float64Array, at: number): readonly StatisticsValue[] {
    const [count, sum, least, largest] = sums.subarray(at, at + this.width)
    switch (this.calculation) {
      case 'COUNT':
        return [count!]
      case 'SUM':
        return [sum!]
      case 'MIN':
        return [count === 0 ? undefined : least!]
      case 'MAX':
        return [count === 0 ? undefined : largest!]
      case 'AVG':
        return [count === 0 ? undefined : sum! / count!]
    }
  }
}

const hasNumbers: ReadonlySet<FieldType> = new Set<FieldType>(['number', 'float', 'boolean', 'duration'])

function needsOf(source: FieldSource): LayersNeeded {
  if (source.kind === 'frame') return source.layered ? 'all layers' : 'no layers'
  const finders = entries.map(({ id }) => source.finders[id] ?? [])
  if (finders.some((found) => found.some(({ kind }) => kind === 'trailer'))) return 'all layers'
  return new Set(finders.flatMap((found, id) => (found.length === 0 ? [] : [id])))
}
