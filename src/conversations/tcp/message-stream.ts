/**
 * The messages of one direction of a TCP connection: in order, and put together where they lie in several segments.
 * Early segments wait, what was sent again is dropped, and after bytes that will not come it goes on with what waits.
 */
import { unfinished, untilEnd } from '../../schema/index.ts'
import type { FollowedFrame } from '../followed-frame.ts'
import { Speaker } from '../spoken/speaker.ts'
import type { Spoken } from '../spoken/spoken.ts'
import { PendingMessage } from './pending-message.ts'
import type { Piece } from './piece.ts'
import { ShownMessages } from './shown-messages.ts'
import type { Segment } from './segment.ts'
import { isAfter } from './sequence.ts'

/** The memory that all streams share, in bytes. */
export interface Budget {
  left: number
}

export class MessageStream {
  /** The sequence number of the next byte. */
  private next: number | undefined = undefined
  /** A message that is not all there. */
  private pending: PendingMessage | undefined = undefined
  /** Segments after bytes that are missing, in order. */
  private early: Piece[] = []
  /** How far the other side has acknowledged: what is missing before that will not come. */
  private acknowledged: number | undefined = undefined

  /** Bytes to come of a message that was given up. */
  private passing = 0

  private readonly speaker: Speaker

  constructor(
    spoken: Spoken,
    private readonly budget: Budget,
  ) {
    this.speaker = new Speaker(spoken)
  }

  /** Sets where the stream begins: after its SYN. */
  begin(sequence: number): void {
    this.next ??= sequence | 0
  }

  /** Takes the payload of a segment, and shows in its frame the messages that end in it. */
  take(frame: FollowedFrame, payload: Piece, segment: Segment): void {
    const shown = new ShownMessages(frame, payload, segment, this.speaker.protocol)
    this.next ??= payload.sequence
    while (isAfter(payload.sequence, this.next) && (this.isGapFinal || !this.hasRoomFor(payload)))
      this.skip(payload, shown)
    if (isAfter(payload.sequence, this.next)) this.wait(payload)
    else this.deliver(payload, shown)
    shown.apply()
  }

  /** The other side has acknowledged all before a number. */
  acknowledge(acknowledgment: number): void {
    if (this.acknowledged === undefined || isAfter(acknowledgment, this.acknowledged))
      this.acknowledged = acknowledgment
  }

  /** Whether the bytes before those that wait will not come. */
  private get isGapFinal(): boolean {
    const [first] = this.early
    return first !== undefined && this.acknowledged !== undefined && isAfter(this.acknowledged, first.sequence)
  }

  /** The stream has ended in a segment: a message that goes on up to there is all there. */
  finish(frame: FollowedFrame, payload: Piece, segment: Segment): void {
    const { pending } = this
    if (pending?.needed !== untilEnd) return
    const shown = new ShownMessages(frame, payload, segment, this.speaker.protocol)
    shown.joined(pending.bytes(), pending.parts)
    this.drop()
    shown.apply()
  }

  /** Gives back the memory of what it keeps. */
  forget(): void {
    this.drop()
    for (const { from, to } of this.early) this.budget.left += to - from
    this.early = []
  }

  private hasRoomFor({ from, to }: Piece): boolean {
    return this.early.length < mostEarly && this.budget.left > to - from
  }

  private wait(piece: Piece): void {
    const { early } = this
    let at = early.length
    while (at > 0 && isAfter(early[at - 1]!.sequence, piece.sequence)) at--
    const before = early[at - 1]
    if (before?.sequence === piece.sequence && before.originalTo - before.from >= piece.originalTo - piece.from) return
    early.splice(at, 0, this.kept(piece))
  }

  /** Goes on after bytes that are missing, at the latest at a piece. */
  private skip({ sequence }: Piece, shown: ShownMessages): void {
    const [first] = this.early
    this.drop(shown)
    this.next = first === undefined || isAfter(first.sequence, sequence) ? sequence : first.sequence
    this.deliverEarly(shown)
  }

  private deliver(piece: Piece, shown: ShownMessages): void {
    const old = (this.next! - piece.sequence) | 0
    const from = piece.from + old
    if (from >= piece.originalTo) return
    this.next = (piece.sequence + piece.originalTo - piece.from) | 0
    this.append({ ...piece, sequence: (piece.sequence + old) | 0, from: Math.min(from, piece.to) }, shown)
    this.deliverEarly(shown)
  }

