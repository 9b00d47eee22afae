import type { Batch } from '../files/batch.ts'
import type { CaptureDescription } from '../files/description.ts'

/** Where frames come from, in batches: a file, standard input, an interface. Leaving the loop over it closes it. */
export interface FrameStream extends CaptureDescription, AsyncIterable<Batch> {
  /** As the user knows it: the path, `standard input`, the interface. */
  readonly name: string
  /** The link type of all its interfaces; undefined where they differ, or where none is known yet. */
  readonly linkType: number | undefined
  /** Releases the file or interface; a loop over it ends. May be called more than once. */
  close(): void | Promise<void>
}
