import type { Schema } from './schema.ts'

/** A schema and all that its fields are made of, in whatever depth; records may hold each other. */
export function schemasWithin(schema: Schema): ReadonlySet<Schema> {
  const reached = new Set([schema])
  // A set that grows while it is walked.
  for (const each of reached)
    for (const { field } of each.slots) for (const part of field.parts?.schemas ?? []) reached.add(part)
  return reached
}
