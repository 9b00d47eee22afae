/**
 * AES with a key of 128 bits, one block at a time: FIPS 197. Encryption only. The ciphers that platforms have are
 * asynchronous or not in every browser; this one is called for every bit of an address.
 */
export class Aes {
  private readonly keys: Int32Array

  /** `key`: 16 bytes. */
  constructor(key: Uint8Array) {
    if (key.length !== 16) throw new TypeError(`a key of AES-128 has 16 bytes, not ${key.length}`)
    this.keys = expanded(key)
  }

  /** Encrypts the 16 bytes of `block` in place. */
  encrypt(block: Uint8Array): void {
    const { keys } = this
    let a = word(block, 0) ^ keys[0]!
    let b = word(block, 4) ^ keys[1]!
    let c = word(block, 8) ^ keys[2]!
    let d = word(block, 12) ^ keys[3]!
    for (let at = 4; at < 40; at += 4) {
      const [first, second, third] = [mixed(a, b, c, d), mixed(b, c, d, a), mixed(c, d, a, b)]
      d = mixed(d, a, b, c) ^ keys[at + 3]!
      a = first ^ keys[at]!
      b = second ^ keys[at + 1]!
      c = third ^ keys[at + 2]!
    }
    put(block, 0, substituted(a, b, c, d) ^ keys[40]!)
    put(block, 4, substituted(b, c, d, a) ^ keys[41]!)
    put(block, 8, substituted(c, d, a, b) ^ keys[42]!)
    put(block, 12, substituted(d, a, b, c) ^ keys[43]!)
  }
}

/** SubBytes, ShiftRows and MixColumns of one column: sections 5.1.1 to 5.1.3. */
const mixed = (a: number, b: number, c: number, d: number) =>
  columns[a >>> 24]! ^
  rotated(columns[(b >>> 16) & 255]!, 8) ^
  rotated(columns[(c >>> 8) & 255]!, 16) ^
  rotated(columns[d & 255]!, 24)

/** The same without MixColumns, for the last round. */
const substituted = (a: number, b: number, c: number, d: number) =>
  (box[a >>> 24]! << 24) | (box[(b >>> 16) & 255]! << 16) | (box[(c >>> 8) & 255]! << 8) | box[d & 255]!

const rotated = (value: number, bits: number) => (value >>> bits) | (value << (32 - bits))

const word = (bytes: Uint8Array, at: number) =>
  (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!

function put(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value >>> 24
  bytes[at + 1] = value >>> 16
  bytes[at + 2] = value >>> 8
  bytes[at + 3] = value
}

/** Section 5.2. */
function expanded(key: Uint8Array): Int32Array {
  const keys = new Int32Array(44)
  for (let at = 0; at < 4; at++) keys[at] = word(key, at * 4)
  for (let at = 4, constant = 1; at < 44; at++) {
    let last = keys[at - 1]!
    if (at % 4 === 0) {
      const turned = rotated(last, 24)
      last = substituted(turned, turned, turned, turned) ^ (constant << 24)
      constant = doubled(constant)
    }
    keys[at] = keys[at - 4]! ^ last
  }
  return keys
}

/** Times x in GF(2^8): section 4.2. */
function doubled(value: number): number {
  return ((value << 1) ^ (value & 0x80 ? 0x1b : 0)) & 255
}

/** The S-box: the inverse in GF(2^8), then an affine transformation (section 5.1.1). */
const box = substitutionBox()

function substitutionBox(): Uint8Array {
  const made = new Uint8Array(256)
  // 3 generates the field, so that its powers run through every element, and those of its inverse through the inverses.
  let [element, inverse] = [1, 1]
  do {
    element ^= doubled(element)
    inverse ^= inverse << 1
    inverse ^= inverse << 2
    inverse ^= inverse << 4
    inverse &= 255
    if (inverse & 0x80) inverse ^= 0x09
    const turned = inverse | (inverse << 8)
    made[element] = (inverse ^ (turned >> 7) ^ (turned >> 6) ^ (turned >> 5) ^ (turned >> 4) ^ 0x63) & 255
  } while (element !== 1)
  made[0] = 0x63
  return made
}

/** What MixColumns makes of the first byte of a column. */
const columns = Int32Array.from(box, (value) => {
  const twice = doubled(value)
  return (twice << 24) | (value << 16) | (value << 8) | (twice ^ value)
})
