import type { Batch } from '../../../files/batch.ts'
import { packetOption } from '../../../files/pcapng/frame-options.ts'
import type { PcapReader } from '../../../files/pcap/reader.ts'
import { TimeMerge } from '../../reading/time-merge.ts'
import type { ByteRing, Piece } from './byte-ring.ts'
import type { CaptureCounts } from './capture-counts.ts'

/** Batches of the frames in the ring of the capturing thread; those of several interfaces are merged by timestamp. */
export class RingBatches {
  /** Number of frames of each interface. */
  readonly delivered: number[]
  private readonly merge: TimeMerge | undefined
  /** With several interfaces, the pieces taken from the ring; with one they are taken one by one. */
  private readonly queues: readonly PieceQueue[]
  private readonly records: readonly PieceReader[]
  /** Time up to which all frames have been taken from the ring, in milliseconds since 1970. */
  private complete = -Infinity
  /** Whether all waiting frames are delivered, regardless of later ones. */
  private releasing = false
  /** When frames of each interface were last read for the merge, by `performance.now()`. */
  private readonly readAt: number[]
  private kept = new Uint8Array(0)
  private readonly spare = new SpareMemory()

  /** With `reuse` a batch and its frames are valid only until the next one. */
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

  /** Whether frames are waiting for others that may be older. */
  get waiting(): boolean {
    return this.merge !== undefined && !this.merge.empty
  }

  /** Fills `batch` with the next frames; false if there are none yet. At the end no older frames can arrive. */
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
   * Takes only as many pieces from the ring as needed: data for a slow reader must wait in the ring, which is bounded.
   */
  private takeOldest(merge: TimeMerge, batch: Batch, atEnd: boolean): boolean {
    const { ring, counts, queues } = this
    for (;;) {
      if (merge.take(this.complete, batch)) return true
      // Read before checking for an empty ring: later frames may be older.
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
   * Whether frames wait too long or too many are waiting: their timestamps do not follow the system clock, or it was
   * set back.
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
  /** Bytes waiting. */
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

/** Memory of used pieces, for reuse: allocating and clearing memory for each piece costs more than copying it. */
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

/** Completes the low 32 bits of a time to the time within 24 days of another one. Both in milliseconds since 1970. */
const timeNear = (near: number, low: number) => near + ((low - near) | 0)

/** Milliseconds; most frames wait about 20. */
const longestWait = 1000

/** The records of one interface, piece by piece. */
class PieceReader {
  /** The current piece, if it has more frames than a batch. */
  private piece: Piece | undefined
  private position = 0
  /** The piece whose last frames were delivered. */
  private used: Piece | undefined

  constructor(
    private readonly reader: PcapReader,
    private readonly nextPiece: () => Piece | undefined,
    /** Called with a piece once all its frames have been used, which is when more are requested. */
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

/** Adds the drop count to the pcapng options of the first frame. The options are written after the records. */
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
