import { Batch, batchCapacity } from '../../files/batch.ts'
import { FrameSequence } from '../../files/frame-sequence.ts'

/** Fills a batch with the next frames of an interface; false if there are none now. Their memory is not overwritten. */
export type FrameFeed = (batch: Batch) => boolean

/** Merges the frames of several interfaces by timestamp. The order within an interface is kept. */
export class TimeMerge {
  /** The current batch of each interface, and the index of its next frame. */
  private readonly heads: readonly Batch[]
  private readonly next: number[]
  /** The interface of each frame of the batch being filled. */
  private readonly origins = new Int32Array(batchCapacity)
  private readonly course = new FrameSequence()

  constructor(private readonly feeds: readonly FrameFeed[]) {
    this.heads = feeds.map(() => new Batch())
    this.next = feeds.map(() => 0)
  }

  /** Whether no frame is waiting. */
  get empty(): boolean {
    return this.feeds.every((_, id) => !this.hasFrame(id))
  }

  /** Whether the next frame of an interface, already read, is later than `until` (milliseconds since 1970). */
  waitsBeyond(until: number, id: number): boolean {
    const index = this.next[id]!
    const { length, seconds, nanoseconds } = this.heads[id]!
    return index < length && seconds[index]! * 1000 + nanoseconds[index]! / 1e6 > until
  }

  /**
   * Fills `batch` with the oldest frames that are no later than `until` (milliseconds since 1970); false if there are
   * none.
   */
  take(until: number, batch: Batch): boolean {
    const { heads, next, origins } = this
    const seconds = Math.floor(until / 1000)
    const nanoseconds = (until - seconds * 1000) * 1e6
    // Once per batch: polling an idle interface for each frame of a busy one would cost more than the frame.
    for (let id = 0; id < heads.length; id++) this.hasFrame(id)
    let count = 0
    for (let id; count < batchCapacity && (id = this.oldest(seconds, nanoseconds)) !== -1;) {
      const index = next[id]!++
      batch.copyColumns(count, heads[id]!, index)
      batch.interfaceId[count] = id
      origins[count++] = id
      // The next frame of this interface is unknown until its batch is filled again.
      if (next[id] === heads[id]!.length) break
    }
    batch.length = count
    // Independent of the byte order of the host: the only options are those written here.
    batch.littleEndian = true
    this.giveMemory(batch)
    this.course.pass(batch)
    return count > 0
  }

  /** Frames of a single interface stay in place; those of several are copied into one buffer. */
  private giveMemory(batch: Batch): void {
    const { heads, origins } = this
    const { length, capturedLength, optionsStart, optionsEnd } = batch
    let bytes = 0
    let mixed = false
    for (let place = 0; place < length; place++) {
      bytes += capturedLength[place]! + optionsEnd[place]! - optionsStart[place]!
      mixed ||= origins[place] !== origins[0]
    }
    if (!mixed) {
      if (length > 0) batch.memory = heads[origins[0]!]!.memory
      return
    }
    batch.memory = new Uint8Array(bytes)
    let at = 0
    for (let place = 0; place < length; place++) at = batch.copyBytes(place, heads[origins[place]!]!.memory, at)
  }

  /** The interface with the oldest next frame, if it is not later than `until`; otherwise -1. */
  private oldest(untilSeconds: number, untilNanoseconds: number): number {
    const { heads, next } = this
    let found = -1
    let seconds = untilSeconds
    let nanoseconds = untilNanoseconds
    for (let id = 0; id < heads.length; id++) {
      const head = heads[id]!
      const index = next[id]!
      if (index >= head.length) continue
      const later = head.seconds[index]! - seconds || head.nanoseconds[index]! - nanoseconds
      if (later > 0 || (later === 0 && found !== -1)) continue
      found = id
      seconds = head.seconds[index]!
      nanoseconds = head.nanoseconds[index]!
    }
    return found
  }

  /** Whether an interface has a next frame; refills its batch if it is used up. */
  private hasFrame(id: number): boolean {
    const head = this.heads[id]!
    if (this.next[id]! < head.length) return true
    this.next[id] = 0
    head.length = 0
    return this.feeds[id]!(head)
  }
}
