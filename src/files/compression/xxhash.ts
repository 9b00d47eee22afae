/**
 * The checksum of lz4 frames: xxHash, 32 bits, seed 0, computed incrementally:
 * https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md, section "XXH32".
 */
export class XxHash32 {
  private readonly lanes = new Uint32Array([prime1 + prime2, prime2, 0, -prime1])
  /** Bytes of an incomplete stripe. */
  private readonly rest = new Uint8Array(stripeLength)
  private restLength = 0
  private length = 0

  update(bytes: Uint8Array): this {
    this.length += bytes.length
    let at = 0
    if (this.restLength > 0) {
      at = Math.min(bytes.length, stripeLength - this.restLength)
      this.rest.set(bytes.subarray(0, at), this.restLength)
      this.restLength += at
      if (this.restLength < stripeLength) return this
      this.stripes(this.rest, 0, stripeLength)
    }
    const last = at + (bytes.length - at) - ((bytes.length - at) % stripeLength)
    this.stripes(bytes, at, last)
    this.rest.set(bytes.subarray(last))
    this.restLength = bytes.length - last
    return this
  }

  /** An unsigned number of 32 bits. */
  digest(): number {
    const { lanes, rest, restLength } = this
    let hash =
      this.length >= stripeLength
        ? rotate(lanes[0]!, 1) + rotate(lanes[1]!, 7) + rotate(lanes[2]!, 12) + rotate(lanes[3]!, 18)
        : prime5
    hash = (hash + this.length) | 0
    let at = 0
    for (; restLength - at >= 4; at += 4) {
      const word = rest[at]! | (rest[at + 1]! << 8) | (rest[at + 2]! << 16) | (rest[at + 3]! << 24)
      hash = Math.imul(rotate(hash + Math.imul(word, prime3), 17), prime4)
    }
    for (; at < restLength; at++) hash = Math.imul(rotate(hash + Math.imul(rest[at]!, prime5), 11), prime1)
    hash = Math.imul(hash ^ (hash >>> 15), prime2)
    hash = Math.imul(hash ^ (hash >>> 13), prime3)
    return (hash ^ (hash >>> 16)) >>> 0
  }

  private stripes(bytes: Uint8Array, from: number, end: number): void {
    let [lane0, lane1, lane2, lane3] = this.lanes as unknown as [number, number, number, number]
    for (let at = from; at < end; at += stripeLength) {
      lane0 = round(lane0, bytes, at)
      lane1 = round(lane1, bytes, at + 4)
      lane2 = round(lane2, bytes, at + 8)
      lane3 = round(lane3, bytes, at + 12)
    }
    this.lanes.set([lane0, lane1, lane2, lane3])
  }
}

export function xxHash32(bytes: Uint8Array): number {
  return new XxHash32().update(bytes).digest()
}

const stripeLength = 16
const prime1 = 0x9e3779b1
const prime2 = 0x85ebca77
const prime3 = 0xc2b2ae3d
const prime4 = 0x27d4eb2f
const prime5 = 0x165667b1

function round(lane: number, bytes: Uint8Array, at: number): number {
  const word = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)
  return Math.imul(rotate((lane + Math.imul(word, prime2)) | 0, 13), prime1)
}

function rotate(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits))
}
