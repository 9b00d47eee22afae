import type { CaptureDescription } from './description.ts'
import { Frame } from './frame.ts'

/**
 * Capacity of a batch in frames: small enough for the CPU cache, large enough that the cost per batch is negligible.
 */
export const batchCapacity = 1024

/** What console.log calls. */
const inspectKey = Symbol.for('nodejs.util.inspect.custom')

/**
 * Consecutive frames in one buffer, described in columns: nothing is copied, and a `Frame` object is only created on
 * request. Frame `index` (0 to `length` - 1) is the bytes of `memory` from `start[index]` to `start[index] +
 * capturedLength[index]`.
 */
export class Batch implements Iterable<Frame> {
  length = 0
  memory: Uint8Array = new Uint8Array(0)
  /** Where the first byte of `memory` is in the capture, decompressed; below 0 where that is before its beginning. */
  memoryStart = 0
  /** Number of the first frame read into the batch; the first frame of a capture is 1. */
  firstNumber = 1
  /**
   * Timestamps of the first frame of the capture, and of the frame before the first one read into this batch; NaN if
   * unknown.
   */
  firstSeconds = NaN
  firstNanoseconds = 0
  earlierSeconds = NaN
  earlierNanoseconds = 0
  /** Timestamps of removed predecessors, for the frames that follow one; allocated on first use. */
  private missed: Times | undefined = undefined
  /** After frames were removed: how many frames were read before each remaining one. */
  private readonly kept = new Int32Array(batchCapacity)
  private thinned = false
  readonly start = new Int32Array(batchCapacity)
  readonly capturedLength = new Int32Array(batchCapacity)
  readonly originalLength = new Uint32Array(batchCapacity)
  /** NaN for a frame without a timestamp. */
  readonly seconds = new Float64Array(batchCapacity)
  readonly nanoseconds = new Int32Array(batchCapacity)
  readonly linkType = new Int32Array(batchCapacity)
  readonly interfaceId = new Int32Array(batchCapacity)
  /** Range in `memory` of the options of each pcapng packet block; both 0 if there are none. */
  readonly optionsStart = new Int32Array(batchCapacity)
  readonly optionsEnd = new Int32Array(batchCapacity)
  /** Byte order of the options and of the capturing host: that of the section. A batch never spans two sections. */
  littleEndian = true
  /** The description of its capture: `interfaceId` counts in its interfaces. Empty where that is not known. */
  capture: Pick<CaptureDescription, 'interfaces' | 'names' | 'secrets'> = unknownCapture
  /** What its frames gained from their conversations; undefined as long as nobody followed them. */
  gains: Gains | undefined = undefined

  /** The number of a frame in its capture. */
  number(index: number): number {
    return this.firstNumber + (this.thinned ? this.kept[index]! : index)
  }

  /** Says which capture it is of. */
  of(capture: Batch['capture']): this {
    this.capture = capture
    return this
  }

  /** Numbers the frames of a complete batch, starting at `first`. */
  numberFrom(first: number): void {
    this.firstNumber = first
    this.thinned = false
    this.gains = undefined
  }

  /** Numbers the frames as those of another batch, whose place they take. */
  numberLike(other: Batch): void {
    this.firstNumber = other.firstNumber
    this.thinned = other.thinned
    this.missed = other.missed
    if (other.thinned) this.kept.set(other.kept)
    this.firstSeconds = other.firstSeconds
    this.firstNanoseconds = other.firstNanoseconds
    this.earlierSeconds = other.earlierSeconds
    this.earlierNanoseconds = other.earlierNanoseconds
    this.gains = other.gains
  }

  /** Removes the frames that do not pass; the others keep their numbers. */
  keep(passes: (batch: Batch, index: number) => boolean): void {
    const { kept, thinned, length } = this
    let count = 0
    let next = 0
    for (let index = 0; index < length; index++) {
      if (!passes(this, index)) continue
      const place = thinned ? kept[index]! : index
      if (place !== next) {
        const [seconds, nanoseconds] = [this.previousSeconds(index), this.previousNanoseconds(index)]
        const missed = (this.missed ??= {
          seconds: new Float64Array(batchCapacity),
          nanoseconds: new Int32Array(batchCapacity),
        })
        missed.seconds[count] = seconds
        missed.nanoseconds[count] = nanoseconds
      }
      next = place + 1
      kept[count] = place
      if (count < index) this.copyColumns(count, this, index)
      count++
    }
    this.thinned ||= count < length
    this.length = count
  }

