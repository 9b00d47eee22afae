/** `onwire protocols TEXT`: what packets are decoded as, and what leads there. */
import { registry, type Entry } from '../../packet/registry/index.ts'
import type { Values } from '../arguments/options.ts'
import { namesQuery } from '../arguments/plans/queries.ts'
import { list } from '../listing.ts'

/** A protocol; of several definitions of one name, which are found in different tables, all together. */
interface ProtocolRow {
  readonly name: string
  readonly label: string
  /** The tables that lead to it, with their keys: `tcp.port 80, 8080`; `heuristic in udp` where first bytes do. */
  readonly over: readonly string[]
}

/** Returns the exit status: whether any was found, as in grep. */
export function protocols(values: Values, operands: readonly string[]): Promise<number> {
  return list(
    {
      kind: 'protocol',
      rows: rows(),
      cells: ({ name, label, over }) => [name, label, over.join('; ')],
      holds: ({ over }, word) => over.some((place) => place.includes(word)),
    },
    namesQuery(values, operands),
  )
}

function rows(): readonly ProtocolRow[] {
  const names = [...new Set(registry.entries.map(({ schema }) => schema.name))].toSorted()
  return names.map((name) => {
    const entries = registry.entries.filter(({ schema }) => schema.name === name)
    const keys = [...keysOf(entries)].map(([table, all]) => `${table} ${all.join(', ')}`)
    const label = [...new Set(entries.map(({ schema }) => schema.label))].join(' or ')
    return { name, label, over: [...keys, ...guessesOf(entries)] }
  })
}

/** The keys that lead to one of the protocols, by table: of several protocols, the last that was given a key has it. */
function keysOf(entries: readonly Entry[]): ReadonlyMap<string, readonly (number | string)[]> {
  const keys = new Map<string, (number | string)[]>()
  for (const { table, key, entry } of registry.associations)
    if (entries.includes(entry) && registry.find(table, key) === entry.id)
      keys.set(table, [...(keys.get(table) ?? []), key])
  return keys
}

function guessesOf(entries: readonly Entry[]): readonly string[] {
  const guessing = entries.filter(({ schema, guess }) => guess !== undefined && !registry.disabled.has(schema.name))
  const tables = guessing.flatMap(({ schema }) => Object.entries(schema.over).filter(([, keys]) => keys.length === 0))
  return [...new Set(tables.map(([table]) => `heuristic in ${table}`))]
}
