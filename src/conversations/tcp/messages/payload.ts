import type { Piece } from '../stream-joiner.ts'

/** Payload of a segment, and where it is. */
export interface Payload extends Piece {
  readonly frame: number
  readonly layer: number
  /** Where the byte at `from` is, counted from where that layer begins. */
  readonly offset: number
}
