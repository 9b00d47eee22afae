/** Fields by display-filter name: where in a packet their values are. */
import type { Batch } from '../files/batch.ts'
import type { FieldType, Names, Schema } from '../schema/index.ts'
import { collectFrom, collectPayload, findersOf, payloads, type Finder, type Value } from './finders.ts'
import { frameFields, type FrameField } from './frameFields.ts'
import type { Layers } from './layers.ts'
import { suggestion } from './suggestion.ts'
import { entries } from './tables.ts'
import { collectTrailer, trailers } from './trailer.ts'

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
  /** Of times: see `FrameField`. */
  readonly addTo?: FrameField['addTo']
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
  const type = fieldsNamed(name)[0]?.type
  if (type === undefined) {
    const meant = alikeField(name)
    throw new TypeError(
      `there is no field ${JSON.stringify(name)}${meant === undefined ? '' : `; did you mean ${meant}?`}`,
    )
  }
  const finders = entries.map(({ schema }) => findersOf(schema, name))
  return { kind: 'layers', name, type, finders, collect: (layers, into) => collect(finders, layers, into) }
}

/** The field whose name is most like one that does not exist, if any is alike. */
export const alikeField = (name: string): string | undefined =>
  suggestion(name, new Set(fields().map(({ name }) => name)))

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
  return (known ??= described(() => true))
}

const trailerLabels = {
  padding: 'Padding',
  trailer: 'Trailer',
  checksum: 'Frame Check Sequence',
  tagged: 'Trailer',
} as const

let known: readonly FieldDescription[] | undefined

/** The fields of one name: faster than to describe all. */
export function fieldsNamed(name: string): readonly FieldDescription[] {
  return known?.filter((field) => field.name === name) ?? described((other) => other === name)
}

function described(isWanted: (name: string) => boolean): FieldDescription[] {
  const all: FieldDescription[] = []
  const add = (
    name: string,
    { type, label, names, signed }: Partial<FieldDescription> & Pick<FieldDescription, 'type' | 'label'>,
    bits?: number,
  ) => {
    if (isWanted(name)) all.push({ name, type, label, bits, names, signed })
  }
  const seen = new Set<Schema>()
  /** The fields of a schema and of what it is made of, unless they were seen: many are made of the same. */
  const addFields = (schema: Schema): void => {
    if (seen.has(schema)) return
    seen.add(schema)
    for (const { field } of schema.slots) {
      const bits = typeof field.size === 'number' && !field.computed ? field.size : undefined
      if (field.filter !== '') add(field.filter, field, bits)
      for (const name of field.also) add(name, field, bits)
      for (const { field: aspect } of field.aspects ?? [])
        for (const name of [aspect.filter, ...aspect.also]) add(name, aspect, Number(aspect.size))
      if (field.parts !== undefined) for (const part of field.parts.schemas) addFields(part)
    }
  }
  for (const [name, field] of Object.entries(frameFields)) add(name, field)
  for (const { schema } of entries) {
    add(schema.name, { type: 'protocol', label: schema.label })
    addFields(schema)
  }
  for (const name of Object.keys(payloads)) add(name, { type: 'bytes', label: 'Payload' })
  for (const [name, part] of Object.entries(trailers))
    add(name, { type: part === 'checksum' ? 'number' : 'bytes', label: trailerLabels[part] })
  return all
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
      else if (finder.kind === 'trailer') collectTrailer(layers, index, finder.part, into)
      else if (start + finder.needed <= end) into.push(finder.read(bytes, start + finder.offset))
    }
  }
}
