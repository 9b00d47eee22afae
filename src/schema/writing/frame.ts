/** What is being written of one record, and the views through which conditions look at it. */
import type { Schema } from '../schema.ts'
import type { View } from '../view.ts'

/** A record, or a set of fields inside one, with where its fields were put. */
export interface Frame {
  readonly schema: Schema
  readonly parent: Frame | undefined
  /** The byte where it begins. */
  readonly place: number
  /** Where each of its fields begins, in bits from the start of the record. */
  readonly offsets: number[]
  /** What it is taken from, where it is a change of something decoded. */
  readonly base: View | undefined
}

/** The view of a frame whose record reaches from byte `start` to `end`; lengths may be unknown yet. */
export function viewOf(frame: Frame, bytes: Uint8Array, start: number, end: number, origin: number): View {
  const { schema, parent, place, offsets } = frame
  const view =
    parent === undefined
      ? schema.bare(bytes, start, end, origin, end)
      : schema.viewInside(viewOf(parent, bytes, start, end, origin), place)
  // Where fields were put is known better than lengths say that are filled in at the end.
  const known = view as unknown as { offsets?: number[]; places?: number[] }
  if (parent === undefined) known.offsets = [...offsets]
  else known.places = [...offsets]
  return view as View
}
