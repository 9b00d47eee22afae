/**
 * One direction of a stream in order, such as of a TCP connection: what was sent again is dropped, and what came early
 * waits until the bytes before it have come, or will not come. Memory is bounded: beyond a number of pieces or bytes
 * that wait, the bytes before the first of them are given up.
 */
import { isAfter } from '../tcp/sequence.ts'

/** Payload of a segment: in memory of its own, or as long as its frame is looked at in that of the frame. */
export interface Piece {
  /** Of the byte at `from`: 32 bits with a sign. */
  readonly sequence: number
  readonly bytes: Uint8Array
  readonly from: number
  readonly to: number
  /** Where it ended on the wire: after `to` if the capture cut it. */
  readonly originalTo: number
  readonly isOwn: boolean
}

/** The memory for pieces that wait, which streams may share, in bytes. */
export interface Budget {
  left: number
}

export interface StreamReader<P extends Piece> {
  /** The next bytes of the stream are those of a piece from `from` on, and `cut` more that the capture cut. */
  bytes(piece: P, from: number, cut: number): void
  /** This many bytes before a piece will not come. */
  gap(length: number, before: P): void
}

export class StreamJoiner<P extends Piece> {
  /** Whether what is read at the moment is in order, or what is missing before it was acknowledged. */
  isAcknowledged = true
  /** The sequence number of the next byte. */
  private next: number | undefined = undefined
  /** What waits, in order of sequence numbers, from `first` on; the first of two with the same number came first. */
  private early: P[] = []
  private first = 0
  /** How far the other side has acknowledged: what is missing before that will not come. */
  private acknowledged: number | undefined = undefined

  constructor(
    private readonly reader: StreamReader<P>,
    private readonly budget: Budget,
    /** Puts a piece that waits into memory of its own. */
    private readonly keep: (piece: P) => P = kept,
  ) {}

  /** Sets where the stream begins, unless that is known. */
  begin(sequence: number): void {
    this.next ??= sequence | 0
  }

  /** Takes a segment. Without `begin`, the first is the beginning. */
  take(piece: P): void {
    this.next ??= piece.sequence
    if (piece.originalTo <= piece.from) return
    if (isAfter(piece.sequence, this.next)) this.wait(piece)
    else {
      this.deliver(piece)
      this.deliverEarly()
    }
  }

  /** The other side has received all before a number; `settle` goes on from there. */
  acknowledge(acknowledgment: number): void {
    if (this.acknowledged === undefined || isAfter(acknowledgment, this.acknowledged))
      this.acknowledged = acknowledgment
  }

  /** Goes on after bytes that are missing although they were acknowledged. */
  settle(): void {
    const { acknowledged } = this
    if (acknowledged === undefined) return
    for (let piece; (piece = this.early[this.first]) !== undefined && !isAfter(piece.sequence, acknowledged);)
      this.giveUp(piece)
  }

  /** Goes on with all that waits. */
  finish(): void {
    this.isAcknowledged = false
    for (let piece; (piece = this.early[this.first]) !== undefined;) this.giveUp(piece)
    this.isAcknowledged = true
  }

  /** Whether all bytes before a sequence number are there, or given up. */
  reaches(sequence: number): boolean {
    return this.next !== undefined && !isAfter(sequence, this.next)
  }

  /** What waits for the first bytes that are missing. */
  get firstWaiting(): P | undefined {
    return this.early[this.first]
  }

  /** What waits for bytes before it. */
  get waiting(): readonly P[] {
    return this.early.slice(this.first)
  }

  /** Gives back the memory of what waits. */
  forget(): void {
    for (const { from, to } of this.waiting) this.budget.left += to - from
    this.early = []
    this.first = 0
  }

  /** Goes on at what waits first: what is missing before it does not come. */
  private giveUp(piece: P): void {
    const missing = (piece.sequence - this.next!) | 0
    if (missing > 0) this.reader.gap(missing, piece)
    this.next = piece.sequence
    this.deliverEarly()
  }

  private deliver(piece: P): void {
    const from = piece.from + ((this.next! - piece.sequence) | 0)
    const { to, originalTo } = piece
    // What is half of all numbers away is neither before nor after.
    if (from >= originalTo || from < piece.from) return
    this.next = (this.next! + originalTo - from) | 0
    this.reader.bytes(piece, Math.min(from, to), originalTo - Math.max(from, to))
  }

  private deliverEarly(): void {
    let piece
    while ((piece = this.early[this.first]) !== undefined && !isAfter(piece.sequence, this.next!)) {
      this.first++
      this.budget.left += piece.to - piece.from
      this.deliver(piece)
    }
    if (this.first > 0 && this.first * 2 >= this.early.length) {
      this.early.splice(0, this.first)
      this.first = 0
    }
  }

  private wait(piece: P): void {
    const { early, budget } = this
    const at = this.placeOf(piece.sequence)
    const before = at > this.first ? early[at - 1] : undefined
    if (before?.sequence === piece.sequence && before.originalTo - before.from >= piece.originalTo - piece.from) return
    early.splice(at, 0, this.keep(piece))
    budget.left -= piece.to - piece.from
    if (budget.left >= 0 && early.length - this.first <= mostPieces) return
    this.isAcknowledged = false
    for (let first; (first = early[this.first]) !== undefined && this.isBeyondLimits();) this.giveUp(first)
    this.isAcknowledged = true
  }

  private isBeyondLimits(): boolean {
    return this.budget.left < 0 || this.early.length - this.first > mostPieces
  }

  /** Where a piece comes among those that wait: nearly always after all others. */
  private placeOf(sequence: number): number {
    const { early } = this
    let [low, high] = [this.first, early.length]
    if (high > low && !isAfter(early[high - 1]!.sequence, sequence)) low = high
    while (low < high) {
      const middle = (low + high) >> 1
      if (isAfter(early[middle]!.sequence, sequence)) high = middle
      else low = middle + 1
    }
    return low
  }
}

/** A piece in memory of its own. */
export function kept<P extends Piece>(piece: P): P {
  const { bytes, from, to, originalTo, isOwn } = piece
  if (isOwn) return piece
  return { ...piece, bytes: bytes.slice(from, to), from: 0, to: to - from, originalTo: originalTo - from, isOwn: true }
}

/** Limit of the pieces of a stream that wait: they may have no bytes, in captures with a small snap length. */
const mostPieces = 1 << 14
