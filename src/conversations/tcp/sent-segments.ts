/** What one direction of a connection has sent that the other has not acknowledged, as far as the capture tells. */
import { isAfter } from './sequence.ts'

/** A segment that is not acknowledged yet. */
export interface SentSegment {
  readonly frame: number
  readonly time: number
  /** The sequence number of its first byte that is not acknowledged, and the one after its last. */
  sequence: number
  readonly next: number
}

export class SentSegments {
  /** In the order they came; those before `head` are acknowledged. */
  private list: SentSegment[] = []
  private head = 0
  /** Whether each begins where the one before it ends, or after that: then only the first ones need a look. */
  private isOrdered = true
  /** How far they reach if they are in no order, counted from where the stream began. */
  private first = 0
  private last = 0

  get isEmpty(): boolean {
    return this.head === this.list.length
  }

  add(frame: number, time: number, sequence: number, next: number, base: number): void {
    const { list } = this
    const before = this.isEmpty ? undefined : list[list.length - 1]!
    if (list.length - this.head >= mostSegments) return
    if (before === undefined) this.clear()
    list.push({ frame, time, sequence, next })
    if (!this.isOrdered) this.reach(sequence, next, base, false)
    else if (before !== undefined && isAfter(before.next, sequence)) {
      this.isOrdered = false
      for (let at = this.head; at < list.length; at++)
        this.reach(list[at]!.sequence, list[at]!.next, base, at === this.head)
    }
  }

  /** Takes out what an acknowledgment covers; the first segment that ends just where it does, if one does. */
  acknowledge(acknowledgment: number, base: number): SentSegment | undefined {
    if (this.isEmpty) return undefined
    return this.isOrdered ? this.takeFirst(acknowledgment) : this.takeAny(acknowledgment, base)
  }

  /** The one that came first. */
  get oldest(): SentSegment | undefined {
    return this.list[this.head]
  }

  /** Bytes from the first to the last of them; 0 if that is not known. */
  get span(): number {
    if (this.isEmpty) return 0
    const { list, head, isOrdered, first, last } = this
    return isOrdered ? (list[list.length - 1]!.next - list[head]!.sequence) >>> 0 : last - first
  }

  private takeFirst(acknowledgment: number): SentSegment | undefined {
    const { list } = this
    let found: SentSegment | undefined
    for (; this.head < list.length; this.head++) {
      const sent = list[this.head]!
      if (isAfter(sent.next, acknowledgment)) {
        if (isAfter(acknowledgment, sent.sequence)) sent.sequence = acknowledgment
        break
      }
      if (sent.next === acknowledgment) found = sent
    }
    if (this.isEmpty) this.clear()
    else if (this.head > mostTaken) {
      list.splice(0, this.head)
      this.head = 0
    }
    return found
  }

  private takeAny(acknowledgment: number, base: number): SentSegment | undefined {
    let found: SentSegment | undefined
    let kept = 0
    let before = 0
    const { list, head } = this
    this.isOrdered = true
    for (let at = head; at < list.length; at++) {
      const sent = list[at]!
      if (sent.next === acknowledgment) found ??= sent
      if (!isAfter(sent.next, acknowledgment)) continue
      if (isAfter(acknowledgment, sent.sequence)) sent.sequence = acknowledgment
      if (kept > 0 && isAfter(before, sent.sequence)) this.isOrdered = false
      before = sent.next
      this.reach(sent.sequence, sent.next, base, kept === 0)
      list[kept++] = sent
    }
    list.length = kept
    this.head = 0
    return found
  }

  private reach(sequence: number, next: number, base: number, isFirst: boolean): void {
    const from = (sequence - base) >>> 0
    const to = (next - base) >>> 0
    if (isFirst || from < this.first) this.first = from
    if (isFirst || to > this.last) this.last = to
  }

  private clear(): void {
    this.list.length = this.head = 0
    this.isOrdered = true
  }
}

/** Limits: of segments that wait for an acknowledgment, and of those kept after it before the list is made shorter. */
const mostSegments = 10_000
const mostTaken = 256
