/** Packets as rows of text, for tables and CSV: the selected fields, or the parts of a line. */
import type { Batch } from '../../files/batch.ts'
import type { FieldSource, Value } from '../../packet/fields.ts'
import { Layers } from '../../packet/layers.ts'
import { Description } from '../../packet/summary/description.ts'
import { following, followingIf } from '../describe/followed.ts'
import { conversationsShown, type OutputSettings } from '../options.ts'
import { TextBuffer } from '../../text/buffer.ts'
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
  const description = new Description(options)
  const clock = new TimeFormatter(options.time, options.precision)
  const buffer = new TextBuffer(1024)
  const decoder = new TextDecoder()
  const written = (write: (text: TextBuffer) => void): string => {
    buffer.clear()
    write(buffer)
    return decoder.decode(buffer.written).trim()
  }
  return {
    names: ['number', 'time', 'source', 'destination', 'protocol', 'length', 'info'],
    row(batch, index) {
      follow(batch)
      description.describe(batch, index)
      const { ends, layers } = description
      return [
        `${batch.number(index)}`,
        options.time === 'none' ? '' : written((text) => clock.write(batch, index, text)),
        written((text) => ends.write(layers, 'source', text)),
        written((text) => ends.write(layers, 'destination', text)),
        written((text) => description.protocol(text)),
        `${batch.originalLength[index]}`,
        [written((text) => description.words(text)), ...description.troubles().map((trouble) => `[${trouble}]`)]
          .join(' ')
          .trim(),
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
        if (field.kind === 'frame') return `${field.read(batch, index, layers) ?? ''}`
        values.length = 0
        field.collect(layers, values)
        return values.join(',')
      })
    },
  }
}
