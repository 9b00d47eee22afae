/** How far frames must be split to find what is wanted. */
import { data, entries, type Entry } from './tables.ts'

/** Of each protocol, in the order of `entries`: 1 if one that is wanted can still follow, else 0. */
export type Reach = Uint8Array

/** The reach of protocols, by their place in `entries`; undefined where all layers are needed. */
export function reachOf(wanted: ReadonlySet<number>): Reach | undefined {
  // What nobody knows can follow anything.
  if (wanted.has(data.id)) return undefined
  const reach = new Uint8Array(entries.length)
  const successors = entries.map(successorsOf)
  const leads = (id: number) => wanted.has(id) || reach[id] === 1
  for (let grown = true; grown; ) {
    grown = false
    for (const [id, following] of successors.entries())
      if (reach[id] === 0 && following.some(leads)) {
        reach[id] = 1
        grown = true
      }
  }
  return reach
}

/** The protocols that a protocol may carry, tunnels and quoted packets included. */
function successorsOf({ schema: { carries }, guesses }: Entry): readonly number[] {
  const tables = new Set(carries?.tables.map(([name]) => name))
  const keyed = entries.filter(({ schema: { over } }) => Object.entries(over).some(([name, keys]) => tables.has(name) && keys.length > 0))
  return [...keyed, ...guesses].map(({ id }) => id)
}
