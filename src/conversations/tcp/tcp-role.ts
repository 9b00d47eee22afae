/** Follows TCP connections: numbers them, and tells of each segment what its connection tells. */
import type { Layers } from '../../packet/layers.ts'
import type { FollowedFrame } from '../followed-frame.ts'
import type { Foresight } from '../foresight.ts'
import { analyze } from './analysis.ts'
import { noScale, seen, type TcpConnection, type TcpFlow } from './connection.ts'
import { TcpConnections } from './connections.ts'
import { acknowledgmentIn, fixedLength, flagsIn, lengthIn, sequenceIn, windowIn } from './header.ts'
import type { LoneMessageReader } from './messages/lone-message-reader.ts'
import type { MessageReader } from './messages/message-reader.ts'
import { receivedIn, scaleIn } from './options.ts'
import { SegmentPool } from './segment-pool.ts'
import { flags, mark, Segment } from './segment.ts'

export interface TcpRoleParts {
  /** What a first pass has learned. */
  readonly known: Foresight | undefined
  readonly learned: Foresight
  /** Puts messages together, or reads those that segments hold whole. */
  readonly messages: MessageReader | LoneMessageReader
  /** Whether what is conspicuous is looked for. */
  readonly isAnalyzed: boolean
}

export class TcpRole {
  private readonly connections = new TcpConnections((each) => this.forget(each))
  private readonly sent = new SegmentPool()

  constructor(private readonly parts: TcpRoleParts) {}

  /** How many connections were forgotten: if they go on, they are others. */
  get forgotten(): number {
    return this.connections.forgotten
  }

  follow(frame: FollowedFrame, at: number): void {
    const { layers, address } = frame
    if (address < 0) return
    if (!layers.isHeaded(at)) return tellQuoted(frame, at)
    const segment = segmentAt(layers, at)
    const connection = this.connections.of(frame, at, segment)
    const { own, other, isReuse } = this.connections
    if (isReuse) segment.marks |= mark.reusedPorts
    if (frame.isQuoted || segment.length < 0) {
      segment.place(connection, own, other)
      frame.tell(at, segment as never)
      return
    }
    this.connections.base(segment)
    const { messages, isAnalyzed } = this.parts
    readOptions(layers, at, segment, own, other)
    if (isAnalyzed) analyze(segment, connection, own, other, frame.number, frame.time, this.sent)
    own.acknowledgment = segment.acknowledgment
    own.hasAcknowledgment = true
    complete(segment, connection, own, frame.time)
    segment.place(connection, own, other)
    this.tellWhole(segment, connection)
    segment.timeRelative = defined(frame.time - connection.firstTime)
    segment.timeDelta = defined(frame.time - connection.lastTime)
    connection.lastTime = frame.time
    frame.join(at, 'tcp', connection, own === connection.flows[0])
    frame.tell(at, segment as never)
    messages.read(frame, at, segment, connection, own, other)
  }

  private forget(connection: TcpConnection): void {
    this.parts.messages.forget(connection)
    connection.carried?.forget()
    for (const { sent } of connection.flows) sent?.forget()
  }

  /** The first segment is not counted for itself, unless it opens the connection. */
  private tellWhole(segment: Segment, connection: TcpConnection): void {
    const { stream, completeness, opening, initialRoundTrip } = connection
    const { known, learned } = this.parts
    learned.tellConnection(stream, completeness, initialRoundTrip)
    segment.isPart = true
    segment.completeness = known?.completeness[stream] ?? completeness
    if (connection.segments > 1) segment.completeness |= opening
    if (segment.analysis) segment.initialRoundTrip = defined(known?.roundTrips[stream] ?? initialRoundTrip)
  }
}

function segmentAt(layers: Layers, at: number): Segment {
  const bytes = layers.bytesOf(at)
  const start = layers.start[at]!
  return new Segment(
    sequenceIn(bytes, start),
    acknowledgmentIn(bytes, start),
    flagsIn(bytes, start),
    windowIn(bytes, start),
    layers.originalEnd[at]! - start - lengthIn(bytes, start),
  )
}

/** Notes what the options say, and how many bytes are acknowledged selectively. */
function readOptions(layers: Layers, at: number, segment: Segment, own: TcpFlow, other: TcpFlow): void {
  const bytes = layers.bytesOf(at)
  const start = layers.start[at]!
  const from = start + fixedLength
  const to = Math.min(start + lengthIn(bytes, start), layers.end[at]!)
  own.received = receivedIn(bytes, from, to)
  if ((segment.flags & flags.syn) !== 0)
    agreeOnScale(scaleIn(bytes, from, to), (segment.flags & flags.ack) !== 0, own, other)
}

/** Notes the shift of windows that a SYN offers: RFC 7323, section 2.2. */
function agreeOnScale(scale: number, isAnswer: boolean, own: TcpFlow, other: TcpFlow): void {
  own.scale = isAnswer && other.scale === noScale ? noScale : scale
  if (isAnswer && scale === noScale) other.scale = noScale
}

/** Notes what was seen of a connection, and how long its handshake took. */
function complete(segment: Segment, connection: TcpConnection, own: TcpFlow, time: number): void {
  const isFirst = ++connection.segments === 1
  const isSyn = (segment.flags & flags.syn) !== 0
  const isAck = (segment.flags & flags.ack) !== 0
  const told = seenIn(segment, isFirst)
  if (isFirst && !(isSyn && !isAck)) connection.opening = told
  else connection.completeness |= told
  if (isSyn && !isAck) connection.synTime = time
  if (isAck && !isSyn && ((connection.completeness | connection.opening) & seen.synAck) !== 0)
    if (Number.isNaN(connection.initialRoundTrip)) connection.initialRoundTrip = time - connection.synTime
  if ((segment.flags & flags.fin) === 0) return
  connection.closer ??= own
  segment.marks |= connection.closer === own ? mark.finActive : mark.finPassive
}

function seenIn({ flags: set, length }: Segment, isFirst: boolean): number {
  const isSyn = (set & flags.syn) !== 0
  const isAck = (set & flags.ack) !== 0
  let told = 0
  if (isSyn) told = isAck ? seen.synAck : isFirst ? seen.syn : 0
  else if (isAck && length === 0) told = seen.ack
  if (length > 0 && (isAck || isSyn)) told |= seen.data
  if ((set & flags.reset) !== 0) told |= seen.reset
  return (set & flags.fin) === 0 ? told : told | seen.fin
}

/** ICMP quotes 8 bytes of a segment, which has no relation to its connection then. */
function tellQuoted(frame: FollowedFrame, at: number): void {
  const { layers } = frame
  const start = layers.start[at]!
  if (frame.isQuoted && layers.end[at]! - start >= quotedLength)
    frame.tell(at, { relativeSequence: sequenceIn(layers.bytesOf(at), start) >>> 0 })
}

const defined = (time: number): number | undefined => (Number.isNaN(time) ? undefined : time)

/** In bytes. */
const quotedLength = 8
