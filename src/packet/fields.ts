/** Fields by display-filter name: where in a packet their values are. */
import type { Batch } from '../files/batch.ts'
import type { FieldType } from '../schema/index.ts'
import { FieldIndex, prefixOf, type FieldDescription } from './field-index.ts'
import { collectFound, findersOf, type Finder, type Value } from './field-accessors.ts'
import type { FrameField } from './frame-fields.ts'
import { packetFields } from './packet-fields.ts'
import { lackingOf } from './lacking-names.ts'
import type { Layers } from './layers.ts'
import { suggestion } from '../text/suggestion.ts'
import { entries, registry } from './registry/index.ts'

export type { FieldDescription } from './field-index.ts'
export type { Finder, Value } from './field-accessors.ts'

/** The values of one name: one for a field of the frame, any number for a field of layers. */
export type FieldSource = FrameSource | LayerSource

export interface FrameSource {
  readonly kind: 'frame'
  readonly name: string
  readonly type: FieldType
  /** Whether it takes the layers of the frame. */
  readonly layered: boolean
  read(batch: Batch, index: number, layers: Layers): Value | undefined
  /** Of several values, protocols and times: see `FrameField`. */
  readonly readAll?: FrameField['readAll']
  readonly facts?: FrameField['facts']
  readonly spans?: boolean
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
  const known = sources()
  let source = known.get(name)
  if (source === undefined) known.set(name, (source = sourceNamed(name)))
  return source
}

/** The sources asked for so far: at most one for each name that exists. */
const sources = registry.derived(() => new Map<string, FieldSource>())

function sourceNamed(name: string): FieldSource {
  // Its own, since every object has a `constructor`.
  const frameField: FrameField | undefined = Object.hasOwn(packetFields, name) ? packetFields[name] : undefined
  if (frameField !== undefined) return { kind: 'frame', layered: false, name, ...frameField }
  const [first] = fieldsNamed(name)
  if (first === undefined) throw new TypeError(`there is no field ${JSON.stringify(name)}${adviceAbout(name)}`)
  const finders = entries.map((): readonly Finder[] | undefined => undefined)
  for (const id of indexFor(name).protocolsWith(name)) finders[id] = findersOf(entries[id]!.schema, name)
  return { kind: 'layers', name, type: first.type, finders, collect: (layers, into) => collect(finders, layers, into) }
}

/**
 * Advice on a name that no field has, for the end of a message: that only Wireshark knows it, or which name is similar.
 * May be empty.
 */
export function adviceAbout(name: string): string {
  const lacking = lackingOf(name)
  if (lacking !== undefined) return lacking
  const meant = suggestion(name, index().names())
  return meant === undefined ? '' : `; did you mean ${meant}?`
}

/** Every name there is, protocols and fields; one that several protocols share occurs several times. */
export const fields = (): readonly FieldDescription[] => index().all

/** The fields of one name; empty if there are none. */
export const fieldsNamed = (name: string): readonly FieldDescription[] => indexFor(name).named(name)

/** Of all names: to list them, and to tell which one may have been meant. */
const index = registry.derived(() => new FieldIndex(entries.map(({ schema }) => schema)))

/** Of the names that begin alike, built when the first of them is asked for: to build all protocols takes long. */
const indexes = registry.derived(() => new Map<string, FieldIndex>())

function indexFor(name: string): FieldIndex {
  const prefix = prefixOf(name)
  let found = indexes().get(prefix)
  if (found === undefined) {
    found = new FieldIndex(
      entries.map(({ schema }) => schema),
      prefix,
    )
    indexes().set(prefix, found)
  }
  return found
}

function collect(finders: readonly (readonly Finder[] | undefined)[], layers: Layers, into: Value[]): void {
  for (let index = 0; index < layers.count; index++) {
    const found = finders[layers.protocol[index]!]
    if (found !== undefined) for (let at = 0; at < found.length; at++) collectFound(found[at]!, layers, index, into)
  }
}
