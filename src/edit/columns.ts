/** Edits of what is recorded of frames: their times, lengths and link type. */
import { CaptureError } from '../files/error.ts'
import { longestFrame } from '../files/limits.ts'
import type { Edit } from './edit.ts'

/** Keeps at most `bytes` bytes of each frame; the length on the wire stays. */
export function truncate(bytes: number): Edit {
  return {
    take(batch) {
      for (let index = 0; index < batch.length; index++)
        if (batch.capturedLength[index]! > bytes) batch.capturedLength[index] = bytes
      return batch
    },
  }
}

/** A difference of times: whole seconds, rounded down, and nanoseconds to add to them. */
export interface TimeShift {
  readonly seconds: number
  readonly nanoseconds: number
}

/**
 * Moves all times by as much, or (`first`) such that the first frame that has a time has this one. Throws a CaptureError
 * for a frame that would be before 1970, which no format can hold.
 */
export function shiftTimes(shift: { readonly by: TimeShift } | { readonly first: TimeShift }): Edit {
  let by = 'by' in shift ? shift.by : undefined
  return {
    take(batch) {
      for (let index = 0; index < batch.length; index++) {
        const seconds = batch.seconds[index]!
        const nanoseconds = batch.nanoseconds[index]!
        if (Number.isNaN(seconds)) continue
        by ??= difference((shift as { readonly first: TimeShift }).first, { seconds, nanoseconds })
        const sum = nanoseconds + by.nanoseconds
        if (seconds + by.seconds + (sum >= 1e9 ? 1 : 0) < 0) throw beforeFormats(batch.number(index))
        batch.seconds[index] = seconds + by.seconds + (sum >= 1e9 ? 1 : 0)
        batch.nanoseconds[index] = sum >= 1e9 ? sum - 1e9 : sum
      }
      return batch
    },
  }
}

const beforeFormats = (number: number) =>
  new CaptureError({
    code: 'unsupported',
    expected: 'times from 1970 on',
    found: `frame ${number} moved to before that`,
    advice: 'Move the times by less',
  })

function difference(one: TimeShift, other: TimeShift): TimeShift {
  const nanoseconds = one.nanoseconds - other.nanoseconds
  const borrowed = nanoseconds < 0 ? 1 : 0
  return { seconds: one.seconds - other.seconds - borrowed, nanoseconds: nanoseconds + borrowed * 1e9 }
}

/** Says that all frames are of another link type (LINKTYPE_ number); their bytes stay. */
export function setLinkType(linkType: number): Edit {
  return {
    metadata: { linkType },
    take(batch) {
      batch.linkType.fill(linkType, 0, batch.length)
      const most = longestFrame(linkType)
      for (let index = 0; index < batch.length; index++)
        if (batch.capturedLength[index]! > most) batch.capturedLength[index] = most
      return batch
    },
  }
}
