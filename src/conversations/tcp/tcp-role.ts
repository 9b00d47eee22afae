/** Follows TCP connections: numbers them, and tells of each segment what its connection tells. */
import { placeOf, portAt, sizeOf } from '../../packet/endpoints.ts'
import type { Layers } from '../../packet/layers.ts'
import { protocols } from '../../protocols/index.ts'
import type { ViewOf } from '../../schema/index.ts'
import { ConversationTable } from '../conversation-table.ts'
import type { Foresight } from '../foresight.ts'
import type { FollowedFrame } from '../followed-frame.ts'
import { analyze } from './analysis.ts'
import { noScale, seen, TcpConnection, unknownScale, type TcpFlow } from './connection.ts'
import type { MessageReader } from './message-reader.ts'
import { flags, mark, Segment } from './segment.ts'

const tcp = protocols.tcp.cursor

export class TcpRole {
  private readonly table = new ConversationTable()
  private readonly connections: TcpConnection[] = []

  constructor(
    private readonly known: Foresight | undefined,
    private readonly learned: Foresight,
    private readonly messages: MessageReader | undefined,
  ) {}

  follow(frame: FollowedFrame, at: number): void {
    const { layers, address } = frame
    if (address < 0 || !layers.isHeaded(at)) return
    const segment = segmentAt(layers, at)
    const connection = this.connectionOf(frame, at, segment)
    const { upward } = this.table
    const own = connection.flows[upward ? 0 : 1]
    const other = connection.flows[upward ? 1 : 0]
    if (frame.isQuoted) {
      tell(segment, connection, own, other)
      frame.tell(at, segment as never)
      return
    }
    base(segment, own, other)
    const options = (segment.flags & flags.syn) === 0 ? undefined : optionsAt(layers, at)
    if (options !== undefined) own.scale = scaleIn(options)
    analyze(segment, connection, own, other, frame.number, frame.time)
    complete(segment, connection, own, frame.time)
    this.learned.completeness[connection.stream] = connection.completeness
    tell(segment, connection, own, other)
    const known = this.known?.completeness[connection.stream]
    if (known !== undefined) segment.completeness = known
    segment.timeRelative = defined(frame.time - connection.firstTime)
    segment.timeDelta = defined(frame.time - connection.lastTime)
    connection.lastTime = frame.time
    frame.conversation = `tcp ${connection.stream}`
    frame.tell(at, segment as never)
    this.messages?.read(frame, at, segment, connection, own, other)
  }

  private connectionOf(frame: FollowedFrame, at: number, segment: Segment): TcpConnection {
    const { layers, address, time } = frame
    const { table, connections } = this
    const number = table.find(
      layers.bytesOf(address),
      placeOf(layers, address, 'source'),
      placeOf(layers, address, 'destination'),
      sizeOf(layers, address),
      portAt(layers, at, 'source'),
      portAt(layers, at, 'destination'),
      tcpNumber,
    )
    if (number < 0) {
      const connection = new TcpConnection(connections.length, time)
      table.add(connections.length)
      connections.push(connection)
      return connection
    }
    const known = connections[number]!
    const own = known.flows[table.upward ? 0 : 1]
    const isSyn = (segment.flags & (flags.syn | flags.ack)) === flags.syn
    if (frame.isQuoted || !isSyn || !own.isBased) return known
    if (segment.sequence === own.base && (known.completeness & (seen.fin | seen.reset)) === 0) return known
    const connection = new TcpConnection(connections.length, time)
    table.replace(connections.length)
    connections.push(connection)
    segment.marks |= mark.reusedPorts
    return connection
  }
}

function segmentAt(layers: Layers, at: number): Segment {
  layers.look(at)
  const { bytes, start } = tcp
  return new Segment(
    tcp.sequence | 0,
    tcp.acknowledgment | 0,
    bytes[start + flagsAt]!,
    tcp.window,
    Math.max(0, tcp.segmentLength),
  )
}

/** Settles what relative numbers count from, where it is not known. */
function base(segment: Segment, own: TcpFlow, other: TcpFlow): void {
  if (!own.isBased) {
    own.base = (segment.flags & flags.syn) !== 0 ? segment.sequence : (segment.sequence - 1) | 0
    own.isBased = true
  }
  if (!other.isBased && (segment.flags & flags.ack) !== 0) {
    other.base = (segment.acknowledgment - 1) | 0
    other.isBased = true
  }
}

type Options = ViewOf<typeof protocols.tcp>['options']
const optionsAt = (layers: Layers, at: number): Options => (layers.view(at) as ViewOf<typeof protocols.tcp>).options

const scaleIn = (options: Options): number => {
  const shift = options.find(({ windowShift }) => windowShift !== undefined)?.windowShift
  return shift === undefined ? noScale : Math.min(shift, largestShift)
}

/** Notes what was seen of a connection, and how long its handshake took. */
function complete(segment: Segment, connection: TcpConnection, own: TcpFlow, time: number): void {
  const isSyn = (segment.flags & flags.syn) !== 0
  const isAck = (segment.flags & flags.ack) !== 0
  if (isSyn && !isAck) connection.synTime = time
  if (isSyn) connection.completeness |= isAck ? seen.synAck : seen.syn
  else if (isAck) {
    if ((connection.completeness & seen.synAck) !== 0 && Number.isNaN(connection.initialRoundTrip))
      connection.initialRoundTrip = time - connection.synTime
    connection.completeness |= seen.ack
  }
  if (segment.length > 0) connection.completeness |= seen.data
  if ((segment.flags & flags.reset) !== 0) connection.completeness |= seen.reset
  if ((segment.flags & flags.fin) !== 0) {
    connection.completeness |= seen.fin
    if (!own.isFinished) segment.marks |= connection.isClosing ? mark.finPassive : mark.finActive
    own.isFinished = connection.isClosing = true
  }
}

function tell(segment: Segment, connection: TcpConnection, own: TcpFlow, other: TcpFlow): void {
  segment.stream = connection.stream
  segment.completeness = connection.completeness
  segment.initialRoundTrip = defined(connection.initialRoundTrip)
  segment.relativeSequence = own.isBased ? (segment.sequence - own.base) >>> 0 : segment.sequence >>> 0
  if ((segment.flags & flags.ack) !== 0)
    segment.relativeAcknowledgment = other.isBased
      ? (segment.acknowledgment - other.base) >>> 0
      : segment.acknowledgment >>> 0
  else segment.relativeAcknowledgment = 0
  const control = (segment.flags & (flags.syn | flags.fin)) !== 0 ? 1 : 0
  segment.nextSequence = (segment.relativeSequence + segment.length + control) >>> 0
  const isSyn = (segment.flags & flags.syn) !== 0
  const isScaled = own.scale >= 0 && other.scale >= 0
  segment.windowSize = !isSyn && isScaled ? segment.window * 2 ** own.scale : segment.window
  if (!isSyn) segment.windowScale = isScaled ? 2 ** own.scale : own.scale === unknownScale ? unknownScale : noScale
}

const defined = (time: number): number | undefined => (Number.isNaN(time) ? undefined : time)

const tcpNumber = 6
const largestShift = 14
/** Where in the header the flags are, in bytes. */
const flagsAt = 13
