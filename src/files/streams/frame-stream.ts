import type { Batch } from '../batch.ts'
import type { CaptureDescription } from '../description.ts'

/** A source of frames in batches: a file, standard input, an interface. Leaving the loop over it closes it. */
export interface FrameStream extends CaptureDescription, AsyncIterable<Batch> {
  /** Its name for messages: the path, `standard input`, the interface. */
  readonly name: string
  /** The files that it reads, where those are several. */
  readonly paths?: readonly string[]
  /** The link type common to its interfaces; undefined if they differ or none is known yet. */
  readonly linkType: number | undefined
  /** Releases the file or interface and ends a loop over it. May be called more than once. */
  close(): void | Promise<void>
}
