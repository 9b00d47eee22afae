/** How long messages in a stream are that are one value of BER each: X.690, section 8.1. */
import { unfinished, type Framing } from '../../engine/conversing.ts'
import { headOf } from './head.ts'

/** The length of a message with this tag, of one byte; those of indefinite length are none. */
export const berMessageLength =
  (tag: number): Framing =>
  (bytes, start, end) => {
    if (end <= start) return unfinished
    if (bytes[start] !== tag) return 0
    if (end - start < 2) return unfinished
    const first = bytes[start + 1]!
    if (first === indefinite || first > longest) return 0
    const head = headOf(bytes, start, end)
    return head === undefined ? unfinished : head.next - start
  }

const indefinite = 0x80
/** That four bytes of length follow. */
const longest = 0x84
