/** Packets as text that tests can keep, for tests of protocol definitions. */
import type { Packet } from '../../packet/packet.ts'
import type { Node, View } from '../../schema/index.ts'

/**
 * The tree of a packet: a line for each layer and field with its label, value (in brackets if it is computed), bytes
 * (`[14..16]`, without the end) and filter name, then what is cut and the notes. With filter names in `named`, only
 * their layers. Bytes count from the start of the frame; of layers in other bytes, such as decompressed ones, from
 * the start of those.
 */
export function goldenTree(packet: Packet, ...named: readonly string[]): string {
  const layers = packet.layers().filter(({ schema }) => named.length === 0 || named.includes(schema.name))
  return layers.map((layer) => linesOf(layer.node(), startOf(packet, layer), '') + notesOf(layer)).join('')
}

/** Where the places in a layer count from: a layer may lie in bytes of several frames. */
function startOf({ frame }: Packet, { bytes }: View): number {
  const { memory, start } = frame
  return bytes === memory || (bytes.buffer === memory.buffer && bytes.byteOffset === memory.byteOffset) ? start : 0
}

function linesOf({ field, text, offset, length, parts, value }: Node, origin: number, indent: string): string {
  const range = length === 0 ? '' : ` [${offset - origin}..${offset - origin + length}]`
  const words = isLayer(value) ? '' : `: ${field.computed ? `[${text}]` : text}`
  const line = `${indent}${field.label}${words}${range}${field.filter === '' ? '' : ` (${field.filter})`}\n`
  return line + parts.map((part) => linesOf(part, origin, `${indent}  `)).join('')
}

/** A view as a whole says all it has in its parts. */
const isLayer = (value: unknown) =>
  typeof value === 'object' &&
  value !== null &&
  'schema' in value &&
  'nodes' in value &&
  (value as View).schema.name !== ''

const notesOf = (layer: View) =>
  (layer.cut === undefined ? '' : `  cut: ${layer.cut}\n`) +
  layer
    .notes()
    .map(({ name, severity, text }) => `  ${severity}: ${text} (${name})\n`)
    .join('')
