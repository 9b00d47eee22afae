/** The fields that say which protocol comes next: they are given the key that leads to it. */
import type { Schema, View } from '../../schema/index.ts'
import type { RecordWriter } from '../../schema/writing/index.ts'
import { entries, idOf, registry } from '../registry/index.ts'
import { nameOf } from './layer.ts'

/** A number or text that leads from a table to a protocol. */
type Key = number | string

/**
 * Gives the field of a table the key of the next protocol, if it has no value; true if a field says it, or was given a
 * value of its own. The tables are tried in the order in which the next protocol names them.
 */
export function leadByField(writer: RecordWriter, next: Schema): boolean {
  const { stated } = writer.schema.carries!
  for (const name of tablesOf(next)) {
    for (const [table, key] of stated.tables) {
      if (table !== name || typeof key === 'function') continue
      const found = keysOf(next, table)
      const paths = typeof key === 'string' ? [key] : 'smaller' in key ? key.smaller : key.larger
      if (paths.length === 1 ? leadBy(writer, paths[0]!, found) : leadByPorts(writer, paths, found)) return true
    }
    // The protocol names a table first in which only a function looks.
    if (stated.tables.some(([table, key]) => table === name && typeof key === 'function')) return false
  }
  return stated.tables.some(([, key]) => typeof key === 'string' && writer.places.isPut(key) && writer.isGiven(key))
}

const leadBy = (writer: RecordWriter, path: string, keys: readonly Key[]): boolean =>
  writer.places.isPut(path) &&
  (writer.isGiven(path) || keys.some((key) => typeof key === 'number' && writer.derive(path, key)))

/** Of two ports, the destination's leads on, unless the source's does. */
function leadByPorts(writer: RecordWriter, [source, destination]: readonly string[], keys: readonly Key[]): boolean {
  if (writer.isGiven(destination!)) return true
  if (writer.isGiven(source!) && keys.includes(Number((writer.view() as never)[source!]))) return true
  return keys.some((key) => typeof key === 'number' && writer.derive(destination!, key))
}

/**
 * Lets the functions that choose the next protocol find it, by changing one field that has no value; true if they find
 * it, or would if one had not been given another value. `look` gives the layer with all that it carries.
 */
export function leadByTrial(writer: RecordWriter, next: Schema, look: () => View): boolean {
  if (leadsTo(look(), next)) return true
  const wanted = writer.schema.carries!.tables.flatMap(([table]) => keysOf(next, table))
  return writer.places.numberPaths().some(({ path, size, names }) => {
    if (writer.isGiven(path)) return false
    const values = [...new Set([...wanted, 1, ...Object.keys(names)].map(Number))].filter((value) => value < 2 ** size)
    return writer.places.attempt(path, () =>
      values.some((value) => writer.derive(path, value) && leadsTo(look(), next)),
    )
  })
}

/** Whether decoding a layer finds a protocol next. */
function leadsTo(view: View, next: Schema): boolean {
  for (const [table, key] of view.schema.carries!.tables) {
    const value = key(view as never)
    const found = keyed(table, value)
    if (found !== undefined) return found === idOf(next)
    if (idOf(next) < 0 && next.over[table]?.includes(value)) return true
  }
  return false
}

/** The protocol that a key leads to; undefined for none. */
const keyed = (table: string, key: Key): number | undefined =>
  registry.associations.findLast((each) => each.table === table && each.key === key)?.entry.id

/** The tables that lead to a protocol, in the order in which it names them. */
const tablesOf = (next: Schema): readonly string[] => [
  ...new Set([...Object.keys(next.over), ...associationsOf(next).map(({ table }) => table)]),
]

const associationsOf = (next: Schema) => registry.associations.filter(({ entry }) => entry.schema === next)

/** The keys of a table that lead to a protocol. */
function keysOf(next: Schema, table: string): readonly Key[] {
  const id = idOf(next)
  if (id < 0) return next.over[table] ?? []
  return associationsOf(next).flatMap((each) =>
    each.table === table && keyed(table, each.key) === id ? [each.key] : [],
  )
}

/** What is said where nothing leads from one protocol to the next. */
export const noWay = (from: string, schema: Schema, next: Schema): TypeError => {
  const fields = (schema.carries?.stated.tables ?? []).flatMap(([, key]) => (typeof key === 'string' ? [key] : []))
  const advice = fields.length === 0 ? '' : `; give ${fields.join(' or ')} to carry it all the same`
  return new TypeError(`${from}: expected a protocol that a table leads to, found ${nameOf(next)}${advice}`)
}

/** The link type of frames that begin with a protocol; undefined if none do. */
export function linkTypeOf(schema: Schema): number | undefined {
  const own = schema.over['linktype']?.[0]
  if (own !== undefined) return Number(own)
  // A protocol without fields that only looks which comes next, such as that of raw IP.
  const leading = entries.find(
    (entry) =>
      entry.schema.slots.length === 0 &&
      entry.schema.over['linktype'] !== undefined &&
      entry.schema.carries?.tables.some(([table]) => schema.over[table] !== undefined),
  )
  return leading === undefined ? undefined : Number(leading.schema.over['linktype']![0])
}
