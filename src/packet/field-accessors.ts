/** Where in a layer the values of a field are. */
import {
  hex,
  ipv4Text,
  ipv6Text,
  macText,
  isAbsent,
  type Aspect,
  factPlaces,
  type FactPlace,
  type Field,
  type Placer,
  type PlainReader,
  type Schema,
  type Slot,
  type View,
} from '../schema/index.ts'
import type { Layers } from './layers.ts'
import { collectFact } from './gain.ts'
import { derivedNamed, type DerivedField } from './names/derived-fields.ts'
import { collectTrailer, trailerNames, type TrailerPart } from './trailer.ts'

/** A value as outputs have it: bytes are hexadecimal text. */
export type Value = number | bigint | boolean | string

/** Reads a value that begins at byte `at`, in a layer that ends at byte `end`. */
export type PlacedReader = (bytes: Uint8Array, at: number, end: number) => Value

/** How the values of a name are found in one protocol. */
export type Finder =
  /**
   * At a fixed place: `read` from byte `offset`, if bytes up to `needed` of the layer are there; an address is at
   * `place`. Both get the end of the layer.
   */
  | {
      readonly kind: 'fixed'
      readonly read: PlacedReader
      readonly offset: number
      readonly needed: number
      readonly place: Placer | undefined
    }
  /** In what varies: through a view. */
  | { readonly kind: 'view'; readonly name: string }
  /** The protocol itself. */
  | { readonly kind: 'layer' }
  /** What the protocol carries. */
  | { readonly kind: 'payload' }
  /** What follows that. */
  | { readonly kind: 'trailer'; readonly part: TrailerPart }
  /** What the conversation tells of the layer, under a property. */
  | ({ readonly kind: 'fact' } & FactPlace)
  /** What is known of the addresses that others find. */
  | { readonly kind: 'derived'; readonly from: readonly Finder[]; readonly derive: DerivedField['derive'] }

export type FactFinder = Extract<Finder, { readonly kind: 'fact' }>

export function findersOf(schema: Schema, name: string): readonly Finder[] | undefined {
  if (schema.name === name) return schema.isChoice ? undefined : [{ kind: 'layer' }]
  if (schema.carries?.filter === name) return [{ kind: 'payload' }]
  const trailer = trailerNames(schema).find(([each]) => each === name)
  if (trailer !== undefined) return [{ kind: 'trailer', part: trailer[1] }]
  const facts = factPlaces(schema.factFields)
    .filter(({ fact }) => fact.filter === name)
    .map((place): Finder => ({ kind: 'fact', ...place }))
  const derived = derivedNamed(name)
  if (derived !== undefined) {
    const from = findersOf(schema, derived.from)
    return from && [{ kind: 'derived', from, derive: derived.derive }]
  }
  if (!holds(schema, name)) return facts.length === 0 ? undefined : facts
  const direct = schema.slots.filter((slot) => holdsSlot(slot, name)).map((slot) => directFinders(slot, name))
  // In wire order, so all through a view as soon as one is.
  return [
    ...(direct.every((finders) => finders !== undefined) ? direct.flat() : [{ kind: 'view' as const, name }]),
    ...facts,
  ]
}

/** The finders of a slot whose place is fixed; undefined where it takes a view. */
function directFinders({ field, read, fixed, bit }: Slot, name: string): readonly Finder[] | undefined {
  if (
    fixed === undefined ||
    typeof field.size !== 'number' ||
    field.computed ||
    field.relative ||
    (field.parts !== undefined && field.parts.kind !== 'group')
  )
    return undefined
  const offset = fixed >> 3
  const own: Finder[] = isNamed(field, name)
    ? [
        {
          kind: 'fixed',
          read: placedReader(field) ?? valueReader(field, read as PlainReader<unknown>, bit),
          offset,
          needed: Math.ceil((fixed + field.size) / 8),
          place: field.place,
        },
      ]
    : []
  const inner =
    field.parts
      ?.schemaAt?.(bit)
      .slots.filter((slot) => isNamed(slot.field, name))
      .map((slot): Finder => ({
        kind: 'fixed',
        read: valueReader(slot.field, slot.read as PlainReader<unknown>, slot.bit),
        offset: offset + (slot.fixed! >> 3),
        needed: offset + Math.ceil((slot.fixed! + Number(slot.field.size)) / 8),
        place: undefined,
      })) ?? []
  return [...own, ...inner, ...aspectsNamed(field, name).map((aspect) => aspectFinder(aspect, fixed))]
}

/** The finder of an aspect of a field that begins `fixed` bits into the layer. */
function aspectFinder({ field, bit }: Aspect, fixed: number): Finder {
  const at = fixed + bit
  return {
    kind: 'fixed',
    read: field.bind(at & 7) as PlainReader<Value>,
    offset: at >> 3,
    needed: Math.ceil((at + Number(field.size)) / 8),
    place: undefined,
  }
}

const valueReader = ({ number, type }: Field, read: PlainReader<unknown>, bit: number) =>
  (number?.(bit) ?? (type === 'bytes' ? hexOf(read) : read)) as PlainReader<Value>
