/** Packets as JSON: with `fields` those by display-filter name, without them every layer as an object. */
import type { Batch } from '../files/batch.ts'
import { entries } from '../packet/tables.ts'
import type { FieldSource, Value } from '../packet/fields.ts'
import { frameFields } from '../packet/frameFields.ts'
import { Layers } from '../packet/layers.ts'
import { hex, type View } from '../schema/index.ts'
import type { OutputOptions } from './options.ts'
import type { Output } from './output.ts'
import { jsonText } from './printable.ts'
import type { TextBuffer } from './text.ts'

/** One array of all packets. */
export function jsonOutput(options: Pick<OutputOptions, 'fields'>): Output {
  const write = packetWriter(options)
  let separator = '[\n'
  return {
    packet(batch, index, text) {
      text.text(separator)
      separator = ',\n'
      write(batch, index, text)
    },
    end: (text) => text.text(separator === '[\n' ? '[]\n' : '\n]\n'),
  }
}

/** One object a line. */
export function ndjsonOutput(options: Pick<OutputOptions, 'fields'>): Output {
  const write = packetWriter(options)
  return {
    packet(batch, index, text) {
      write(batch, index, text)
      text.text('\n')
    },
  }
}

type PacketWriter = (batch: Batch, index: number, text: TextBuffer) => void

function packetWriter({ fields }: Pick<OutputOptions, 'fields'>): PacketWriter {
  const layers = new Layers()
  const write = fields === undefined ? layersWriter(layers) : fieldsWriter(layers, fields)
  return (batch, index, text) => {
    layers.decode(batch, index)
    write(batch, index, text)
  }
}

/** Frame fields are single values; every other field is an array of all its occurrences, outer layers first. */
function fieldsWriter(layers: Layers, fields: readonly FieldSource[]): PacketWriter {
  const keys = fields.map(({ kind, name }) => new TextEncoder().encode(`${JSON.stringify(name)}:${kind === 'frame' ? '' : '['}`))
  // Times, names of protocols and addresses are text of our own: there is nothing in them to escape.
  const safe = fields.map(({ kind, type }) => kind === 'frame' || type === 'ipv4' || type === 'ipv6' || type === 'ether')
  const values: Value[] = []
  return (batch, index, text) => {
    let separator = openingBrace
    for (let at = 0; at < fields.length; at++) {
      const field = fields[at]!
      if (field.kind === 'frame') {
        const value = field.read(batch, index, layers)
        if (value === undefined) continue
        text.byte(separator)
        text.copy(keys[at]!)
        writeValue(value, true, text)
      } else {
        field.collect(layers, values)
        if (values.length === 0) continue
        text.byte(separator)
        text.copy(keys[at]!)
        for (let each = 0; each < values.length; each++) {
          if (each > 0) text.byte(comma)
          writeValue(values[each]!, safe[at]!, text)
        }
        text.byte(closingBracket)
        values.length = 0
      }
      separator = comma
    }
    if (separator === openingBrace) text.byte(openingBrace)
    text.byte(closingBrace)
  }
}

const openingBrace = 0x7b
const closingBrace = 0x7d
const closingBracket = 0x5d
const comma = 0x2c
const quote = 0x22

function writeValue(value: Value, safe: boolean, text: TextBuffer): void {
  if (typeof value === 'number') text.integer(value)
  else if (typeof value !== 'string') text.text(`${value}`)
  else if (safe) {
    text.byte(quote)
    text.text(value)
    text.byte(quote)
  } else text.text(jsonText(value))
}

/** The layers as objects with the names a program uses: numbers are numbers, flags booleans, bytes hexadecimal text. */
function layersWriter(layers: Layers): PacketWriter {
  return (batch, index, text) => {
    const time = frameFields['frame.time_epoch']!.read(batch, index, layers)
    text.text(`{"number":${batch.firstNumber + index}${time === undefined ? '' : `,"time":"${time}"`}`)
    text.text(`,"originalLength":${batch.originalLength[index]},"capturedLength":${batch.capturedLength[index]}`)
    text.text(`,"interfaceId":${batch.interfaceId[index]},"linkType":${batch.linkType[index]},"layers":[`)
    for (const [at, view] of layers.views().entries()) {
      if (at > 0) text.text(',')
      writeLayer(view, entries[layers.protocol[at]!]!.schema.name, text)
    }
    text.text(']}')
  }
}

function writeLayer(view: View, protocol: string, text: TextBuffer): void {
  text.text(`{"protocol":${jsonText(protocol)}`)
  if (view.cut !== undefined) text.text(`,"cut":"${view.cut}"`)
  const notes = view.notes()
  if (notes.length > 0) text.text(`,"notes":[${notes.map(({ name }) => jsonText(name)).join(',')}]`)
  text.text(',"fields":')
  text.text(json(view.toJSON()))
  text.text('}')
}

function json(value: unknown): string {
  if (typeof value === 'string') return jsonText(value)
  if (typeof value === 'bigint') return `${value}`
  if (value instanceof Uint8Array) return jsonText(hex(value))
  if (Array.isArray(value)) return `[${value.map(json).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  const object = 'toJSON' in value && typeof value.toJSON === 'function' ? (value.toJSON() as object) : value
  return `{${Object.entries(object).filter(([, inner]) => inner !== undefined).map(([key, inner]) => `${JSON.stringify(key)}:${json(inner)}`).join(',')}}`
}
