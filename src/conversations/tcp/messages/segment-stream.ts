/** The messages of one direction of a TCP connection, put together where they lie in several segments. */
import type { FollowedFrame } from '../../followed-frame.ts'
import { MessageStream } from '../../messages/message-stream.ts'
import type { Payload } from '../../messages/payload.ts'
import { StreamJoiner, type Budget } from '../../messages/stream-joiner.ts'
import type { Spoken } from '../../spoken/spoken.ts'
import type { Segment } from '../segment.ts'

export class SegmentStream {
  private readonly messages: MessageStream
  private readonly joiner: StreamJoiner<Payload>
  /** The sequence number after the last byte, once that is known. */
  private end: number | undefined = undefined
  /** The bytes that are missing before a sequence number, and since when. */
  private gap: { readonly before: number; readonly since: number } | undefined = undefined

  constructor(spoken: Spoken, budget: Budget) {
    this.messages = new MessageStream(spoken, budget)
    this.joiner = new StreamJoiner(this.messages, budget)
  }

  /** Sets where the stream begins: after its SYN. With `isKnown` false its first bytes may be of another protocol. */
  begin(sequence: number, isKnown: boolean): void {
    this.joiner.begin(sequence)
    if (!isKnown) this.messages.begin()
  }

  /**
   * Takes the payload of a segment, and shows in its frame the messages that end in it. With `waits` false, it goes on
   * after missing bytes at once. `earlier` are payloads of frames before it.
   */
  take(
    frame: FollowedFrame,
    payload: Payload,
    segment: Segment,
    waits: boolean,
    earlier: readonly Payload[] = none,
  ): void {
    const { joiner, messages } = this
    const shown = messages.showIn(frame, payload.layer, segment)
    for (const each of earlier) joiner.take(each)
    joiner.take(payload)
    if (waits) joiner.settle()
    if (!waits || this.isOverdue(frame.time)) joiner.finish()
    if (this.isAtEnd) messages.end()
    shown.replace(payload)
  }

  /** The other side has acknowledged all before a number. */
  acknowledge(acknowledgment: number): void {
    this.joiner.acknowledge(acknowledgment)
  }

  /** The stream ends with a segment: a message that goes on up to there is all there, once all before that is. */
  finish(frame: FollowedFrame, payload: Payload, segment: Segment): void {
    this.end ??= (payload.sequence + segment.length) | 0
    if (!this.isAtEnd) return
    const shown = this.messages.showIn(frame, payload.layer, segment)
    this.messages.end()
    shown.replace(payload)
  }

  /** Says in a frame what messages begin there that are not all there. */
  tellBegun(frame: FollowedFrame): void {
    this.messages.tellBegun(frame)
  }

  /** Gives back the memory of what it keeps. */
  forget(): void {
    this.messages.forget()
    this.joiner.forget()
  }

  /** Whether bytes have been missing for so long that they would have been sent again if they had not come. */
  private isOverdue(time: number): boolean {
    const { firstWaiting } = this.joiner
    if (firstWaiting === undefined) this.gap = undefined
    else if (this.gap?.before !== firstWaiting.sequence) this.gap = { before: firstWaiting.sequence, since: time }
    return this.gap !== undefined && time - this.gap.since > patience
  }

  /** Whether all bytes of the stream are there, or given up. */
  get isOver(): boolean {
    return this.end !== undefined && this.joiner.reaches(this.end)
  }

  private get isAtEnd(): boolean {
    return this.messages.isUntilEnd && this.isOver
  }
}

const none: readonly Payload[] = []
/** Nanoseconds in which what was lost is sent again, twice if need be: RFC 6298, sections 2 and 5. */
const patience = 3e9
