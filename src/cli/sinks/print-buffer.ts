import { setTimeout as sleep } from 'node:timers/promises'
import type { ByteSink } from '../../capture/writing/byte-sink.ts'

/** Buffers text for a slow reader: `add` never waits. The caller bounds it by checking `full` first. */
export class PrintBuffer {
  /** Packets whose text has not been written. */
  packets = 0
  /** Why nothing more can be written: a CaptureError. */
  failure: unknown
  private readonly waiting: Piece[] = []
  private bytes = 0
  private writing = false
  private written = Promise.resolve()
  private pieces = 0

  /** `failed` is called when the reader has gone, or the system refuses the text. */
  constructor(
    private readonly sink: ByteSink,
    private readonly failed: () => void,
  ) {}

  /** Whether the buffer is full, or the reader has gone. */
  get full(): boolean {
    return this.bytes >= mostWaiting || this.failure !== undefined
  }

  /** Writes the text of some packets, now or later; the caller may reuse the bytes at once. */
  add(text: Uint8Array, packets: number): void {
    if (this.failure !== undefined) return
    this.packets += packets
    this.bytes += text.length
    // The first piece is being written.
    const last = this.waiting.length > 1 ? this.waiting.at(-1)! : undefined
    if (last && last.length + text.length <= last.memory.length) {
      last.memory.set(text, last.length)
      last.length += text.length
      last.packets += packets
      return
    }
    const memory = new Uint8Array(this.writing ? Math.max(usualPiece, text.length) : text.length)
    memory.set(text)
    this.waiting.push({ memory, length: text.length, packets })
    if (!this.writing) this.written = this.write()
  }

  /**
   * Resolves when all is written; after `interrupted` also when nothing could be written for a second. Returns true
   * if all was written, or the reader has gone.
   */
  async finish(interrupted: Promise<unknown>): Promise<boolean> {
    await Promise.race([this.written, interrupted])
    for (let before = -1; this.writing && before !== this.pieces;) {
      before = this.pieces
      await Promise.race([this.written, sleep(patience, undefined, { ref: false })])
    }
    return !this.writing
  }

  /** Never rejects. */
  private async write(): Promise<void> {
    this.writing = true
    try {
      for (let piece; (piece = this.waiting[0]) !== undefined; this.pieces++) {
        const pending = this.sink.write(piece.memory.subarray(0, piece.length))
        if (pending) await pending
        this.waiting.shift()
        this.bytes -= piece.length
        this.packets -= piece.packets
      }
    } catch (error) {
      this.failure = error
      this.waiting.length = 0
      this.failed()
    } finally {
      this.writing = false
    }
  }
}

interface Piece {
  readonly memory: Uint8Array
  length: number
  packets: number
}

/** Bytes of text. */
const mostWaiting = 16 << 20
const usualPiece = 64 << 10
/** Milliseconds. */
const patience = 1000
