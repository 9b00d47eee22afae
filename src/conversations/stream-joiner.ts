/**
 * What one end of a TCP connection sent, in order: a segment that comes early is waited for, what was sent again is
 * left out, and what never came is a gap. Memory is bounded; where there is no room to wait any longer, the first gap
 * is given up.
 */
export interface StreamReader {
  /** The next bytes: those from `from` to `to`, which may be overwritten once this returns. */
  bytes(bytes: Uint8Array, from: number, to: number): void
  /** So many bytes are missing here. */
  gap(length: number): void
}

/** How many bytes may still wait, of all streams that share it. */
export interface ReassemblyBudget {
  bytes: number
}

export class StreamJoiner {
  /** The sequence number of the next byte. */
  private next: number | undefined
  /** What came early, in order of sequence numbers; the pieces may overlap. */
  private waiting: Piece[] = []

  constructor(
    private readonly reader: StreamReader,
    private readonly room: ReassemblyBudget = { bytes: 1 << 20 },
  ) {}

  /**
   * Says what the number of the first byte is: one more than that of the SYN. Without that, the first segment is the
   * beginning.
   */
  begin(sequence: number): void {
    this.next ??= sequence | 0
  }

  /** Takes a segment: its payload is the bytes from `from` to `to`, which on the wire went on to `originalTo`. */
  take(sequence: number, bytes: Uint8Array, from: number, to: number, originalTo = to): void {
    if (originalTo <= from) return
    this.next ??= sequence | 0
    if (((sequence - this.next) | 0) > 0) {
      this.keep({ sequence: sequence | 0, bytes: bytes.slice(from, to), length: originalTo - from })
      return
    }
    this.deliver(sequence, bytes, from, to, originalTo)
    this.deliverWaiting()
  }

  /** No more comes: whatever waits is given, and what is missing in front of it is a gap. */
  finish(): void {
    while (this.waiting.length > 0) this.giveUp()
  }

  private deliver(sequence: number, bytes: Uint8Array, from: number, to: number, originalTo: number): void {
    const start = from + ((this.next! - sequence) | 0)
    if (start >= originalTo) return
    this.next = (sequence + originalTo - from) | 0
    if (start < to) this.reader.bytes(bytes, start, to)
    const cut = originalTo - Math.max(start, to)
    if (cut > 0) this.reader.gap(cut)
  }

  private deliverWaiting(): void {
    let count = 0
    for (const { sequence, bytes, length } of this.waiting) {
      if (((sequence - this.next!) | 0) > 0) break
      count++
      this.room.bytes += bytes.length
      this.deliver(sequence, bytes, 0, bytes.length, length)
    }
    if (count > 0) this.waiting.splice(0, count)
  }

  private keep(piece: Piece): void {
    const { waiting, room } = this
    // Nearly always behind all others.
    let at = waiting.length
    while (at > 0 && ((waiting[at - 1]!.sequence - piece.sequence) | 0) > 0) at--
    const before = waiting[at - 1]
    if (before !== undefined && before.sequence === piece.sequence && before.length >= piece.length) return
    waiting.splice(at, 0, piece)
    room.bytes -= piece.bytes.length
    while (waiting.length > 0 && (room.bytes < 0 || waiting.length > mostPieces)) this.giveUp()
  }

  /** Takes what is missing in front of the first piece as lost. */
  private giveUp(): void {
    const { sequence } = this.waiting[0]!
    const missing = (sequence - this.next!) | 0
    this.next = sequence
    if (missing > 0) this.reader.gap(missing)
    this.deliverWaiting()
  }
}

interface Piece {
  readonly sequence: number
  /** As many as were captured. */
  readonly bytes: Uint8Array
  /** As many as were sent. */
  readonly length: number
}

/** Pieces without bytes, as captures with a small snap length have them, take memory too. */
const mostPieces = 1024
