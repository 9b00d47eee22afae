/** `onwire fields TEXT`: the names that display filters and `--fields` take. */
import { valueTypeOf, type ValueType } from '../../filter/display/types/value-types.ts'
import { fields as describedFields } from '../../packet/fields.ts'
import type { Values } from '../arguments/options.ts'
import { namesQuery } from '../arguments/plans/queries.ts'
import { list } from '../listing.ts'

/** A field name, with the labels of all fields that share it. */
export interface FieldRow {
  readonly name: string
  /** The type of its values in filters. */
  readonly type: ValueType
  readonly label: string
}

/** Returns the exit status: whether any was found, as in grep. */
export function fields(values: Values, operands: readonly string[]): Promise<number> {
  return list(
    {
      kind: 'field',
      rows: fieldRows(),
      cells: ({ name, type, label }) => [name, type, label],
      holds: ({ type }, word) => word === 'protocols' && type === 'protocol',
    },
    namesQuery(values, operands),
  )
}

/** All fields, sorted by name. */
export function fieldRows(): readonly FieldRow[] {
  const labels = new Map<string, Set<string>>()
  const types = new Map<string, ValueType>()
  for (const { name, type, label } of describedFields()) {
    labels.set(name, (labels.get(name) ?? new Set()).add(label))
    if (!types.has(name)) types.set(name, valueTypeOf(name, type))
  }
  return [...types.keys()]
    .toSorted()
    .map((name) => ({ name, type: types.get(name)!, label: [...labels.get(name)!].join(' or ') }))
}
