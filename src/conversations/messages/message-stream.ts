/** The messages of one direction of a stream, put together where they lie in several pieces of it. */
import { unfinished, untilEnd, type FactValues, type FramingProgress } from '../../schema/index.ts'
import { data } from '../../packet/registry/index.ts'
import type { FollowedFrame } from '../followed-frame.ts'
import { Speaker } from '../spoken/speaker.ts'
import type { Spoken } from '../spoken/spoken.ts'
import type { Payload } from './payload.ts'
import { PendingMessage } from './pending-message.ts'
import { ShownMessages, type Carrier } from './shown-messages.ts'
import type { Budget, StreamReader } from './stream-joiner.ts'

export class MessageStream implements StreamReader<Payload> {
  private readonly speaker: Speaker
  /** A message that is not all there. */
  private pending: PendingMessage | undefined = undefined
  /** Bytes to come of a message that was given up. */
  private passing = 0
  /** Whether bytes of other messages are missing before the next one. */
  private isAfterLoss = false
  /** Whether the stream was captured from its beginning, and nothing since looked like a message. */
  private isOpening = false
  /** Whether it was said that a message begins. */
  private isSpeaking = false
  private facts: FactValues | undefined
  /** Where messages are shown. */
  private shown!: ShownMessages

  constructor(
    spoken: Spoken,
    private readonly budget: Budget,
  ) {
    this.speaker = new Speaker(spoken)
  }

  /** The next bytes are those that the stream begins with: if no message begins there, something else is spoken. */
  begin(): void {
    this.isOpening = true
  }

  /** Shows what comes next in layer `parent` of a frame; `facts` are known of all its messages. */
  showIn(frame: FollowedFrame, parent: number, carrier?: Carrier, facts?: FactValues): ShownMessages {
    this.facts = facts
    this.speaker.know(facts)
    this.shown = new ShownMessages(frame, parent, this.speaker.protocol, carrier)
    return this.shown
  }

  /** Whether a message goes on as far as the stream. */
  get isUntilEnd(): boolean {
    return this.pending?.needed === untilEnd
  }

  /** The stream ends, and with it a message that goes on as far. */
  end(): void {
    const { pending } = this
    if (pending?.needed !== untilEnd) return
    this.shown.joined(pending, this.told(undefined))
    this.drop()
  }

  /** Says in a frame, once, that the head of a message is there that is not all there; of the first, that it begins. */
  tellBegun(frame: FollowedFrame): void {
    const { pending, speaker } = this
    if (pending === undefined || pending.isBegun) return
    const { head } = pending.progress
    pending.isBegun = head > 0
    if (this.isSpeaking && head === 0) return
    this.isSpeaking = true
    frame.tellBegun({
      protocol: speaker.protocol,
      head: head === 0 ? undefined : pending.bytes(head),
      soFar: pending,
    })
  }

  /** Gives back the memory of what it keeps. */
  forget(): void {
    this.drop()
  }

  /** The next bytes of the stream, before `cut` that the capture cut. */
  bytes(piece: Payload, start: number, cut: number): void {
    let from = this.pass(piece, start)
    while (this.pending !== undefined && from < piece.to) {
      const taken = this.complete(this.pending, piece, from)
      if (taken < 0) from = piece.to
      else from += taken
    }
    if (from < piece.to) this.messagesIn(piece, from, cut)
    else if (cut > 0) this.gap(cut)
  }

  /** Goes on after bytes that will not come; at the message after them, if it is known how long theirs is. */
  gap(length: number): void {
    const { pending } = this
    this.isOpening = false
    if (pending === undefined) {
      this.isAfterLoss ||= length > this.passing
      this.passing = Math.max(0, this.passing - length)
    } else {
      const { needed } = pending
      const isStated = needed !== unfinished && needed !== untilEnd
      this.isAfterLoss ||= !isStated || length > needed - pending.length
      this.giveUp(pending, 'bytes of the message are missing')
      this.passing = isStated ? Math.max(0, this.passing - length) : 0
    }
  }

  /** Shows bytes of a message that was given up; where those after it begin. */
  private pass(piece: Payload, from: number): number {
    if (this.passing === 0) return from
    const to = Math.min(piece.to, from + this.passing)
    this.passing -= to - from
    if (to > from) this.shown.alone(piece, from, to, to)
    return to
  }

