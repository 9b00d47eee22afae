import type { Batch } from '../batch.ts'

/**
 * Converts the timestamps of an interface, 64-bit counts of its unit, to seconds and nanoseconds, and back. The
 * resolution is encoded as in if_tsresol: 6 is microseconds (10^-6 s); with the highest bit set it is a power of two
 * (0x94 is 2^-20 s). Fractions of a nanosecond are truncated.
 */
export class Clock {
  /** Units per second if that is a power of ten from 1 to 10^9; 0 if the conversion needs a bigint. */
  private readonly perSecond: number
  private readonly perSecondExactly: bigint
  /** The two halves of the last encoded timestamp. */
  high = 0
  low = 0

  constructor(
    readonly resolution = 6,
    readonly offset = 0,
  ) {
    this.perSecond = resolution <= 9 ? 10 ** resolution : 0
    this.perSecondExactly = (resolution & 0x80 ? 2n : 10n) ** BigInt(resolution & 0x7f)
  }

  /** Whether `encode` reverses `decode`. */
  get exact(): boolean {
    return this.perSecond > 0
  }

  /** Writes a timestamp, given as two 32-bit halves, into the columns of a batch. */
  decode(high: number, low: number, batch: Batch, index: number): void {
    const { perSecond } = this
    if (perSecond === 0) return this.decodeExactly(high, low, batch, index)
    // Long division of the 64 bits in pieces whose remainders stay below 2^46, which a number represents exactly.
    const above = Math.floor(high / perSecond)
    const middle = (high - above * perSecond) * 65_536 + (low >>> 16)
    const middleSeconds = Math.floor(middle / perSecond)
    const below = (middle - middleSeconds * perSecond) * 65_536 + (low & 0xffff)
    const belowSeconds = Math.floor(below / perSecond)
    batch.seconds[index] = above * 4_294_967_296 + middleSeconds * 65_536 + belowSeconds + this.offset
    batch.nanoseconds[index] = (below - belowSeconds * perSecond) * (1_000_000_000 / perSecond)
  }

  /** Sets `high` and `low`, truncated to the unit; 0 for NaN and for a time that is too early. Requires `exact`. */
  encode(seconds: number, nanoseconds: number): void {
    const { perSecond } = this
    const whole = seconds - this.offset
    if (!(whole >= 0)) {
      this.high = this.low = 0
      return
    }
    // As above, in pieces that a number represents exactly.
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
