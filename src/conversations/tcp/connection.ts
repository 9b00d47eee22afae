/** What is remembered of a TCP connection: of each of its two directions, and of both. */
import type { Carried, Carrying } from '../carried/carried.ts'
import type { Speaker } from '../spoken/speaker.ts'
import type { Spoken } from '../spoken/spoken.ts'
import type { SegmentStream } from './messages/segment-stream.ts'
import type { SentSegments } from './sent-segments.ts'

/** One direction. Sequence numbers are 32 bits with a sign. */
export class TcpFlow {
  /** The number that relative ones count from, once `isBased`. */
  base = 0
  isBased = false
  /** The highest sequence number seen so far, plus 1; when and in which frame it came. */
  next = 0
  hasNext = false
  nextTime = NaN
  nextFrame = 0
  /** How far the other side can have received without a gap. */
  contiguous = 0
  hasContiguous = false
  /** Of the last segment: window as in the header, acknowledgment, time, and what was conspicuous. */
  window = -1
  acknowledgment = 0
  hasAcknowledgment = false
  acknowledgmentTime = NaN
  lastMarks = 0
  /** Bytes that its last segment acknowledges selectively. */
  received = 0
  /** The shift of windows; `unknownScale`, or `noScale` where the handshake went without. */
  scale = unknownScale
  duplicateAcks = 0
  lastFreshAck = 0
  pushBytes = 0
  endedInPush = true
  hasPayload = false
  /** What it acknowledged when it was said last that the other side acknowledges more than was ever captured. */
  toldAt: number | undefined = undefined
  /** Whether all that is in flight is known: not after a gap, until the other side acknowledges again. */
  isFlightKnown = true
  /** Its messages, once what is spoken is known. */
  messages: SegmentStream | undefined = undefined
  /** What its messages remember, where they are not put together. */
  speaker: Speaker | undefined = undefined
  /** What is not acknowledged, once there was any. */
  sent: SentSegments | undefined = undefined

  /** Makes it a new one. */
  begin(): void {
    const { sent } = this
    Object.assign(this, unused)
    sent?.forget()
    this.sent = sent
  }
}

const unknownScale = -1
export const noScale = -2
const unused: Readonly<TcpFlow> = new TcpFlow()

/** One object may be one connection after another: objects that live long cost far more than to fill them again. */
export class TcpConnection implements Carrying {
  stream = 0
  carried: Carried | undefined = undefined
  firstTime = NaN
  lastTime = NaN
  /** What is spoken first, if it is a protocol of messages; undefined as long as it is not known. */
  spoken: Spoken | undefined = undefined
  /** By whether its source is the lower end: `upward` of the conversation table. */
  readonly flows: readonly [TcpFlow, TcpFlow] = [new TcpFlow(), new TcpFlow()]
  /** What was seen: of its first segment apart, unless that opens it. */
  completeness = 0
  opening = 0
  segments = 0
  synTime = NaN
  initialRoundTrip = NaN
  /** The direction that was closed first. */
  closer: TcpFlow | undefined = undefined

  /** Makes it a new one. */
  begin(stream: number, time: number): this {
    this.stream = stream
    this.firstTime = this.lastTime = time
    this.spoken = this.closer = this.carried = undefined
    this.completeness = this.opening = this.segments = 0
    this.synTime = this.initialRoundTrip = NaN
    for (const flow of this.flows) flow.begin()
    return this
  }
}

/** What was seen of a connection, as `tcp.completeness` counts it. */
export const seen = { syn: 1, synAck: 2, ack: 4, data: 8, fin: 16, reset: 32 } as const
