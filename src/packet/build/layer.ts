/** The layers that packets are built from. */
import { Schema, type View } from '../../schema/index.ts'
import type { ValuesOf } from '../../schema/values.ts'
import type { Protocols } from '../protocols.ts'
import { entries, idOf } from '../registry/index.ts'
import { suggestion } from '../../text/suggestion.ts'

/** The values of a layer by the properties of its view, all optional: what `Packet` gives, or a view. */
export type LayerValues<S> = S extends Schema<infer V> ? ValuesOf<V> | (View & V) : never

/** A layer to build: a protocol, and values of its fields. */
export class Layer {
  constructor(
    readonly schema: Schema,
    readonly values: object,
    /** The name of the protocol in messages: its property of `Packet`. */
    readonly name: string = nameOf(schema),
  ) {}
}

/** One layer to write. */
export interface LayerPart {
  readonly layer: Layer
  /** What it is taken from: what has no other value stays as it is there. */
  readonly base?: View | undefined
  /** Bytes between its header and what it carries. */
  readonly gap?: Uint8Array
  /** Bytes after what it carries, such as padding. */
  readonly tail?: Uint8Array
  /** Bytes that it carried and that were not captured. */
  readonly missing?: number
  /** Fields that follow from others although they have a value in `base`. */
  readonly released?: readonly string[]
}

/** A function for each protocol that is registered, by its property of `Packet`. */
export type LayerConstructors = {
  readonly [K in keyof Protocols]: (values?: LayerValues<Protocols[K]>) => Layer
}

/**
 * A layer to build. `layer.tcp({ destinationPort: 80 })` for each protocol by its property of `Packet`, also those that
 * were registered; `layer(definition, values)` for any definition.
 */
export const layer: LayerConstructors & (<S extends Schema>(schema: S, values?: LayerValues<S>) => Layer) = new Proxy(
  (schema: Schema, values: object = {}) => {
    if (!(schema instanceof Schema) || schema.name === '')
      throw new TypeError('layer() takes a protocol definition, as protocol() of onwire/schema makes them')
    return new Layer(schema, values)
  },
  { get: (target, property) => constructorOf(property) ?? (Reflect.get(target, property) as unknown) },
) as never

function constructorOf(property: string | symbol): ((values?: object) => Layer) | undefined {
  const entry = entries.find((each) => each.property === property)
  if (entry !== undefined) return (values = {}) => new Layer(entry.schema, values, entry.property)
  if (typeof property === 'symbol' || property in Function.prototype || property === 'then') return undefined
  const properties = entries.map((each) => each.property)
  const meant = suggestion(property, properties)
  throw new TypeError(`no protocol is called ${property}${meant === undefined ? '' : `; did you mean ${meant}?`}`)
}

/** What a protocol is called in messages. */
export const nameOf = (schema: Schema): string => entries[idOf(schema)]?.property ?? schema.name
