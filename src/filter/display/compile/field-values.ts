/** Reads the values of fields from the layers of a packet into a buffer. */
import type { FieldSource, LayerSource } from '../../../packet/fields.ts'
import { factValuesOf, type FactValues } from '../../../schema/index.ts'
import { derivedValues, visit, type FactFinder, type Finder, type Visitor } from '../../../packet/field-accessors.ts'
import type { Layers } from '../../../packet/layers.ts'
import { entries } from '../../../packet/registry/index.ts'
import { trailerPart } from '../../../packet/trailer.ts'
import type { FieldOperand } from '../check/typed-tree.ts'
import { hasLayer } from '../syntax/ranges.ts'
import type { Range } from '../syntax/tree.ts'
import type { Scalar, ValueType } from '../types/value-types.ts'
import type { Context, Evaluate } from './context.ts'
import { ValueBuffer } from './value-buffer.ts'
import { bytesReader, extentReader, valueReaders, wordAt, type ValueReader } from './value-readers.ts'

/** The values of a field, or with `@` their bytes; of a protocol all its bytes, payload included. */
export function evaluateField({ field, raw, layers }: FieldOperand, context: Context): Evaluate {
  const { source, type, hasExtent } = field
  if (source.kind === 'frame') {
    if (layers !== undefined && !layers.some((range) => hasLayer(range, 1, 1))) return () => {}
    return evaluateFrameField(source, type, context)
  }
  const reader = !raw ? valueReaders[type] : hasExtent ? extentReader : bytesReader
  return evaluateLayers(source, layers, reader, context)
}

/**
 * The bytes of a protocol without its payload; undefined for an operand that is not a protocol, or has no such
 * distinction.
 */
export function evaluateExtent({ field, raw, layers }: FieldOperand, context: Context): Evaluate | undefined {
  const { source, hasExtent } = field
  if (raw || !hasExtent || source.kind === 'frame') return undefined
  return evaluateLayers(source, layers, extentReader, context)
}

const evaluateLayers = (
  source: LayerSource,
  ranges: readonly Range[] | undefined,
  reader: ValueReader,
  { layers }: Context,
): Evaluate =>
  ranges === undefined
    ? (into) => {
        readEach(source, reader, layers, into)
      }
    : (into) => {
        readSome(source, ranges, reader, layers, into)
      }

function evaluateFrameField(source: Exclude<FieldSource, LayerSource>, type: ValueType, context: Context): Evaluate {
  if (type === 'protocol')
    return (into) => {
      const { batch, index, layers } = context
      if (source.read(batch, index, layers) === undefined) return
      const from = batch.start[index]!
      into.addBytes(batch.memory, from, from + (source.spans ? batch.capturedLength[index]! : 0))
    }
  const { addTo, readAll } = source
  if (readAll !== undefined)
    return (into) => {
      for (const value of readAll(context.batch, context.index, context.layers)) into.add(value)
    }
  if (addTo !== undefined)
    return (into) => {
      addTo(context.batch, context.index, into)
    }
  return (into) => {
    const value = source.read(context.batch, context.index, context.layers)
    if (value !== undefined) into.add(value as Scalar)
  }
}

function readEach({ finders }: LayerSource, reader: ValueReader, layers: Layers, into: ValueBuffer): void {
  const { count, protocol } = layers
  for (let index = 0; index < count; index++) {
    const found = finders[protocol[index]!]
    if (found !== undefined) for (let at = 0; at < found.length; at++) readFrom(found[at]!, reader, layers, index, into)
  }
}

/** As `readEach`, but only from some of the layers of a protocol. */
function readSome(
  { finders }: LayerSource,
  ranges: readonly Range[],
  reader: ValueReader,
  layers: Layers,
  into: ValueBuffer,
): void {
  for (let index = 0; index < layers.count; index++) {
    const found = finders[layers.protocol[index]!]
    if (found === undefined) continue
    const { name } = entries[layers.protocol[index]!]!.schema
    let [number, count] = [0, 0]
    for (let other = 0; other < layers.count; other++) {
      if (entries[layers.protocol[other]!]!.schema.name !== name) continue
      count++
      if (other <= index) number++
    }
    if (ranges.some((range) => hasLayer(range, number, count)))
      for (const finder of found) readFrom(finder, reader, layers, index, into)
  }
}

function readFrom(finder: Finder, reader: ValueReader, layers: Layers, index: number, into: ValueBuffer): void {
  const bytes = layers.bytesOf(index)
  const start = layers.start[index]!
  const end = layers.end[index]!
  switch (finder.kind) {
    case 'fixed':
      if (start + finder.needed <= end) reader.fixed(into, finder, bytes, start, end)
      return
    case 'layer':
      into.addBytes(bytes, start, reader === extentReader ? layers.extentEnd(index) : layers.capturedEnd(index))
      return
    case 'payload': {
      const { extent } = layers.view(index)
      if (start + extent < end) into.addBytes(bytes, start + extent, end)
      return
    }
    case 'trailer': {
      const stretch = trailerPart(layers, index, finder.part)
      if (stretch === undefined) return
      if (finder.part === 'checksum' && reader !== bytesReader) into.add(wordAt(bytes, stretch.from))
      else into.addBytes(bytes, stretch.from, stretch.to)
      return
    }
    case 'fact':
      readFact(layers.facts[index], finder, into)
      return
    case 'derived':
      // The bytes are those of the address.
      if (reader === bytesReader) for (const each of finder.from) readFrom(each, reader, layers, index, into)
      else for (const value of derivedValues(finder, layers, index)) into.add(value)
      return
    case 'view':
      visitor.into = into
      visitor.reader = reader
      visit(layers.view(index), finder.name, visitor)
  }
}

function readFact(facts: FactValues | undefined, place: FactFinder, into: ValueBuffer): void {
  if (facts === undefined) return
  const { fact } = place
  for (const value of factValuesOf(facts, place))
    if (fact.type === 'duration') into.addTime(0, value)
    else if (fact.type === 'none') into.addBytes(noBytes, 0, 0)
    else into.add(fact.type === 'boolean' ? Number(value) : value)
}

const noBytes = new Uint8Array(0)

const visitor: Visitor & { into: ValueBuffer; reader: ValueReader } = {
  into: new ValueBuffer(),
  reader: bytesReader,
  found(field, value, bytes, at, end, bit) {
    this.reader.found(this.into, field, value, bytes, at, end, bit)
  },
}
