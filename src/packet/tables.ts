/** The tables that say what follows what, made once from what the protocols declare. */
import { protocols } from '../protocols/index.ts'
import type { Guess, Schema, Trust, View } from '../schema/index.ts'

type Work<T> = (layer: View) => T
/** Which protocol a key leads to, as its place in `entries`; 0 where none does. */
export type Table = Uint8Array

/**
 * A protocol as the decoder needs it. All properties are always there and in one order, so that every entry has one shape.
 */
export interface Entry {
  readonly id: number
  readonly schema: Schema<unknown>
  readonly cursor: View
  /** Bytes without which nothing more can be said. */
  readonly fixedLength: number
  /** Bytes of header where that varies, from the byte `start` on, else undefined. */
  readonly headerLength: ((layer: View, start: number) => number) | undefined
  readonly table: Table | undefined
  readonly key: Work<number> | undefined
  readonly otherTable: Table | undefined
  readonly otherKey: Work<number> | undefined
  readonly guesses: readonly Entry[]
  readonly guess: Guess | undefined
  readonly trusted: Trust | undefined
  readonly length: Work<number | undefined> | undefined
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/** Every protocol; `entry.id` is its place here, and 0 is `data`. */
export const entries: readonly Entry[] = Object.values<Schema>(protocols).map(entryOf)
export const data = entries[0]!

if (entries.length > 256) throw new TypeError('a table holds the places of 256 protocols at most')
const tables = new Map<string, Table>()
const guessing = new Map<string, Entry[]>()
for (const entry of entries)
  for (const [name, keys] of Object.entries(entry.schema.over)) {
    for (const key of keys) tableNamed(name)[key] = entry.id
    if (entry.guess !== undefined && keys.length === 0) guessing.set(name, [...(guessing.get(name) ?? []), entry])
  }
for (const entry of entries as readonly Mutable<Entry>[]) link(entry)

/** The protocol a frame of a link type begins with. */
export const linkTypes: Table = tableNamed('linktype')

const ids = new Map(entries.map((entry) => [entry.schema, entry.id]))
export const idOf = (schema: Schema): number => ids.get(schema) ?? -1

function entryOf(schema: Schema, id: number): Entry {
  return {
    id, schema, cursor: schema.cursor, fixedLength: schema.fixedLength, headerLength: headerLengthOf(schema),
    table: undefined, key: undefined, otherTable: undefined, otherKey: undefined, guesses: [], guess: schema.guess, trusted: schema.trusted,
    length: schema.carries?.length?.bind(schema.carries) as Work<number | undefined> | undefined,
  }
}

/** The header as one number, or as one function, wherever it can be had for that. */
function headerLengthOf({ slots, fixed, declared, fixedLength, cursor }: Schema): Entry['headerLength'] {
  if (declared !== undefined) return declared as Work<number>
  const sized = slots.filter(({ field }) => !field.computed)
  if (sized.every((slot) => typeof slot.field.size === 'number')) return undefined
  const size = sized[fixed.length - 1]?.field.size
  if (fixed.length === sized.length && typeof size === 'function') {
    const measure = size as (self: View, at: number) => number
    return (layer, start) => fixedLength + Math.max(0, measure(layer, start + fixedLength))
  }
  return () => Math.ceil(cursor.offsetOf() / 8)
}

function link(entry: Mutable<Entry>): void {
  const { carries } = entry.schema
  if (carries === undefined) return
  const [first, second, ...more] = carries.tables
  if (more.length > 0) throw new TypeError(`${entry.schema.name} looks in more than two tables`)
  if (first !== undefined) [entry.table, entry.key] = [tableNamed(first[0]), first[1] as Work<number>]
  if (second !== undefined) [entry.otherTable, entry.otherKey] = [tableNamed(second[0]), second[1] as Work<number>]
  if (carries.guesses !== undefined) entry.guesses = guessing.get(carries.guesses) ?? []
}

function tableNamed(name: string): Table {
  let table = tables.get(name)
  if (table === undefined) {
    const most = Math.max(0, ...entries.flatMap(({ schema }) => schema.over[name] ?? []))
    tables.set(name, (table = new Uint8Array(most < 256 ? 256 : 65536)))
  }
  return table
}
