/** How far frames must be split to find what is wanted. */
import { data, entries, registry, type Entry } from './registry/index.ts'
import type { FieldSource, LayerSource } from './fields.ts'
import type { Reach } from './registry/steps.ts'

export type { Reach } from './registry/steps.ts'

/**
 * The reach of protocols, by their place in `entries`; undefined where all layers are needed. Without `quoted`, what
 * packets quote of others, as ICMP errors do, is not wanted.
 */
export function reachOf(wanted: ReadonlySet<number>, quoted = true): Reach | undefined {
  // What nobody knows can follow anything.
  if (wanted.has(data.id)) return undefined
  const reach = new Uint8Array(entries.length)
  for (const id of wanted) reach[id] = 1
  const leads = ({ id }: Entry) => reach[id]! > 0
  const successors = keyedSuccessors()
  for (let grown = true; grown;) {
    grown = false
    for (const { id, guesses, schema } of entries) {
      if (!quoted && schema.payloadStated?.quoted === true) continue
      const now = guesses.some(leads) ? 3 : successors[id]!.some(leads) ? 2 : 0
      grown ||= now > reach[id]!
      if (now > 0) reach[id] = now
    }
  }
  return reach
}

/**
 * Whether what a field has depends on other frames: on the conversations that give its facts, or on how the messages of
 * its protocol lie in segments.
 */
export function needsConversations(field: FieldSource): boolean {
  if (field.kind === 'frame') return field.layered
  return field.finders.some(
    (finders, id) => finders !== undefined && (!alone()[id] || finders.some(({ kind }) => kind === 'fact')),
  )
}

/** The facts of conversations that fields are, by filter name. */
export const factsOf = (fields: Iterable<FieldSource>): ReadonlySet<string> =>
  new Set(
    [...fields].flatMap((field) =>
      field.kind === 'frame' ? [...(field.facts ?? [])] : isFact(field) ? [field.name] : [],
    ),
  )

const isFact = (field: LayerSource): boolean => field.finders.some((each) => each?.some(({ kind }) => kind === 'fact'))

/** Whether fields are of what other layers hold in another form, such as decompressed bodies. */
export const showsContent = (fields: Iterable<FieldSource>): boolean =>
  [...fields].some((field) => (field.kind === 'frame' ? field.layered : field.finders.some(isOfContent)))

const isOfContent = (finders: unknown, id: number): boolean => finders !== undefined && content()[id]!

/** Of each protocol, whether it may lie in bytes that a layer holds in another form. */
const content = registry.derived((): readonly boolean[] => {
  const tables = new Set(entries.flatMap(({ schema: { derivation } }) => derivation?.tables ?? []))
  const held = registry.associations.flatMap(({ table, entry }) => (tables.has(table) ? [entry] : []))
  const found = entries.map(() => false)
  const visit = ({ id, guesses }: Entry): void => {
    if (found[id]) return
    found[id] = true
    for (const next of [...keyedSuccessors()[id]!, ...guesses]) visit(next)
  }
  for (const entry of [data, ...held]) visit(entry)
  return found
})

/**
 * Of each protocol, whether it is found in frames without a look at what ports carry, or carries ports itself, and
 * without what frames before them left.
 */
const alone = registry.derived((): readonly boolean[] => {
  const found = entries.map(() => false)
  const visit = ({ id, schema }: Entry): void => {
    if (found[id] || id === data.id || schema.remembersAlone) return
    found[id] = true
    if (schema.kindOfEnds !== 'port') keyedSuccessors()[id]!.forEach(visit)
  }
  for (const { table, entry } of registry.associations) if (table === 'linktype') visit(entry)
  return found
})

/**
 * The protocols that the keys of each protocol lead to, tunnels and quoted packets included; in the order of `entries`.
 */
const keyedSuccessors = registry.derived((): readonly (readonly Entry[])[] => {
  const inTable = new Map<string, Entry[]>()
  for (const { table, entry } of registry.associations) inTable.set(table, [...(inTable.get(table) ?? []), entry])
  return entries.map(({ schema: { payloadStated } }) => [
    ...new Set((payloadStated?.tables ?? []).flatMap(([table]) => inTable.get(table) ?? [])),
  ])
})
