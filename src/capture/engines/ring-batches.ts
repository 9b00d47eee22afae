import { Batch } from '../../files/batch.ts'
import { packetOption } from '../../files/pcapng/frame-options.ts'
import type { PcapReader } from '../../files/pcap/reader.ts'
import { TimeMerge } from '../time-merge.ts'
import type { ByteRing, Piece } from './byte-ring.ts'
import type { CaptureCounts } from './capture-counts.ts'

/** The frames in a ring of the capturing thread, in batches: a reader for the records of each interface, joined in order of time where there are several. */
export class RingBatches {
  /** Frames that went through, of each interface. */
  readonly delivered: number[]
  private readonly merge: TimeMerge | undefined
  /** Up to when all frames are with `merge`: milliseconds since 1970. */
  private complete = -Infinity
  /** The records that are being read, which are more than a batch holds. */
  private piece: Piece | undefined
  private position = 0
  private kept = new Uint8Array(0)

  /** With `reuse` a batch and its frames are valid only until the next is taken. */
  constructor(
    private readonly ring: ByteRing, private readonly readers: readonly PcapReader[], private readonly counts: CaptureCounts, private readonly reuse: boolean,
  ) {
    this.delivered = readers.map(() => 0)
    this.merge = readers.length > 1 ? new TimeMerge(readers.length) : undefined
  }

  /** Whether frames wait for others that may be older. */
  get waiting(): boolean {
    return this.merge !== undefined && !this.merge.empty
  }

  /** Fills `batch` with the next frames; false if there are none yet. At the end nothing older can come any more. */
  take(batch: Batch, atEnd: boolean): boolean {
    const { merge, readers, counts } = this
    if (merge === undefined) return this.read(batch)
    merge.take(this.complete, batch)
    if (batch.length > 0) return true
    // Only now, since what waits for a slow reader is to wait in the ring, which ends somewhere. What is complete is asked before
    // the ring is emptied: later it would be too much.
    this.complete = atEnd ? Infinity : Math.min(...readers.map((_, id) => counts.complete(id)))
    for (let fresh = new Batch(); this.read(fresh); fresh = new Batch()) merge.add(fresh.interfaceId[0]!, fresh)
    merge.take(this.complete, batch)
    return batch.length > 0
  }

  /** The next frames of one interface. */
  private read(batch: Batch): boolean {
    const piece = this.piece ??= this.ring.shift(this.memoryFor)
    if (piece === undefined) return false
    const { memory, length, label: id, count: lost } = piece
    const begins = this.position === 0
    this.position = this.readers[id]!.read(memory, this.position, length, batch)
    if (this.merge) batch.interfaceId.fill(id, 0, batch.length)
    if (begins && lost > 0) noteLoss(batch, length, lost)
    this.delivered[id]! += batch.length
    if (this.position < length) return true
    this.piece = undefined
    this.position = 0
    return true
  }

  private readonly memoryFor = (length: number): Uint8Array => {
    const needed = length + lossLength
    if (!this.reuse || this.merge) return new Uint8Array(needed)
    if (this.kept.length < needed) this.kept = new Uint8Array(needed)
    return this.kept
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
