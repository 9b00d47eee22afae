/** Reads the messages of all TCP connections whose protocol says how long they are. */
import { registry } from '../../../packet/registry/index.ts'
import type { FollowedFrame } from '../../followed-frame.ts'
import { endStreams } from '../../carried/carried-stream.ts'
import { guessed, type SharedMemory, type Spoken } from '../../spoken/spoken.ts'
import { seen, type TcpConnection, type TcpFlow } from '../connection.ts'
import { entryIn, spokenIn } from './entry.ts'
import { beginningIn, FirstPayloads } from './first-payloads.ts'
import { SegmentStream } from './segment-stream.ts'
import type { Payload } from '../../messages/payload.ts'
import { flags, type Segment } from '../segment.ts'
import { isAfter } from '../sequence.ts'
import type { Budget } from '../../messages/stream-joiner.ts'

interface Earlier {
  readonly payloads: readonly Payload[]
  readonly begins?: number
}

export class MessageReader {
  private readonly budget: Budget = { left: mostBytes }
  private readonly first = new FirstPayloads()

  constructor(private readonly shared: SharedMemory) {}

  /** Reads segment `at` of a frame, and shows there the messages that end in it. */
  read(
    frame: FollowedFrame,
    at: number,
    segment: Segment,
    connection: TcpConnection,
    own: TcpFlow,
    other: TcpFlow,
  ): void {
    if ((segment.flags & flags.ack) !== 0) other.messages?.acknowledge(segment.acknowledgment)
    if (segment.length > 0) this.payload(frame, at, segment, connection, own, other)
    if ((segment.flags & flags.fin) !== 0) own.messages?.finish(frame, payloadOf(frame, at, segment), segment)
    own.messages?.tellBegun(frame)
    if (connection.carried !== undefined && own.messages?.isOver === true)
      endStreams(frame, connection, own === connection.flows[0], at)
  }

  /** Gives back the memory of a connection that goes on no more. */
  forget({ flows }: TcpConnection): void {
    for (const flow of flows) {
      flow.messages?.forget()
      this.first.take(flow)
    }
  }

  private payload(
    frame: FollowedFrame,
    at: number,
    segment: Segment,
    connection: TcpConnection,
    own: TcpFlow,
    other: TcpFlow,
  ): void {
    const payload = payloadOf(frame, at, segment)
    const hasBeginning = !own.hasPayload && hasOpening(connection)
    connection.spoken ??= this.spokenFirst(frame, at, payload, hasBeginning, own, other)
    const { spoken } = connection
    if (spoken === undefined) return
    own.hasPayload = true
    // Where the other side was not captured, nothing tells what is still to come.
    const waits = other.hasAcknowledgment
    if (own.messages !== undefined) return own.messages.take(frame, payload, segment, waits)
    own.messages = new SegmentStream(spoken, this.budget)
    const earlier = this.earlierOf(own, payload, spoken)
    if (hasBeginning) own.messages.begin(earlier.begins ?? own.base + 1, isChosen(spoken))
    // A segment without ACK acknowledges nothing.
    if (other.acknowledgment !== 0) own.messages.acknowledge(other.acknowledgment)
    own.messages.take(frame, payload, segment, waits, earlier.payloads)
  }

  /** The payloads before the first one of a protocol; and where that begins, if not at the first byte of the stream. */
  private earlierOf(own: TcpFlow, payload: Payload, { entry }: Spoken): Earlier {
    const { first } = this
    const payloads = first.take(own)
    if (payloads.every(({ sequence }) => isAfter(sequence, payload.sequence))) return { payloads }
    const beginning = beginningIn(own, [...payloads, payload])
    if (guessed(beginning, 0, beginning.length) === entry) return { payloads }
    // Something else was spoken before, such as a greeting.
    return {
      payloads: payloads.filter(({ sequence }) => isAfter(sequence, payload.sequence)),
      begins: payload.sequence,
    }
  }

  /** What is spoken, if that shows: in the first segment, or in the first ones if that is too short or comes late. */
  private spokenFirst(
    frame: FollowedFrame,
    at: number,
    payload: Payload,
    hasBeginning: boolean,
    own: TcpFlow,
    other: TcpFlow,
  ): Spoken | undefined {
    const { first } = this
    const alone = entryIn(frame, at)
    if (!hasBeginning) return alone && spokenIn(alone, frame, at, this.shared)
    const beginning = beginningIn(own, [...first.of(own), payload])
    if (first.isEarly(own, other, payload, beginning) && first.keep(own, payload)) {
      if (alone !== undefined) frame.change({ at: at + 1 })
      return undefined
    }
    const entry = alone ?? guessed(beginning, 0, beginning.length)
    if (entry?.schema.messages !== undefined) return spokenIn(entry, frame, at, this.shared)
    if (beginning.length >= leastKnown || !first.keep(own, payload)) {
      own.hasPayload = true
      first.take(own)
    }
    return undefined
  }
}

/** Whether a user or a program chose what is spoken, by a port. */
const isChosen = ({ ports }: Spoken): boolean => ports.some((port) => registry.isChosen('tcp.port', port))

/** Bytes that tell what is spoken, if anything does. */
const leastKnown = 24

/** Whether it was seen where the streams begin; otherwise a stream begins with the first segment that was captured. */
const hasOpening = ({ completeness, opening }: TcpConnection): boolean =>
  ((completeness | opening) & (seen.syn | seen.synAck)) !== 0

function payloadOf({ layers, number }: FollowedFrame, at: number, segment: Segment): Payload {
  const { sequence, length } = segment
  const originalTo = layers.originalEnd[at]!
  const from = originalTo - length
  return {
    // A SYN takes a number of its own, before the data that it may carry (RFC 7413).
    sequence: (segment.flags & flags.syn) === 0 ? sequence : (sequence + 1) | 0,
    bytes: layers.bytesOf(at),
    offset: from - layers.start[at]!,
    from,
    to: Math.max(from, layers.end[at]!),
    originalTo,
    frame: number,
    layer: at,
    isOwn: false,
  }
}

/** Limit of the bytes that all streams keep. */
const mostBytes = 256 << 20
