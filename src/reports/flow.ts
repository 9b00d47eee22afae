/** One direction of a conversation: counts, and for TCP retransmissions, out-of-order segments and gaps. */

/** Limit of packet numbers listed for each event. */
export const maxListedPackets = 10
/** Limit of tracked gaps per direction: beyond it the oldest counts as never filled. */
const mostGaps = 32

export class Flow {
  packets = 0
  bytes = 0
  frameBytes = 0
  retransmissions = 0
  late = 0
  /** Numbers of the first retransmitted packets. */
  again: number[] | undefined = undefined
  /** SYNs: their count, sequence number and packets. */
  syns = 0
  synSequence = 0
  synPackets: number[] | undefined = undefined
  synTime = NaN
  finPacket = 0
  /** The sequence number of the first segment. */
  first = 0
  /** Whether the last segment brought bytes after all others. */
  isFresh = false
  private started = false
  /** The sequence number after the last byte seen. */
  private next = 0
  private interfaceId = -1
  /** Gaps: pairs of sequence numbers, from and to. */
  private gaps: number[] | undefined = undefined
  private lost = 0

  constructor(
    readonly address: string,
    readonly port: number,
  ) {}

  /** Bytes in gaps that were never filled. */
  get missing(): number {
    let sum = this.lost
    for (let at = 0; at < (this.gaps?.length ?? 0); at += 2) sum += (this.gaps![at + 1]! - this.gaps![at]!) >>> 0
    return sum
  }

  /** Processes a segment with `length` bytes of payload; SYN and FIN take a sequence number each. */
  follow(sequence: number, length: number, marks: number, number: number, interfaceId: number): void {
    this.isFresh = false
    const span = length + marks
    if (span === 0) return
    const following = (sequence + span) | 0
    const distance = (sequence - this.next) | 0
    if (!this.started || distance === 0) {
      this.started = true
      this.interfaceId = interfaceId
      this.next = following
      this.isFresh = length > 0
      this.bytes += length
    } else if (distance > 0) {
      this.skip(this.next, sequence | 0)
      this.next = following
      this.isFresh = length > 0
      this.bytes += length
    } else if (((following - this.next) | 0) > 0) {
      // Partly new. One old byte before it is a zero-window probe, retransmitted with the data after it.
      if (distance < -1) this.repeat(number, interfaceId)
      this.bytes += (following - this.next) | 0
      this.next = following
      this.isFresh = length > 0
    } else this.old(sequence | 0, following, length, marks, number, interfaceId)
  }

  /** A segment without new data: it fills a gap, is a keep-alive, or is a retransmission. */
  private old(
    sequence: number,
    following: number,
    length: number,
    marks: number,
    number: number,
    interfaceId: number,
  ): void {
    const filled = this.gaps === undefined ? 0 : this.fill(sequence, following)
    if (filled > 0) {
      this.late++
      this.bytes += Math.min(filled, length)
      return
    }
    const probe = length === 1 && marks === 0 && following === this.next
    if (!probe) this.repeat(number, interfaceId)
  }

  /** A segment also captured at another interface is not a retransmission. */
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

  /** Removes the range of a segment from the gaps; returns the number of bytes filled. */
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
