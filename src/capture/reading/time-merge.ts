import { Batch, batchCapacity } from '../../files/batch.ts'
import { FrameSequence } from '../../files/frame-sequence.ts'

/**
 * Fills a batch with the next frames of an interface; false if there are none now. The memory they lie in stays as it
 * is.
 */
export type FrameFeed = (batch: Batch) => boolean

/** Joins the frames of several interfaces in order of time. Those of one interface stay in the order they came in. */
export class TimeMerge {
  /** For each interface, the batch whose frames are next, and the index of the next one. */
  private readonly heads: readonly Batch[]
  private readonly next: number[]
  /** For each frame of the batch being filled, its interface. */
  private readonly origins = new Int32Array(batchCapacity)
  private readonly course = new FrameSequence()

  constructor(private readonly feeds: readonly FrameFeed[]) {
    this.heads = feeds.map(() => new Batch())
    this.next = feeds.map(() => 0)
  }

  /** Whether no frame waits. */
  get empty(): boolean {
    return this.feeds.every((_, id) => !this.hasFrame(id))
  }

  /** Whether the next frame of an interface, which has been read, is later than `until` (milliseconds since 1970). */
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
    // Once for each batch: asking an idle interface for each frame of a busy one costs more than the frame.
    for (let id = 0; id < heads.length; id++) this.hasFrame(id)
    let count = 0
    for (let id; count < batchCapacity && (id = this.oldest(seconds, nanoseconds)) !== -1;) {
      const index = next[id]!++
      batch.copyColumns(count, heads[id]!, index)
      batch.interfaceId[count] = id
      origins[count++] = id
      // What comes next from this interface is not known before its batch is filled again.
      if (next[id] === heads[id]!.length) break
    }
    batch.length = count
    // The machine's own byte order has no part in it: the only options are those written here.
    batch.littleEndian = true
    this.giveMemory(batch)
    this.course.pass(batch)
    return count > 0
  }

  /** Frames of one interface stay where they are; those of several are copied to one memory. */
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

  /** The interface whose next frame is the oldest of all, if it is no later than this moment; otherwise -1. */
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

  /** Whether an interface has a next frame, once its batch is filled again where it has been used up. */
  private hasFrame(id: number): boolean {
    const head = this.heads[id]!
    if (this.next[id]! < head.length) return true
    this.next[id] = 0
    head.length = 0
    return this.feeds[id]!(head)
  }
}
