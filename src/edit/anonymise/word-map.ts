/**
 * Replaces words by words of the same length: a letter by a letter, a digit by a digit. Words of up to 32 characters
 * are replaced one to one, by a Feistel network as in NIST SP 800-38G; longer ones by what a pseudorandom function
 * makes of them.
 */
import type { Aes } from './aes.ts'
import { PseudorandomFunction } from './pseudorandom.ts'

export class WordMap {
  private readonly known = new Map<string, Uint8Array>()
  private readonly random: PseudorandomFunction

  constructor(cipher: Aes) {
    this.random = new PseudorandomFunction(cipher)
  }

  /**
   * Replaces the letters and digits from byte `at` to `end`, in which case counts for nothing and is kept. Bytes beyond
   * ASCII become letters. `context`: equal words in different contexts are replaced differently.
   */
  map(bytes: Uint8Array, at: number, end: number, context = ''): void {
    const word = lowerCase(bytes, at, end)
    const key = end - at <= longestKnown ? `${String.fromCharCode(...word)} ${context}` : undefined
    let mapped = key === undefined ? undefined : this.known.get(key)
    if (mapped === undefined) {
      mapped = this.mapped(word, context)
      if (key !== undefined) {
        if (this.known.size >= mostKnown) this.known.clear()
        this.known.set(key, mapped)
      }
    }
    for (let index = 0; index < mapped.length; index++)
      bytes[at + index] = isUpper(bytes[at + index]!) ? mapped[index]! - 0x20 : mapped[index]!
  }

  private mapped(word: Uint8Array, context: string): Uint8Array {
    const isPlain = word.every((octet) => octet < 0x80)
    const digits = Uint8Array.from(word, (octet) => (isDigit(octet) ? octet - 0x30 : isPlain ? octet - 0x61 : octet))
    const sizes = Uint8Array.from(word, (octet) => (isDigit(octet) ? 10 : 26))
    if (!isPlain || word.length > longestKnown) {
      const stream = this.random.bytes([context, word], word.length)
      stream.forEach((octet, index) => (digits[index] = octet % sizes[index]!))
    } else if (word.length === 1) digits[0] = this.permuted(digits[0]!, sizes[0]!, context)
    else this.feistel(digits, sizes, context)
    return digits.map((digit, index) => digit + (sizes[index] === 10 ? 0x30 : 0x61))
  }

  private feistel(digits: Uint8Array, sizes: Uint8Array, context: string): void {
    const half = digits.length >> 1
    for (let round = 0; round < rounds; round++) {
      const isLeft = round % 2 === 0
      const [from, to] = isLeft ? [0, half] : [half, digits.length]
      const other = isLeft ? digits.subarray(half) : digits.subarray(0, half)
      const stream = this.random.bytes([context, sizes, Uint8Array.of(round), other], to - from)
      for (let index = from; index < to; index++)
        digits[index] = (digits[index]! + stream[index - from]!) % sizes[index]!
    }
  }

  /** One of `size` digits, by a permutation of them. */
  private permuted(digit: number, size: number, context: string): number {
    const order = Uint8Array.from({ length: size }, (_, index) => index)
    const stream = this.random.bytes([context, Uint8Array.of(size)], size)
    for (let last = size - 1; last > 0; last--) {
      const other = stream[last]! % (last + 1)
      const kept = order[last]!
      order[last] = order[other]!
      order[other] = kept
    }
    return order[digit]!
  }
}

const rounds = 8
const longestKnown = 32
/** How many words are remembered: the others are worked out again. */
const mostKnown = 1 << 16

const isDigit = (octet: number): boolean => octet >= 0x30 && octet <= 0x39
const isUpper = (octet: number) => octet >= 0x41 && octet <= 0x5a

const lowerCase = (bytes: Uint8Array, at: number, end: number): Uint8Array =>
  bytes.slice(at, end).map((octet) => (isUpper(octet) ? octet + 0x20 : octet))
