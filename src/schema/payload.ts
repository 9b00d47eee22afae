/** What a definition says of the payload, made into functions. */
import { keyOf, payloadLengthOf, type Amount, type Computed } from './amount.ts'
import { conditionOf, type Matches } from './condition.ts'
import type { Payload } from './engine/facts.ts'
import type { PathsOf } from './field.ts'
import type { View } from './view.ts'

/** What a layer carries: names of fields, values of fields, or functions. */
export interface PayloadOf<V> {
  /**
   * Tables and the key to look up in each, in the order to try them: the name of a field, or a function, which gives -1
   * for what is in no table.
   */
  readonly tables: readonly (readonly [table: string, key: PathsOf<V> | ((layer: View & V) => number | string)])[]
  /** The table whose protocols are asked when no key is known: those that know themselves by their first bytes. */
  readonly guesses?: string
  /** The display-filter name of what is carried, as bytes: `tcp.payload`. */
  readonly filter?: string
  /** The table of its type field, where `frame.protocols` names that before what the type leads to. */
  readonly typedBy?: string
  /** What follows is not part of this conversation but told about, as in an ICMP error. */
  readonly quoted?: boolean
  /** Whether what follows is only a part of a message, as in a fragment. */
  readonly partial?: PathsOf<V> | Partial<Matches<PathsOf<V>>> | ((layer: View & V) => boolean)
  /** Bytes of payload, if the layer says so itself; undefined is all there is. */
  readonly length?: Amount<PathsOf<V>> | Computed<View & V>
}

/** The same with functions only. */
export function payloadOf<V>({ tables, partial, length, ...more }: PayloadOf<V>): Payload<never> {
  return {
    ...more,
    tables: tables.map(([table, key]) => [table, keyOf(key as never)]),
    ...(partial !== undefined && { partial: conditionOf(partial as never) }),
    ...(length !== undefined && { length: payloadLengthOf(length as never) }),
  }
}
