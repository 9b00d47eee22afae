/** The inverse of `kinds/group.ts` and `kinds/lists.ts`. */
import { statedAmount } from '../../amount.ts'
import type { View } from '../../view.ts'
import type { WireOf, Writer } from '../place.ts'
import { readable } from '../readable.ts'
import { refusal } from '../refusal.ts'

/** Small fields, each at its bits. */
export const writeGroup: Writer<WireOf<'group'>> = (value, place, { size }) => {
  const { field, at, path } = place
  const schema = field.parts!.schemaAt!(at & 7)
  if (value !== undefined && (typeof value !== 'object' || value === null)) throw refusal(path, 'an object', value)
  const values: Readonly<Record<string, unknown>> = { ...(place.initial as object), ...readable(value ?? {}) }
  for (const key of Object.keys(values))
    if (!schema.slots.some((slot) => slot.key === key))
      throw refusal(`${path}.${key}`, `one of ${schema.slots.map((slot) => slot.key).join(', ')}`, key)
  for (const slot of schema.slots) {
    const { key, field: part, fixed = 0 } = slot
    if (part.computed || part.wire === undefined) continue
    place.write(values[key], { ...place, field: part, at: (at & ~7) + fixed, path: `${path}.${key}` }, part.wire)
  }
  return size
}

/** No options of any header are longer. */
const mostPadding = 1024

/** Records one after another, each padded as its schema says. */
export const writeList: Writer<WireOf<'list'>> = (value = [], { field, output, at, path, record, view }, { last }) => {
  if (!Array.isArray(value)) throw refusal(path, 'a list', value)
  const [schema] = field.parts!.schemas
  const { alignment } = schema!
  const first = at >> 3
  let end = first
  let start = first
  for (const [index, item] of value.entries()) {
    start = end
    const length = record(schema!, item, end, `${path}[${index}]`) - end
    end += Math.ceil(length / alignment) * alignment
    output.reserve(end)
  }
  const { size } = field
  const final = end === start ? undefined : schema!.bare(output.bytes.subarray(0, end), start, end, start)
  // What a length that is given leaves after the last record is padding.
  if (final !== undefined && last?.(final as never) && statedAmount(size) !== undefined)
    end = Math.max(end, first + Math.min((size as (self: View) => number)(view()), mostPadding))
  output.reserve(end)
  return 8 * (end - first)
}
