/** A text buffer of bytes: creating strings for each packet would cost more than decoding it. */
export class TextBuffer {
  private bytes: Uint8Array
  length = 0

  constructor(capacity = 1 << 17) {
    this.bytes = new Uint8Array(capacity)
  }

  /** The bytes since the last `clear`: a subarray that the next append may overwrite. */
  get written(): Uint8Array {
    return this.bytes.subarray(0, this.length)
  }

  /** The text since the last `clear`. */
  toString(): string {
    return decoder.decode(this.written)
  }

  clear(): void {
    this.length = 0
  }

  /** Text of any kind, in UTF-8. */
  text(value: string): void {
    this.reserve(value.length * 3)
    const { bytes } = this
    let at = this.length
    for (let index = 0; index < value.length; index++) {
      const code = value.charCodeAt(index)
      if (code > 0x7f) {
        this.length = at
        this.length += encoder.encodeInto(value.slice(index), bytes.subarray(at)).written
        return
      }
      bytes[at++] = code
    }
    this.length = at
  }

  /** One ASCII character by its code. */
  byte(code: number): void {
    this.reserve(1)
    this.bytes[this.length++] = code
  }

  /** An integer of at most 53 bits. */
  integer(value: number): void {
    if (!(value >= 0 && value < 2 ** 31)) return this.text(`${value}`)
    this.reserve(10)
    const { bytes } = this
    let digits = 1
    for (let bound = 10; digits < 10 && value >= bound; bound *= 10) digits++
    for (let at = this.length + digits - 1, left = value; at >= this.length; at--) {
      const next = (left / 10) | 0
      bytes[at] = 48 + left - next * 10
      left = next
    }
    this.length += digits
  }

  /** A number of at most nine digits, padded with zeros. */
  padded(value: number, digits: number): void {
    this.reserve(digits)
    for (let at = this.length + digits - 1, left = value; at >= this.length; at--) {
      const next = (left / 10) | 0
      this.bytes[at] = 48 + left - next * 10
      left = next
    }
    this.length += digits
  }

  /** An IPv4 address, from the bytes at `at`. */
  ipv4(source: Uint8Array, at: number): void {
    this.reserve(15)
    const { bytes } = this
    let length = this.length
    for (let index = at; index < at + 4; index++) {
      const value = source[index]!
      if (index > at) bytes[length++] = 46
      if (value >= 100) bytes[length++] = 48 + ((value / 100) | 0)
      if (value >= 10) bytes[length++] = 48 + (((value / 10) | 0) % 10)
      bytes[length++] = 48 + (value % 10)
    }
    this.length = length
  }

  /** The bytes of `source` from `from` to `to` in hexadecimal. */
  hexadecimal(source: Uint8Array, from: number, to: number): void {
    this.reserve(2 * (to - from))
    for (let at = from; at < to; at++) {
      this.bytes[this.length++] = digitCodes[source[at]! >> 4]!
      this.bytes[this.length++] = digitCodes[source[at]! & 15]!
    }
  }

  /** Bytes of encoded text. */
  copy(source: Uint8Array): void {
    this.reserve(source.length)
    const { bytes } = this
    const at = this.length
    this.length += source.length
    // For a few bytes, a call to `set` takes longer than a loop.
    if (source.length > 64) bytes.set(source, at)
    else for (let index = 0; index < source.length; index++) bytes[at + index] = source[index]!
  }

  private reserve(more: number): void {
    if (this.length + more <= this.bytes.length) return
    const larger = new Uint8Array(Math.max(2 * this.bytes.length, this.length + more))
    larger.set(this.bytes.subarray(0, this.length))
    this.bytes = larger
  }
}

const encoder = new TextEncoder()
const decoder = new TextDecoder()
const digitCodes = new TextEncoder().encode('0123456789abcdef')
