/**
 * One direction of a followed TCP connection, in order: what was sent again is dropped, and what came early waits until
 * the bytes before it have come, or the other side acknowledges them: then they were not captured. Memory is bounded:
 * beyond a number of segments or bytes that wait, the bytes before them are given up.
 */
import { isAfter } from '../tcp/sequence.ts'
import type { StreamChunk } from './chunk.ts'

/** What a frame has of the stream. */
export interface StreamSegment {
  /** The sequence number of the byte at `from`: 32 bits with a sign. */
  readonly sequence: number
  /** Valid only during the call. */
  readonly bytes: Uint8Array
  readonly from: number
  readonly to: number
  /** Where it ended on the wire. */
  readonly originalTo: number
  readonly frame: number
  readonly seconds: number
  readonly nanoseconds: number
}

export type FlowChunk = Omit<StreamChunk, 'side'>

export class FlowJoiner {
  /** The sequence number of the next byte. */
  private next: number | undefined
  /** What waits, in order of sequence numbers, from `first` on; the first of two with the same number came first. */
  private early: StreamSegment[] = []
  private first = 0
  private waiting = 0

  constructor(private readonly emit: (chunk: FlowChunk) => void) {}

  /** Sets where the stream begins, unless that is known. */
  begin(sequence: number): void {
    this.next ??= sequence
  }

  /** Takes a segment. One of which nothing was captured is missing. */
  take(segment: StreamSegment): void {
    this.next ??= segment.sequence
    if (segment.to <= segment.from) return
    if (isAfter(segment.sequence, this.next)) this.wait(segment)
    else {
      this.deliver(segment, segment.originalTo)
      this.deliverEarly()
    }
  }

  /** The other side has received all before a sequence number. */
  acknowledge(acknowledgment: number): void {
    let segment
    while ((segment = this.early[this.first]) !== undefined && isAfter(acknowledgment, segment.sequence))
      this.giveUp(segment)
  }

  /** Emits what still waits. */
  finish(): void {
    let segment
    while ((segment = this.early[this.first]) !== undefined) this.giveUp(segment, false)
  }

  /** Goes on at what waits first: what is missing before it does not come. */
  private giveUp({ sequence, frame, seconds, nanoseconds }: StreamSegment, isAcknowledged = true): void {
    const missing = (sequence - this.next!) | 0
    if (missing > 0) this.emit({ bytes: nothing, missing, cut: 0, isAcknowledged, frame, seconds, nanoseconds })
    this.next = sequence
    this.deliverEarly(isAcknowledged)
  }

  /** Emits the bytes of a segment that are new; the stream goes on after it, at what `end` says. */
  private deliver(segment: StreamSegment, end: number, isAcknowledged = true): void {
    const { sequence, bytes, to, frame, seconds, nanoseconds } = segment
    const from = segment.from + ((this.next! - sequence) | 0)
    if (from >= to) return
    this.next = (this.next! + end - from) | 0
    const cut = segment.originalTo - to
    this.emit({ bytes: bytes.slice(from, to), missing: 0, cut, isAcknowledged, frame, seconds, nanoseconds })
  }

  private deliverEarly(isAcknowledged = true): void {
    let segment
    while ((segment = this.early[this.first]) !== undefined && !isAfter(segment.sequence, this.next!)) {
      this.first++
      this.waiting -= segment.to
      // What a capture cut off one that waited is missing like what was not captured.
      this.deliver(segment, segment.to, isAcknowledged)
    }
    if (this.first > 0 && this.first * 2 >= this.early.length) {
      this.early.splice(0, this.first)
      this.first = 0
    }
  }

  private wait(segment: StreamSegment): void {
    const { early } = this
    let [low, high] = [this.first, early.length]
    // Nearly always after all others.
    if (high > low && !isAfter(early[high - 1]!.sequence, segment.sequence)) low = high
    while (low < high) {
      const middle = (low + high) >> 1
      if (isAfter(early[middle]!.sequence, segment.sequence)) high = middle
      else low = middle + 1
    }
    const bytes = segment.bytes.slice(segment.from, segment.to)
    early.splice(low, 0, { ...segment, bytes, from: 0, to: bytes.length, originalTo: bytes.length })
    this.waiting += bytes.length
    if (this.waiting > mostBytes || early.length - this.first > mostSegments) this.giveUp(early[this.first]!, false)
  }
}

const nothing = new Uint8Array(0)
/** Limits of what waits in one direction. */
const mostBytes = 64 << 20
const mostSegments = 1 << 14
