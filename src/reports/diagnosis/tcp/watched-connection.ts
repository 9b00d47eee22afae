/** What the diagnosis keeps of a TCP connection and its two directions. Times are seconds after the first frame. */
import { Flow } from '../../flow.ts'
import { Evidence } from '../finding.ts'

export class WatchedSide {
  readonly flow: Flow
  packets = 0
  /** Segments with payload. */
  dataPackets = 0
  /** Segments that acknowledge something, resets apart. */
  acknowledging = 0
  readonly syns = new Evidence()
  /** When its first and its last SYN came, and the packet of the first. */
  firstSyn = NaN
  lastSyn = NaN
  /** Sent again although the capture has it: lost after the capture point. */
  readonly again = new Evidence()
  /** Sent again while the capture lacks it: lost before the capture point. */
  readonly filled = new Evidence()
  /** Sent again although the other side had acknowledged it. */
  readonly needless = new Evidence()
  /** Segments that acknowledge what the capture lacks. */
  readonly acknowledgesGap = new Evidence()
  readonly zeroWindows = new Evidence()
  /** Since when its window is closed; NaN while it is open. */
  closedSince = NaN
  /** Seconds its window was closed, all in all and the longest. */
  closed = 0
  longestClosed = 0
  /** Shortest time from a segment of the other side to its acknowledgment by this one. */
  roundTrip = NaN
  firstData = NaN
  firstDataPacket = 0
  lastData = NaN
  lastDataPacket = 0
  /** First packets with FIN and with RST. */
  finPacket = 0
  resetPacket = 0
  readonly repeats = new Repeats()

  constructor(address: string, port: number) {
    this.flow = new Flow(address, port)
  }

  get end() {
    return { address: this.flow.address, port: this.flow.port }
  }
}

export class WatchedConnection {
  /** Index of the client's side. */
  client: 0 | 1 = 0
  last: number
  lastPacket: number
  /** From the client's last SYN to its answer. */
  acceptTime = NaN
  acceptPacket = 0
  /** From the answer to its acknowledgment. */
  confirmTime = NaN

  constructor(
    readonly sides: readonly [WatchedSide, WatchedSide],
    readonly time: number,
    readonly firstPacket: number,
  ) {
    this.last = time
    this.lastPacket = firstPacket
  }

  get fromClient(): WatchedSide {
    return this.sides[this.client]
  }
  get fromServer(): WatchedSide {
    return this.sides[this.client === 0 ? 1 : 0]
  }
}

/** The segment that is sent again and again. */
class Repeats {
  /** Of the segment that is waiting: where it begins, its length, how often it was sent again. */
  private sequence = 0
  private isRepeating = false
  length = 0
  times = 0
  packets = new Evidence()
  /** When it was sent again last. */
  last = NaN
  /** Of the one that was sent again most often. */
  mostTimes = 0
  most = new Evidence()
  mostLength = 0
  /** Whether that one was acknowledged in the end, and whether it was sent in smaller parts before. */
  mostPassed = false
  mostSplit = false
  /** The longest segment that was acknowledged, as far as is known. */
  longestPassed = 0
  /** The longest segment that is not acknowledged, and where it ends. */
  private waiting = 0
  private waitingEnd = 0

  sent(sequence: number, length: number): void {
    if (length <= this.waiting) return
    this.waiting = length
    this.waitingEnd = (sequence + length) | 0
  }

  again(sequence: number, length: number, packet: number, time: number): void {
    if (!this.isRepeating || sequence !== this.sequence) {
      this.isRepeating = true
      this.sequence = sequence
      this.length = length
      this.times = 0
      this.packets = new Evidence()
    }
    this.times++
    this.last = time
    const isSplit = length < this.length && this.times > 1
    this.packets.add(packet)
    if (this.times <= this.mostTimes) return
    this.mostSplit = isSplit || (this.mostSplit && this.most === this.packets)
    this.mostTimes = this.times
    this.most = this.packets
    this.mostLength = this.length
    this.mostPassed = false
  }

  /** The other side has acknowledged all before `next`. */
  acknowledged(next: number): void {
    if (this.waiting > 0 && ((next - this.waitingEnd) | 0) >= 0) {
      this.longestPassed = Math.max(this.longestPassed, this.waiting)
      this.waiting = 0
    }
    if (!this.isRepeating || ((next - this.sequence) | 0) <= 0) return
    if (this.most === this.packets) this.mostPassed = true
    this.isRepeating = false
  }
}
