/** Watches TCP connections for the rules: what of each direction was lost, repeated, refused or kept waiting. */
import { placeOf, portAt, sizeOf } from '../../../packet/endpoints.ts'
import type { Layers } from '../../../packet/layers.ts'
import { addressOf, clientOf } from '../../conversations.ts'
import type { SeenFrame, TcpFacts } from '../seen-frame.ts'
import { WatchedConnection, WatchedSide } from './watched-connection.ts'

/** Limit of connections; segments of others are counted. */
const mostConnections = 10_000

export class TcpWatch {
  readonly connections: WatchedConnection[] = []
  /** Segments of connections beyond the limit. */
  left = 0
  private readonly byStream = new Map<number, Known>()

  frame(frame: SeenFrame): void {
    const { tcp, layers, ends } = frame
    if (tcp?.stream === undefined || ends.address < 0 || frame.isDuplicate) return
    const known = this.byStream.get(tcp.stream) ?? this.begin(frame, tcp.stream)
    if (known === undefined) {
      this.left++
      return
    }
    const side = isFrom(layers, ends.address, ends.port, known) ? 0 : 1
    const { connection } = known
    watch(connection, connection.sides[side], connection.sides[side === 0 ? 1 : 0], frame, tcp)
  }

  private begin({ layers, ends, time, number }: SeenFrame, stream: number): Known | undefined {
    if (this.connections.length >= mostConnections) return undefined
    const { address, port } = ends
    const [source, destination] = [portAt(layers, port, 'source'), portAt(layers, port, 'destination')]
    const sides = [
      new WatchedSide(addressOf(layers, address, 'source'), source),
      new WatchedSide(addressOf(layers, address, 'destination'), destination),
    ] as const
    const connection = new WatchedConnection(sides, time, number)
    connection.client = clientOf('tcp', layers, port, source, destination)
    const at = placeOf(layers, address, 'source')
    const known = {
      connection,
      port: source,
      address: layers.bytesOf(address).slice(at, at + sizeOf(layers, address)),
    }
    this.connections.push(connection)
    this.byStream.set(stream, known)
    return known
  }
}

/** A connection, and its first sender. */
interface Known {
  readonly connection: WatchedConnection
  readonly port: number
  readonly address: Uint8Array
}

function isFrom(layers: Layers, address: number, port: number, known: Known): boolean {
  if (portAt(layers, port, 'source') !== known.port) return false
  const bytes = layers.bytesOf(address)
  const at = placeOf(layers, address, 'source')
  return known.address.every((byte, index) => bytes[at + index] === byte)
}

const flag = { fin: 1, syn: 2, reset: 4, ack: 16 } as const
const flagsAt = 13

function watch(
  connection: WatchedConnection,
  from: WatchedSide,
  to: WatchedSide,
  frame: SeenFrame,
  tcp: TcpFacts,
): void {
  const { layers, ends, number, time } = frame
  const flags = layers.bytesOf(ends.port)[layers.start[ends.port]! + flagsAt]!
  from.packets++
  if (!(time <= connection.last)) connection.last = time
  connection.lastPacket = number
  if ((flags & flag.syn) !== 0) watchSyn(connection, from, to, flags, number, time)
  else if ((flags & flag.ack) !== 0 && from === connection.fromClient && Number.isNaN(connection.confirmTime))
    connection.confirmTime = time - to.firstSyn
  if ((flags & flag.fin) !== 0) from.finPacket ||= number
  if ((flags & flag.reset) !== 0) {
    from.resetPacket ||= number
    return
  }
  if ((flags & flag.ack) !== 0) {
    from.acknowledging++
    to.repeats.acknowledged(tcp.relativeAcknowledgment ?? 0)
    if (tcp.acknowledgedLostSegment) from.acknowledgesGap.add(number)
    measure(from, tcp)
  }
  watchWindow(from, tcp, number, time)
  watchData(from, frame, tcp, flags)
}

function watchSyn(
  connection: WatchedConnection,
  from: WatchedSide,
  to: WatchedSide,
  flags: number,
  number: number,
  time: number,
): void {
  from.syns.add(number)
  if (Number.isNaN(from.firstSyn)) from.firstSyn = time
  from.lastSyn = time
  if ((flags & flag.ack) === 0 || !Number.isNaN(connection.acceptTime)) return
  connection.acceptTime = time - to.lastSyn
  connection.acceptPacket = number
}

/** A segment whose acknowledgment waits for others says nothing of the network, so that only the shortest counts. */
function measure(from: WatchedSide, { roundTrip, syn, synAck }: TcpFacts): void {
  if (roundTrip === undefined || syn || synAck) return
  const seconds = roundTrip / 1e9
  if (seconds >= 0 && !(seconds >= from.roundTrip)) from.roundTrip = seconds
}

function watchWindow(from: WatchedSide, { zeroWindow, syn, synAck }: TcpFacts, number: number, time: number): void {
  if (zeroWindow) {
    if (Number.isNaN(from.closedSince)) {
      from.closedSince = time
      from.zeroWindows.add(number)
    }
    return
  }
  if (Number.isNaN(from.closedSince) || syn || synAck) return
  const seconds = time - from.closedSince
  from.closed += seconds
  from.longestClosed = Math.max(from.longestClosed, seconds)
  from.closedSince = NaN
  from.zeroWindows.show(number)
}

function watchData(from: WatchedSide, frame: SeenFrame, tcp: TcpFacts, flags: number): void {
  const { number, time, batch, index } = frame
  const { relativeSequence: sequence = 0, nextSequence = sequence } = tcp
  const marks = (flags & flag.syn) !== 0 || (flags & flag.fin) !== 0 ? 1 : 0
  const length = (nextSequence - sequence - marks) >>> 0
  const { flow } = from
  const { retransmissions, late } = flow
  if (!tcp.keepAlive && !tcp.zeroWindowProbe) flow.follow(sequence, length, marks, number, batch.interfaceId[index]!)
  if (length === 0) return
  from.dataPackets++
  if (Number.isNaN(from.firstData)) {
    from.firstData = time
    from.firstDataPacket = number
  }
  from.lastData = time
  from.lastDataPacket = number
  if (flow.retransmissions > retransmissions) {
    if (tcp.spuriousRetransmission) from.needless.add(number)
    else {
      from.again.add(number)
      from.repeats.again(sequence, length, number, time)
    }
    // A segment that comes late but soon was not lost: it took another way.
  } else if (flow.late > late && tcp.retransmission) from.filled.add(number)
  else from.repeats.sent(sequence, length)
}
