import type { Batch } from '../files/batch.ts'

/** A compiled filter, of either language. */
export interface Filter {
  readonly text: string
  /** What may surprise about it. */
  readonly hints: readonly FilterHint[]
  /** The filter as it was understood, in one line, with what is implied. */
  readonly explanation: string
  /** Whether the frame at `index` of a batch passes. May be called for any frame, in any order. */
  matches(batch: Batch, index: number): boolean
}

/** Something about a place in a filter's text that surprises people. */
export interface FilterHint {
  readonly start: number
  readonly end: number
  readonly text: string
}
