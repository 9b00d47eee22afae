/** DEFLATE in pieces, each of which ends with a whole block, as after a flush (RFC 7692, section 7.2.1). */
import { inflate, type Inflated } from './inflate.ts'

export class PieceInflater {
  private window = new Uint8Array(0)

  /** `windowBits`: how far a piece may reach back into those before it, 8 to 15, as the base 2 logarithm of bytes. */
  constructor(private readonly windowBits = 15) {}

  /** Bytes that are kept for the pieces to come. */
  get kept(): number {
    return this.window.length
  }

  /** Decompresses the next piece into at most `limit` bytes; after one that `stop` says is not all, no other can follow. */
  next(bytes: Uint8Array, from: number, end: number, limit: number): Inflated {
    const inflated = inflate(bytes, from, end, limit, { before: this.window, isFlushed: true })
    this.window = lastOf(this.window, inflated.bytes, 1 << this.windowBits)
    return inflated
  }
}

/** A copy of the last `size` bytes of both together. */
function lastOf(one: Uint8Array, other: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  if (other.length >= size) return other.slice(other.length - size)
  const kept = Math.min(one.length, size - other.length)
  const all = new Uint8Array(kept + other.length)
  all.set(one.subarray(one.length - kept))
  all.set(other, kept)
  return all
}
