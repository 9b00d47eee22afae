/**
 * The segments that wait for an acknowledgment, of all connections: columns of numbers, in which each connection has
 * lists. Objects for them would be most of what a connection takes.
 */
export class SegmentPool {
  frame = new Uint32Array(leastRoom)
  time = new Float64Array(leastRoom)
  /** The sequence number of the first byte that is not acknowledged, and the one after the last. */
  sequence = new Int32Array(leastRoom)
  next = new Int32Array(leastRoom)
  /** The next of its list; `none` for the last. */
  following = new Int32Array(leastRoom)
  /** How many places were ever used, and the list of those that are free again. */
  private used = 0
  private unused = none

  /** The place of a segment that is the last of its list; `none` if there is no room for it. */
  add(frame: number, time: number, sequence: number, next: number): number {
    let at = this.unused
    if (at !== none) this.unused = this.following[at]!
    else if (this.used === mostSegments) return none
    else {
      if (this.used === this.frame.length) this.grow()
      at = this.used++
    }
    this.frame[at] = frame
    this.time[at] = time
    this.sequence[at] = sequence
    this.next[at] = next
    this.following[at] = none
    return at
  }

  /** Lets a place be used again; what is there stays until another segment is added. */
  free(at: number): void {
    this.following[at] = this.unused
    this.unused = at
  }

  private grow(): void {
    const { frame, time, sequence, next, following } = this
    const room = 2 * frame.length
    ;(this.frame = new Uint32Array(room)).set(frame)
    ;(this.time = new Float64Array(room)).set(time)
    ;(this.sequence = new Int32Array(room)).set(sequence)
    ;(this.next = new Int32Array(room)).set(next)
    ;(this.following = new Int32Array(room)).set(following)
  }
}

/** No segment. */
export const none = -1
const leastRoom = 1 << 8
/** Limit of segments that wait, which take 48 MB then; others are not waited for. */
const mostSegments = 1 << 21
