/** What a field was in the packet that is changed: its bits, copied where its value stays. */
import type { Field } from '../field.ts'
import { schemasWithin } from '../parts.ts'
import type { Schema } from '../schema.ts'
import type { View } from '../view.ts'
import type { Output } from './output.ts'

/** The bits of a field; without `bytes` they cannot be copied, since names in them point to what was changed. */
export interface RawBits {
  readonly bytes: Uint8Array | undefined
  /** In bits from the start of the bytes. */
  readonly from: number
  readonly size: number
}

/**
 * The bits of field `index` of a view, to be put at bit `at` of the output; undefined if there is no view. They end
 * where the view does.
 */
export function rawBits(
  base: View | undefined,
  index: number,
  at: number,
  origin: number,
  output: Output,
): RawBits | undefined {
  if (base === undefined) return undefined
  const { bytes, start, end, schema } = base
  const from = 8 * start + base.offsetOf(index)
  // What is not there takes nothing.
  if (!(from < 8 * end)) return { bytes, from: 8 * end, size: 0 }
  const to = 8 * start + base.offsetOf(index + 1)
  // What cannot be told goes on to the end.
  const size = Math.max(0, (to < 8 * end ? to : 8 * end) - from)
  const isMoved = output.hasNewNames || from - 8 * base.origin !== at - 8 * origin
  return { bytes: isMoved && holdsNames(schema.slots[index]!.field) ? undefined : bytes, from, size }
}

/**
 * Puts the bytes of a record in one piece, since fields of one that is cut may overlap, and gives where they end.
 * Undefined, and nothing is done, if names in it point to what was changed.
 */
export function putRecord(base: View, start: number, origin: number, output: Output): number | undefined {
  const isMoved = output.hasNewNames || base.start - base.origin !== start - origin
  if (isMoved && hasNames(base.schema)) return undefined
  output.truncate(start)
  output.putBytes(start, base.bytes.subarray(base.start, base.start + base.extent))
  return start + base.extent
}

/** What a record has after its fields, where it says that it is longer. */
export function rawTail(base: View): Uint8Array | undefined {
  const { bytes, start, extent, schema } = base
  if (schema.declared === undefined) return undefined
  const end = start + Math.ceil(base.offsetOf() / 8)
  return end < start + extent ? bytes.subarray(end, start + extent) : undefined
}

/** Whether a field is a domain name or has some, which may point to earlier ones. */
export const holdsNames = (field: Field): boolean => isName(field) || field.parts?.schemas.some(hasNames) === true

const isName = ({ wire }: Field): boolean => wire?.kind === 'domain name'

function hasNames(schema: Schema): boolean {
  let known = named.get(schema)
  if (known === undefined) {
    known = [...schemasWithin(schema)].some(({ slots }) => slots.some(({ field }) => isName(field)))
    named.set(schema, known)
  }
  return known
}

const named = new Map<Schema, boolean>()
