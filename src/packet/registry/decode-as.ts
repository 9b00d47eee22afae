/** Which protocol a port carries, in words: `tcp.port==9000,http`, as tshark's -d. */
import { unknownProtocol } from './checks.ts'
import type { Entry, Registry } from './registry.ts'
import type { Key } from './tables.ts'

/**
 * Lets keys of a table lead to a protocol: `tcp.port==9000,http`, `udp.port==5000-5010,dns`, `tcp.port==8080:3,tls` for
 * three ports. Throws a `TypeError` that names what is possible.
 */
export function decodeAsWords(registry: Registry, words: string): void {
  const [, table, key, name] = /^\s*([\w.-]+)\s*==\s*([^,]+?)\s*,\s*([\w.-]+)\s*$/.exec(words) ?? []
  if (table === undefined || key === undefined || name === undefined)
    throw new TypeError(
      `expected TABLE==KEY,PROTOCOL, such as tcp.port==9000,http or udp.port==5000-5010,dns, not ` +
        JSON.stringify(words),
    )
  const { schema } = protocolNamed(registry, name, table)
  registry.associate(table, keysIn(key), schema)
}

/** The protocol of a name; of several the one that is found in the table. */
function protocolNamed({ entries }: Registry, name: string, table: string): Entry {
  const named = entries.filter(({ schema }) => schema.name === name)
  const found = named.find(({ schema }) => schema.over[table] !== undefined) ?? named[0]
  if (found !== undefined) return found
  throw unknownProtocol(name, entries)
}

/** One key, a range `FIRST-LAST`, a count of them `FIRST:COUNT`, or a text. */
function keysIn(text: string): readonly Key[] {
  const [, first, mark, second] = /^(0x[\da-f]+|\d+)(?:([-:])(\d+))?$/i.exec(text) ?? []
  if (first === undefined) return [text]
  const from = Number(first)
  const to = second === undefined ? from : mark === '-' ? Number(second) : from + Number(second) - 1
  if (to < from || to - from > mostKeys)
    throw new TypeError(`${text}: expected ports in order, as in 5000-5010, at most ${mostKeys + 1} of them`)
  return Array.from({ length: to - from + 1 }, (_, index) => from + index)
}

const mostKeys = 65_535
