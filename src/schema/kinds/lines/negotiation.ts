/** Commands that ask for another protocol on the same connection, as STARTTLS does, and the replies that agree. */
import type { Framing, Messages, StreamMemory } from '../../engine/conversing.ts'
import { isReply, lineLength, replyLength } from './framing.ts'
import { asciiText, lineStop } from './scan.ts'

interface Negotiated {
  isAsked: boolean
  isAgreed: boolean
}

export interface Negotiation {
  /** Takes note of the first line of a whole message: a command, or a reply. */
  note(memory: StreamMemory, bytes: Uint8Array, start: number, isReply: boolean): void
  /** Whether another protocol is agreed on. */
  isAgreed(memory: StreamMemory): boolean
  /** For `.streamed`. */
  readonly switches: NonNullable<Messages['switches']>
}

/** `asks` is found in a command, and `agrees` in the reply to it; what follows is known by its first bytes. */
export function negotiation(asks: RegExp, agrees: RegExp): Negotiation {
  const of = ({ both }: StreamMemory) => (both.negotiated ??= { isAsked: false, isAgreed: false }) as Negotiated
  const isAgreed = (memory: StreamMemory) => of(memory).isAgreed
  return {
    note: (memory, bytes, start, isReply) => {
      const negotiated = of(memory)
      const line = asciiText(bytes, start, lineStop(bytes, start, Math.min(bytes.length, start + longestLine)))
      if (isReply) negotiated.isAgreed = negotiated.isAsked && agrees.test(line)
      negotiated.isAsked = !isReply && asks.test(line)
    },
    isAgreed,
    switches: { tables: [], to: (memory) => (isAgreed(memory) ? [] : undefined) },
  }
}

/** How messages lie in a stream that are commands and replies with codes, until another protocol is agreed on. */
export const commandsAndReplies =
  (negotiated: Negotiation): Framing =>
  (bytes, start, end, memory, progress) => {
    if (negotiated.isAgreed(memory)) return 0
    const answers = isReply(bytes, start, end)
    const length = (answers ? replyLength : lineLength)(bytes, start, end, progress)
    if (length > 0) negotiated.note(memory, bytes, start, answers)
    return length
  }

/** Longer lines ask for nothing. */
const longestLine = 256
