/** The tables that say what follows what, made once from what the protocols declare. */
import { protocols } from '../protocols/index.ts'
import type { Guess, Schema } from '../schema/index.ts'

/** Which protocol a key leads to, as its place in `entries`; 0 where none does. */
export type Table = Uint8Array

/** A protocol and its place among the others. */
export interface Entry {
  readonly id: number
  readonly schema: Schema<unknown>
  /** Bytes without which nothing more can be said. */
  readonly fixedLength: number
  /** Whether its header is whole as soon as it has these. */
  readonly isFixed: boolean
  readonly guess: Guess | undefined
  /** What its payload may be by its first bytes. */
  readonly guesses: readonly Entry[]
}

/** Every protocol; `entry.id` is its place here, and 0 is `data`. */
export const entries: readonly Entry[] = Object.values<Schema>(protocols).map((schema, id) => ({
  id,
  schema,
  fixedLength: schema.fixedLength,
  isFixed: schema.isFixed,
  guess: schema.guess,
  guesses: [],
}))
export const data = entries[0]!

if (entries.length > 256) throw new TypeError('a table holds the places of 256 protocols at most')
const tables = new Map<string, Table>()
const guessing = new Map<string, Entry[]>()
for (const entry of entries)
  for (const [name, keys] of Object.entries(entry.schema.over)) {
    for (const key of keys) tableNamed(name)[key] = entry.id
    if (entry.guess !== undefined && keys.length === 0) guessing.set(name, [...(guessing.get(name) ?? []), entry])
  }
for (const entry of entries as readonly Mutable<Entry>[])
  entry.guesses = guessing.get(entry.schema.carries?.guesses ?? '') ?? []

/** The protocol a frame of a link type begins with. */
export const linkTypes: Table = tableNamed('linktype')

const ids = new Map(entries.map((entry) => [entry.schema, entry.id]))
export const idOf = (schema: Schema): number => ids.get(schema) ?? -1

/** The table that protocols name as the one they are found in. */
export function tableNamed(name: string): Table {
  let table = tables.get(name)
  if (table === undefined) {
    const most = Math.max(0, ...entries.flatMap(({ schema }) => schema.over[name] ?? []))
    tables.set(name, (table = new Uint8Array(most < 256 ? 256 : 65536)))
  }
  return table
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }
