import type { Aes } from './aes.ts'

/** Pseudorandom bytes that depend on a key and on parts: CBC-MAC over their lengths and contents, then a counter. */
export class PseudorandomFunction {
  constructor(private readonly cipher: Aes) {}

  /** `length` bytes. */
  bytes(parts: readonly (string | Uint8Array)[], length: number): Uint8Array {
    const state = this.digest(parts.map((part) => (typeof part === 'string' ? encoder.encode(part) : part)))
    return this.expanded(state, length)
  }

  private digest(parts: readonly Uint8Array[]): Uint8Array {
    const state = new Uint8Array(16)
    // The lengths come first, so that no input is the beginning of another.
    const lengths = new Uint8Array(4 + 4 * parts.length)
    const view = new DataView(lengths.buffer)
    view.setUint32(0, parts.length)
    parts.forEach(({ length }, index) => view.setUint32(4 + 4 * index, length))
    for (const part of [lengths, ...parts]) this.absorb(state, part)
    return state
  }

  private absorb(state: Uint8Array, part: Uint8Array): void {
    for (let at = 0; at < part.length; at += 16) {
      for (let index = 0; index < 16; index++) state[index]! ^= part[at + index] ?? 0
      this.cipher.encrypt(state)
    }
  }

  private expanded(state: Uint8Array, length: number): Uint8Array {
    const result = new Uint8Array(length)
    const block = new Uint8Array(16)
    for (let at = 0, counter = 1; at < length; at += 16, counter++) {
      block.set(state)
      for (let index = 0; index < 4; index++) block[12 + index]! ^= counter >>> (24 - 8 * index)
      this.cipher.encrypt(block)
      result.set(block.subarray(0, Math.min(16, length - at)), at)
    }
    return result
  }
}

const encoder = new TextEncoder()
