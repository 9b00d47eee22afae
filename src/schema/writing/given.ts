/** What a record is written with, as it was given. */
import { propertiesOf } from '../choice.ts'
import type { Schema } from '../schema.ts'
import { View } from '../view.ts'
import { amountsOf } from './lengths.ts'
import { refusal } from './refusal.ts'

/** Values by property. */
export type Values = Readonly<Record<string, unknown>>

/** The values of an object, all of them properties of the schema. */
export function checkedValues(schema: Schema, values: unknown, path: string): Values {
  if (values instanceof View) {
    if (values.schema === schema) return {}
    throw refusal(path, `a view of ${schema.label}`, values.schema.label)
  }
  if (typeof values !== 'object' || values === null || Array.isArray(values))
    throw refusal(path, 'an object of values by field', values)
  const known = new Set(propertiesOf(schema))
  for (const key of Object.keys(values))
    if (!known.has(key)) throw new TypeError(`${path}.${key}: ${unknownField(schema, values)}`)
  return values as Values
}

function unknownField(schema: Schema, values: object): string {
  if ('originalEnd' in values && 'bytes' in values)
    return 'a view has getters, which a spread leaves out; edit() changes a packet'
  const names = [...new Set(propertiesOf(schema))]
  return `${schema.label} has no such field; its fields are ${names.join(', ')}`
}

/** Whether a value takes no bytes, so that it needs no length. */
const isEmpty = (value: unknown): boolean =>
  value === undefined || (typeof value === 'object' && (value as { readonly length?: number }).length === 0)

/** The lengths and counts of values that are given, which are there for that. */
export function impliedBy(schema: Schema, values: Values): ReadonlySet<string> {
  const implied = new Set<string>()
  const look = ({ slots }: Schema): void => {
    for (const { key, field } of slots) {
      if (field.parts?.kind === 'choice') field.parts.schemas.forEach(look)
      else if (!isEmpty(values[key])) for (const path of amountsOf(field)) implied.add(path)
    }
  }
  look(schema)
  return implied
}
