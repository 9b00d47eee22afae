import type { Batch } from '../files/batch.ts'
import type { Pieces } from './pieces.ts'
import type { TextBuffer } from '../text/buffer.ts'

/** Turns packets into text. Whoever calls writes the buffer out and clears it whenever it likes between two packets. */
export interface Output {
  /** What comes before the first packet, such as the names of columns. */
  begin?(text: TextBuffer): void
  /** Appends frame `index` of `batch`. */
  packet(batch: Batch, index: number, text: TextBuffer): void
  /**
   * The same in pieces, for a frame of many megabytes: whoever calls may write the buffer out and clear it after each.
   */
  pieces?(batch: Batch, index: number, text: TextBuffer): Pieces
  /** What comes after the last one. To be awaited: a table loads what lays it out only now. */
  end?(text: TextBuffer): void | Promise<void>
}
