import type { Piece } from './stream-joiner.ts'

/** Payload of a segment, and where it is. */
export interface Payload extends Piece {
  readonly frame: number
  readonly layer: number
}
