/** What one end of a conversation sent: how much, and of TCP which bytes again, late or never. */
import type { UnitStream } from './unit-stream.ts'

/** How many packets are named for each thing. */
export const maxListedPackets = 10
/** How many gaps of a direction are remembered: beyond that the oldest is taken as never filled. */
const mostGaps = 32

export class Flow {
  packets = 0
  bytes = 0
  frameBytes = 0
  retransmissions = 0
  late = 0
  /** The first packets that were retransmissions. */
  again: number[] | undefined = undefined
  /** How often a SYN was sent, with which sequence number, and in which packets. */
  syns = 0
  synSequence = 0
  synPackets: number[] | undefined = undefined
  synTime = NaN
  finPacket = 0
  /** The sequence number of the first segment. */
  first = 0
  /** Reads what is sent, while somebody knows how. */
  stream: UnitStream | undefined = undefined
  /** Of the segment followed last: where in it bytes begin that were not seen before; -1 if there are none. */
  fresh = -1
  /** How many bytes are missing in front of these. */
  skipped = 0
  private started = false
  /** The sequence number behind the last byte seen. */
  private next = 0
  private interfaceId = -1
  /** Sequence numbers from where to where nothing was seen, in turn. */
  private gaps: number[] | undefined = undefined
  private lost = 0

  constructor(
    readonly address: string,
    readonly port: number,
  ) {}

  /** Bytes that were skipped and never came. */
  get missing(): number {
    let sum = this.lost
    for (let at = 0; at < (this.gaps?.length ?? 0); at += 2) sum += (this.gaps![at + 1]! - this.gaps![at]!) >>> 0
    return sum
  }

  /** Takes a segment with `length` bytes of payload; SYN and FIN take a sequence number each. */
  follow(sequence: number, length: number, marks: number, number: number, interfaceId: number): void {
    this.fresh = -1
    this.skipped = 0
    const span = length + marks
    if (span === 0) return
    const behind = (sequence + span) | 0
    const distance = (sequence - this.next) | 0
    if (!this.started || distance === 0) {
      this.started = true
      this.interfaceId = interfaceId
      this.next = behind
      this.fresh = 0
      this.bytes += length
    } else if (distance > 0) {
      this.skip(this.next, sequence | 0)
      this.skipped = distance
      this.next = behind
      this.fresh = 0
      this.bytes += length
    } else if (((behind - this.next) | 0) > 0) {
      // Partly new. One old byte in front is a probe of a closed window, sent again with what follows it.
      if (distance < -1) this.repeat(number, interfaceId)
      this.bytes += (behind - this.next) | 0
      this.next = behind
      this.fresh = Math.min(length, -distance)
    } else this.old(sequence | 0, behind, length, marks, number, interfaceId)
  }

  /** Nothing in it is beyond what was seen: it fills a gap, keeps the connection alive, or is sent again. */
  private old(
    sequence: number,
    behind: number,
    length: number,
    marks: number,
    number: number,
    interfaceId: number,
  ): void {
    const filled = this.gaps === undefined ? 0 : this.fill(sequence, behind)
    if (filled > 0) {
      this.late++
      this.bytes += Math.min(filled, length)
      return
    }
    const probe = length === 1 && marks === 0 && behind === this.next
    if (!probe) this.repeat(number, interfaceId)
  }

  /** A segment that another interface saw as well is no retransmission. */
  private repeat(number: number, interfaceId: number): void {
    if (interfaceId !== this.interfaceId) return
    this.retransmissions++
    this.again ??= []
    if (this.again.length < maxListedPackets) this.again.push(number)
  }

  private skip(from: number, to: number): void {
    this.gaps ??= []
    if (this.gaps.length >= 2 * mostGaps) {
      this.lost += (this.gaps[1]! - this.gaps[0]!) >>> 0
      this.gaps.splice(0, 2)
    }
    this.gaps.push(from, to)
  }

  /** Takes what a segment covers out of the gaps; returns how many bytes that were. */
  private fill(from: number, to: number): number {
    let filled = 0
    const left: number[] = []
    const gaps = this.gaps!
    for (let at = 0; at < gaps.length; at += 2) {
      const [start, end] = [gaps[at]!, gaps[at + 1]!]
      const low = ((from - start) | 0) > 0 ? from : start
      const high = ((to - end) | 0) < 0 ? to : end
      if (((high - low) | 0) <= 0) {
        left.push(start, end)
        continue
      }
      filled += (high - low) | 0
      if (low !== start) left.push(start, low)
      if (high !== end) left.push(high, end)
    }
    this.gaps = left.length === 0 ? undefined : left
    return filled
  }
}
