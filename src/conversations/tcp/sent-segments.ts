/** What one direction of a connection has sent that the other has not acknowledged, as far as the capture tells. */
import { none, type SegmentPool } from './segment-pool.ts'
import { isAfter } from './sequence.ts'

/** Segments are named by their place in the pool, `none` for none; that is valid until the next one is added. */
export class SentSegments {
  /** The first and the last in the order they came. */
  private head = none
  private tail = none
  private count = 0
  /** Whether each begins where the one before it ends, or after that: then only the first ones need a look. */
  private isOrdered = true
  /** How far they reach if they are in no order, counted from where the stream began. */
  private first = 0
  private last = 0

  constructor(private readonly pool: SegmentPool) {}

  add(frame: number, time: number, sequence: number, next: number, base: number): void {
    const { pool, tail } = this
    if (this.count >= mostSegments) return
    const added = pool.add(frame, time, sequence, next)
    if (added === none) return
    if (tail === none) this.head = added
    else pool.following[tail] = added
    this.tail = added
    this.count++
    if (!this.isOrdered) this.reach(sequence, next, base, false)
    else if (tail !== none && isAfter(pool.next[tail]!, sequence)) {
      this.isOrdered = false
      for (let at = this.head; at !== none; at = pool.following[at]!)
        this.reach(pool.sequence[at]!, pool.next[at]!, base, at === this.head)
    }
  }

  /** Takes out what an acknowledgment covers; the first segment that ends just where it does, if one does. */
  acknowledge(acknowledgment: number, base: number): number {
    const found = this.isOrdered ? this.takeFirst(acknowledgment) : this.takeAny(acknowledgment, base)
    if (this.count === 0) this.isOrdered = true
    return found
  }

  /** The one that came first. */
  get oldest(): number {
    return this.head
  }

  frameOf(segment: number): number {
    return this.pool.frame[segment]!
  }

  timeOf(segment: number): number {
    return this.pool.time[segment]!
  }

  /** Bytes from the first to the last of them; 0 if that is not known. */
  get span(): number {
    const { pool, head, tail, isOrdered, first, last } = this
    if (head === none) return 0
    return isOrdered ? (pool.next[tail]! - pool.sequence[head]!) >>> 0 : last - first
  }

  /** Gives back what it has of the pool. */
  forget(): void {
    while (this.head !== none) this.drop(none, this.head)
    this.isOrdered = true
  }

  private takeFirst(acknowledgment: number): number {
    const { pool } = this
    let found = none
    for (let at = this.head; at !== none; at = this.head) {
      if (isAfter(pool.next[at]!, acknowledgment)) {
        if (isAfter(acknowledgment, pool.sequence[at]!)) pool.sequence[at] = acknowledgment
        break
      }
      if (pool.next[at] === acknowledgment) found = at
      this.drop(none, at)
    }
    return found
  }

  private takeAny(acknowledgment: number, base: number): number {
    const { pool } = this
    let found = none
    let before = none
    this.isOrdered = true
    for (let at = this.head, following = none; at !== none; at = following) {
      following = pool.following[at]!
      if (pool.next[at] === acknowledgment && found === none) found = at
      if (!isAfter(pool.next[at]!, acknowledgment)) {
        this.drop(before, at)
        continue
      }
      if (isAfter(acknowledgment, pool.sequence[at]!)) pool.sequence[at] = acknowledgment
      if (before !== none && isAfter(pool.next[before]!, pool.sequence[at]!)) this.isOrdered = false
      this.reach(pool.sequence[at]!, pool.next[at]!, base, before === none)
      before = at
    }
    return found
  }

  /** Takes one out, which is after `before`. */
  private drop(before: number, at: number): void {
    const { pool } = this
    const following = pool.following[at]!
    if (before === none) this.head = following
    else pool.following[before] = following
    if (following === none) this.tail = before
    this.count--
    pool.free(at)
  }

  private reach(sequence: number, next: number, base: number, isFirst: boolean): void {
    const from = (sequence - base) >>> 0
    const to = (next - base) >>> 0
    if (isFirst || from < this.first) this.first = from
    if (isFirst || to > this.last) this.last = to
  }
}

/** Limit of segments that wait for an acknowledgment. */
const mostSegments = 10_000
