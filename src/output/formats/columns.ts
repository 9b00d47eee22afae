/** Packets as rows of text, for tables and CSV: the selected fields, or the parts of a line. */
import type { Batch } from '../../files/batch.ts'
import type { FieldSource, Value } from '../../packet/fields.ts'
import { Layers } from '../../packet/layers.ts'
import { PacketColumns } from '../../packet/summary/packet-columns.ts'
import { following, followingIf } from '../describe/followed.ts'
import { conversationsShown, type OutputSettings } from '../options.ts'
import { TimeFormatter } from '../describe/time.ts'

export interface Columns {
  readonly names: readonly string[]
  /** One text per column; empty if the packet lacks the field, several values joined by commas. */
  row(batch: Batch, index: number): readonly string[]
}

export const columns = (options: OutputSettings): Columns =>
  options.fields === undefined ? describedColumns(options) : fieldColumns(options.fields)

function describedColumns(options: OutputSettings): Columns {
  const follow = following()
  const columns = new PacketColumns(options)
  const clock = new TimeFormatter(options.time, options.precision)
  return {
    names: ['number', 'time', 'source', 'destination', 'protocol', 'length', 'info'],
    row(batch, index) {
      follow(batch)
      columns.describe(batch, index)
      return [
        `${batch.number(index)}`,
        options.time === 'none' ? '' : columns.written((text) => clock.write(batch, index, text)),
        columns.source,
        columns.destination,
        columns.protocol,
        `${batch.originalLength[index]}`,
        columns.info,
      ]
    },
  }
}

function fieldColumns(fields: readonly FieldSource[]): Columns {
  const follow = followingIf(conversationsShown({ fields }))
  const layers = new Layers()
  const values: Value[] = []
  return {
    names: fields.map(({ name }) => name),
    row(batch, index) {
      follow(batch)
      layers.decode(batch, index)
      return fields.map((field) => {
        if (field.kind === 'frame')
          return field.readAll?.(batch, index, layers).join(',') ?? `${field.read(batch, index, layers) ?? ''}`
        values.length = 0
        field.collect(layers, values)
        return values.join(',')
      })
    },
  }
}