const hexOf = (read: PlainReader<unknown>) => (bytes: Uint8Array, at: number) => asText(read(bytes, at))
const asText = (value: unknown) => (value instanceof Uint8Array ? hex(value) : (value as Value))
/** How an address that may lie elsewhere than its field is read; a view would tell its reader where the layer ends. */
function placedReader({ place, type }: Field): PlacedReader | undefined {
  const write = type === 'ipv4' ? ipv4Text : type === 'ipv6' ? ipv6Text : type === 'ether' ? macText : undefined
  return place && write && ((bytes, at, end) => write(bytes, place(bytes, at, end)))
}
const none: readonly Aspect[] = []
const aspectsNamed = ({ aspects = none }: Field, name: string) => aspects.filter(({ field }) => isNamed(field, name))
const isNamed = ({ filter, also }: Field, name: string) => filter === name || also.includes(name)
const holdsSlot = ({ field }: Slot, name: string) =>
  isNamed(field, name) ||
  aspectsNamed(field, name).length > 0 ||
  (field.parts?.schemas.some((part) => holds(part, name)) ?? false)
const holds = (schema: Schema, name: string): boolean => slotsHolding(schema, name).length > 0

/** Takes what is found through views. */
export interface Visitor {
  /** The value of a field that begins `bit` bits into byte `at` of `bytes` and ends before byte `end`. */
  found(field: Field, value: unknown, bytes: Uint8Array, at: number, end: number, bit: number): void
}

/** Shows a visitor the values of a name in a view and the views inside it, as far as the bytes reach. */
export function visit(view: View, name: string, visitor: Visitor): void {
  for (const index of slotsHolding(view.schema, name)) {
    const { field, read, bit } = view.schema.slots[index]!
    if (!view.reaches(index)) continue
    const from = view.offsetOf(index)
    const to = view.offsetOf(index + 1)
    if (from === to && !field.computed) continue
    const at = Math.min(view.end, view.start + Math.floor(from / 8))
    const value = read(view.bytes, at, view as never)
    if (isAbsent(value)) continue
    if (isNamed(field, name))
      visitor.found(field, value, view.bytes, at, Math.min(view.end, view.start + Math.ceil(to / 8)), bit)
    for (const aspect of field.aspects ?? none)
      if (isNamed(aspect.field, name)) visitAspect(view, aspect, from, visitor)
    for (const part of field.parts?.views(value) ?? []) visit(part, name, visitor)
  }
}

/** Shows an aspect of a field that begins `from` bits into the view, if its bytes are there. */
function visitAspect({ bytes, start, end }: View, { field, bit }: Aspect, from: number, visitor: Visitor): void {
  const first = from + bit
  const last = start + Math.ceil((first + Number(field.size)) / 8)
  const at = start + (first >> 3)
  if (last <= end)
    visitor.found(field, (field.bind(first & 7) as PlainReader<unknown>)(bytes, at), bytes, at, last, first & 7)
}

/**
 * Which slots of a schema have a name or hold a part that has it; remembered, since it is asked for every packet, and
 * many hold the same parts.
 */
function slotsHolding(schema: Schema, name: string): readonly number[] {
  let byName = holding.get(schema)
  if (byName === undefined) holding.set(schema, (byName = new Map()))
  let indices = byName.get(name)
  if (indices === undefined)
    byName.set(name, (indices = schema.slots.flatMap((slot, index) => (holdsSlot(slot, name) ? [index] : []))))
  return indices
}
const holding = new Map<Schema, Map<string, readonly number[]>>()

/** The values of a name in a view and the views inside it, appended to `into`. */
function collectFrom(view: View, name: string, into: Value[]): void {
  collector.into = into
  visit(view, name, collector)
}

const collector: Visitor & { into: Value[] } = {
  into: [],
  found(field, value, bytes, at, end, bit) {
    this.into.push(valueOf(field, value, bytes, at, end, bit))
  },
}

function valueOf(field: Field, value: unknown, bytes: Uint8Array, at: number, end: number, bit: number): Value {
  if (field.number !== undefined) return field.number(bit)(bytes, at)
  if (field.type === 'none') return hex(bytes.subarray(at, end))
  return asText(value)
}

/** The values that a finder finds in layer `index`, appended to `into`. */
export function collectFound(finder: Finder, layers: Layers, index: number, into: Value[]): void {
  const start = layers.start[index]!
  const end = layers.end[index]!
  switch (finder.kind) {
    case 'fixed':
      if (start + finder.needed <= end) into.push(finder.read(layers.bytesOf(index), start + finder.offset, end))
      return
    case 'view':
      return collectFrom(layers.view(index), finder.name, into)
    case 'layer':
      into.push(true)
      return
    case 'payload':
      return collectPayload(layers.view(index), into)
    case 'trailer':
      return collectTrailer(layers, index, finder.part, into)
    case 'fact':
      return collectFact(layers.facts[index], finder, into)
    case 'derived':
      for (const value of derivedValues(finder, layers, index)) into.push(value)
  }
}

/** What is known of the addresses in layer `index`. */
export function derivedValues(
  { from, derive }: Extract<Finder, { readonly kind: 'derived' }>,
  layers: Layers,
  index: number,
): readonly (string | number)[] {
  const addresses: Value[] = []
  for (const finder of from) collectFound(finder, layers, index, addresses)
  return addresses.map((address) => derive(`${address}`)).filter((value) => value !== undefined)
}

/** What a view carries, appended to `into` unless it is nothing. */
function collectPayload({ payload }: View, into: Value[]): void {
  if (payload.length > 0) into.push(hex(payload))
}
