import { Batch } from '../../files/batch.ts'
import { LentFrames } from '../../files/poison.ts'

/** How much is kept: whatever is reached first. */
export interface Keeping {
  /** Frames not older than this, by their own times. */
  readonly seconds?: number | undefined
  /** Memory they take: 256 MB unless given. */
  readonly bytes?: number | undefined
  readonly packets?: number | undefined
}

/**
 * The last frames of a capture, copied one behind the other into segments of memory, which are used again when all
 * frames in them are too old. The newest frame is kept whatever the limits are.
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

  /** Takes out the oldest frame, as a batch of one that is valid until the next call; undefined if there is none. */
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
    // A frame that was longer than any other does not take its memory for ever.
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

/** Records of frames: ten words that say what a batch does, then the bytes, then the options. */
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

  /** Of the oldest frame, in seconds. */
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

  /** Makes a batch of the oldest frame. */
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

  /** Forgets the oldest frame, and says how long its record was. */
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

/** Times are read from multiples of 8. */
function align(length: number): number {
  return Math.ceil(length / 8) * 8
}
