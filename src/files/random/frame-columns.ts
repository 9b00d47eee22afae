/** Where the frames of a capture are and what their records say, in columns: 44 bytes a frame. */
import type { Batch } from '../batch.ts'

/** Frames in one chunk of columns. */
const chunkFrames = 1 << 14

class Chunk {
  /** Where the bytes of each frame are. */
  readonly position = new Float64Array(chunkFrames)
  readonly capturedLength = new Uint32Array(chunkFrames)
  readonly originalLength = new Uint32Array(chunkFrames)
  /** NaN for a frame without a timestamp. */
  readonly seconds = new Float64Array(chunkFrames)
  readonly nanoseconds = new Uint32Array(chunkFrames)
  /** Twice the interface, and one more for the byte order of most machines. */
  readonly origin = new Uint32Array(chunkFrames)
  /** Bytes from the end of the frame to that of its options; 0 without any. */
  readonly optionsEnd = new Uint32Array(chunkFrames)
  /** For what is kept of a frame elsewhere: see `note`. */
  readonly note = new Float64Array(chunkFrames)
}

export class FrameColumns {
  length = 0
  private readonly chunks: Chunk[] = []

  /** Adds frame `index` of a batch, whose bytes and options are at a position. */
  add(batch: Batch, index: number, position: number, note: number): void {
    const at = this.length++ % chunkFrames
    if (at === 0) this.chunks.push(new Chunk())
    const chunk = this.chunks.at(-1)!
    chunk.position[at] = position
    chunk.capturedLength[at] = batch.capturedLength[index]!
    chunk.originalLength[at] = batch.originalLength[index]!
    chunk.seconds[at] = batch.seconds[index]!
    chunk.nanoseconds[at] = batch.nanoseconds[index]!
    chunk.origin[at] = 2 * batch.interfaceId[index]! + (batch.littleEndian ? 1 : 0)
    chunk.optionsEnd[at] = optionsLength(batch, index)
    chunk.note[at] = note
  }

  /** Sets what a batch says of frame `number` to what was said at index `to`; its bytes begin at `start`. */
  copyTo(batch: Batch, to: number, number: number, start: number): void {
    const [chunk, at] = this.place(number)
    const captured = chunk.capturedLength[at]!
    const optionsEnd = chunk.optionsEnd[at]!
    const optionsStart = this.optionsStart(number)
    batch.start[to] = start
    batch.capturedLength[to] = captured
    batch.originalLength[to] = chunk.originalLength[at]!
    batch.seconds[to] = chunk.seconds[at]!
    batch.nanoseconds[to] = chunk.nanoseconds[at]!
    batch.interfaceId[to] = chunk.origin[at]! >>> 1
    batch.optionsStart[to] = optionsEnd === 0 ? 0 : start + optionsStart
    batch.optionsEnd[to] = optionsEnd === 0 ? 0 : start + captured + optionsEnd
  }

  /** Where the bytes of a frame begin, and where those of its options end or its own. */
  position(number: number): number {
    const [chunk, at] = this.place(number)
    return chunk.position[at]!
  }

  end(number: number): number {
    const [chunk, at] = this.place(number)
    return chunk.position[at]! + chunk.capturedLength[at]! + chunk.optionsEnd[at]!
  }

  /** Where the options of a frame begin, counted from its first byte: at a multiple of four; 0 without any. */
  optionsStart(number: number): number {
    const [chunk, at] = this.place(number)
    const captured = chunk.capturedLength[at]!
    return chunk.optionsEnd[at] === 0 ? 0 : captured + ((4 - (captured % 4)) % 4)
  }

  capturedLength(number: number): number {
    const [chunk, at] = this.place(number)
    return chunk.capturedLength[at]!
  }

  /** In bytes, on the wire. */
  originalLength(number: number): number {
    const [chunk, at] = this.place(number)
    return chunk.originalLength[at]!
  }

  seconds(number: number): number {
    const [chunk, at] = this.place(number)
    return chunk.seconds[at]!
  }

  nanoseconds(number: number): number {
    const [chunk, at] = this.place(number)
    return chunk.nanoseconds[at]!
  }

  interfaceId(number: number): number {
    const [chunk, at] = this.place(number)
    return chunk.origin[at]! >>> 1
  }

  littleEndian(number: number): boolean {
    const [chunk, at] = this.place(number)
    return chunk.origin[at]! % 2 === 1
  }

  note(number: number): number {
    const [chunk, at] = this.place(number)
    return chunk.note[at]!
  }

  /** Bytes of memory. */
  get memory(): number {
    return this.chunks.length * chunkFrames * 44
  }

  private place(number: number): readonly [Chunk, number] {
    const place = number - 1
    return [this.chunks[Math.floor(place / chunkFrames)]!, place % chunkFrames]
  }
}

/** Bytes after frame `index` of a batch up to the end of its options. */
export const optionsLength = (batch: Batch, index: number): number =>
  batch.optionsEnd[index] === 0 ? 0 : batch.optionsEnd[index]! - batch.start[index]! - batch.capturedLength[index]!