  private deliverEarly(shown: ShownMessages): void {
    for (
      let first = this.early[0];
      first !== undefined && !isAfter(first.sequence, this.next!);
      first = this.early[0]
    ) {
      this.early.shift()
      this.budget.left += first.to - first.from
      this.deliver(first, shown)
    }
  }

  /** Takes the next bytes of the stream. */
  private append(piece: Piece, shown: ShownMessages): void {
    if (piece.originalTo > piece.to) {
      // A message with a hole in it is shown as far as it goes.
      this.drop(shown)
      shown.alone(piece, piece.from, piece.to, piece.originalTo)
      return
    }
    let { from } = piece
    if (this.passing > 0) {
      const to = Math.min(piece.to, from + this.passing)
      this.passing -= to - from
      shown.alone(piece, from, to, to)
      from = to
    }
    while (this.pending !== undefined && from < piece.to) {
      const taken = this.complete(this.pending, piece, from, shown)
      if (taken < 0) return
      from += taken
    }
    if (from < piece.to) this.messagesIn(piece, from, shown)
  }

  /** How many bytes of a piece, from `from` on, complete the message that is not all there; -1 if all do not. */
  private complete(pending: PendingMessage, piece: Piece, from: number, shown: ShownMessages): number {
    const before = pending.length
    this.add(pending, piece, from)
    if (pending.length < pending.needed) return this.limit(pending, shown)
    const length = this.speaker.lengthOf(pending.whole, 0, pending.length, pending.progress)
    pending.needed = length
    if (length === 0) {
      this.drop()
      return 0
    }
    if (length === unfinished || length > pending.length) return this.limit(pending, shown)
    shown.joined(pending.bytes(length), pending.parts, this.speaker.told())
    this.drop()
    return length - before
  }

  /** Gives a message up that is too long to be put together. */
  private limit(pending: PendingMessage, shown: ShownMessages): number {
    const { length, needed, parts } = pending
    const isTooLong = length > longestMessage
    if (!isTooLong && this.budget.left >= 0) return -1
    const isStated = needed !== unfinished && needed !== untilEnd
    const stated = isStated ? needed : length + 1
    this.passing = isStated ? needed - length : 0
    shown.givenUp(isTooLong ? `a message of more than ${longestMessage} bytes` : 'the memory for messages is used up')
    shown.joined(pending.bytes(), parts, undefined, stated)
    this.drop()
    return -1
  }

  /** Shows the messages in a piece that begins with one, and keeps the rest. */
  private messagesIn(piece: Piece, from: number, shown: ShownMessages): void {
    const { bytes, to } = piece
    let at = from
    while (at < to) {
      const progress = { looked: 0, head: 0 }
      const length = this.speaker.lengthOf(bytes, at, to, progress)
      if (length === 0) {
        if (this.speaker.goOn(bytes, at, to)) {
          shown.protocol = this.speaker.protocol
          continue
        }
        shown.alone(piece, at, to, to)
        return
      }
      if (length > longestMessage && length !== untilEnd) {
        this.passing = length - (to - at)
        shown.givenUp(`a message of ${length} bytes, more than ${longestMessage}`)
        shown.alone(piece, at, to, at + Math.min(length, mostStated))
        return
      }
      if (length === unfinished || at + length > to) {
        const pending = new PendingMessage(progress)
        pending.needed = length
        this.pending = pending
        this.add(pending, piece, at)
        return
      }
      shown.alone(piece, at, at + length, at + length, { joins: this.speaker.several, told: this.speaker.told() })
      at += length
    }
  }

  private add(pending: PendingMessage, piece: Piece, from: number): void {
    this.budget.left -= piece.to - from
    pending.add(piece, from)
  }

  /** A piece in memory of its own. */
  private kept(piece: Piece): Piece {
    const { bytes, from, to, originalTo, isOwn } = piece
    this.budget.left -= to - from
    if (isOwn) return piece
    return {
      ...piece,
      bytes: bytes.slice(from, to),
      from: 0,
      to: to - from,
      originalTo: originalTo - from,
      isOwn: true,
    }
  }

  /** Forgets the message that is not all there; with `shown` since bytes of it are missing. */
  private drop(shown?: ShownMessages): void {
    if (this.pending !== undefined) shown?.givenUp('bytes of the message are missing')
    this.budget.left += this.pending?.length ?? 0
    this.pending = undefined
  }
}

/** Where a message is said to end at most, that is not put together. */
const mostStated = 2 ** 30
/** Limits: of a message in bytes, and of segments that wait for bytes before them. */
const longestMessage = 64 << 20
const mostEarly = 1024
