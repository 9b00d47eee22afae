/** How the step of a protocol looks at a layer, and finds where its header ends. */
import { compiled, isOfEnd, isOfFixedPart, point, sourceOf, type Work } from '../../schema/engine/index.ts'
import type { Field, Schema, View } from '../../schema/index.ts'

/** Gives the layer from byte `start` to byte `end`, that went on to `originalEnd` on the wire; not to keep. */
export type LayerIn = (bytes: Uint8Array, start: number, end: number, originalEnd: number) => View

/**
 * Whether the fixed part of a header, all of which is there, tells how long the header is, what follows it, and how
 * long that is.
 */
export function isToldByFixedPart(schema: Schema): boolean {
  const { carries, declared } = schema
  if (declared === undefined && !hasKnownPlaces(schema)) return false
  const header = (declared ?? varyingFields(schema)[0]?.size) as ((self: never) => number) | undefined
  if (header !== undefined && isOfEnd(header, schema)) return false
  const works = [header, carries?.length, ...(carries?.tables ?? []).map(([, key]) => key)]
  return works.every((work) => work === undefined || isOfFixedPart(work, schema))
}

/** The fields whose size varies. */
const varyingFields = ({ slots }: Schema): readonly Field[] =>
  slots.map(({ field }) => field).filter(({ computed, size }) => !computed && typeof size !== 'number')

/** Whether the places of all fields are known beforehand: at most the last one varies in size, and it is no choice. */
function hasKnownPlaces(schema: Schema): boolean {
  const [first, ...more] = varyingFields(schema)
  const last = schema.slots.findLast(({ field }) => !field.computed)?.field
  return first === undefined || (more.length === 0 && first === last && first.parts?.kind !== 'choice')
}

/**
 * A layer to look at. Where the places of all fields that are looked at are known beforehand its cursor costs nothing;
 * elsewhere a view remembers what was found.
 */
export function layerInOf(schema: Schema): LayerIn {
  const { cursor, lead } = schema
  if (!hasKnownPlaces(schema) && !isToldByFixedPart(schema))
    return (bytes, start, end, originalEnd) => schema.bare(bytes, start, end, start + lead, originalEnd)
  return (bytes, start, end, originalEnd) => {
    point(bytes, start, end, originalEnd)
    return cursor
  }
}

/** The header as one number, or as one function, wherever it can be had for that. */
export function headerLengthOf(schema: Schema): Work<number> | undefined {
  const { declared, fixedLength } = schema
  if (declared !== undefined) return compiled(declared, schema)
  const [varying] = varyingFields(schema)
  if (varying === undefined) return undefined
  if (!hasKnownPlaces(schema)) return (layer) => Math.ceil(layer.offsetOf() / 8)
  const measure = varying.size as (self: View, at: number) => number
  if (sourceOf(measure) === undefined)
    return (layer, _bytes, start) => fixedLength + Math.max(0, measure(layer, start + fixedLength))
  const work = compiled(measure as (self: View) => number, schema)
  return (layer, bytes, start, end) => fixedLength + work(layer, bytes, start, end)
}
