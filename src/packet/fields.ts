/** Fields by display-filter name: where in a packet their values are. */
import type { Batch } from '../files/batch.ts'
import type { FieldType, Names, Schema } from '../schema/index.ts'
import { collectFrom, collectPayload, findersOf, payloads, type Finder, type Value } from './finders.ts'
import { frameFields, type FrameField } from './frameFields.ts'
import type { Layers } from './layers.ts'
import { suggestion } from './suggestion.ts'
import { entries } from './tables.ts'

export type { Finder, Value } from './finders.ts'

/** The values of one name: one for a field of the frame, any number for a field of layers. */
export type FieldSource = FrameSource | LayerSource

export interface FrameSource {
  readonly kind: 'frame'
  readonly name: string
  readonly type: FieldType
  /** Whether it takes the layers of the frame. */
  readonly layered: boolean
  read(batch: Batch, index: number, layers: Layers): Value | undefined
}

export interface LayerSource {
  readonly kind: 'layers'
  readonly name: string
  readonly type: FieldType
  /** How to find it in each protocol, in the order of `entries`. */
  readonly finders: readonly (readonly Finder[] | undefined)[]
  /** Appends every occurrence to `into`, outer layers first. */
  collect(layers: Layers, into: Value[]): void
}

/** The source of a field; `TypeError`, with the name that may have been meant, if there is none. */
export function fieldNamed(name: string): FieldSource {
  // Its own, since every object has a `constructor`.
  const frameField: FrameField | undefined = Object.hasOwn(frameFields, name) ? frameFields[name] : undefined
  if (frameField !== undefined) return { kind: 'frame', layered: false, name, ...frameField }
  const type = fields().find((field) => field.name === name)?.type
  if (type === undefined) {
    const meant = alikeField(name)
    throw new TypeError(`there is no field ${JSON.stringify(name)}${meant === undefined ? '' : `; did you mean ${meant}?`}`)
  }
  const finders = entries.map(({ schema }) => findersOf(schema, name))
  return { kind: 'layers', name, type, finders, collect: (layers, into) => collect(finders, layers, into) }
}

/** The field whose name is most like one that does not exist, if any is alike. */
export const alikeField = (name: string): string | undefined => suggestion(name, new Set(fields().map(({ name }) => name)))

/** What filters and completion need to know of a name. */
export interface FieldDescription {
  readonly name: string
  readonly type: FieldType
  readonly label: string
  /** Of numbers: bits, where that is always the same. */
  readonly bits: number | undefined
  /** What its numbers are called. */
  readonly names: Names | undefined
  /** Whether its numbers can be negative. */
  readonly signed?: boolean | undefined
}

/** Every name there is, protocols and fields; one that several protocols share occurs several times. */
export function fields(): readonly FieldDescription[] {
  return (known ??= describe())
}

let known: readonly FieldDescription[] | undefined

function describe(): FieldDescription[] {
  const all: FieldDescription[] = []
  const plain = { bits: undefined, names: undefined }
  const seen = new Set<Schema>()
  for (const [name, { type, label }] of Object.entries(frameFields)) all.push({ name, type, label, ...plain })
  for (const { schema } of entries) {
    all.push({ name: schema.name, type: 'protocol', label: schema.label, ...plain })
    describeFields(schema, seen, all)
  }
  for (const name of Object.keys(payloads)) all.push({ name, type: 'bytes', label: 'Payload', ...plain })
  return all
}

/** Appends the fields of a schema and of what it is made of, unless they were seen: many are made of the same. */
function describeFields(schema: Schema, seen: Set<Schema>, all: FieldDescription[]): void {
  if (seen.has(schema)) return
  seen.add(schema)
  for (const { field: { filter, also, type, label, size, names, signed, computed, parts } } of schema.slots) {
    const bits = typeof size === 'number' && !computed ? size : undefined
    if (filter !== '') all.push({ name: filter, type, label, bits, names, signed })
    for (const name of also) all.push({ name, type, label, bits, names, signed })
    for (const part of parts?.schemas ?? []) describeFields(part, seen, all)
  }
}

function collect(finders: readonly (readonly Finder[] | undefined)[], layers: Layers, into: Value[]): void {
  const { bytes, count } = layers
  for (let index = 0; index < count; index++) {
    const found = finders[layers.protocol[index]!]
    if (found === undefined) continue
    const start = layers.start[index]!
    const end = layers.end[index]!
    for (let at = 0; at < found.length; at++) {
      const finder = found[at]!
      if (finder.kind === 'view') collectFrom(layers.view(index), finder.name, into)
      else if (finder.kind === 'layer') into.push(true)
      else if (finder.kind === 'payload') collectPayload(layers.view(index), into)
      else if (start + finder.needed <= end) into.push(finder.read(bytes, start + finder.offset))
    }
  }
}
