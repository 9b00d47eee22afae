/** Follows TCP connections: numbers them, and tells of each segment what its connection tells. */
import type { Layers } from '../../packet/layers.ts'
import type { FollowedFrame } from '../followed-frame.ts'
import type { Foresight } from '../foresight.ts'
import { analyze } from './analysis.ts'
import { noScale, seen, type TcpConnection, type TcpFlow } from './connection.ts'
import { flagsOf, headerAt, TcpConnections } from './connections.ts'
import type { MessageReader } from './message-reader.ts'
import { receivedIn, scaleIn, wordAt } from './options.ts'
import { flags, mark, Segment } from './segment.ts'

export class TcpRole {
  private readonly connections = new TcpConnections((each) => this.messages?.forget(each))

  constructor(
    private readonly known: Foresight | undefined,
    private readonly learned: Foresight,
    private readonly messages: MessageReader | undefined,
  ) {}

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
      if (segment.length < 0) tellAsIs(segment, connection)
      else tell(segment, connection, own, other)
      frame.tell(at, segment as never)
      return
    }
    this.connections.base(segment)
    readOptions(layers, at, segment, own, other)
    analyze(segment, connection, own, other, frame.number, frame.time)
    complete(segment, connection, own, frame.time)
    tell(segment, connection, own, other)
    this.tellWhole(segment, connection)
    segment.timeRelative = defined(frame.time - connection.firstTime)
    segment.timeDelta = defined(frame.time - connection.lastTime)
    connection.lastTime = frame.time
    frame.conversation = `tcp ${connection.stream}`
    frame.tell(at, segment as never)
    this.messages?.read(frame, at, segment, connection, own, other)
  }

  /** The first segment is not counted for itself, unless it opens the connection. */
  private tellWhole(segment: Segment, connection: TcpConnection): void {
    const { stream, completeness, opening, initialRoundTrip } = connection
    this.learned.tellConnection(stream, completeness, initialRoundTrip)
    segment.completeness = this.known?.completeness[stream] ?? completeness
    if (connection.segments > 1) segment.completeness |= opening
    if (segment.analysis) segment.initialRoundTrip = defined(this.known?.roundTrips[stream] ?? initialRoundTrip)
  }
}

function segmentAt(layers: Layers, at: number): Segment {
  const tcp = headerAt(layers, at)
  return new Segment(tcp.sequence | 0, tcp.acknowledgment | 0, flagsOf(tcp), tcp.window, tcp.segmentLength)
}

/** Notes what the options say, and how many bytes are acknowledged selectively. */
function readOptions(layers: Layers, at: number, segment: Segment, own: TcpFlow, other: TcpFlow): void {
  const bytes = layers.bytesOf(at)
  const start = layers.start[at]!
  const from = start + fixedLength
  const to = Math.min(start + (bytes[start + lengthAt]! >> 4) * 4, layers.end[at]!)
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
    frame.tell(at, { relativeSequence: wordAt(layers.bytesOf(at), start + sequenceAt) >>> 0 })
}

/** The numbers of a segment that ends in its header on the wire stay as they stand there. */
function tellAsIs(segment: Segment, connection: TcpConnection): void {
  segment.stream = connection.stream
  segment.completeness = connection.completeness | connection.opening
  segment.relativeSequence = segment.sequence >>> 0
  segment.relativeAcknowledgment = segment.acknowledgment >>> 0
  segment.windowSize = segment.window
}

function tell(segment: Segment, connection: TcpConnection, own: TcpFlow, other: TcpFlow): void {
  segment.stream = connection.stream
  segment.completeness = connection.completeness | connection.opening
  segment.relativeSequence = own.isBased ? (segment.sequence - own.base) >>> 0 : segment.sequence >>> 0
  if ((segment.flags & flags.ack) !== 0)
    segment.relativeAcknowledgment = other.isBased
      ? (segment.acknowledgment - other.base) >>> 0
      : segment.acknowledgment >>> 0
  else segment.relativeAcknowledgment = segment.acknowledgment >>> 0
  const control = (segment.flags & (flags.syn | flags.fin)) !== 0 ? 1 : 0
  segment.nextSequence = (segment.relativeSequence + segment.length + control) >>> 0
  const isSyn = (segment.flags & flags.syn) !== 0
  segment.windowSize = !isSyn && own.scale >= 0 ? segment.window * 2 ** own.scale : segment.window
  if (!isSyn) segment.windowScale = own.scale >= 0 ? 2 ** own.scale : own.scale
}

const defined = (time: number): number | undefined => (Number.isNaN(time) ? undefined : time)

/** Lengths and places in the header, in bytes. */
const fixedLength = 20
const lengthAt = 12
const sequenceAt = 4
const quotedLength = 8
