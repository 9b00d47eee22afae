/** How far frames must be split to find what is wanted. */
import { data, entries, type Entry } from './tables.ts'

/** Of each protocol, in the order of `entries`: 0 if none that is wanted can follow, 1 if only by its key, 2 if perhaps by a guess. */
export type Reach = Uint8Array
export const withoutGuesses = 1

/** The reach of protocols, by their place in `entries`; undefined where all layers are needed. */
export function reachOf(wanted: ReadonlySet<number>): Reach | undefined {
  // What nobody knows can follow anything.
  if (wanted.has(data.id)) return undefined
  const reach = new Uint8Array(entries.length)
  const leads = ({ id }: Entry) => wanted.has(id) || reach[id]! > 0
  const successors = entries.map(keyedBy)
  for (let grown = true; grown;) {
    grown = false
    for (const { id, guesses } of entries) {
      const now = guesses.some(leads) ? 2 : successors[id]!.some(leads) ? 1 : 0
      grown ||= now > reach[id]!
      reach[id] = now
    }
  }
  return reach
}

/** The protocols that the keys of a protocol lead to, tunnels and quoted packets included. */
function keyedBy({ schema: { carries } }: Entry): readonly Entry[] {
  const tables = new Set(carries?.tables.map(([name]) => name))
  return entries.filter(({ schema: { over } }) =>
    Object.entries(over).some(([name, keys]) => tables.has(name) && keys.length > 0),
  )
}
