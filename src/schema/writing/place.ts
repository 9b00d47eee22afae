/** Where one value is written, and what a writer may know of the layer around it. */
import type { Field } from '../field.ts'
import type { Schema } from '../schema.ts'
import type { View } from '../view.ts'
import type { Wire } from '../wire.ts'
import type { Output } from './output.ts'

export interface Place {
  readonly output: Output
  /** In bits from the start of the output. */
  readonly at: number
  /** The byte that pointers inside the layer count from. */
  readonly origin: number
  /** The name of the value in messages: `tcp.flags.syn`. */
  readonly path: string
  readonly field: Field
  /** The record as far as it is written, and at least to bit `until`. */
  view(until?: number): View
  /** Bytes up to where the record ends, if its length is given. */
  room(): number | undefined
  /** Writes another value. */
  write(value: unknown, place: Place, wire: Wire): number
  /** Writes a record from byte `start` on, and gives the byte where it ends. */
  record(schema: Schema, values: unknown, start: number, path: string): number
  /** What fields of a group hold where no value is given. */
  readonly initial: unknown
}

/**
 * Writes a value, or what stands for none where that is undefined, and gives how many bits it took. Throws a TypeError
 * for a value that does not fit.
 */
export type Writer<W extends Wire = Wire> = (value: unknown, place: Place, wire: W) => number
export type WireOf<K extends Wire['kind']> = Extract<Wire, { readonly kind: K }>
