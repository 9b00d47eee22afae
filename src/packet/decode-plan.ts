/** How far frames must be split to find what is wanted. */
import { data, entries, registry, type Entry } from './registry/index.ts'
import type { Reach } from './registry/steps.ts'

export type { Reach } from './registry/steps.ts'

/** The reach of protocols, by their place in `entries`; undefined where all layers are needed. */
export function reachOf(wanted: ReadonlySet<number>): Reach | undefined {
  // What nobody knows can follow anything.
  if (wanted.has(data.id)) return undefined
  const reach = new Uint8Array(entries.length)
  const leads = ({ id }: Entry) => wanted.has(id) || reach[id]! > 0
  const successors = keyedSuccessors()
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

/**
 * The protocols that the keys of each protocol lead to, tunnels and quoted packets included; in the order of `entries`.
 */
const keyedSuccessors = registry.derived((): readonly (readonly Entry[])[] => {
  const inTable = new Map<string, Entry[]>()
  for (const { table, entry } of registry.associations) inTable.set(table, [...(inTable.get(table) ?? []), entry])
  return entries.map(({ schema: { carries } }) => [
    ...new Set((carries?.tables ?? []).flatMap(([table]) => inTable.get(table) ?? [])),
  ])
})
