/**
 * What is conspicuous about a segment, by what both directions have sent so far: sent again, out of order, lost,
 * windows that are full or closed. The verdicts are those of Wireshark's sequence analysis.
 */
import { noScale, type TcpConnection, type TcpFlow } from './connection.ts'
import { flags, mark, type Segment } from './segment.ts'
import { isAfter, isUpTo } from './sequence.ts'

const ending = flags.syn | flags.fin | flags.reset

/** Looks at a segment of `own` that came at `time`; then `own` and `other` know of it. */
export function analyze(
  segment: Segment,
  connection: TcpConnection,
  own: TcpFlow,
  other: TcpFlow,
  frame: number,
  time: number,
): void {
  if (!judgeAlone(segment, own, other)) judgeAck(segment, own)
  if (segment.acknowledgment !== own.acknowledgment || !own.hasAcknowledgment) {
    own.lastFreshAck = frame
    own.duplicateAcks = 0
  }
  judgeLostAck(segment, other)
  judgeRepeat(segment, connection, own, other, time)
  remember(segment, own, frame, time)
  acknowledge(segment, other, time)
  measureFlight(segment, own)
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
  segment.marks |= mark.acknowledgedLostSegment
  other.contiguous = acknowledgment
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
  const occupies = length > 0 || (segment.flags & (flags.syn | flags.fin)) !== 0
  if (!occupies || !own.hasNext || !isAfter(own.next, sequence) || (segment.marks & mark.keepAlive) !== 0) return
  const end = (sequence + length) | 0
  if (length > 0 && other.hasAcknowledgment && isUpTo(end, other.acknowledgment)) {
    segment.marks |= mark.spuriousRetransmission
    return
  }
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
  if (time - own.nextTime < lateTime && own.next !== end) {
    segment.marks |= mark.outOfOrder
    return
  }
  segment.marks |= mark.retransmission
  const again = own.unacknowledged.find((sent) => isUpTo(sent.sequence, sequence)) ?? own.unacknowledged[0]
  segment.retransmissionTimeout = time - (again?.time ?? own.nextTime)
  segment.retransmittedFrame = again?.frame ?? own.nextFrame
}

/** Nanoseconds after the last duplicate acknowledgment. */
const fastRetransmissionTime = 20_000_000
/** Nanoseconds in which a segment is late and not sent again, where the round-trip time is not known. */
const usualLateTime = 3_000_000

function remember(segment: Segment, own: TcpFlow, frame: number, time: number): void {
  const { sequence, length, acknowledgment, window, marks } = segment
  const isProbe = (marks & mark.zeroWindowProbe) !== 0
  const control = (segment.flags & (flags.syn | flags.fin)) !== 0 ? 1 : 0
  let next = (sequence + length) | 0
  if ((length > 0 || control > 0) && own.unacknowledged.length < mostUnacknowledged) {
    next = (next + control) | 0
    own.unacknowledged.push({ frame, time, sequence, next })
  }
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
  own.acknowledgment = acknowledgment
  own.hasAcknowledgment = true
  own.acknowledgmentTime = time
  own.lastMarks = marks
}

/** Limit of segments of one direction that wait for an acknowledgment. */
const mostUnacknowledged = 10_000

/** Takes what a segment acknowledges from what the other side has in flight. */
function acknowledge(segment: Segment, other: TcpFlow, time: number): void {
  const { acknowledgment } = segment
  const { unacknowledged } = other
  if (unacknowledged.length === 0) return
  let kept = 0
  for (const sent of unacknowledged) {
    if (acknowledgment === sent.next) {
      segment.acknowledgedFrame = sent.frame
      segment.roundTrip = time - sent.time
      continue
    }
    if (isAfter(acknowledgment, sent.sequence) && isUpTo(acknowledgment, sent.next)) sent.sequence = acknowledgment
    else if (!isAfter(sent.next, acknowledgment)) continue
    unacknowledged[kept++] = sent
  }
  unacknowledged.length = kept
}

function measureFlight(segment: Segment, own: TcpFlow): void {
  const { unacknowledged, isFlightKnown } = own
  if (segment.length === 0) return
  if (unacknowledged.length > 0 && isFlightKnown) {
    let { sequence: first, next: last } = unacknowledged[0]!
    for (const { sequence, next } of unacknowledged) {
      if (isAfter(first, sequence)) first = sequence
      if (isAfter(next, last)) last = next
    }
    const flight = (last - first) | 0
    if (flight > 0) segment.bytesInFlight = flight
  }
  own.pushBytes = own.endedInPush ? segment.length : own.pushBytes + segment.length
  own.endedInPush = (segment.flags & flags.push) !== 0
  if (own.isFlightKnown) segment.pushBytesSent = own.pushBytes
}