  /** How many bytes of a piece, from `from` on, complete the message that is not all there; -1 if all do not. */
  private complete(pending: PendingMessage, piece: Payload, from: number): number {
    const before = pending.length
    this.add(pending, piece, from)
    if (pending.length < pending.needed) return this.limit(pending)
    const length = this.speaker.lengthOf(pending.whole, 0, pending.length, pending.progress)
    pending.needed = length
    if (length === 0) {
      this.drop()
      this.isAfterLoss = true
      return 0
    }
    if (length === unfinished || length > pending.length) return this.limit(pending)
    this.shown.joined(pending, this.told(undefined), length)
    this.drop()
    return length - before
  }

  /** Gives a message up that is too long to be put together; -1 as long as it is not all there. */
  private limit(pending: PendingMessage): number {
    const isTooLong = pending.length > longestMessage
    if (isTooLong || this.budget.left < 0)
      this.giveUp(
        pending,
        isTooLong ? `a message of more than ${longestMessage} bytes` : 'the memory for messages is used up',
      )
    return -1
  }

  /** Shows a message as far as it is there, and passes over the rest of it. */
  private giveUp(pending: PendingMessage, reason: string): void {
    const { length, needed } = pending
    const isStated = needed !== unfinished && needed !== untilEnd
    const stated = isStated ? needed : length + 1
    this.passing = isStated ? needed - length : 0
    this.shown.givenUp(reason)
    this.shown.joined(pending, this.facts, length, Math.min(stated, length + mostStated))
    this.drop()
  }

  /** Shows the messages in a piece that begins with one, and keeps the rest, unless the capture cut it. */
  private messagesIn(piece: Payload, from: number, cut: number): void {
    const { bytes, to } = piece
    const { shown, speaker } = this
    for (let at = from; at < to;) {
      const progress = { looked: 0, head: 0, isAfterLoss: this.isAfterLoss }
      this.isAfterLoss = false
      this.isOpening &&= !speaker.isConfirmed
      const isStrange = this.isOpening && !speaker.opens(bytes, at, to)
      const length = isStrange ? 0 : speaker.lengthOf(bytes, at, to, progress)
      if (length !== 0) this.isOpening = false
      if (length === 0 && speaker.goOn(bytes, at, to)) {
        shown.protocol = speaker.protocol
        continue
      }
      const isWhole = length > 0 && at + length <= to
      if (!isWhole) return this.rest(piece, at, cut, length, progress)
      shown.alone(piece, at, at + length, at + length, {
        joins: speaker.several,
        told: (earlier) => this.told(earlier),
      })
      at += length
    }
    if (cut > 0) this.gap(cut)
  }

  /** Takes the beginning of a message at the end of a piece, or what is none. */
  private rest(piece: Payload, at: number, cut: number, length: number, progress: FramingProgress): void {
    const { shown } = this
    const there = piece.to + cut - at
    const isTooLong = length > longestMessage && length !== untilEnd
    if (length !== 0 && cut === 0 && !isTooLong) {
      this.pending = new PendingMessage(progress)
      this.pending.needed = length
      this.add(this.pending, piece, at)
      return
    }
    const isStated = length > there && length !== untilEnd
    this.isAfterLoss ||= !isStated
    this.passing = isStated ? length - there : 0
    if (isTooLong) shown.givenUp(`a message of ${length} bytes, more than ${longestMessage}`)
    if (length === 0 && this.isOpening) shown.protocol = data.id
    shown.alone(piece, at, piece.to, isTooLong ? at + Math.min(length, mostStated) : piece.to + cut)
    shown.protocol = this.speaker.protocol
  }

  /** What is known of the layer with the message that was measured last. */
  private told(earlier: FactValues | undefined): FactValues | undefined {
    const told = this.speaker.told(earlier)
    return this.facts === undefined ? told : { ...this.facts, ...told }
  }

  private add(pending: PendingMessage, piece: Payload, from: number): void {
    this.budget.left -= piece.to - from
    pending.add(piece, from)
  }

  /** Forgets the message that is not all there. */
  private drop(): void {
    this.budget.left += this.pending?.length ?? 0
    this.pending?.release()
    this.pending = undefined
  }
}

/** How far a message that is not put together is said to go at most. */
const mostStated = 2 ** 30
/** Limit of a message in bytes. */
const longestMessage = 64 << 20
