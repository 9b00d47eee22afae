import { Frame } from './frame.ts'

/** Frames a batch may hold: few enough to stay in the cache, many enough that what a batch costs is not felt. */
export const batchCapacity = 1024

/**
 * Frames that lie one after another in one piece of memory, described in columns: nothing is copied, and no object is made
 * for a frame until somebody asks for it. Frame `index` (0 to `length` - 1) is the bytes from `start[index]` up to
 * `start[index] + capturedLength[index]` of `memory`.
 */
export class Batch implements Iterable<Frame> {
  length = 0
  memory: Uint8Array = new Uint8Array(0)
  /** The number of the first frame here; the first of a capture is 1. */
  firstNumber = 1
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
  /** The byte order of these options, and of the machine that captured: that of the section, and a batch never spans two. */
  littleEndian = true
  /** The numbers of the frames that `pick` kept of those from `pickedFrom` on. */
  private readonly numbers = new Float64Array(batchCapacity)
  private pickedFrom = NaN

  /** The number of a frame in its capture. */
  number(index: number): number {
    return this.pickedFrom === this.firstNumber ? this.numbers[index]! : this.firstNumber + index
  }

  /** Keeps the frames that pass, with their numbers, until the batch is filled anew. */
  pick(passes: (batch: Batch, index: number) => boolean): void {
    let kept = 0
    for (let index = 0; index < this.length; index++) {
      if (!passes(this, index)) continue
      this.numbers[kept] = this.number(index)
      if (kept !== index) this.move(index, kept)
      kept++
    }
    this.length = kept
    this.pickedFrom = this.firstNumber
  }

  private move(from: number, to: number): void {
    this.start[to] = this.start[from]!
    this.capturedLength[to] = this.capturedLength[from]!
    this.originalLength[to] = this.originalLength[from]!
    this.seconds[to] = this.seconds[from]!
    this.nanoseconds[to] = this.nanoseconds[from]!
    this.linkType[to] = this.linkType[from]!
    this.interfaceId[to] = this.interfaceId[from]!
    this.optionsStart[to] = this.optionsStart[from]!
    this.optionsEnd[to] = this.optionsEnd[from]!
  }

  frame(index: number): Frame {
    if (!(index >= 0 && index < this.length)) throw new TypeError(`a batch of ${this.length} frames has no frame ${index}`)
    return new Frame(
      this.number(index), this.seconds[index]!, this.nanoseconds[index]!, this.capturedLength[index]!,
      this.originalLength[index]!, this.linkType[index]!, this.interfaceId[index]!, this.memory, this.start[index]!,
      this.optionsStart[index]!, this.optionsEnd[index]!, this.littleEndian,
    )
  }

  /** Makes this a batch of one frame. */
  hold(frame: Frame): this {
    this.length = 1
    this.memory = frame.memory
    this.firstNumber = frame.number
    this.pickedFrom = NaN
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
