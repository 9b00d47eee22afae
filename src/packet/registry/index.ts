/**
 * The registry that everything uses where no other is named: the protocols of onwire, and those registered by a
 * program.
 */
import { protocols } from '../../protocols/index.ts'
import type { Schema } from '../../schema/index.ts'
import { Registry, type Entry } from './registry.ts'

export { Registry, type Entry } from './registry.ts'

export const registry = new Registry(protocols)

/** Every protocol; `entry.id` is its place here, and 0 is `data`. */
export const entries: readonly Entry[] = registry.entries
export const data: Entry = entries[0]!
/** What a protocol is called in lines: `TCP`, `ICMPv6`. */
export const displayName = (name: string): string => name.toUpperCase().replace(/V(?=\d)/, 'v')
export const displayNames: readonly string[] = registry.column(({ schema }) => displayName(schema.name))
export const idOf = (schema: Schema): number => registry.idOf(schema)
