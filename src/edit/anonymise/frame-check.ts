/** The check sequence that a frame may end with (IEEE 802.3, section 3.2.9). */
import { crc32, littleEndian, putLittleEndian } from '../../packet/checksums/index.ts'
import type { Rewriting } from './field-rewriter.ts'

/**
 * Mends the frame check sequence at the end of a frame, if there is one and it was right, of the bytes from one of
 * `starts` on.
 */
export function mendFrameCheck({ from, into, shift, end }: Rewriting, starts: readonly number[]): void {
  const place = end - 4
  for (const start of starts)
    if (place - start >= shortest && littleEndian(from, place) === crc32(from, start, place))
      return putLittleEndian(into, place + shift, crc32(into, start + shift, place + shift))
}

/** Bytes of a header of the link layer. */
const shortest = 14
