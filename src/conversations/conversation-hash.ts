/**
 * HalfSipHash-1-3 (https://github.com/veorq/SipHash) of 32-bit words with a random key of 64 bits: without
 * the key, inputs that collide cannot be chosen. Call `start`, `add` and `end` in this order.
 */
export class ConversationHash {
  private readonly key: Int32Array
  private v0 = 0
  private v1 = 0
  private v2 = 0
  private v3 = 0

  constructor(key: Int32Array = crypto.getRandomValues(new Int32Array(2))) {
    this.key = key
  }

  start(first: number, second: number): void {
    const [low, high] = [this.key[0]!, this.key[1]!]
    this.v0 = low
    this.v1 = high
    this.v2 = 0x6c796765 ^ low
    this.v3 = 0x74656462 ^ high
    this.add(first, second)
  }

  add(first: number, second: number): void {
    this.v3 ^= first
    this.round()
    this.v0 ^= first
    this.v3 ^= second
    this.round()
    this.v0 ^= second
  }

  /** The hash, 32 bits with a sign. */
  end(): number {
    this.v2 ^= 0xff
    this.round()
    this.round()
    this.round()
    return this.v1 ^ this.v3
  }

  private round(): void {
    let { v0, v1, v2, v3 } = this
    v0 = (v0 + v1) | 0
    v1 = ((v1 << 5) | (v1 >>> 27)) ^ v0
    v0 = (v0 << 16) | (v0 >>> 16)
    v2 = (v2 + v3) | 0
    v3 = ((v3 << 8) | (v3 >>> 24)) ^ v2
    v0 = (v0 + v3) | 0
    v3 = ((v3 << 7) | (v3 >>> 25)) ^ v0
    v2 = (v2 + v1) | 0
    v1 = ((v1 << 13) | (v1 >>> 19)) ^ v2
    v2 = (v2 << 16) | (v2 >>> 16)
    this.v0 = v0
    this.v1 = v1
    this.v2 = v2
    this.v3 = v3
  }
}
