import { Frame } from './frame.ts'

/** Frames a batch may hold: few enough to stay in the cache, many enough that what a batch costs is not felt. */
export const batchCapacity = 1024

/**
 * Frames that lie one after another in one piece of memory, described in columns: nothing is copied, and no object is
 * made for a frame until somebody asks for it. Frame `index` (0 to `length` - 1) is the bytes from `start[index]` up to
 * `start[index] + capturedLength[index]` of `memory`.
 */
export class Batch implements Iterable<Frame> {
  length = 0
  memory: Uint8Array = new Uint8Array(0)
  /** The number of the first frame that was read into it; the first of a capture is 1. */
  firstNumber = 1
  /**
   * When the first frame of the capture came, and the one before the first that was read into this batch; NaN where
   * that is not known.
   */
  firstSeconds = NaN
  firstNanoseconds = 0
  earlierSeconds = NaN
  earlierNanoseconds = 0
  /** When the frame before came, of frames that are still here without it; made when there is one. */
  private missed: Times | undefined = undefined
  /** Of the frames that are still here once some were left out: how many were read before each. */
  private readonly kept = new Int32Array(batchCapacity)
  private thinned = false
  readonly start = new Int32Array(batchCapacity)
  readonly capturedLength = new Int32Array(batchCapacity)
  readonly originalLength = new Uint32Array(batchCapacity)
  /** NaN where the capture holds no time. */
  readonly seconds = new Float64Array(batchCapacity)
  readonly nanoseconds = new Int32Array(batchCapacity)
  readonly linkType = new Int32Array(batchCapacity)
  readonly interfaceId = new Int32Array(batchCapacity)
  /** Where the options of each frame's block lie in `memory`, in pcapng; both 0 where there are none. */
  readonly optionsStart = new Int32Array(batchCapacity)
  readonly optionsEnd = new Int32Array(batchCapacity)
  /**
   * The byte order of these options, and of the machine that captured: that of the section, and a batch never spans
   * two.
   */
  littleEndian = true

  /** The number of a frame in its capture. */
  number(index: number): number {
    return this.firstNumber + (this.thinned ? this.kept[index]! : index)
  }

  /** Says that all frames read are here, the first of them being number `first`. */
  numberFrom(first: number): void {
    this.firstNumber = first
    this.thinned = false
  }

  /** Leaves out all frames but those that pass; they keep their numbers. */
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

  /** When the frame before a frame came, in seconds, whether or not it is still here; NaN where that is not known. */
  previousSeconds(index: number): number {
    if (this.misses(index)) return this.missed!.seconds[index]!
    return index === 0 ? this.earlierSeconds : this.seconds[index - 1]!
  }

  /** The nanoseconds beyond `previousSeconds`. */
  previousNanoseconds(index: number): number {
    if (this.misses(index)) return this.missed!.nanoseconds[index]!
    return index === 0 ? this.earlierNanoseconds : this.nanoseconds[index - 1]!
  }

  /** Whether the frame before a frame was left out. */
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
    )
  }

  /**
   * Copies frame `index` of another batch to place `to`, and its bytes and options to `at` of this one's memory;
   * returns where they end.
   */
  copyFrame(to: number, from: Batch, index: number, at: number): number {
    this.copyColumns(to, from, index)
    return this.copyBytes(to, from.memory, at)
  }

  /**
   * Copies what is known of frame `index` of another batch to place `to`; its bytes and options stay in the other's
   * memory.
   */
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
   * Copies the bytes and options of the frame at `place` from the memory they lie in to `at` of this batch's; returns
   * where they end.
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

  /** Makes this a batch of one frame. */
  hold(frame: Frame): this {
    this.length = 1
    this.firstSeconds = NaN
    this.earlierSeconds = NaN
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
    return this
  }

  *[Symbol.iterator](): Iterator<Frame> {
    for (let index = 0; index < this.length; index++) yield this.frame(index)
  }
}

/** Moments as columns. */
interface Times {
  readonly seconds: Float64Array
  readonly nanoseconds: Int32Array
}
