import type { Batch } from '../files/batch.ts'
import type { TextBuffer } from './text.ts'

/** Turns packets into text. Whoever calls writes the buffer out and clears it whenever it likes between two packets. */
export interface Output {
  /** What comes before the first packet, such as the names of columns. */
  begin?(text: TextBuffer): void
  /** Appends frame `index` of `batch`. */
  packet(batch: Batch, index: number, text: TextBuffer): void
  /** What comes behind the last one. */
  end?(text: TextBuffer): void
}
