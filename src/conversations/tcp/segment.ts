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

export class Segment implements FactsOf<typeof tcpFacts> {
  stream = 0
  completeness = 0
  marks = 0
  relativeSequence = 0
  relativeAcknowledgment: number | undefined = undefined
  nextSequence: number | undefined = undefined
  windowSize = 0
  windowScale: number | undefined = undefined
  timeRelative: number | undefined = undefined
  timeDelta: number | undefined = undefined
  initialRoundTrip: number | undefined = undefined
  acknowledgedFrame: number | undefined = undefined
  roundTrip: number | undefined = undefined
  bytesInFlight: number | undefined = undefined
  pushBytesSent: number | undefined = undefined
  retransmissionTimeout: number | undefined = undefined
  retransmittedFrame: number | undefined = undefined
  duplicateAckNumber: number | undefined = undefined
  duplicateAckFrame: number | undefined = undefined
  segments: readonly number[] | undefined = undefined
  reassembledLength: number | undefined = undefined
  reassembledData: Uint8Array | undefined = undefined
  reassembledIn: number | undefined = undefined
  reassemblyGivenUp: string | undefined = undefined

  constructor(
    /** The header: sequence numbers as 32 bits with a sign, the window as it stands there, the length on the wire. */
    readonly sequence: number,
    readonly acknowledgment: number,
    readonly flags: number,
    readonly window: number,
    readonly length: number,
  ) {}

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
