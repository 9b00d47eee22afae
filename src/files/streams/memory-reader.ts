import type { BufferedReader } from './buffered-reader.ts'

/** Reads bytes that are in memory as a whole. Nothing is copied or overwritten: frames are windows on these bytes. */
export class MemoryReader implements BufferedReader {
  memory: Uint8Array
  from = 0
  end = 0
  readonly immediate = true
  readonly size: number
  /** Bytes before the beginning of `memory`. */
  private passed = 0
  private closed = false

  constructor(bytes: Uint8Array) {
    this.memory = bytes
    this.size = bytes.length
  }

  get bytesRead(): number {
    return this.passed + this.end
  }

  /** Goes on in steps, so that the caller can yield to the event loop between them. */
  more(needed = 0): boolean {
    if (this.closed) return false
    if (this.from > farthest) this.rebase()
    const { memory, from, end } = this
    this.end = Math.min(memory.length, Math.max(end + step, from + needed))
    return this.end > end
  }

  giveBack(): void {
    // The bytes belong to the caller.
  }

  close(): void {
    this.closed = true
  }

  private rebase(): void {
    const { from } = this
    this.memory = this.memory.subarray(from)
    this.passed += from
    this.end -= from
    this.from = 0
  }
}

/** Bytes per step. */
const step = 1 << 20
/** Positions in a batch have 32 bits. */
const farthest = 1 << 30
