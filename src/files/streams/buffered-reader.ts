import type { ByteSource } from './byte-source.ts'
import { poison } from '../poison.ts'
import { readMemory } from './read-memory.ts'

/** An input buffer. Unread bytes are from `from` to `end`; the consumer advances `from`. */
export interface BufferedReader {
  readonly memory: Uint8Array
  from: number
  readonly end: number
  /** Whether reading never waits, so that the caller must yield to the event loop. */
  readonly immediate: boolean
  /** Bytes read from the source so far. */
  readonly bytesRead: number
  /**
   * Reads more bytes; false at the end. Returns a promise only if it must wait. `needed` is the number of contiguous
   * unread bytes that the consumer needs, if known: the buffer grows to that length and not beyond.
   */
  more(needed?: number): boolean | Promise<boolean>
  /** Releases the bytes before `from`; with reused memory, debug mode overwrites them. */
  giveBack(): void
  close(): void
}

/**
 * Reads a source on this thread into a buffer of one chunk. The buffer grows only when unread bytes fill it, not
 * because of a length field.
 */
export class SourceReader implements BufferedReader {
  memory: Uint8Array
  from = 0
  end = 0

  /** With `reuse` there is one buffer; otherwise a full buffer is replaced by a new one and keeps its content. */
  constructor(
    private readonly source: ByteSource,
    private readonly reuse: boolean,
    private readonly chunk = chunkLength(source),
  ) {
    this.memory = readMemory(chunk)
  }

  get immediate(): boolean {
    return this.source.immediate
  }

  get bytesRead(): number {
    return this.source.bytesRead
  }

  more(needed = 0): boolean | Promise<boolean> {
    this.makeRoom(needed)
    const count = this.source.read(this.memory, this.end)
    return typeof count === 'number' ? this.took(count) : count.then((awaited) => this.took(awaited))
  }

  giveBack(): void {
    if (this.reuse) poison(this.memory, 0, this.from)
  }

  close(): void {
    this.source.close()
  }

  private took(count: number): boolean {
    this.end += count
    return count > 0
  }

  private makeRoom(needed: number): void {
    const waiting = this.end - this.from
    if (this.reuse && waiting === 0) {
      this.from = this.end = 0
      return
    }
    const room = this.memory.length - this.end
    // At the end of a file one free byte is enough to detect it.
    if (room >= this.chunk >> 2 || (room > 0 && this.source.bytesRead === this.source.size)) return
    const isKnown = needed > waiting && needed <= waiting * trust
    const length = Math.max(this.chunk, isKnown ? needed : waiting * 2)
    if (this.reuse && length <= this.memory.length) {
      this.memory.copyWithin(0, this.from, this.end)
    } else {
      const larger = readMemory(isKnown ? length + (this.chunk >> 2) : length)
      larger.set(this.memory.subarray(this.from, this.end))
      this.memory = larger
    }
    this.from = 0
    this.end = waiting
  }
}

/**
 * The buffer grows to at most this multiple of the received bytes at once. Doubling would take up to three times the
 * longest frame, but a false length must not allocate memory by itself.
 */
const trust = 8

/** Bytes per read: larger reads do not stay in the CPU cache until they are decoded. */
function chunkLength(source: ByteSource): number {
  if (source.size === undefined) return 256 << 10
  return Math.max(64 << 10, Math.min(1 << 20, source.size + 1))
}
