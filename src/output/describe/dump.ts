/** The bytes of a packet below its line, as tcpdump's -x, -X and -A show them, and the payload as text. */
import type { Batch } from '../../files/batch.ts'
import type { Layers } from '../../packet/layers.ts'
import { entries } from '../../packet/registry/index.ts'
import { hexDump, isGraphic } from './hex-dump.ts'
import type { OutputSettings } from '../options.ts'
import { payloadWriter } from './payload.ts'
import { piecesOf, type Pieces } from '../pieces.ts'
import type { TextBuffer } from '../../text/buffer.ts'

export type Dump = (batch: Batch, index: number, layers: Layers, text: TextBuffer) => Pieces

/** A writer of the dump below each packet; undefined if none was requested. */
export function packetDump({
  dump,
  payload,
  encoding,
}: Pick<OutputSettings, 'dump' | 'payload' | 'encoding'>): Dump | undefined {
  const write = payload ? payloadWriter(encoding) : undefined
  if (dump === 'none' && write === undefined) return undefined
  const whole = dump.endsWith('-link')
  return function* (batch, index, layers, text) {
    const start = batch.start[index]!
    const end = start + batch.capturedLength[index]!
    const from = whole ? start : behindLink(layers, start, end)
    if (dump === 'text' || dump === 'text-link') yield* asciiDump(batch.memory, from, end, text)
    else if (dump !== 'none') yield* hexDump(batch.memory, from, end, dump.startsWith('hex-text'), text)
    if (write !== undefined) yield* write(layers, text)
  }
}

/** The end of the link-layer header: the start of the first layer above it. */
function behindLink({ count, protocol, start }: Layers, from: number, end: number): number {
  for (let index = 0; index < count; index++) {
    const { schema } = entries[protocol[index]!]!
    if (schema.ends?.kind === 'address' || protocol[index] === 0) return start[index]!
  }
  return count > 1 ? start[1]! : count === 1 ? from : end
}

/** The bytes as ASCII, with dots for other and control characters. */
function* asciiDump(bytes: Uint8Array, start: number, end: number, text: TextBuffer): Pieces {
  for (const [from, to] of piecesOf(start, end)) {
    for (let at = from; at < to; at++) {
      const byte = bytes[at]!
      if (byte === carriageReturn && bytes[at + 1] === newline && at + 1 < end) continue
      text.byte(isGraphic(byte) || byte === space || byte === tab || byte === newline ? byte : dot)
    }
    if (to < end) yield
  }
  text.byte(newline)
}

const space = 32
const tab = 9
const newline = 10
const carriageReturn = 13
const dot = 46
