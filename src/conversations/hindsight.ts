/** What a second look at a frame shows more than the first: what was learned from the frames after it. */
import type { FactValues } from '../schema/index.ts'
import type { Foresight } from './foresight.ts'
import { Segment } from './tcp/segment.ts'

/** Adds to the facts of each layer of a frame what is known in the end. */
export function addHindsight(facts: (FactValues | undefined)[], frame: number, known: Foresight): void {
  for (const each of facts) if (each instanceof Segment && each.isPart) completeSegment(each, known)
  for (const { layer, facts: later } of known.of(frame)) {
    const before = facts[layer]
    facts[layer] = before === undefined ? { ...later } : Object.assign(before, later)
  }
}

function completeSegment(segment: Segment, { completeness, roundTrips }: Foresight): void {
  segment.completeness |= completeness[segment.stream] ?? 0
  const roundTrip = roundTrips[segment.stream]
  if (segment.analysis && roundTrip !== undefined)
    segment.initialRoundTrip = Number.isNaN(roundTrip) ? undefined : roundTrip
}
