/**
 * A conversation as its bytes, both sides in the order of capture. Bytes that were not captured are a text in their
 * place, as in tshark, with a zero after it.
 */
import type { StreamChunk } from '../../conversations/streams/index.ts'
import type { TextBuffer } from '../../text/buffer.ts'

export const rawStream = () => ({
  chunk({ bytes, missing, isAcknowledged }: StreamChunk, text: TextBuffer): void {
    // As in tshark, what follows bytes that may still come is left out.
    if (!isAcknowledged) return
    if (missing > 0) text.text(`[${missing} bytes missing in capture file]\0`)
    text.copy(bytes)
  },
})
