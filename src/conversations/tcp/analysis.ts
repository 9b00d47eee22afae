/**
 * What is conspicuous about a segment, by what both directions have sent so far: sent again, out of order, lost,
 * windows that are full or closed. The verdicts are those of Wireshark's sequence analysis.
 */
import { noScale, type TcpConnection, type TcpFlow } from './connection.ts'
import { flags, mark, type Segment } from './segment.ts'
import { none, type SegmentPool } from './segment-pool.ts'
import { SentSegments } from './sent-segments.ts'
import { isAfter, isUpTo } from './sequence.ts'

const ending = flags.syn | flags.fin | flags.reset

/** Looks at a segment of `own` that came at `time`; then `own` and `other` know of it, which keep segments in `pool`. */
export function analyze(
  segment: Segment,
  connection: TcpConnection,
  own: TcpFlow,
  other: TcpFlow,
  frame: number,
  time: number,
  pool: SegmentPool,
): void {
  if (!judgeAlone(segment, own, other)) judgeAck(segment, own)
  if (segment.acknowledgment !== own.acknowledgment || !own.hasAcknowledgment) {
    own.lastFreshAck = frame
    own.duplicateAcks = 0
  }
  judgeLostAck(segment, other)
  judgeRepeat(segment, connection, own, other, time)
  remember(segment, own, frame, time, pool)
  acknowledge(segment, other, time)
  measureFlight(segment, own, other)
}

/** Probes, windows, gaps and keep-alives; true if nothing more is to be said of it as an acknowledgment. */
function judgeAlone(segment: Segment, own: TcpFlow, other: TcpFlow): boolean {
  const { sequence, acknowledgment, length, window } = segment
  const isPlain = (segment.flags & ending) === 0
  const isNext = own.hasNext && sequence === own.next
  if (length === 1 && isNext && other.window === 0) {
    segment.marks |= mark.zeroWindowProbe
    return true
  }
  if (window === 0 && isPlain) segment.marks |= mark.zeroWindow
  if (own.hasNext && isAfter(sequence, own.next) && (segment.flags & flags.reset) === 0) {
    segment.marks |= mark.lostSegment
    own.isFlightKnown = false
  }
  if (length <= 1 && own.hasNext && sequence === ((own.next - 1) | 0) && isPlain) segment.marks |= mark.keepAlive
  const repeatsAck = own.hasAcknowledgment && acknowledgment === own.acknowledgment
  if (length === 0 && window !== 0 && window !== own.window && isNext && repeatsAck && isPlain)
    segment.marks |= mark.windowUpdate
  if (length > 0 && isPlain && fills(segment, other)) segment.marks |= mark.windowFull
  if (length !== 0 || !isNext || window !== own.window || !isPlain) return false
  if (window !== 0 && repeatsAck && (other.lastMarks & mark.keepAlive) !== 0) {
    segment.marks |= mark.keepAliveAck
    return true
  }
  const takesByte = own.hasAcknowledgment && acknowledgment === ((own.acknowledgment + 1) | 0)
  if (window !== 0 || !(repeatsAck || takesByte) || (other.lastMarks & mark.zeroWindowProbe) === 0) return false
  segment.marks |= mark.zeroWindowProbeAck
  // The receiver took the byte of the probe.
  if (takesByte) other.next = other.contiguous = acknowledgment
  return true
}

/** Whether the segment reaches just to the end of the window that the other side offered last. */
function fills({ sequence, length }: Segment, other: TcpFlow): boolean {
  if (other.scale === -1 || other.window < 0) return false
  const window = other.window * 2 ** (other.scale === noScale ? 0 : other.scale)
  return ((sequence + length) | 0) === ((other.acknowledgment + window) | 0)
}

function judgeAck(segment: Segment, own: TcpFlow): void {
  const { sequence, acknowledgment, length, window } = segment
  const repeats =
    length === 0 &&
    window !== 0 &&
    window === own.window &&
    own.hasNext &&
    sequence === own.next &&
    own.hasAcknowledgment &&
    acknowledgment === own.acknowledgment &&
    (segment.flags & ending) === 0
  if (!repeats) return
  segment.marks |= mark.duplicateAck
  segment.duplicateAckNumber = ++own.duplicateAcks
  segment.duplicateAckFrame = own.lastFreshAck
}

