import { type Batch, batchCapacity } from '../files/batch.ts'

/** Joins the frames of several interfaces in order of time. Those of one interface stay in the order they came in. */
export class TimeMerge {
  /** Of each interface, the batches that wait, and which frame of the first one is next. */
  private readonly waiting: Batch[][]
  private readonly next: number[]
  private frames = 0

  constructor(interfaces: number) {
    this.waiting = Array.from({ length: interfaces }, () => [])
    this.next = this.waiting.map(() => 0)
  }

  /** Whether none waits. */
  get empty(): boolean {
    return this.waiting.every((batches) => batches.length === 0)
  }

  /** Takes a batch with memory of its own. */
  add(id: number, batch: Batch): void {
    this.waiting[id]!.push(batch)
  }

  /** Moves the oldest frames to `batch`, up to those of `until` (milliseconds since 1970), as many as it holds. Later ones may still be overtaken. */
  take(until: number, batch: Batch): void {
    const picked: { readonly from: Batch, readonly index: number, readonly id: number }[] = []
    let bytes = 0
    for (let id; picked.length < batchCapacity && (id = this.oldest(until)) !== -1;) {
      const from = this.waiting[id]![0]!
      const index = this.next[id]!++
      picked.push({ from, index, id })
      bytes += from.capturedLength[index]! + from.optionsEnd[index]! - from.optionsStart[index]!
      if (index + 1 === from.length) {
        this.waiting[id]!.shift()
        this.next[id] = 0
      }
    }
    const memory = new Uint8Array(bytes)
    let at = 0
    batch.length = picked.length
    batch.memory = memory
    batch.numberFrom(this.frames + 1)
    picked.forEach(({ from, index, id }, place) => {
      at = batch.copyFrame(place, from, index, at)
      batch.interfaceId[place] = id
    })
    this.frames += picked.length
  }

  /** The interface whose next frame is the oldest of all, if it is no later than `until`; otherwise -1. */
  private oldest(until: number): number {
    let [found, seconds, nanoseconds] = [-1, Math.floor(until / 1000), (until % 1000) * 1e6]
    for (let id = 0; id < this.waiting.length; id++) {
      const batch = this.waiting[id]![0]
      if (batch === undefined) continue
      const index = this.next[id]!
      const later = batch.seconds[index]! - seconds || batch.nanoseconds[index]! - nanoseconds
      if (later > 0 || later === 0 && found !== -1) continue
      found = id
      seconds = batch.seconds[index]!
      nanoseconds = batch.nanoseconds[index]!
    }
    return found
  }
}
