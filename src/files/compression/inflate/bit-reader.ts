/** The bits of a DEFLATE stream, the lowest of each byte first: RFC 1951, section 3.1.1. */
import { fastBits, longestCode, type PrefixCode } from './prefix-code.ts'

export class BitReader {
  private held = 0
  private count = 0
  /** Bits of `held` that are after the end. */
  private padding = 0

  constructor(
    private readonly bytes: Uint8Array,
    private at: number,
    private readonly end: number,
  ) {}

  /** Whether more was read than there is. */
  get isPastEnd(): boolean {
    return this.count < this.padding
  }

  /** Whether all was read. */
  get isAtEnd(): boolean {
    return this.at >= this.end && this.count <= this.padding
  }

  /** Where the first byte is of which nothing was read. */
  get position(): number {
    return this.at - ((this.count - this.padding) >> 3)
  }

  /** A number of at most 16 bits. */
  number(bits: number): number {
    this.fill(bits)
    const value = this.held & ((1 << bits) - 1)
    this.drop(bits)
    return value
  }

  /** The next symbol of a code; -1 if none begins with these bits. */
  symbol({ fast, counts, symbols }: PrefixCode): number {
    this.fill(longestCode)
    const { held } = this
    const found = fast[held & ((1 << fastBits) - 1)]!
    if (found !== 0) {
      this.drop(found & 15)
      return found >> 4
    }
    let [code, first, index] = [0, 0, 0]
    for (let length = 1; length <= longestCode; length++) {
      code |= (held >> (length - 1)) & 1
      const count = counts[length]!
      if (code - count < first) {
        this.drop(length)
        return symbols[index + code - first]!
      }
      index += count
      first = (first + count) << 1
      code <<= 1
    }
    return -1
  }

  /** Goes on at the next whole byte, and returns where that is. */
  align(): number {
    const { position } = this
    this.goOn(position)
    return position
  }

  goOn(position: number): void {
    this.at = position
    this.held = this.count = this.padding = 0
  }

  private fill(bits: number): void {
    while (this.count < bits) {
      if (this.at < this.end) this.held |= this.bytes[this.at++]! << this.count
      else this.padding += 8
      this.count += 8
    }
  }

  private drop(bits: number): void {
    this.held >>>= bits
    this.count -= bits
  }
}
