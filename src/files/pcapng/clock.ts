import type { Batch } from '../batch.ts'

/**
 * Turns the times of an interface, 64-bit counts of its unit, into seconds and nanoseconds, and back. A resolution is
 * as the files have it (if_tsresol): 6 is microseconds (10^-6 s), with the highest bit set it is a power of two (0x94
 * is 2^-20 s). What is finer than a nanosecond is cut.
 */
export class Clock {
  /** Units a second where that is a power of ten from 1 to 10^9, and numbers can do; 0 where it takes a bigint. */
  private readonly perSecond: number
  private readonly perSecondExactly: bigint
  /** The halves of what was encoded last. */
  high = 0
  low = 0

  constructor(
    readonly resolution = 6,
    readonly offset = 0,
  ) {
    this.perSecond = resolution <= 9 ? 10 ** resolution : 0
    this.perSecondExactly = (resolution & 0x80 ? 2n : 10n) ** BigInt(resolution & 0x7f)
  }

  /** Whether `encode` gives back what `decode` was given. */
  get exact(): boolean {
    return this.perSecond > 0
  }

  /** Writes the time given as two halves of 32 bits into the columns of a batch. */
  decode(high: number, low: number, batch: Batch, index: number): void {
    const { perSecond } = this
    if (perSecond === 0) return this.decodeExactly(high, low, batch, index)
    // The 64 bits are divided from the left in pieces of which no remainder exceeds 2^46, which a number holds exactly.
    const above = Math.floor(high / perSecond)
    const middle = (high - above * perSecond) * 65_536 + (low >>> 16)
    const middleSeconds = Math.floor(middle / perSecond)
    const below = (middle - middleSeconds * perSecond) * 65_536 + (low & 0xffff)
    const belowSeconds = Math.floor(below / perSecond)
    batch.seconds[index] = above * 4_294_967_296 + middleSeconds * 65_536 + belowSeconds + this.offset
    batch.nanoseconds[index] = (below - belowSeconds * perSecond) * (1_000_000_000 / perSecond)
  }

  /**
   * Sets `high` and `low`, what is finer cut; to 0 for no time, or one before what can be written. Only if it is
   * `exact`.
   */
  encode(seconds: number, nanoseconds: number): void {
    const { perSecond } = this
    const whole = seconds - this.offset
    if (!(whole >= 0)) {
      this.high = this.low = 0
      return
    }
    // As above, in pieces that a number holds exactly.
    const below = (whole % 65_536) * perSecond + Math.floor(nanoseconds / (1_000_000_000 / perSecond))
    const above = Math.floor(whole / 65_536) * perSecond + Math.floor(below / 65_536)
    this.high = Math.floor(above / 65_536)
    this.low = (above % 65_536) * 65_536 + (below % 65_536)
  }

  private decodeExactly(high: number, low: number, batch: Batch, index: number): void {
    const units = (BigInt(high) << 32n) | BigInt(low)
    batch.seconds[index] = Number(units / this.perSecondExactly) + this.offset
    batch.nanoseconds[index] = Number(((units % this.perSecondExactly) * 1_000_000_000n) / this.perSecondExactly)
  }
}