  /** Timestamp in seconds of the preceding frame of the capture, even if it was removed; NaN if unknown. */
  previousSeconds(index: number): number {
    if (this.misses(index)) return this.missed!.seconds[index]!
    return index === 0 ? this.earlierSeconds : this.seconds[index - 1]!
  }

  /** Nanoseconds to add to `previousSeconds`. */
  previousNanoseconds(index: number): number {
    if (this.misses(index)) return this.missed!.nanoseconds[index]!
    return index === 0 ? this.earlierNanoseconds : this.nanoseconds[index - 1]!
  }

  /** Whether the preceding frame was removed. */
  private misses(index: number): boolean {
    return this.thinned && this.kept[index] !== (index === 0 ? 0 : this.kept[index - 1]! + 1)
  }

  frame(index: number): Frame {
    if (!(index >= 0 && index < this.length))
      throw new TypeError(`a batch of ${this.length} frames has no frame ${index}`)
    return new Frame(
      this.number(index),
      this.seconds[index]!,
      this.nanoseconds[index]!,
      this.capturedLength[index]!,
      this.originalLength[index]!,
      this.linkType[index]!,
      this.interfaceId[index]!,
      this.memory,
      this.start[index]!,
      this.optionsStart[index]!,
      this.optionsEnd[index]!,
      this.littleEndian,
      undefined,
      this.gains?.of(this.number(index)),
    )
  }

  /**
   * Copies frame `index` of another batch to index `to`, and its bytes and options to offset `at` of this batch's
   * memory; returns the end of the copy.
   */
  copyFrame(to: number, from: Batch, index: number, at: number): number {
    this.copyColumns(to, from, index)
    return this.copyBytes(to, from.memory, at)
  }

  /** Copies the columns of frame `index` of another batch to index `to`, not its bytes and options. */
  copyColumns(to: number, from: Batch, index: number): void {
    this.start[to] = from.start[index]!
    this.capturedLength[to] = from.capturedLength[index]!
    this.originalLength[to] = from.originalLength[index]!
    this.seconds[to] = from.seconds[index]!
    this.nanoseconds[to] = from.nanoseconds[index]!
    this.linkType[to] = from.linkType[index]!
    this.interfaceId[to] = from.interfaceId[index]!
    this.optionsStart[to] = from.optionsStart[index]!
    this.optionsEnd[to] = from.optionsEnd[index]!
  }

  /**
   * Copies the bytes and options of the frame at index `place` from `from` to offset `at` of this batch's memory;
   * returns the end of the copy.
   */
  copyBytes(place: number, from: Uint8Array, at: number): number {
    const start = this.start[place]!
    const end = at + this.capturedLength[place]!
    const optionsStart = this.optionsStart[place]!
    const optionsLength = this.optionsEnd[place]! - optionsStart
    this.memory.set(from.subarray(start, start + end - at), at)
    if (optionsLength > 0) this.memory.set(from.subarray(optionsStart, optionsStart + optionsLength), end)
    this.start[place] = at
    this.optionsStart[place] = optionsLength > 0 ? end : 0
    this.optionsEnd[place] = optionsLength > 0 ? end + optionsLength : 0
    return end + optionsLength
  }

  /** Makes this a batch of a single frame. */
  hold(frame: Frame): this {
    this.length = 1
    this.firstSeconds = NaN
    this.earlierSeconds = NaN
    this.capture = unknownCapture
    this.memory = frame.memory
    this.numberFrom(frame.number)
    this.littleEndian = frame.littleEndian
    this.start[0] = frame.start
    this.capturedLength[0] = frame.capturedLength
    this.originalLength[0] = frame.originalLength
    this.seconds[0] = frame.seconds
    this.nanoseconds[0] = frame.nanoseconds
    this.linkType[0] = frame.linkType
    this.interfaceId[0] = frame.interfaceId
    this.optionsStart[0] = frame.optionsStart
    this.optionsEnd[0] = frame.optionsEnd
    const { gain } = frame
    this.gains = gain === undefined ? undefined : { of: () => gain }
    return this
  }

  /** For `console.log`, without the columns. */
  [inspectKey](): string {
    return `Batch { length: ${this.length}, firstNumber: ${this.firstNumber} }`
  }

  *[Symbol.iterator](): Iterator<Frame> {
    for (let index = 0; index < this.length; index++) yield this.frame(index)
  }
}

/** What conversations add to frames; `src/packet` says what that is. */
export interface Gains {
  /** By the number of a frame; undefined if it gained nothing. */
  of(number: number): object | undefined
}

const unknownCapture: Batch['capture'] = { interfaces: [], names: [], secrets: [] }

/** Timestamps in columns. */
interface Times {
  readonly seconds: Float64Array
  readonly nanoseconds: Int32Array
}
