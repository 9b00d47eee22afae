/** Integers and strings of header blocks: RFC 7541, section 5; RFC 9204, section 4.1. */
import { utf8Text } from '../../../../schema/index.ts'
import { huffmanDecoded } from './huffman.ts'

/** A string as it is shown, and its octets. */
export interface HeaderString {
  readonly text: string
  readonly length: number
}

/** Reads one value after the other; once it failed, there is nothing more to read. */
export class BlockReader {
  hasFailed = false

  constructor(
    private readonly block: Uint8Array,
    public at: number,
    readonly end: number,
  ) {}

  get isAtEnd(): boolean {
    return this.at >= this.end || this.hasFailed
  }

  /** The next byte, which stays. */
  get next(): number {
    return this.block[this.at] ?? 0
  }

  /** An integer in the lowest `bits` bits of the next byte, and in further ones; 0 where it is not whole, or too large. */
  integer(bits: number): number {
    if (this.isAtEnd) return this.fail()
    const most = (1 << bits) - 1
    let value = this.block[this.at++]! & most
    if (value < most) return value
    for (let weight = 1; weight <= largestWeight; weight *= 128) {
      if (this.at >= this.end) return this.fail()
      const byte = this.block[this.at++]!
      value += (byte & 127) * weight
      if (byte < 128) return value
    }
    return this.fail()
  }

  /** A string whose length has `bits` bits in the next byte, after one that says whether it is in the Huffman code. */
  string(bits = 7): HeaderString {
    const isCoded = (this.next & (1 << bits)) !== 0
    const length = this.integer(bits)
    const from = this.at
    if (this.hasFailed || length > this.end - from) return this.none()
    this.at += length
    if (!isCoded) return { text: utf8Text(this.block, from, this.at), length }
    const octets = huffmanDecoded(this.block, from, this.at)
    return octets === undefined ? this.none() : { text: utf8Text(octets, 0, octets.length), length: octets.length }
  }

  private fail(): 0 {
    this.hasFailed = true
    return 0
  }

  private none(): HeaderString {
    this.fail()
    return noString
  }
}

const noString: HeaderString = { text: '', length: 0 }
/** Of the last of the bytes that an integer may go on with: more than a block of headers can need. */
const largestWeight = 128 ** 4
