/** Fields by display-filter name: where in a packet their values are. */
import type { Batch } from '../files/batch.ts'
import { hex, type Field, type FieldType, type PlainReader, type Schema, type Slot, type View } from '../schema/index.ts'
import { frameFields, type FrameField } from './frameFields.ts'
import type { Layers } from './layers.ts'
import { suggestion } from './suggestion.ts'
import { entries } from './tables.ts'

/** A value as filters and outputs have it: bytes are hexadecimal text. */
export type Value = number | bigint | boolean | string

/** The values of one name: one for a field of the frame, any number for a field of layers. */
export type FieldSource = FrameSource | LayerSource

export interface FrameSource {
  readonly kind: 'frame'
  readonly name: string
  readonly type: FieldType
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
  if (frameField !== undefined) return { kind: 'frame', name, ...frameField }
  const type = typeNamed(name)
  if (type === undefined) {
    const meant = suggestion(name, fieldNames())
    throw new TypeError(`there is no field ${JSON.stringify(name)}${meant === undefined ? '' : `; did you mean ${meant}?`}`)
  }
  const finders = entries.map(({ schema }) => findersOf(schema, name))
  return { kind: 'layers', name, type, finders, collect: (layers, into) => collect(finders, layers, into) }
}

/** Every name there is, protocols and fields, with what filters and completion need to know of it. */
export function* fields(): Generator<{ readonly name: string; readonly type: FieldType; readonly label: string }> {
  for (const [name, { type, label }] of Object.entries(frameFields)) yield { name, type, label }
  for (const { schema } of entries) {
    yield { name: schema.name, type: 'none', label: schema.label }
    yield* fieldsOf(schema)
  }
}

function* fieldsOf(schema: Schema): Generator<{ readonly name: string; readonly type: FieldType; readonly label: string }> {
  for (const { field: { filter, also, type, label, parts } } of schema.slots) {
    for (const name of [filter, ...also]) if (name !== '') yield { name, type, label }
    for (const part of parts?.schemas ?? []) yield* fieldsOf(part)
  }
}

const fieldNames = () => new Set(Array.from(fields(), ({ name }) => name))

function typeNamed(wanted: string): FieldType | undefined {
  for (const { name, type } of fields()) if (name === wanted) return type
  return undefined
}

/** How the values of a name are found in one protocol. */
export type Finder =
  /** At a fixed place: `read` from byte `offset`, if `needed` bytes of the layer are there; an address is at `place`. */
  | { readonly read: PlainReader<Value>; readonly offset: number; readonly needed: number; readonly place: PlainReader<number> | undefined }
  /** In what varies: through a view. */
  | { readonly read: undefined; readonly name: string }
  /** The protocol itself. */
  | { readonly read: null }

function findersOf(schema: Schema, name: string): readonly Finder[] | undefined {
  if (schema.name === name) return [{ read: null }]
  if (!holds(schema, name)) return undefined
  const direct = schema.slots.filter((slot) => holdsSlot(slot, name)).map((slot) => directFinders(slot, name))
  // In wire order, so all through a view as soon as one is.
  return direct.every((finders) => finders !== undefined) ? direct.flat() : [{ read: undefined, name }]
}

/** The finders of a slot whose place is fixed; undefined where it takes a view. */
function directFinders({ field, read, fixed, bit }: Slot, name: string): readonly Finder[] | undefined {
  if (fixed === undefined || typeof field.size !== 'number' || field.computed || field.relative || (field.parts !== undefined && field.parts.kind !== 'group')) return undefined
  const offset = fixed >> 3
  const own = isNamed(field, name) ? [{ read: valueReader(field, read as PlainReader<unknown>, bit), offset, needed: Math.ceil((fixed + field.size) / 8), place: field.place }] : []
  const inner = field.parts?.schemaAt?.(bit).slots.filter((slot) => isNamed(slot.field, name)).map((slot) => ({
    read: valueReader(slot.field, slot.read as PlainReader<unknown>, slot.bit), offset: offset + (slot.fixed! >> 3), needed: offset + Math.ceil((slot.fixed! + Number(slot.field.size)) / 8), place: undefined,
  })) ?? []
  return [...own, ...inner]
}

const valueReader = ({ number }: Field, read: PlainReader<unknown>, bit: number) => (number?.(bit) ?? read) as PlainReader<Value>
const isNamed = ({ filter, also }: Field, name: string) => filter === name || also.includes(name)
const holdsSlot = ({ field }: Slot, name: string) => isNamed(field, name) || (field.parts?.schemas.some((part) => holds(part, name)) ?? false)
const holds = (schema: Schema, name: string): boolean => schema.slots.some((slot) => holdsSlot(slot, name))

/** Which slots of a schema have a name or hold a part that has it; remembered, since it is asked for every packet. */
function slotsHolding(schema: Schema, name: string): readonly number[] {
  let byName = holding.get(schema)
  if (byName === undefined) holding.set(schema, (byName = new Map()))
  let indices = byName.get(name)
  if (indices === undefined) byName.set(name, (indices = schema.slots.flatMap((slot, index) => (holdsSlot(slot, name) ? [index] : []))))
  return indices
}
const holding = new Map<Schema, Map<string, readonly number[]>>()

function collect(finders: readonly (readonly Finder[] | undefined)[], layers: Layers, into: Value[]): void {
  const { bytes, count } = layers
  for (let index = 0; index < count; index++) {
    const found = finders[layers.protocol[index]!]
    if (found === undefined) continue
    const start = layers.start[index]!
    const end = layers.end[index]!
    for (let at = 0; at < found.length; at++) {
      const finder = found[at]!
      if (finder.read === undefined) collectFrom(layers.view(index), finder.name, into)
      else if (finder.read === null) into.push(true)
      else if (start + finder.needed <= end) into.push(finder.read(bytes, start + finder.offset))
    }
  }
}

/** The values of a name in a view and the views inside it, as far as the bytes reach. */
export function collectFrom(view: View, name: string, into: Value[]): void {
  for (const index of slotsHolding(view.schema, name)) {
    const { field, read, bit } = view.schema.slots[index]!
    if (!view.reaches(index)) continue
    const from = view.offsetOf(index)
    const to = view.offsetOf(index + 1)
    if (from === to && !field.computed) continue
    const at = Math.min(view.end, view.start + Math.floor(from / 8))
    const value = read(view.bytes, at, view as never)
    if (value === undefined) continue
    if (isNamed(field, name)) into.push(valueOf(field, value, view.bytes, at, Math.min(view.end, view.start + Math.ceil(to / 8)), bit))
    for (const part of field.parts?.views(value) ?? []) collectFrom(part, name, into)
  }
}

function valueOf(field: Field, value: unknown, bytes: Uint8Array, at: number, end: number, bit: number): Value {
  if (field.number !== undefined) return field.number(bit)(bytes, at)
  if (field.type === 'none') return hex(bytes.subarray(at, end))
  return value instanceof Uint8Array ? hex(value) : (value as Value)
}
