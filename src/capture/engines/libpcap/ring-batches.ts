import type { Batch } from '../../../files/batch.ts'
import { packetOption } from '../../../files/pcapng/frame-options.ts'
import type { PcapReader } from '../../../files/pcap/reader.ts'
import { TimeMerge } from '../../reading/time-merge.ts'
import type { ByteRing, Piece } from './byte-ring.ts'
import type { CaptureCounts } from './capture-counts.ts'

/** The frames in a ring of the capturing thread, in batches; those of several interfaces joined in order of time. */
export class RingBatches {
  /** Frames that went through, of each interface. */
  readonly delivered: number[]
  private readonly merge: TimeMerge | undefined
  /** Of several interfaces, the pieces that have been taken out of the ring. Of one they are taken one by one. */
  private readonly queues: readonly PieceQueue[]
  private readonly records: readonly PieceReader[]
  /** Up to when all frames have been taken out of the ring: milliseconds since 1970. */
  private complete = -Infinity
  /** Whether all frames that wait are given, whatever may still come. */
  private releasing = false
  /** When frames of each interface were last read for the merge, on the clock of `performance`. */
  private readonly readAt: number[]
  private kept = new Uint8Array(0)
  private readonly spare = new SpareMemory()

  /** With `reuse` a batch and its frames are valid only until the next is taken. */
  constructor(
    private readonly ring: ByteRing,
    readers: readonly PcapReader[],
    private readonly counts: CaptureCounts,
    private readonly reuse: boolean,
  ) {
    this.delivered = readers.map(() => 0)
    this.readAt = readers.map(() => Infinity)
    const several = readers.length > 1
    this.queues = several ? readers.map(() => new PieceQueue()) : []
    this.records = readers.map((reader, id) =>
      several
        ? new PieceReader(
            reader,
            () => this.queues[id]!.take(),
            reuse ? (piece) => this.spare.give(piece.memory) : undefined,
          )
        : new PieceReader(reader, () => ring.shift(this.memoryFor)),
    )
    this.merge = several ? new TimeMerge(readers.map((_, id) => (batch) => this.read(id, batch))) : undefined
  }

  /** Whether frames wait for others that may be older. */
  get waiting(): boolean {
    return this.merge !== undefined && !this.merge.empty
  }

  /** Fills `batch` with the next frames; false if there are none yet. At the end nothing older can come any more. */
  take(batch: Batch, atEnd: boolean): boolean {
    const { merge } = this
    if (merge === undefined) return this.read(0, batch)
    this.releasing ||= this.isStuck(merge)
    if (this.releasing) {
      if (merge.take(Infinity, batch)) return true
      this.releasing = false
    }
    return this.takeOldest(merge, batch, atEnd)
  }

  /**
   * Takes only as many pieces out of the ring as it must: what waits for a slow reader is to wait there, since the ring
   * is bounded.
   */
  private takeOldest(merge: TimeMerge, batch: Batch, atEnd: boolean): boolean {
    const { ring, counts, queues } = this
    for (;;) {
      if (merge.take(this.complete, batch)) return true
      // Asked before the ring is found empty: what comes afterwards may be older.
      const complete = atEnd ? Infinity : counts.complete
      const piece = ring.shift(this.memoryFor)
      if (piece === undefined) {
        this.complete = Math.max(this.complete, complete)
        return merge.take(this.complete, batch)
      }
      queues[piece.label]!.add(piece)
      this.complete = Math.max(this.complete, timeNear(Date.now(), piece.time))
    }
  }

  /**
   * Whether frames wait too long, or too many of them: their times are not those of the system's clock, or it was set
   * back.
   */
  private isStuck(merge: TimeMerge): boolean {
    const { queues, readAt, ring, counts } = this
    const now = performance.now()
    for (let id = 0; id < queues.length; id++) {
      const isMuch = now - readAt[id]! > longestWait || queues[id]!.bytes > ring.longest
      if (isMuch && merge.waitsBeyond(counts.complete, id)) return true
    }
    return false
  }

  private read(id: number, batch: Batch): boolean {
    if (!this.records[id]!.read(batch)) return false
    this.delivered[id]! += batch.length
    if (this.merge) this.readAt[id] = performance.now()
    return true
  }

  private readonly memoryFor = (length: number): Uint8Array => {
    const needed = length + lossLength
    if (!this.reuse) return new Uint8Array(needed)
    if (this.merge) return this.spare.take(needed)
    if (this.kept.length < needed) this.kept = new Uint8Array(needed)
    return this.kept
  }
}

class PieceQueue {
  /** Bytes that wait. */
  bytes = 0
  private pieces: Piece[] = []
  private taken = 0

  add(piece: Piece): void {
    this.pieces.push(piece)
    this.bytes += piece.length
  }

  take(): Piece | undefined {
    const piece = this.pieces[this.taken]
    if (piece === undefined) {
      this.pieces = []
      this.taken = 0
      return undefined
    }
    this.taken++
    this.bytes -= piece.length
    return piece
  }
}

/**
 * Memory of pieces that have been used, for others: to allocate and clear it for each piece costs more than to copy the
 * piece.
 */
class SpareMemory {
  private readonly pieces: Uint8Array[] = []

  take(length: number): Uint8Array {
    const memory = this.pieces.pop()
    return memory !== undefined && memory.length >= length ? memory : new Uint8Array(Math.max(length, usualPiece))
  }

  give(memory: Uint8Array): void {
    if (this.pieces.length < mostSpare && memory.length <= longestSpare) this.pieces.push(memory)
  }
}

/** Bytes; at most 4 MiB are kept. */
const usualPiece = 16 << 10
const longestSpare = 128 << 10
const mostSpare = 32

/**
 * The time of a piece, of which the low 32 bits are known, as it is within 24 days of another one. Both in milliseconds
 * since 1970.
 */
const timeNear = (near: number, low: number) => near + ((low - near) | 0)

/** Milliseconds; most frames wait some 20. */
const longestWait = 1000

/** The records of one interface, piece after piece. */
class PieceReader {
  /** What is being read, where it is more than a batch holds. */
  private piece: Piece | undefined
  private position = 0
  /** The piece whose last frames were given. */
  private used: Piece | undefined

  constructor(
    private readonly reader: PcapReader,
    private readonly nextPiece: () => Piece | undefined,
    /** Called with a piece whose frames have all been used, as it is when more are asked for. */
    private readonly release?: (piece: Piece) => void,
  ) {}

  /** Fills `batch` with the next frames; false if there are none. */
  read(batch: Batch): boolean {
    if (this.used) this.release?.(this.used)
    this.used = undefined
    const piece = (this.piece ??= this.nextPiece())
    if (piece === undefined) return false
    const { memory, length, count: lost } = piece
    const begins = this.position === 0
    this.position = this.reader.read(memory, this.position, length, batch)
    if (begins && lost > 0) noteLoss(batch, length, lost)
    if (this.position < length) return true
    this.used = piece
    this.piece = undefined
    this.position = 0
    return true
  }
}

/**
 * Notes in the options of the first frame, as pcapng has them, how many were lost before it. They are written behind
 * the records.
 */
function noteLoss(batch: Batch, at: number, lost: number): void {
  const view = new DataView(batch.memory.buffer, batch.memory.byteOffset)
  view.setUint16(at, packetOption.dropCount, true)
  view.setUint16(at + 2, 8, true)
  view.setBigUint64(at + 4, BigInt(lost), true)
  view.setUint32(at + 12, 0, true)
  batch.littleEndian = true
  batch.optionsStart[0] = at
  batch.optionsEnd[0] = at + lossLength
}

const lossLength = 16
