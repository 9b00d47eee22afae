/** A segment as its connection sees it: its header, and what is known of it. */
import type { FactsOf } from '../../schema/index.ts'
import type { tcpFacts } from '../../protocols/index.ts'

export const flags = { fin: 1, syn: 2, reset: 4, push: 8, ack: 16 } as const

/** What is conspicuous about a segment. */
export const mark = {
  retransmission: 1,
  fastRetransmission: 1 << 1,
  spuriousRetransmission: 1 << 2,
  outOfOrder: 1 << 3,
  reusedPorts: 1 << 4,
  lostSegment: 1 << 5,
  acknowledgedLostSegment: 1 << 6,
  windowUpdate: 1 << 7,
  windowFull: 1 << 8,
  keepAlive: 1 << 9,
  keepAliveAck: 1 << 10,
  zeroWindow: 1 << 11,
  zeroWindowProbe: 1 << 12,
  zeroWindowProbeAck: 1 << 13,
  duplicateAck: 1 << 14,
  finActive: 1 << 15,
  finPassive: 1 << 16,
} as const

/** The marks that say that the segment does not go on where the one before it ended. */
const repeated = mark.retransmission | mark.fastRetransmission | mark.spuriousRetransmission
const conspicuous = mark.finActive - 1

/** What a connection tells of its segments: its number, and what was seen of it. */
interface Placing {
  readonly stream: number
  readonly completeness: number
  readonly opening: number
}

/** What its direction tells: what relative numbers count from, and by how many bits windows are shifted. */
interface Direction {
  readonly base: number
  readonly isBased: boolean
  readonly scale: number
}

/** Common facts are always there; those of few segments are properties only where they apply, since there are many. */
export class Segment implements FactsOf<typeof tcpFacts> {
  stream = 0
  /** Whether it is part of its connection, and not only quoted, so that the connection in the end tells of it. */
  isPart = false
  completeness = 0
  marks = 0
  relativeSequence = 0
  relativeAcknowledgment = 0
  /** By how many bits the window is shifted, below 0 if that is not known or not done. */
  private scale = 0
  timeRelative: number | undefined = undefined
  timeDelta: number | undefined = undefined
  initialRoundTrip: number | undefined = undefined
  acknowledgedFrame: number | undefined = undefined
  roundTrip: number | undefined = undefined
  bytesInFlight: number | undefined = undefined
  pushBytesSent: number | undefined = undefined
  declare retransmissionTimeout?: number
  declare retransmittedFrame?: number
  declare duplicateAckNumber?: number
  declare duplicateAckFrame?: number
  declare segments?: readonly number[]
  declare reassembledLength?: number
  declare reassembledData?: Uint8Array
  declare reassembledIn?: number
  declare reassemblyGivenUp?: string

  constructor(
    /** The header: sequence numbers as 32 bits with a sign, the window as it stands there, the length on the wire. */
    readonly sequence: number,
    readonly acknowledgment: number,
    readonly flags: number,
    readonly window: number,
    /** Below 0 if it ends in its header on the wire; its numbers then stay as they stand there. */
    readonly length: number,
  ) {}

  /** Says what its connection tells of it, and the two directions, its own first. */
  place(connection: Placing, own: Direction, other: Direction): void {
    const isWhole = this.length >= 0
    const isAck = (this.flags & flags.ack) !== 0
    this.stream = connection.stream
    this.completeness = connection.completeness | connection.opening
    this.relativeSequence = (isWhole && own.isBased ? this.sequence - own.base : this.sequence) >>> 0
    this.relativeAcknowledgment =
      (isWhole && isAck && other.isBased ? this.acknowledgment - other.base : this.acknowledgment) >>> 0
    this.scale = own.scale
  }

  get nextSequence(): number | undefined {
    return this.length < 0 ? undefined : (this.relativeSequence + this.length + this.controls) >>> 0
  }

  get windowSize(): number {
    return this.scale > 0 && !this.isUnscaled ? this.window * (1 << this.scale) : this.window
  }

  get windowScale(): number | undefined {
    if (this.isUnscaled) return undefined
    return this.scale < 0 ? this.scale : 1 << this.scale
  }

  /** SYN and FIN have sequence numbers but are no bytes. */
  get controls(): number {
    return (this.flags & (flags.syn | flags.fin)) === 0 ? 0 : 1
  }

  /** Whether its window is as it stands in the header, as that of a SYN: RFC 7323, section 2.2. */
  private get isUnscaled(): boolean {
    return this.length < 0 || (this.flags & flags.syn) !== 0
  }

  private marked(bit: number): true | undefined {
    return (this.marks & bit) === 0 ? undefined : true
  }

  get syn() {
    return (this.flags & (flags.syn | flags.ack)) === flags.syn || undefined
  }
  get synAck() {
    return (this.flags & (flags.syn | flags.ack)) === (flags.syn | flags.ack) || undefined
  }
  get fin() {
    return (this.flags & flags.fin) !== 0 || undefined
  }
  get reset() {
    return (this.flags & flags.reset) !== 0 || undefined
  }
  get finActive() {
    return this.marked(mark.finActive)
  }
  get finPassive() {
    return this.marked(mark.finPassive)
  }
  get analysis() {
    const { marks, acknowledgedFrame, bytesInFlight } = this
    return (marks & conspicuous) !== 0 || acknowledgedFrame !== undefined || bytesInFlight !== undefined || undefined
  }
  get flagged() {
    return this.marked(conspicuous)
  }
  get retransmission() {
    return this.marked(repeated)
  }
  get fastRetransmission() {
    return this.marked(mark.fastRetransmission)
  }
  get spuriousRetransmission() {
    return this.marked(mark.spuriousRetransmission)
  }
  get outOfOrder() {
    return this.marked(mark.outOfOrder)
  }
  get reusedPorts() {
    return this.marked(mark.reusedPorts)
  }
  get lostSegment() {
    return this.marked(mark.lostSegment)
  }
  get acknowledgedLostSegment() {
    return this.marked(mark.acknowledgedLostSegment)
  }
  get windowUpdate() {
    return this.marked(mark.windowUpdate)
  }
  get windowFull() {
    return this.marked(mark.windowFull)
  }
  get keepAlive() {
    return this.marked(mark.keepAlive)
  }
  get keepAliveAck() {
    return this.marked(mark.keepAliveAck)
  }
  get zeroWindow() {
    return this.marked(mark.zeroWindow)
  }
  get zeroWindowProbe() {
    return this.marked(mark.zeroWindowProbe)
  }
  get zeroWindowProbeAck() {
    return this.marked(mark.zeroWindowProbeAck)
  }
  get duplicateAck() {
    return this.marked(mark.duplicateAck)
  }
  get segmentCount() {
    return this.segments?.length
  }
}
