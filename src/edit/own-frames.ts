import { Batch } from '../files/batch.ts'

/** A batch of copies of the frames of another, in memory of its own, which may be changed. */
export class OwnFrames {
  readonly batch = new Batch()
  private end = 0

  /** Empties it, for frames that take the place of those of `from` and may be longer by `growth` bytes altogether. */
  begin(from: Batch, growth = 0): void {
    let needed = growth
    for (let index = 0; index < from.length; index++)
      needed += from.capturedLength[index]! + from.optionsEnd[index]! - from.optionsStart[index]!
    this.reserve(needed, from.littleEndian)
    this.batch.numberLike(from)
  }

  /** Empties it, for frames of `length` bytes altogether whose options are of one byte order. */
  reserve(length: number, littleEndian: boolean): void {
    const { batch } = this
    if (batch.memory.length < length) batch.memory = new Uint8Array(Math.max(length, batch.memory.length * 2))
    batch.length = 0
    batch.littleEndian = littleEndian
    this.end = 0
  }

  /** Where the next frame goes. */
  get place(): number {
    return this.end
  }

  /** Adds a frame like `index` of `from`, whose `length` bytes have been written to `place`, with its options. */
  add(from: Batch, index: number, length: number, options?: Uint8Array): void {
    const { batch } = this
    const to = batch.length++
    batch.copyColumns(to, from, index)
    batch.start[to] = this.end
    batch.capturedLength[to] = length
    this.setOptions(options ?? from.memory.subarray(from.optionsStart[index], from.optionsEnd[index]))
  }

  /** Gives the frame added last other options. */
  setOptions(options: Uint8Array): void {
    const { batch } = this
    const last = batch.length - 1
    const at = batch.start[last]! + batch.capturedLength[last]!
    batch.memory.set(options, at)
    batch.optionsStart[last] = options.length === 0 ? 0 : at
    batch.optionsEnd[last] = options.length === 0 ? 0 : at + options.length
    this.end = at + options.length
  }

  /** Adds a copy of a frame. */
  copy(from: Batch, index: number): void {
    const start = from.start[index]!
    const length = from.capturedLength[index]!
    this.batch.memory.set(from.memory.subarray(start, start + length), this.end)
    this.add(from, index, length)
  }
}
