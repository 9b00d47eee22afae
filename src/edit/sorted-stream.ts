import { Batch, batchCapacity } from '../files/batch.ts'
import type { Frame } from '../files/frame.ts'
import type { FrameStream } from '../files/streams/frame-stream.ts'
import { DerivedStream } from './derived-stream.ts'
import { OwnFrames } from './own-frames.ts'

/** A frame that waits for earlier ones; of those of one time, the first read goes first. */
interface Waiting {
  readonly seconds: number
  readonly nanoseconds: number
  readonly place: number
  readonly frame: Frame
}

/**
 * The frames of a source in order of time, as far as a window of memory reaches: a frame goes on when the window is
 * full and it is the earliest in it. A frame without a time follows the one before it. A batch is valid only until the
 * next is requested.
 */
export class SortedStream extends DerivedStream {
  /** Frames that came after later ones had gone on. */
  late = 0
  private readonly heap: Waiting[] = []
  private bytes = 0
  private readonly own = new OwnFrames()
  private readonly single = new Batch()
  private last: Waiting | undefined
  /** Of the last frame read that has one. */
  private time = { seconds: -Infinity, nanoseconds: 0 }

  /** `window`: in bytes, some 200 for each frame among them. */
  constructor(
    source: FrameStream,
    private readonly window = 64 << 20,
  ) {
    super(source)
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Batch, void, undefined> {
    let failure: { readonly error: unknown } | undefined
    const batches = this.source[Symbol.asyncIterator]()
    try {
      for (let place = 0; ;) {
        const next = await batches.next().catch((error: unknown) => void (failure = { error }))
        if (!next || next.done) break
        for (const frame of next.value) this.push(frame.copy(), place++)
        while (this.bytes > this.window) yield this.batch(this.window)
      }
      // Also at damage: what was read before it is delivered.
      while (this.heap.length > 0) yield this.batch(0)
    } finally {
      await this.close()
    }
    if (failure !== undefined) throw failure.error
  }

  /** The earliest frames, until those left take no more than `most` bytes. */
  private batch(most: number): Batch {
    const frames: Frame[] = []
    let length = 0
    while (this.bytes > most && this.heap.length > 0 && frames.length < batchCapacity) {
      const { frame } = this.heap[0]!
      if (frames.length > 0 && frame.littleEndian !== frames[0]!.littleEndian) break
      length += sizeOf(frame)
      frames.push(this.pop().frame)
    }
    const { own, single } = this
    own.reserve(length, frames[0]?.littleEndian ?? true)
    own.batch.numberFrom(frames[0]?.number ?? 1)
    for (const frame of frames) own.copy(single.hold(frame), 0)
    return own.batch
  }

  private push(frame: Frame, place: number): void {
    const { heap } = this
    if (!Number.isNaN(frame.seconds)) this.time = frame
    const { seconds, nanoseconds } = this.time
    const added = { seconds, nanoseconds, place, frame }
    this.bytes += sizeOf(frame)
    let at = heap.length
    heap.push(added)
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!isBefore(added, heap[parent]!)) break
      heap[at] = heap[parent]!
      at = parent
    }
    heap[at] = added
  }

  private pop(): Waiting {
    const { heap } = this
    const first = heap[0]!
    const moved = heap.pop()!
    if (heap.length > 0) this.sink(moved)
    this.bytes -= sizeOf(first.frame)
    if (this.last !== undefined && isEarlier(first, this.last)) this.late++
    else this.last = first
    return first
  }

  /** Puts a frame in the place of the first. */
  private sink(moved: Waiting): void {
    const { heap } = this
    let at = 0
    for (let child = 1; child < heap.length; child = 2 * at + 1) {
      if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child++
      if (!isBefore(heap[child]!, moved)) break
      heap[at] = heap[child]!
      at = child
    }
    heap[at] = moved
  }
}

const isEarlier = (one: Waiting, other: Waiting) =>
  one.seconds < other.seconds || (one.seconds === other.seconds && one.nanoseconds < other.nanoseconds)

const isBefore = (one: Waiting, other: Waiting) =>
  isEarlier(one, other) ||
  (one.seconds === other.seconds && one.nanoseconds === other.nanoseconds && one.place < other.place)

/** Of the frame, its options and the objects that hold it. */
const sizeOf = ({ capturedLength, optionsStart, optionsEnd }: Frame) => capturedLength + optionsEnd - optionsStart + 200
