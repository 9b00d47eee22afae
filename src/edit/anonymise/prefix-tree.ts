import type { Aes } from './aes.ts'

/** The first bits of a value that stay as they are. */
export interface KeptPrefix {
  readonly bytes: readonly number[]
  /** In bits. */
  readonly length: number
  /** Whether the bits after them stay too. */
  readonly whole?: boolean
}

export interface PrefixTreeOptions {
  readonly cipher: Aes
  /** 16 bytes. */
  readonly pad: Uint8Array
  /** Length of a value in bits, at most 128, a multiple of 8. */
  readonly bits: number
  readonly kept?: readonly KeptPrefix[]
  /** Places of bits that stay as they are, the first bit being 0. */
  readonly fixed?: readonly number[]
}

/**
 * Maps values of a fixed length one to one, such that two with the same first n bits, and no more, become two with the
 * same first n bits, and no more: Crypto-PAn (Xu, Fan, Ammar, Moon, "Prefix-preserving IP address anonymization", ICNP
 * 2002). Whether a bit is inverted depends on the bits before it. Along the kept prefixes no bit is: values that begin
 * with one of them keep it, and all others what they have in common with it and the bit after that.
 */
export class PrefixTree {
  private readonly known = new Map<number | string, Uint8Array>()
  private readonly length: number
  private readonly block = new Uint8Array(16)

  constructor(private readonly options: PrefixTreeOptions) {
    this.length = options.bits >> 3
  }

  /** Replaces the value that begins at byte `at`. */
  map(bytes: Uint8Array, at: number): void {
    const key = this.keyOf(bytes, at)
    let mapped = this.known.get(key)
    if (mapped === undefined) {
      mapped = this.mapped(bytes.subarray(at, at + this.length))
      if (this.known.size >= mostKnown) this.known.clear()
      this.known.set(key, mapped)
    }
    bytes.set(mapped, at)
  }

  private keyOf(bytes: Uint8Array, at: number): number | string {
    if (this.length > 6) return bytes.subarray(at, at + this.length).join()
    let key = 0
    for (let index = 0; index < this.length; index++) key = key * 256 + bytes[at + index]!
    return key
  }

  private mapped(value: Uint8Array): Uint8Array {
    const { cipher, pad, bits, fixed } = this.options
    const result = value.slice()
    for (let depth = 0; depth < bits; depth++) {
      if (fixed?.includes(depth) || this.isKept(value, depth)) continue
      const { block } = this
      block.set(pad)
      for (let index = 0; index < depth >> 3; index++) block[index] = value[index]!
      const mask = (0xff00 >> (depth & 7)) & 0xff
      if (mask !== 0) block[depth >> 3] = (value[depth >> 3]! & mask) | (pad[depth >> 3]! & ~mask)
      cipher.encrypt(block)
      if (block[0]! >= 0x80) result[depth >> 3]! ^= 0x80 >> (depth & 7)
    }
    return result
  }

  /** Whether the bit after the first `depth` bits stays. */
  private isKept(value: Uint8Array, depth: number): boolean {
    return (this.options.kept ?? []).some(
      ({ bytes, length, whole }) =>
        (whole || depth < length) && commonBits(value, bytes, Math.min(depth, length)) >= Math.min(depth, length),
    )
  }
}

/** How many values are remembered: the others are worked out again. */
const mostKnown = 1 << 16

/** How many of the first `most` bits of two values are the same. */
function commonBits(one: Uint8Array, other: readonly number[], most: number): number {
  for (let index = 0; index * 8 < most; index++) {
    const different = one[index]! ^ (other[index] ?? 0)
    if (different !== 0) return Math.min(most, index * 8 + Math.clz32(different) - 24)
  }
  return most
}
