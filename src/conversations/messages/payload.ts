import type { Source } from '../../packet/gain.ts'
import type { Piece } from './stream-joiner.ts'

/** The next bytes of a stream, and where they are. */
export interface Payload extends Piece {
  readonly frame: number
  /** The layer that carries them. */
  readonly layer: number
  /** Where the byte at `from` is, counted from where that layer begins. */
  readonly offset: number
  /** The bytes they lie in, if these are not those of the layer. */
  readonly source?: Source | undefined
}
