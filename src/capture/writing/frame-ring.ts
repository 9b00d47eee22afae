import { Batch } from '../../files/batch.ts'
import { LentFrames } from '../../files/poison.ts'

/** Limits of what is kept; the first one reached applies. */
export interface Keeping {
  /** Seconds, by the timestamps of the frames. */
  readonly seconds?: number | undefined
  /** Memory in bytes. Default: 256 MB. */
  readonly bytes?: number | undefined
  readonly packets?: number | undefined
}

/**
 * The latest frames of a capture, copied into memory segments, which are reused when all frames in them have expired.
 * The newest frame is always kept.
 */
export class FrameRing {
  length = 0
  private readonly seconds: number
  private readonly packets: number
  private readonly most: number
  private readonly segmentLength: number
  private readonly segments: Segment[] = []
  private spares: Segment[] = []
  private bytes = 0
  private readonly single = new Batch()
  private readonly lent = new LentFrames()

  constructor({ seconds = Infinity, packets = Infinity, bytes = defaultBytes }: Keeping) {
    this.seconds = seconds
    this.packets = packets
    this.most = bytes
    this.segmentLength = align(Math.max(smallestSegment, Math.min(largestSegment, bytes / 8)))
  }

  add(batch: Batch, index: number): void {
    this.lent.takeBack()
    const length = recordLength(batch, index)
    this.segmentFor(length).add(batch, index)
    this.bytes += length
    this.length++
    const oldest = batch.seconds[index]! + batch.nanoseconds[index]! / 1e9 - this.seconds
    while (this.length > 1 && (this.length > this.packets || this.bytes > this.most || this.segments[0]!.time < oldest))
      this.dropOldest()
  }

  /**
   * Removes the oldest frame and returns it as a batch of one, valid until the next call; undefined if there is none.
   */
  take(): Batch | undefined {
    this.lent.takeBack()
    if (this.length === 0) return undefined
    this.segments[0]!.copy(this.single)
    this.lent.lend(this.single)
    this.dropOldest()
    return this.single
  }

  private dropOldest(): void {
    const segment = this.segments[0]!
    this.bytes -= segment.drop()
    this.length--
    if (!segment.empty || this.segments.length === 1) return
    this.segments.shift()
    // A segment enlarged for a single long frame is not kept.
    if (segment.capacity === this.segmentLength) this.spares.push(segment)
  }

  private segmentFor(length: number): Segment {
    const last = this.segments.at(-1)
    if (last?.hasRoom(length)) return last
    const next =
      (length <= this.segmentLength && this.spares.pop()) || new Segment(Math.max(length, this.segmentLength))
    next.clear()
    this.segments.push(next)
    return next
  }
}

const defaultBytes = 256e6
const smallestSegment = 64 << 10
const largestSegment = 1 << 20

/** Frame records: ten words with the columns of a batch, then the bytes, then the options. */
class Segment {
  private readonly bytes: Uint8Array
  private readonly words: Int32Array
  private readonly times: Float64Array
  private from = 0
  private end = 0

  constructor(readonly capacity: number) {
    this.bytes = new Uint8Array(capacity)
    this.words = new Int32Array(this.bytes.buffer)
    this.times = new Float64Array(this.bytes.buffer)
  }

  get empty(): boolean {
    return this.from === this.end
  }

  /** Time of the oldest frame, in seconds. */
  get time(): number {
    return this.times[this.from >> 3]! + this.words[(this.from >> 2) + 2]! / 1e9
  }

  hasRoom(length: number): boolean {
    return this.capacity - this.end >= length
  }

  clear(): void {
    this.from = this.end = 0
  }

  add(batch: Batch, index: number): void {
    const { words, end } = this
    const at = end >> 2
    const start = batch.start[index]!
    const captured = batch.capturedLength[index]!
    const options = batch.optionsStart[index]!
    const optionsLength = batch.optionsEnd[index]! - options
    this.times[end >> 3] = batch.seconds[index]!
    words[at + 2] = batch.nanoseconds[index]!
    words[at + 3] = captured
    words[at + 4] = batch.originalLength[index]!
    words[at + 5] = batch.linkType[index]!
    words[at + 6] = batch.interfaceId[index]!
    words[at + 7] = optionsLength
    words[at + 8] = batch.number(index)
    words[at + 9] = batch.littleEndian ? 1 : 0
    this.bytes.set(batch.memory.subarray(start, start + captured), end + headerLength)
    if (optionsLength > 0)
      this.bytes.set(batch.memory.subarray(options, options + optionsLength), end + headerLength + captured)
    this.end += recordLength(batch, index)
  }

  /** Returns a batch of the oldest frame. */
  copy(batch: Batch): void {
    const { words, from } = this
    const at = from >> 2
    const start = from + headerLength
    const options = start + words[at + 3]!
    const optionsLength = words[at + 7]!
    batch.length = 1
    batch.memory = this.bytes
    batch.start[0] = start
    batch.seconds[0] = this.times[from >> 3]!
    batch.nanoseconds[0] = words[at + 2]!
    batch.capturedLength[0] = words[at + 3]!
    batch.originalLength[0] = words[at + 4]!
    batch.linkType[0] = words[at + 5]!
    batch.interfaceId[0] = words[at + 6]!
    batch.optionsStart[0] = optionsLength > 0 ? options : 0
    batch.optionsEnd[0] = optionsLength > 0 ? options + optionsLength : 0
    batch.numberFrom(words[at + 8]!)
    batch.littleEndian = words[at + 9] === 1
  }

  /** Removes the oldest frame; returns the length of its record. */
  drop(): number {
    const { words, from } = this
    const length = align(headerLength + words[(from >> 2) + 3]! + words[(from >> 2) + 7]!)
    this.from += length
    if (this.from === this.end) this.from = this.end = 0
    return length
  }
}

const headerLength = 40

function recordLength(batch: Batch, index: number): number {
  return align(headerLength + batch.capturedLength[index]! + batch.optionsEnd[index]! - batch.optionsStart[index]!)
}

/** Timestamps are aligned to 8 bytes. */
function align(length: number): number {
  return Math.ceil(length / 8) * 8
}
