/** The values of a view as plain objects: what a layer or record can be written with. */
import type { Slot } from '../engine/layout.ts'
import { isAbsent, View } from '../view.ts'

/**
 * The values of a view by property, as its getters give them: of records and groups as objects, of lists as arrays.
 * What is worked out from others is left out, and what is not there.
 */
export function valuesOf(view: View): Readonly<Record<string, unknown>> {
  const values: Record<string, unknown> = {}
  for (const slot of view.schema.slots) {
    const { key, field } = slot
    if (isWorkedOut(slot)) continue
    const value: unknown = (view as unknown as Readonly<Record<string, unknown>>)[key]
    if (isAbsent(value)) continue
    if (field.parts?.kind === 'choice') Object.assign(values, valuesOf(value as View))
    else values[key] = plain(value)
  }
  return values
}

/** Fields that are not on the wire, or under another name. */
const isWorkedOut = ({ field: { computed, wire, hidden } }: Slot): boolean =>
  hidden === true || (computed === true && (wire === undefined || wire.kind === 'ahead'))

function plain(value: unknown): unknown {
  if (value instanceof View) return valuesOf(value)
  return Array.isArray(value) ? value.map(plain) : value
}
