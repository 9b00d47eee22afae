/** Whether protocols can be registered. */
import { Schema } from '../../schema/index.ts'
import { suggestion } from '../../text/suggestion.ts'
import type { Definitions, Entry } from './registry.ts'
import type { Key } from './tables.ts'

/**
 * Throws a `TypeError` for a value that is not a protocol definition or is registered already, for keys that no packet
 * has, and for tables that none of the protocols looks in.
 */
export function checkTables(protocols: Definitions, registered: readonly Entry[]): void {
  const added = Object.entries(protocols)
  for (const [property, schema] of added) checkIsProtocol(property, schema)
  const tables = tablesOf([...registered.map(({ schema }) => schema), ...added.map(([, schema]) => schema)])
  for (const [property, schema] of added) {
    if (registered.some((entry) => entry.schema === schema || entry.property === property))
      throw new TypeError(`${property}: a protocol of this name is registered already`)
    for (const [table, keys] of Object.entries(schema.over)) {
      if (!tables.has(table)) throw new TypeError(`${property}: ${unknownTable(table, tables)}`)
      for (const key of keys) if (!isKey(key)) throw new TypeError(`${property}: ${badKey(table, key)}`)
      if (keys.length === 0 && schema.guess === undefined)
        throw new TypeError(`${property}: the table ${table} has neither a key nor, with .accepts(), a test`)
    }
  }
}

/** Throws a `TypeError` for a table that no protocol looks in, and for what is no key. */
export function checkAssociation(table: string, key: Key, registered: readonly Entry[]): void {
  const tables = tablesOf(registered.map(({ schema }) => schema))
  if (!tables.has(table)) throw new TypeError(unknownTable(table, tables))
  if (!isKey(key)) throw new TypeError(badKey(table, key))
}

function checkIsProtocol(property: string, schema: unknown): asserts schema is Schema {
  if (!(schema instanceof Schema))
    throw new TypeError(
      `${property}: this is not a protocol definition (as protocol() of onwire/schema makes them, in this copy of onwire)`,
    )
  if (schema.name === '') throw new TypeError(`${property}: a record is no protocol; protocol() makes one`)
}

/** Ports, types and texts; -1 stands for "none" where a protocol looks a key up. */
const isKey = (key: Key): boolean => typeof key === 'string' || (Number.isSafeInteger(key) && key >= 0)

const badKey = (table: string, key: unknown): string =>
  `a key of the table ${table} is a whole number from 0 on, or a text, not ${typeof key === 'number' ? key : JSON.stringify(key)}`

/** The tables that protocols look in, or whose guesses they ask. */
function tablesOf(protocols: Iterable<Schema>): ReadonlySet<string> {
  const names = new Set(['linktype'])
  for (const { payloadStated: carries, derivation, messages, announcing } of protocols) {
    for (const stated of [derivation, messages?.switches, announcing])
      for (const name of stated?.tables ?? []) names.add(name)
    for (const [name] of carries?.tables ?? []) names.add(name)
    if (carries?.guesses !== undefined) names.add(carries.guesses)
  }
  return names
}

function unknownTable(table: string, tables: ReadonlySet<string>): string {
  const meant = suggestion(table, tables)
  return `no protocol looks in a table ${JSON.stringify(table)}${meant === undefined ? '' : `; did you mean ${meant}?`}`
}

/** Says that no protocol has a name, and which one may have been meant. */
export function unknownProtocol(name: string, entries: readonly { readonly schema: Schema }[]): TypeError {
  const meant = suggestion(name, new Set(entries.map(({ schema }) => schema.name)))
  const hint = meant === undefined ? 'onwire protocols lists them' : `did you mean ${meant}?`
  return new TypeError(`there is no protocol ${JSON.stringify(name)}: ${hint}`)
}
