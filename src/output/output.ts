import type { Batch } from '../files/batch.ts'
import type { Pieces } from './pieces.ts'
import type { TextBuffer } from '../text/buffer.ts'

/** Writes packets as text to a buffer. The caller writes out and clears the buffer between packets as it likes. */
export interface Output {
  /** Whether it shows what only conversations tell: the batches it is given should have been followed. */
  readonly needsConversations?: boolean
  /** The facts of conversations that it shows, by filter name. Default: all. */
  readonly facts?: ReadonlySet<string> | undefined
  /** Whether it shows what messages hold, such as decompressed bodies. Default: true. */
  readonly showsContent?: boolean
  /** Writes a header before the first packet, such as column names. */
  begin?(text: TextBuffer): void
  /** Appends frame `index` of `batch`. */
  packet(batch: Batch, index: number, text: TextBuffer): void
  /** The same in pieces, for frames of many megabytes: the caller may write out and clear the buffer after each. */
  pieces?(batch: Batch, index: number, text: TextBuffer): Pieces
  /** Writes what follows the last packet. */
  end?(text: TextBuffer): void | Promise<void>
}
