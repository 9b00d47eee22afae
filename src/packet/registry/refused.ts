/** What becomes of bytes that the protocol a key leads to refuses. */
import { bounded, compiled, type Work } from '../../schema/engine/index.ts'
import type { Schema } from '../../schema/index.ts'
import { layerInOf, type LayerIn } from './headers.ts'
import type { Entry } from './registry.ts'
import type { LayerColumns, Step } from './steps.ts'
import { lookUp, type Key, type Tables } from './tables.ts'

/** The place of `data` in the entries. */
export const unknown = 0

/**
 * What is done with a layer that the protocol that a key leads to refuses: another key of what carries it, such as the
 * other port, may lead to a protocol that accepts the bytes, and it may know others by their first bytes. One whose own
 * first bytes look right and which refuses it nevertheless is none of them.
 */
export const refusedBy =
  (entries: readonly Entry[], steps: readonly Step[], tables: Tables): Step =>
  (layers, index, reach) => {
    const { bytes, protocol, start, end, first } = layers
    const [at, to] = [start[index]!, end[index]!]
    const refusing = entries[protocol[index]!]!
    protocol[index] = unknown
    if (index === first || refusing.guess?.(bounded(bytes, to), at, to)) return false
    const parent = entries[protocol[index - 1]!]!
    const other = keysIn(parent.schema, layers, index - 1)
      .map(([table, key]) => lookUp(tables.named(table), key))
      .find((id) => id !== refusing.id && (entries[id]!.schema.trusted?.(bounded(bytes, to), at, to) ?? 0) > at)
    const found = other ?? guessed(parent.guesses, bounded(bytes, to), at, to)
    if (found === unknown) return false
    protocol[index] = found
    return steps[found]!(layers, index, reach)
  }

/** The first protocol that knows its first bytes. */
export function guessed(guesses: readonly Entry[], bytes: Uint8Array, at: number, end: number): number {
  for (let index = 0; index < guesses.length; index++)
    if (guesses[index]!.guess!(bytes, at, end)) return guesses[index]!.id
  return unknown
}

/** The keys under which a layer looks up what it carries, of protocols with more than one. */
function keysIn(schema: Schema, { bytes, start, end, originalEnd }: LayerColumns, index: number) {
  let places = known.get(schema)
  if (places === undefined) known.set(schema, (places = placesOf(schema)))
  if (places.keys.length < 2) return []
  const [at, to] = [start[index]!, end[index]!]
  const octets = bounded(bytes, to)
  const layer = places.layerIn(octets, at, to, originalEnd[index]!)
  return places.keys.map(([table, key]) => [table, key(layer, octets, at, to)] as const)
}

interface Places {
  readonly layerIn: LayerIn
  readonly keys: readonly (readonly [table: string, key: Work<Key>])[]
}

const known = new WeakMap<Schema, Places>()
const placesOf = (schema: Schema): Places => ({
  layerIn: layerInOf(schema),
  keys: (schema.carries?.tables ?? []).map(([table, key]) => [table, compiled(key, schema)]),
})
