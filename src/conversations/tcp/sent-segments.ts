/** What one direction of a connection has sent that the other has not acknowledged, as far as the capture tells. */
import { isAfter } from './sequence.ts'

/** A segment that is not acknowledged yet. */
export interface SentSegment {
  readonly frame: number
  readonly time: number
  /** The sequence number of its first byte that is not acknowledged, and the one after its last. */
  readonly sequence: number
  readonly next: number
}

type Kept = { -readonly [K in keyof SentSegment]: SentSegment[K] }

/** What is returned is valid until the next segment is added: its object is used again. */
export class SentSegments {
  /** In the order they came, from `head` to `tail`; the others are acknowledged, and kept to be used again. */
  private readonly list: Kept[] = []
  private head = 0
  private tail = 0
  /** Whether each begins where the one before it ends, or after that: then only the first ones need a look. */
  private isOrdered = true
  /** How far they reach if they are in no order, counted from where the stream began. */
  private first = 0
  private last = 0

  get isEmpty(): boolean {
    return this.head === this.tail
  }

  add(frame: number, time: number, sequence: number, next: number, base: number): void {
    const { list, tail } = this
    if (tail - this.head >= mostSegments) return
    const before = this.isEmpty ? undefined : list[tail - 1]!
    if (tail === list.length) list.push({ frame, time, sequence, next })
    else {
      const sent = list[tail]!
      sent.frame = frame
      sent.time = time
      sent.sequence = sequence
      sent.next = next
    }
    this.tail++
    if (!this.isOrdered) this.reach(sequence, next, base, false)
    else if (before !== undefined && isAfter(before.next, sequence)) {
      this.isOrdered = false
      for (let at = this.head; at < this.tail; at++)
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
    return this.isEmpty ? undefined : this.list[this.head]
  }

  /** Bytes from the first to the last of them; 0 if that is not known. */
  get span(): number {
    if (this.isEmpty) return 0
    const { list, head, tail, isOrdered, first, last } = this
    return isOrdered ? (list[tail - 1]!.next - list[head]!.sequence) >>> 0 : last - first
  }

  private takeFirst(acknowledgment: number): SentSegment | undefined {
    const { list } = this
    let found: SentSegment | undefined
    for (; this.head < this.tail; this.head++) {
      const sent = list[this.head]!
      if (isAfter(sent.next, acknowledgment)) {
        if (isAfter(acknowledgment, sent.sequence)) sent.sequence = acknowledgment
        break
      }
      if (sent.next === acknowledgment) found = sent
    }
    if (this.isEmpty) this.clear()
    else if (this.head > mostTaken) this.shorten()
    return found
  }

  /** Puts those that are taken out after the others, to be used again. */
  private shorten(): void {
    const { list, head } = this
    list.push(...list.splice(0, head))
    this.tail -= head
    this.head = 0
  }

  private takeAny(acknowledgment: number, base: number): SentSegment | undefined {
    const { list } = this
    let found: SentSegment | undefined
    let before: SentSegment | undefined
    let kept = this.head
    this.isOrdered = true
    for (let at = kept; at < this.tail; at++) {
      const sent = list[at]!
      if (sent.next === acknowledgment) found ??= sent
      if (!isAfter(sent.next, acknowledgment)) continue
      if (isAfter(acknowledgment, sent.sequence)) sent.sequence = acknowledgment
      if (before !== undefined && isAfter(before.next, sent.sequence)) this.isOrdered = false
      this.reach(sent.sequence, sent.next, base, before === undefined)
      before = sent
      list[at] = list[kept]!
      list[kept++] = sent
    }
    this.tail = kept
    if (this.isEmpty) this.clear()
    return found
  }

  private reach(sequence: number, next: number, base: number, isFirst: boolean): void {
    const from = (sequence - base) >>> 0
    const to = (next - base) >>> 0
    if (isFirst || from < this.first) this.first = from
    if (isFirst || to > this.last) this.last = to
  }

  private clear(): void {
    this.head = this.tail = 0
    this.isOrdered = true
    if (this.list.length > mostTaken) this.list.length = mostTaken
  }
}

/** Limits: of segments that wait for an acknowledgment, and of objects kept to be used again. */
const mostSegments = 10_000
const mostTaken = 256
