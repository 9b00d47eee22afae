/** Records that begin with what they are and how long they are: options, chunks, attributes, information elements. */
import { measureOf, withAmount } from '../amount.ts'
import type { Checked, Field, Fields, PropertiesOfFields } from '../field.ts'
import { Schema } from '../schema.ts'
import type { View } from '../view.ts'
import { when } from './conditions.ts'

/** What the length of a type-length-value record counts, and which types have none. */
export interface TlvRules {
  /** What the length counts: the value (default), or all of the record, header included. */
  readonly counts?: 'value' | 'all'
  /** Bytes in a unit of the length. Default: 1. */
  readonly times?: number
  /** Bytes that are there besides those the length says. Default: 0. */
  readonly plus?: number
  /** Types that consist of nothing but themselves, such as padding. */
  readonly bare?: readonly number[]
  /**
   * The next record begins at a multiple of this many bytes after the start of this one; the length does not count the
   * padding.
   */
  readonly align?: number
}

/** Without a length where it may be bare. */
type Header<H, R> = {
  readonly [K in keyof H]: K extends 'length' ? (R extends { readonly bare: object } ? H[K] | undefined : H[K]) : H[K]
}

/**
 * A record of type, length and value. The fields of the header are in wire order, the type first, and one of them is
 * called `length`. What follows is said with `.choice` and `.fields`, as in any record.
 */
export function tlv<const H extends Fields<View>, const R extends TlvRules>(
  label: string,
  header: H & Checked<unknown, H> & { readonly length: Field<number, unknown> },
  rules: R = {} as R,
): Schema<Header<PropertiesOfFields<H>, R>> {
  const { counts = 'value', times = 1, plus = 0, bare = [], align = 1 } = rules
  const entries = Object.entries<Field>(header as never)
  const [type, typeField] = entries[0]!
  const isBare = new Set(bare)
  const hasLength = (self: View) => !isBare.has((self as never)[type])
  const size = (fields: readonly (readonly [string, Field])[]) =>
    fields.reduce((sum, [, field]) => sum + Number(field.size) / 8, 0)
  const [own, fixed] = [size(entries.slice(0, 1)), counts === 'value' ? size(entries) + plus : plus]
  const amount = { length: 'length', times, plus: fixed } as const
  const measure = measureOf(amount)
  const schema = new Schema(label)
  for (const [key, field] of entries)
    schema.fields({
      [key]: field === typeField || bare.length === 0 ? field : when(hasLength as never, field),
    } as never)
  schema.length(
    bare.length === 0 ? measure : withAmount((self: View) => (hasLength(self) ? measure(self) : own), amount),
  )
  return schema.aligned(align) as never
}
