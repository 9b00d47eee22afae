/**
 * Reassembles one direction of a TCP connection in order: early segments are buffered, retransmissions dropped, and
 * bytes that never arrive reported as a gap. Memory is bounded: when the buffer is full, the first gap is given up.
 */
export interface StreamReader {
  /** The next bytes, from `from` to `to`, valid only during the call. */
  bytes(bytes: Uint8Array, from: number, to: number): void
  /** A gap of this many bytes. */
  gap(length: number): void
}

/** The buffer budget shared by all streams, in bytes. */
export interface ReassemblyBudget {
  bytes: number
}

export class StreamJoiner {
  /** The sequence number of the next byte. */
  private next: number | undefined
  /** Early segments, ordered by sequence number; they may overlap. */
  private waiting: Piece[] = []

  constructor(
    private readonly reader: StreamReader,
    private readonly room: ReassemblyBudget = { bytes: 1 << 20 },
  ) {}

  /**
   * Sets the sequence number of the first byte: that of the SYN plus one. Without it, the stream begins with the first
   * segment.
   */
  begin(sequence: number): void {
    this.next ??= sequence | 0
  }

  /** Processes a segment with payload from `from` to `to`, which on the wire extended to `originalTo`. */
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

  /** Ends the stream: delivers buffered segments, with gaps before them. */
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
    // Nearly always after all others.
    let at = waiting.length
    while (at > 0 && ((waiting[at - 1]!.sequence - piece.sequence) | 0) > 0) at--
    const before = waiting[at - 1]
    if (before !== undefined && before.sequence === piece.sequence && before.length >= piece.length) return
    waiting.splice(at, 0, piece)
    room.bytes -= piece.bytes.length
    while (waiting.length > 0 && (room.bytes < 0 || waiting.length > mostPieces)) this.giveUp()
  }

  /** Gives up the gap before the first piece. */
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
  /** Captured bytes. */
  readonly bytes: Uint8Array
  /** Length on the wire. */
  readonly length: number
}

/** Memory of a piece, which may be empty in captures with a small snap length. */
const mostPieces = 1024
