import { Batch } from '../../files/batch.ts'
import { packetOption } from '../../files/pcapng/frame-options.ts'
import type { PcapReader } from '../../files/pcap/reader.ts'
import { TimeMerge } from '../reading/time-merge.ts'
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
  private kept = new Uint8Array(0)

  /** With `reuse` a batch and its frames are valid only until the next is taken. */
  constructor(
    private readonly ring: ByteRing,
    readers: readonly PcapReader[],
    private readonly counts: CaptureCounts,
    private readonly reuse: boolean,
  ) {
    this.delivered = readers.map(() => 0)
    const several = readers.length > 1
    this.queues = several ? readers.map(() => new PieceQueue()) : []
    this.records = readers.map(
      (reader, id) =>
        new PieceReader(reader, several ? () => this.queues[id]!.take() : () => ring.shift(this.memoryFor)),
    )
    this.merge = several ? new TimeMerge(readers.map((_, id) => () => this.next(id))) : undefined
  }

  /** Whether frames wait for others that may be older. */
  get waiting(): boolean {
    return this.merge !== undefined && !this.merge.empty
  }

  /** Fills `batch` with the next frames; false if there are none yet. At the end nothing older can come any more. */
  take(batch: Batch, atEnd: boolean): boolean {
    const { merge, ring, counts, queues } = this
    if (merge === undefined) return this.read(0, batch)
    merge.take(this.complete, batch)
    if (batch.length > 0) return true
    // Only now, since what waits for a slow reader is to wait in the ring, which ends somewhere. What is complete is asked before
    // the ring is emptied: later it would be too much.
    this.complete = atEnd ? Infinity : Math.min(...queues.map((_, id) => counts.complete(id)))
    for (let piece; (piece = ring.shift(this.memoryFor)) !== undefined;) queues[piece.label]!.add(piece)
    merge.take(this.complete, batch)
    return batch.length > 0
  }

  private next(id: number): Batch | undefined {
    const batch = new Batch()
    return this.read(id, batch) ? batch : undefined
  }

  private read(id: number, batch: Batch): boolean {
    if (!this.records[id]!.read(batch)) return false
    this.delivered[id]! += batch.length
    return true
  }

  private readonly memoryFor = (length: number): Uint8Array => {
    const needed = length + lossLength
    if (!this.reuse || this.merge) return new Uint8Array(needed)
    if (this.kept.length < needed) this.kept = new Uint8Array(needed)
    return this.kept
  }
}

class PieceQueue {
  private pieces: Piece[] = []
  private taken = 0

  add(piece: Piece): void {
    this.pieces.push(piece)
  }

  take(): Piece | undefined {
    if (this.taken < this.pieces.length) return this.pieces[this.taken++]
    this.pieces = []
    this.taken = 0
    return undefined
  }
}

/** The records of one interface, piece after piece. */
class PieceReader {
  /** What is being read, where it is more than a batch holds. */
  private piece: Piece | undefined
  private position = 0

  constructor(
    private readonly reader: PcapReader,
    private readonly nextPiece: () => Piece | undefined,
  ) {}

  /** Fills `batch` with the next frames; false if there are none. */
  read(batch: Batch): boolean {
    const piece = (this.piece ??= this.nextPiece())
    if (piece === undefined) return false
    const { memory, length, count: lost } = piece
    const begins = this.position === 0
    this.position = this.reader.read(memory, this.position, length, batch)
    if (begins && lost > 0) noteLoss(batch, length, lost)
    if (this.position < length) return true
    this.piece = undefined
    this.position = 0
    return true
  }
}

/** Notes in the options of the first frame, as pcapng has them, how many were lost before it. They are written behind the records. */
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
