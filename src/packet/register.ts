/** Protocols from outside: a program adds its own to those of onwire. */
import type { Schema } from '../schema/index.ts'
import { FieldIndex } from './field-index.ts'
import { fieldsNamed } from './fields.ts'
import { packetFields } from './packet-fields.ts'
import { Packet } from './packet.ts'
import { decodeAsWords } from './registry/decode-as.ts'
import { entries, registry } from './registry/index.ts'

/**
 * Adds protocols to those that everything decodes: each is found under its tables, is a property of `Packet`, and has
 * its fields in display filters, columns, trees and JSON. It may be called at any time; filters and outputs made before
 * know only the protocols there were then. A key that led to another protocol leads to the new one. To have the
 * properties typed:
 *
 *     declare module 'onwire' { interface Protocols { mine: typeof mine } }
 *
 * @param protocols protocol definitions by property of `Packet`
 * @throws TypeError for a value that is not a protocol definition, for names that are taken or that no filter can have,
 *   and for tables no
 *   protocol looks in;
 * then none is added
 */
export function registerProtocols(protocols: Readonly<Record<string, Schema>>): void {
  checkNames(protocols)
  registry.register(protocols)
}

/**
 * Lets a key of a table lead to a protocol, whatever it led to before: `decodeAs('tcp.port', 8053,
 * protocols.dnsOverTcp)`.
 *
 * @throws TypeError for a table that no protocol looks in, and for a protocol that is not registered
 */
export function decodeAs(table: string, key: number | string, protocol: Schema): void
/**
 * The same in words, as tshark's -d: `decodeAs('tcp.port==9000,http')`, `decodeAs('udp.port==5000-5010,dns')`.
 *
 * @throws TypeError for words that are not understood, and for a table or a protocol that there is not
 */
export function decodeAs(words: string): void
export function decodeAs(table: string, key?: number | string, protocol?: Schema): void {
  if (key === undefined || protocol === undefined) decodeAsWords(registry, table)
  else registry.associate(table, key, protocol)
}

/**
 * Decodes nothing as a protocol any more, neither by a port or another key nor by its first bytes: what it would be is
 * decoded as another protocol, or is `data`. As tshark's --disable-protocol.
 *
 * @param name its filter name, such as `http`
 * @throws TypeError for a name that no protocol has
 */
export function disableProtocol(name: string): void {
  registry.disable(name)
}

function checkNames(protocols: Readonly<Record<string, Schema>>): void {
  const schemas = new Set<Schema>()
  for (const [property, schema] of Object.entries(protocols)) {
    checkProperty(property)
    // What is no definition at all is refused by the registry.
    if (schema?.slots === undefined || schema.name === '') continue
    checkProtocolName(property, schema.name)
    if (schemas.has(schema)) throw new TypeError(`${property}: this definition is registered under two names`)
    schemas.add(schema)
  }
  const added = new FieldIndex([...schemas])
  for (const name of added.names()) if (!isEmpty(added.protocolsWith(name))) checkFieldName(name, added)
  // What names of other protocols they have need not be said.
  for (const schema of schemas) schema.borrows(...new FieldIndex([schema]).prefixes())
}

function checkProperty(property: string): void {
  if (!/^[a-z_$][\w$]*$/i.test(property))
    throw new TypeError(
      `${JSON.stringify(property)} is no name of a property; use letters and digits, such as myProtocol`,
    )
  if (entries.some((entry) => entry.property === property))
    throw new TypeError(`${property}: a protocol of this name is registered already`)
  if (property in Packet.of(new Uint8Array(0)))
    throw new TypeError(`${property}: every packet has a property of this name`)
}

/** A protocol framed in two ways may have two definitions of one name, if they are registered together. */
function checkProtocolName(property: string, name: string): void {
  if (entries.some(({ schema }) => schema.name === name))
    throw new TypeError(`${property}: there is a protocol ${JSON.stringify(name)} already`)
  if (words.has(name)) throw new TypeError(`${property}: ${name} is a word of the filter language`)
}

/** Throws for a name that no filter can have, and for one that is another kind of value elsewhere. */
function checkFieldName(name: string, added: FieldIndex): void {
  if (!/^[a-z_]\w*(?:[.-]\w+)*$/i.test(name))
    throw new TypeError(
      `${JSON.stringify(name)} cannot be the name of a field: letters, digits and _, with . or - between them`,
    )
  if (Object.hasOwn(packetFields, name)) throw new TypeError(`${name} is a field of every frame`)
  const types = new Set([...fieldsNamed(name), ...added.named(name)].map(({ type }) => type))
  if (types.size > 1) throw new TypeError(`${name} is of several types: ${[...types].join(', ')}`)
}

const isEmpty = (values: Iterable<number>): boolean => [...values].length === 0

/** What cannot be a name where a filter has an operator. */
const words: ReadonlySet<string> = new Set(
  'and or xor not eq ne gt lt ge le any_eq all_eq any_ne all_ne contains matches in any all bitand bitwise_and true false'.split(
    ' ',
  ),
)
