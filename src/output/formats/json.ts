/** Packets as JSON: the `fields` by display-filter name, by default every layer as an object. */
import { entries } from '../../packet/registry/index.ts'
import { frameFields, processOf } from '../../packet/frame-fields.ts'
import type { Source } from '../../packet/gain.ts'
import { Layers } from '../../packet/layers.ts'
import { hex, type View } from '../../schema/index.ts'
import { conversationsShown, type OutputOptions } from '../options.ts'
import type { Output } from '../output.ts'
import { followingIf } from '../describe/followed.ts'
import { fieldsWriter, type FieldsWriter } from './json-fields.ts'
import { jsonText } from '../../text/escape.ts'
import type { TextBuffer } from '../../text/buffer.ts'

/** An array of all packets. */
export function jsonOutput(options: Pick<OutputOptions, 'fields'> = {}): Output {
  const write = packetWriter(options)
  let separator = '[\n'
  return {
    ...conversationsShown(options),
    packet(batch, index, text) {
      text.text(separator)
      separator = ',\n'
      write(batch, index, text)
    },
    end: (text) => text.text(separator === '[\n' ? '[]\n' : '\n]\n'),
  }
}

/** One object per line. */
export function ndjsonOutput(options: Pick<OutputOptions, 'fields'> = {}): Output {
  const write = packetWriter(options)
  return {
    ...conversationsShown(options),
    packet(batch, index, text) {
      write(batch, index, text)
      text.text('\n')
    },
  }
}

function packetWriter(options: Pick<OutputOptions, 'fields'>): FieldsWriter {
  const { fields } = options
  const layers = new Layers()
  const follow = followingIf(conversationsShown(options))
  const write = fields === undefined ? layersWriter(layers) : fieldsWriter(layers, fields)
  return (batch, index, text) => {
    follow(batch)
    layers.decode(batch, index)
    write(batch, index, text)
  }
}

/**
 * The layers as objects with property names: numbers, flags as booleans, bytes as hexadecimal text, numbers of 64 bits
 * as decimal text, since readers keep 53 bits of a number (RFC 7493, section 2.2).
 */
function layersWriter(layers: Layers): FieldsWriter {
  return (batch, index, text) => {
    const time = frameFields['frame.time_epoch']!.read(batch, index, layers)
    text.text(`{"number":${batch.number(index)}${time === undefined ? '' : `,"time":"${time}"`}`)
    text.text(`,"originalLength":${batch.originalLength[index]},"capturedLength":${batch.capturedLength[index]}`)
    text.text(`,"interfaceId":${batch.interfaceId[index]},"linkType":${batch.linkType[index]}`)
    const owner = processOf(batch, index)
    if (owner !== undefined) text.text(`,"process":${json(owner)}`)
    text.text(',"layers":[')
    for (const [at, view] of layers.views().entries()) {
      if (at > 0) text.text(',')
      writeLayer(view, entries[layers.protocol[at]!]!.schema.name, layers.source(at), text)
    }
    text.text(']}')
  }
}

/** Of a layer that lies in bytes made of several frames, `source` and `frames` say what they are. */
function writeLayer(view: View, protocol: string, source: Source | undefined, text: TextBuffer): void {
  text.text(`{"protocol":${jsonText(protocol)}`)
  if (source !== undefined) text.text(`,"source":${jsonText(source.label)},"frames":[${source.frames.join(',')}]`)
  if (view.cut !== undefined) text.text(`,"cut":"${view.cut}"`)
  const notes = view.notes()
  if (notes.length > 0) text.text(`,"notes":[${notes.map(({ name }) => jsonText(name)).join(',')}]`)
  text.text(',"fields":')
  text.text(json(view.toJSON()))
  text.text('}')
}

function json(value: unknown): string {
  if (typeof value === 'string') return jsonText(value)
  if (typeof value === 'bigint') return `"${value}"`
  if (value instanceof Uint8Array) return jsonText(hex(value))
  if (Array.isArray(value)) return `[${value.map(json).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  const object = 'toJSON' in value && typeof value.toJSON === 'function' ? (value.toJSON() as object) : value
  return `{${Object.entries(object)
    .filter(([, inner]) => inner !== undefined)
    .map(([key, inner]) => `${JSON.stringify(key)}:${json(inner)}`)
    .join(',')}}`
}
