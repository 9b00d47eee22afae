/** Selected fields of each packet as a JSON object, without intermediate objects. */
import type { Batch } from '../../files/batch.ts'
import type { FieldSource, FrameSource, LayerSource, Value } from '../../packet/fields.ts'
import type { Layers } from '../../packet/layers.ts'
import { Selection } from '../../packet/selection.ts'
import { isAddress, writeAddress } from '../../packet/address-text.ts'
import { jsonText } from '../../text/escape.ts'
import type { TextBuffer } from '../../text/buffer.ts'

/** Writes a packet as an object with a key for each field that is present. */
export type FieldsWriter = (batch: Batch, index: number, text: TextBuffer) => void

/** Frame fields are single values but for those that may have several; other fields are arrays of all occurrences, outer layers first. */
export function fieldsWriter(layers: Layers, fields: readonly FieldSource[]): FieldsWriter {
  const chosen = fields.filter((field): field is LayerSource => field.kind === 'layers')
  const selection = new Selection(chosen)
  const writers = fields.map((field) =>
    field.kind === 'frame' ? frameWriter(layers, field) : layerWriter(layers, selection, chosen.indexOf(field), field),
  )
  return (batch, index, text) => {
    selection.collect(layers)
    let separator = openingBrace
    for (let at = 0; at < writers.length; at++) if (writers[at]!(batch, index, separator, text)) separator = comma
    if (separator === openingBrace) text.byte(openingBrace)
    text.byte(closingBrace)
  }
}

/** Writes a field after a separator; false if the packet lacks it. */
type FieldWriter = (batch: Batch, index: number, separator: number, text: TextBuffer) => boolean

function frameWriter(layers: Layers, field: FrameSource): FieldWriter {
  const key = new TextEncoder().encode(`${JSON.stringify(field.name)}:`)
  const { readAll } = field
  if (readAll !== undefined)
    return (batch, index, separator, text) => {
      const values = readAll(batch, index, layers)
      if (values.length === 0) return false
      text.byte(separator)
      text.copy(key)
      for (let at = 0; at < values.length; at++) {
        text.byte(at === 0 ? openingBracket : comma)
        writeValue(values[at]!, text)
      }
      text.byte(closingBracket)
      return true
    }
  return (batch, index, separator, text) => {
    const value = field.read(batch, index, layers)
    if (value === undefined) return false
    text.byte(separator)
    text.copy(key)
    if (typeof value === 'number') text.integer(value)
    else if (typeof value === 'boolean') text.text(`${value}`)
    else if (field.type === 'text') text.text(jsonText(`${value}`))
    else writeQuoted(`${value}`, text) // times: nothing to escape
    return true
  }
}

function layerWriter(
  layers: Layers,
  { counts, values: all }: Selection,
  field: number,
  { name, type }: LayerSource,
): FieldWriter {
  const key = new TextEncoder().encode(`${JSON.stringify(name)}:[`)
  const values = all[field]!
  const address = isAddress(type)
  return (_batch, _index, separator, text) => {
    const count = counts[field]!
    if (count === 0) return false
    text.byte(separator)
    text.copy(key)
    for (let at = 0; at < count; at++) {
      if (at > 0) text.byte(comma)
      const value = values[at]!
      if (!address) writeValue(value, text)
      else if (typeof value === 'string') writeQuoted(value, text)
      else {
        text.byte(quote)
        writeAddress(type, layers.bytes, value as number, text)
        text.byte(quote)
      }
    }
    text.byte(closingBracket)
    return true
  }
}

function writeValue(value: Value, text: TextBuffer): void {
  if (typeof value === 'number' && Number.isInteger(value)) text.integer(value)
  else if (typeof value === 'bigint') writeQuoted(`${value}`, text)
  else text.text(typeof value === 'string' ? jsonText(value) : `${value}`)
}

function writeQuoted(value: string, text: TextBuffer): void {
  text.byte(quote)
  text.text(value)
  text.byte(quote)
}

const openingBrace = 0x7b
const closingBrace = 0x7d
const openingBracket = 0x5b
const closingBracket = 0x5d
const comma = 0x2c
const quote = 0x22