function judgeLostAck(segment: Segment, other: TcpFlow): void {
  const { acknowledgment } = segment
  if (!other.hasContiguous || !isAfter(acknowledgment, other.contiguous) || (segment.flags & flags.ack) === 0) return
  const isBefore = other.contiguous !== other.next
  // Of what was lost at the end, once: there is no telling how much it is.
  if (isBefore || (other.toldAt !== other.acknowledgment && other.duplicateAcks === 0))
    segment.marks |= mark.acknowledgedLostSegment
  if (!isBefore) {
    other.toldAt = other.acknowledgment
    other.duplicateAcks = 0
  }
  other.contiguous = other.next
}

/** Whether a segment that does not go on where the last one ended was sent again, or came late. */
function judgeRepeat(
  segment: Segment,
  { initialRoundTrip }: TcpConnection,
  own: TcpFlow,
  other: TcpFlow,
  time: number,
): void {
  const { sequence, length } = segment
  const occupies = length + segment.controls > 0
  if (!occupies || !own.hasNext || (segment.marks & mark.keepAlive) !== 0) return
  const end = (sequence + length) | 0
  // A reset without ACK acknowledges nothing.
  if (length > 0 && other.acknowledgment !== 0 && isUpTo(end, other.acknowledgment)) {
    segment.marks |= mark.spuriousRetransmission
    return
  }
  if (!isAfter(own.next, sequence)) return
  // It adds to what may have been a zero-window probe.
  if (length > 1 && ((own.next - 1) | 0) === sequence) return
  if (
    other.duplicateAcks >= 2 &&
    other.acknowledgment === sequence &&
    time - other.acknowledgmentTime < fastRetransmissionTime
  ) {
    segment.marks |= mark.fastRetransmission
    return
  }
  const lateTime = Number.isNaN(initialRoundTrip) || initialRoundTrip === 0 ? usualLateTime : initialRoundTrip
  const since = time - own.nextTime
  if (since >= 0 && since < lateTime && own.next !== ((end + segment.controls) | 0)) {
    segment.marks |= mark.outOfOrder
    return
  }
  segment.marks |= mark.retransmission
  const again = own.sent?.oldest ?? none
  segment.retransmissionTimeout = time - (again === none ? own.nextTime : own.sent!.timeOf(again))
  segment.retransmittedFrame = again === none ? own.nextFrame : own.sent!.frameOf(again)
}

/** Nanoseconds after the last duplicate acknowledgment. */
const fastRetransmissionTime = 20_000_000
/** Nanoseconds in which a segment is late and not sent again, where the round-trip time is not known. */
const usualLateTime = 3_000_000

function remember(segment: Segment, own: TcpFlow, frame: number, time: number, pool: SegmentPool): void {
  const { sequence, length, window, marks } = segment
  const isProbe = (marks & mark.zeroWindowProbe) !== 0
  const occupied = length + segment.controls
  const next = (sequence + occupied) | 0
  if (occupied > 0) (own.sent ??= new SentSegments(pool)).add(frame, time, sequence, next, own.base)
  if (!own.hasNext || isAfter(next, own.next)) {
    if (!isProbe) {
      own.next = next
      own.hasNext = true
      own.nextFrame = frame
      own.nextTime = time
    }
  }
  if ((!own.hasContiguous || sequence === own.contiguous) && !isProbe) {
    own.contiguous = own.next
    own.hasContiguous = true
  }
  own.window = window
  own.acknowledgmentTime = time
  own.lastMarks = marks
}

/** Takes what a segment acknowledges from what the other side has in flight. */
function acknowledge(segment: Segment, other: TcpFlow, time: number): void {
  other.isFlightKnown = true
  const { sent } = other
  const found = sent?.acknowledge(segment.acknowledgment, other.base) ?? none
  if (sent === undefined || found === none) return
  segment.acknowledgedFrame = sent.frameOf(found)
  segment.roundTrip = time - sent.timeOf(found)
}

function measureFlight(segment: Segment, own: TcpFlow, other: TcpFlow): void {
  const { length } = segment
  if (length === 0 || !own.isFlightKnown) return
  own.pushBytes = own.endedInPush ? length : own.pushBytes + length
  own.endedInPush = (segment.flags & flags.push) !== 0
  const flight = (own.sent?.span ?? 0) - other.received
  if (flight <= 0 || flight >= mostInFlight) return
  segment.bytesInFlight = flight - segment.controls
  segment.pushBytesSent = own.pushBytes
}

/** More than any window: the sequence numbers do not belong together. */
const mostInFlight = 2_000_000_000
