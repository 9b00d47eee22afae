import { type Batch, batchCapacity } from '../../files/batch.ts'
import { Course } from '../../files/course.ts'

/** Joins the frames of several interfaces in order of time. Those of one interface stay in the order they came in. */
export class TimeMerge {
  /** Of each interface, the batch whose frames are next, and which of them. */
  private readonly heads: (Batch | undefined)[]
  private readonly next: number[]
  private readonly course = new Course()

  /** With what gives the next frames of each interface, as a batch with memory of its own: undefined if there are none now. */
  constructor(private readonly sources: readonly (() => Batch | undefined)[]) {
    this.heads = sources.map(() => undefined)
    this.next = sources.map(() => 0)
  }

  /** Whether none waits. */
  get empty(): boolean {
    return this.sources.every((_, id) => this.head(id) === undefined)
  }

  /** Moves the oldest frames to `batch`, up to those of `until` (milliseconds since 1970), as many as it holds. Later ones may still be overtaken. */
  take(until: number, batch: Batch): void {
    const picked: { readonly from: Batch; readonly index: number; readonly id: number }[] = []
    let bytes = 0
    for (let id; picked.length < batchCapacity && (id = this.oldest(until)) !== -1;) {
      const from = this.head(id)!
      const index = this.next[id]!++
      picked.push({ from, index, id })
      bytes += from.capturedLength[index]! + from.optionsEnd[index]! - from.optionsStart[index]!
    }
    const memory = new Uint8Array(bytes)
    let at = 0
    batch.length = picked.length
    batch.memory = memory
    picked.forEach(({ from, index, id }, place) => {
      at = batch.copyFrame(place, from, index, at)
      batch.interfaceId[place] = id
    })
    this.course.pass(batch)
  }

  /** The interface whose next frame is the oldest of all, if it is no later than `until`; otherwise -1. */
  private oldest(until: number): number {
    let [found, seconds, nanoseconds] = [-1, Math.floor(until / 1000), (until % 1000) * 1e6]
    for (let id = 0; id < this.sources.length; id++) {
      const batch = this.head(id)
      if (batch === undefined) continue
      const index = this.next[id]!
      const later = batch.seconds[index]! - seconds || batch.nanoseconds[index]! - nanoseconds
      if (later > 0 || (later === 0 && found !== -1)) continue
      found = id
      seconds = batch.seconds[index]!
      nanoseconds = batch.nanoseconds[index]!
    }
    return found
  }

  private head(id: number): Batch | undefined {
    const batch = this.heads[id]
    if (batch !== undefined && this.next[id]! < batch.length) return batch
    this.next[id] = 0
    return (this.heads[id] = this.sources[id]!())
  }
}
