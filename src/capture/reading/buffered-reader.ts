import type { ByteSource } from './byte-source.ts'
import { poison } from '../../files/poison.ts'
import { readMemory } from './read-memory.ts'

/**
 * Memory that bytes are taken into. Those that wait to be used lie from `from` to `end`; whoever uses them moves `from`
 * on.
 */
export interface BufferedReader {
  readonly memory: Uint8Array
  from: number
  readonly end: number
  /** Whether reading never waits: then the event loop gets its turns only if one is made for it. */
  readonly immediate: boolean
  /** Bytes taken from the source so far. */
  readonly bytesRead: number
  /**
   * Reads more after what waits; false at the end. A promise only where it must wait. `needed` is how many bytes must
   * wait at once before they are of use, as far as that is known: memory then grows to that length and not beyond.
   */
  more(needed?: number): boolean | Promise<boolean>
  /** Nobody reads the bytes before `from` any more: with memory that is reused, the debug mode overwrites them. */
  giveBack(): void
  close(): void
}

/**
 * Takes in a source on this thread, into memory as long as a chunk: it grows only when what waits fills it, as bytes
 * arrive and not because a length says so.
 */
export class SourceReader implements BufferedReader {
  memory: Uint8Array
  from = 0
  end = 0

  /** With `reuse` there is one memory; otherwise a fresh one when one is full, and the old one stays as it is. */
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
    // At the end of a file there is no more to come: one byte is room enough to be told so.
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
 * How many times as long as what has arrived a length is believed to be: doubling the memory each time instead would
 * take up to three times the longest frame, but a false length must not take memory by itself.
 */
const trust = 8

/** Bytes of a read: larger ones fall out of the processor's cache before they are looked at. */
function chunkLength(source: ByteSource): number {
  if (source.size === undefined) return 256 << 10
  return Math.max(64 << 10, Math.min(1 << 20, source.size + 1))
}
