/** Which frames stay, by number, time, and what came before. */
import type { Batch } from '../files/batch.ts'
import type { Edit } from './edit.ts'

/** Keeps the frames that pass. */
export function select(passes: (batch: Batch, index: number) => boolean): Edit {
  return {
    take(batch) {
      batch.keep(passes)
      return batch
    },
  }
}

/** From a number to another, both included; the first frame of a capture is 1. */
export interface NumberRange {
  readonly first: number
  readonly last: number
}

/** Keeps the frames whose numbers are in one of the ranges, or with `drop` those that are in none. */
export function selectNumbers(ranges: readonly NumberRange[], drop = false): Edit {
  const merged = mergedRanges(ranges)
  let at = 0
  let before = 0
  return select((batch, index) => {
    const number = batch.number(index)
    // Numbers only grow, as far as a capture is read in order.
    if (number < before) at = 0
    before = number
    while (at < merged.length && merged[at]!.last < number) at++
    const isIn = at < merged.length && merged[at]!.first <= number
    return isIn !== drop
  })
}

/** In order, none within reach of the next. */
function mergedRanges(ranges: readonly NumberRange[]): readonly NumberRange[] {
  const merged: NumberRange[] = []
  for (const range of ranges.toSorted((one, other) => one.first - other.first)) {
    const last = merged.at(-1)
    if (last !== undefined && range.first <= last.last + 1)
      merged[merged.length - 1] = { first: last.first, last: Math.max(last.last, range.last) }
    else merged.push(range)
  }
  return merged
}

/** A time, in seconds and nanoseconds since 1970 or, if `relative`, since the first frame of the capture. */
export interface TimePoint {
  readonly seconds: number
  readonly nanoseconds: number
  readonly relative: boolean
}

/** Keeps the frames from one time on and before another. Frames without a time are in no range. */
export function selectTimes({
  from,
  to,
}: {
  readonly from?: TimePoint | undefined
  readonly to?: TimePoint | undefined
}): Edit {
  return select(
    (batch, index) =>
      !Number.isNaN(batch.seconds[index]) &&
      (from === undefined || !isBefore(batch, index, from)) &&
      (to === undefined || isBefore(batch, index, to)),
  )
}

function isBefore(batch: Batch, index: number, { seconds, nanoseconds, relative }: TimePoint): boolean {
  const sum = nanoseconds + (relative ? batch.firstNanoseconds : 0)
  const whole = seconds + (relative ? batch.firstSeconds : 0) + Math.floor(sum / 1e9)
  const difference = batch.seconds[index]! - whole
  return difference < 0 || (difference === 0 && batch.nanoseconds[index]! < sum % 1e9)
}
