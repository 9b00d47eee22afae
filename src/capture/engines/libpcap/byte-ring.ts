/** A piece taken from a ByteRing: the first `length` bytes of `memory`, and the numbers stored with them. */
export interface Piece {
  readonly memory: Uint8Array
  readonly length: number
  readonly label: number
  readonly count: number
  readonly time: number
}

/**
 * A queue of byte pieces between two threads in shared memory, without locks and without a message per piece. While the
 * reader keeps up, only the first quarter of the memory is used and the rest is never touched: once the queue is empty,
 * the writer restarts at the front.
 */
export class ByteRing {
  /** Read position, write position, and whether the reader is waiting. */
  private readonly state: Int32Array
  /** The current piece: its length and the writer's numbers. */
  private readonly words: Int32Array
  private readonly bytes: Uint8Array
  private readonly capacity: number

  /** Both threads create one on the same memory (`ByteRing.memory`). */
  constructor(readonly shared: SharedArrayBuffer) {
    this.state = new Int32Array(shared, 0, stateLength >> 2)
    this.words = new Int32Array(shared, stateLength)
    this.bytes = new Uint8Array(shared, stateLength)
    this.capacity = this.bytes.length
  }

  /** Shared memory for a ring of about `capacity` bytes. */
  static memory(capacity: number): SharedArrayBuffer {
    return new SharedArrayBuffer(stateLength + aligned(capacity))
  }

  /** The longest piece that fits into an empty ring. */
  get longest(): number {
    return this.capacity - 2 * headerLength
  }

  /**
   * Appends the first `length` bytes of `bytes` with 32-bit numbers about them; false if the ring is full. Writer only.
   */
  push(bytes: Uint8Array, length: number, label: number, count: number, time: number): boolean {
    const { state, words, capacity } = this
    const needed = headerLength + aligned(length)
    const end = state[writePosition]!
    const at = this.room(end, Atomics.load(state, readPosition), needed)
    if (at === -1) return false
    if (at !== end && capacity - end >= headerLength) words[end >> 2] = skip
    words[at >> 2] = length
    words[(at >> 2) + 1] = label
    words[(at >> 2) + 2] = count
    words[(at >> 2) + 3] = time
    this.bytes.set(length === bytes.length ? bytes : bytes.subarray(0, length), at + headerLength)
    const next = at + needed
    Atomics.store(state, writePosition, next === capacity ? 0 : next)
    return true
  }

  /**
   * Removes the oldest piece and copies it to the memory returned by `memoryFor` for its length; undefined if there is
   * none. Reader only.
   */
  shift(memoryFor: (length: number) => Uint8Array): Piece | undefined {
    const { state, words, capacity } = this
    let at = state[readPosition]!
    if (at === Atomics.load(state, writePosition)) return undefined
    if (capacity - at < headerLength || words[at >> 2] === skip) at = 0
    const length = words[at >> 2]!
    const start = at + headerLength
    const memory = memoryFor(length)
    memory.set(this.bytes.subarray(start, start + length))
    const place = at >> 2
    const piece = { memory, length, label: words[place + 1]!, count: words[place + 2]!, time: words[place + 3]! }
    const next = start + aligned(length)
    Atomics.store(state, readPosition, next === capacity ? 0 : next)
    return piece
  }

  get empty(): boolean {
    return Atomics.load(this.state, readPosition) === Atomics.load(this.state, writePosition)
  }

  /** Announces that the reader is about to wait; it must check the ring once more before it does. */
  expect(): void {
    Atomics.store(this.state, waiting, 1)
  }

  /** Whether the reader is waiting and must be woken; true once per `expect`. */
  expected(): boolean {
    return Atomics.load(this.state, waiting) === 1 && Atomics.exchange(this.state, waiting, 0) === 1
  }

  /**
   * The position for a piece of `needed` bytes, or -1. The writer must not reach the read position: equal positions
   * mean empty.
   */
  private room(end: number, read: number, needed: number): number {
    const { capacity } = this
    if (end < read) return end + needed < read ? end : -1
    // Memory after the reader's position is unusable until it has wrapped too: not for a piece shorter than this.
    if (end === read && end >= capacity >> 2 && needed < end) return 0
    if (end + needed < capacity || (end + needed === capacity && read > 0)) return end
    return needed < read ? 0 : -1
  }
}

const stateLength = 64
const [readPosition, writePosition, waiting] = [0, 4, 8]
const headerLength = 16
/** In place of a length: continue at the front. */
const skip = -1
const aligned = (length: number) => (length + 15) & ~15
