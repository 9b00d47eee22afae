/** Bytes that grow while they are written; what has not been written is zero. */
export class Output {
  bytes: Uint8Array = new Uint8Array(128)
  /** The texts of domain names written so far in lower case, and where each begins, for pointers to them. */
  readonly names = new Map<string, number>()
  /** Whether a domain name was written that was not in the view it was taken from. */
  hasNewNames = false

  /** Makes room up to byte `end`. */
  reserve(end: number): void {
    if (end > longest) throw new TypeError(`a layer of ${end} bytes is longer than any packet (${longest})`)
    if (end <= this.bytes.length) return
    const bytes = new Uint8Array(Math.max(end, 2 * this.bytes.length))
    bytes.set(this.bytes)
    this.bytes = bytes
  }

  /** Forgets what was written from byte `end` on. */
  truncate(end: number): void {
    this.bytes.fill(0, end)
    for (const [name, at] of this.names) if (at >= end) this.names.delete(name)
  }

  /** The `size` lowest bits of a number, the highest of them at bit `at`. */
  putBits(at: number, size: number, value: number | bigint): void {
    this.reserve((at + size + 7) >> 3)
    let rest = BigInt(value)
    for (let index = at + size - 1; index >= at; index--, rest >>= 1n)
      this.putBit(index >> 3, 0x80 >> (index & 7), rest)
  }

  /** The same in little-endian order, where bits count from the lowest of each byte. */
  putLittleBits(at: number, size: number, value: number | bigint): void {
    this.reserve((at + size + 7) >> 3)
    let rest = BigInt(value)
    for (let index = at; index < at + size; index++, rest >>= 1n) this.putBit(index >> 3, 1 << (index & 7), rest)
  }

  private putBit(byte: number, mask: number, value: bigint): void {
    if (value & 1n) this.bytes[byte]! |= mask
    else this.bytes[byte]! &= ~mask
  }

  /** Bytes from byte `at` on. */
  putBytes(at: number, value: Uint8Array): void {
    this.reserve(at + value.length)
    this.bytes.set(value, at)
  }

  /** `size` bits of other bytes, from their bit `from` on; both begin at the same bit of a byte. */
  copyBits(at: number, size: number, bytes: Uint8Array, from: number): void {
    this.reserve((at + size + 7) >> 3)
    let index = 0
    const copyOne = () => {
      const bit = from + index
      this.putBits(at + index++, 1, (bytes[bit >> 3]! >> (7 - (bit & 7))) & 1)
    }
    while (index < size && ((at + index) & 7) !== 0) copyOne()
    const whole = (size - index) >> 3
    const first = (from + index) >> 3
    this.putBytes((at + index) >> 3, bytes.subarray(first, first + whole))
    index += 8 * whole
    while (index < size) copyOne()
  }
}

/** No frame of any link type is longer. */
const longest = 1 << 24
