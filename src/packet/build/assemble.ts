/** Writes layers one inside another, and fills in what follows from what they carry. */
import { conditionOf, type AnyCondition } from '../../schema/condition.ts'
import type { Checksum, Schema, View } from '../../schema/index.ts'
import { fitByTrial, Output, RecordWriter, solved } from '../../schema/writing/index.ts'
import { checksumLength, checksumOf, coveredEnd, hasChecksum, type Carrier } from '../checksums/index.ts'
import { leadByField, leadByTrial, noWay } from './next-protocol.ts'
import type { LayerPart } from './layer.ts'
import type { Part } from './parts.ts'

/** A layer that was written, with all that it carries. */
interface Written {
  readonly part: LayerPart
  readonly writer: RecordWriter
  /** Bytes of its header, and of that with what it carries. */
  readonly header: number
  readonly length: number
}

/** The bytes of parts, outermost first. */
export function assemble(parts: readonly Part[]): Uint8Array {
  const layers: Written[] = []
  let inner: Uint8Array = new Uint8Array(0)
  let next: Schema | undefined
  for (const part of parts.toReversed()) {
    if (part instanceof Uint8Array) {
      inner = joined(part, inner)
      next = undefined
      continue
    }
    const written = writtenLayer(part, inner, next)
    layers.push(written)
    inner = joined(written.writer.output.bytes.subarray(0, written.length), part.tail ?? nothing)
    next = part.layer.schema
  }
  fillChecksums(inner, layers, parts)
  return inner
}

const nothing = new Uint8Array(0)

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(first.length + second.length)
  bytes.set(first)
  bytes.set(second, first.length)
  return bytes
}

/** Writes a layer before what it carries, and the fields that say what that is and how long. */
function writtenLayer(part: LayerPart, inner: Uint8Array, next: Schema | undefined): Written {
  const { layer, base, gap = nothing, missing = 0, released = [] } = part
  const { schema } = layer
  const output = new Output()
  const writer = new RecordWriter(schema, layer.values, output, 0, layer.name, { base })
  let header = writer.write()
  for (const path of released) writer.places.release(path)
  const isLed = base !== undefined || next === undefined || (schema.carries !== undefined && leadByField(writer, next))
  header = writer.write()
  const carried = joined(gap, inner)
  output.putBytes(header, carried)
  const length = header + carried.length
  const look = () => schema.view(output.bytes.subarray(0, length), 0, length, length + missing) as View
  fitCarriedLength(writer, carried.length + missing, look)
  if (!isLed && (schema.carries === undefined || !leadByTrial(writer, next, look)) && !isGuessed(schema, next))
    throw noWay(layer.name, schema, next)
  return { part, writer, header, length }
}

/** Whether a protocol is looked for by its first bytes where no key leads to it. */
const isGuessed = ({ carries }: Schema, next: Schema): boolean =>
  carries?.guesses !== undefined && (next.guess !== undefined || Object.keys(next.over).length === 0)

/** Fits the field that says how many bytes a layer carries. */
function fitCarriedLength(writer: RecordWriter, carried: number, look: () => View): void {
  const { carries } = writer.schema
  const stated = carries?.stated.length
  if (carries?.length === undefined || stated === undefined || typeof stated === 'number') return
  if (typeof stated === 'function') {
    fitByTrial(writer.places, () => carries.length!(look() as never), carried)
    return
  }
  const path = typeof stated === 'string' ? stated : stated.length
  const when = typeof stated === 'object' && 'when' in stated ? (stated.when as AnyCondition | undefined) : undefined
  // A field that says what comes next says no length, as in Ethernet.
  if (writer.isGiven(path) || writer.places.derivedValue(path) !== undefined) return
  writer.places.attempt(path, () => {
    writer.derive(path, solved(stated as never, carried, look()))
    return when === undefined || conditionOf(when)(look())
  })
}

/** Fills in checksums, innermost first: those of outer layers go over those of inner ones. */
function fillChecksums(bytes: Uint8Array, layers: readonly Written[], parts: readonly Part[]): void {
  const starts = startsOf(layers, parts)
  for (const [index, { part, writer, length }] of layers.entries()) {
    const { checksum } = part.layer.schema
    if (checksum === undefined || writer.isGiven(checksum.key)) continue
    const start = starts[index]!
    const limit = start + length + (part.tail?.length ?? 0)
    const view = part.layer.schema.view(bytes, start, limit) as View
    if (!hasChecksum(view, checksum)) continue
    const carrier = layers.findIndex((layer, at) => at > index && layer.part.layer.schema.ends?.kind === 'address')
    const from: Carrier | undefined =
      carrier < 0 ? undefined : { bytes, start: starts[carrier]!, schema: layers[carrier]!.part.layer.schema }
    const covered = coveredEnd(view, checksum)
    // What is taken from a packet may say that it is longer than it is.
    fillChecksum(view, checksum, covered <= limit ? covered : limit, from, part.base !== undefined)
  }
}

function fillChecksum(
  { bytes, start }: View,
  checksum: Checksum,
  end: number,
  carrier: Carrier | undefined,
  isKept: boolean,
): void {
  const field = bytes.subarray(start + checksum.offset, start + checksum.offset + checksumLength(checksum))
  const found = field.slice()
  field.fill(0)
  const value = checksumOf(checksum, bytes, start, end, carrier)
  const right = value === undefined ? found : found.map((_, index) => value >>> (8 * (found.length - 1 - index)))
  // All zeros and all ones are the same in ones' complement: what was right stays as it is.
  field.set(isKept && isSame(found, right) ? found : right)
}

const isSame = (found: Uint8Array, right: Uint8Array) =>
  found.length === 2 && wordOf(found) % 0xffff === wordOf(right) % 0xffff

const wordOf = ([high, low]: Uint8Array) => (high! << 8) | low!

/** Where each layer begins; layers are innermost first, parts outermost first. */
function startsOf(layers: readonly Written[], parts: readonly Part[]): readonly number[] {
  const starts: number[] = []
  let at = 0
  let index = layers.length - 1
  for (const part of parts) {
    if (part instanceof Uint8Array) {
      at += part.length
      continue
    }
    starts[index] = at
    at += layers[index]!.header + (part.gap?.length ?? 0)
    index--
  }
  return starts
}
