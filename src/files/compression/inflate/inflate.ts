/** DEFLATE, RFC 1951: decompressed at once, synchronously and within a limit, as far as the bytes allow. */
import { BitReader } from './bit-reader.ts'
import { prefixCode, type PrefixCode } from './prefix-code.ts'

export interface Inflated {
  readonly bytes: Uint8Array
  /** Where the compressed bytes end. */
  readonly next: number
  /** Why `bytes` are not all: the input ends early or is damaged, or they would be more than the limit. */
  readonly stop: 'cut' | 'damaged' | 'limit' | undefined
}

/** What bytes in pieces need besides. */
export interface InflateOptions {
  /** What was decompressed before: distances may reach back into it. */
  readonly before?: Uint8Array
  /** Whether the bytes may end after any whole block, as what a compressor flushes does. Default: after the last one. */
  readonly isFlushed?: boolean
}

/** Decompresses the bytes from `from` to `end` into at most `limit` bytes. */
export function inflate(
  bytes: Uint8Array,
  from: number,
  end: number,
  limit: number,
  { before = nothing, isFlushed = false }: InflateOptions = {},
): Inflated {
  return new Inflater(bytes, from, end, limit, before).run(isFlushed)
}

const nothing = new Uint8Array(0)

class Inflater {
  private readonly bits: BitReader
  /** What was decompressed before, and after that what is now. */
  private output: Uint8Array
  private length: number
  private readonly first: number
  private readonly limit: number

  constructor(
    private readonly bytes: Uint8Array,
    from: number,
    private readonly end: number,
    limit: number,
    before: Uint8Array,
  ) {
    this.bits = new BitReader(bytes, from, end)
    this.first = this.length = before.length
    this.limit = before.length + limit
    this.output = new Uint8Array(before.length + Math.min(limit, 4 * (end - from) + 64, smallMemory))
    this.output.set(before)
  }

  run(isFlushed: boolean): Inflated {
    const { bits } = this
    let [isLast, stop]: [boolean, Inflated['stop']] = [false, undefined]
    while (!isLast && stop === undefined && !(isFlushed && bits.isAtEnd)) {
      isLast = bits.number(1) === 1
      stop = this.block(bits.number(2))
    }
    return { bytes: this.output.subarray(this.first, this.length), next: bits.position, stop }
  }

  private block(kind: number): Inflated['stop'] {
    if (this.bits.isPastEnd) return 'cut'
    if (kind === 0) return this.stored()
    if (kind === 1) return this.compressed(fixedCodes().literals, fixedCodes().distances)
    const codes = kind === 2 ? this.codes() : undefined
    if (this.bits.isPastEnd) return 'cut'
    return codes === undefined ? 'damaged' : this.compressed(codes.literals, codes.distances)
  }

  /** Section 3.2.4. */
  private stored(): Inflated['stop'] {
    const { bits, bytes, end } = this
    const at = bits.align()
    if (at + 4 > end) return 'cut'
    const size = bytes[at]! | (bytes[at + 1]! << 8)
    if ((size ^ 0xffff) !== (bytes[at + 2]! | (bytes[at + 3]! << 8))) return 'damaged'
    const from = at + 4
    const to = Math.min(end, from + size)
    const room = this.reserve(to - from)
    this.output.set(bytes.subarray(from, from + room), this.length)
    this.length += room
    bits.goOn(from + room)
    return room < to - from ? 'limit' : to < from + size ? 'cut' : undefined
  }

  /** Sections 3.2.5 and 3.2.6. */
  private compressed(literals: PrefixCode, distances: PrefixCode): Inflated['stop'] {
    const { bits } = this
    for (;;) {
      const symbol = bits.symbol(literals)
      if (bits.isPastEnd) return 'cut'
      if (symbol === endOfBlock) return undefined
      if (symbol < 0 || symbol > lastLength) return 'damaged'
      if (this.length >= this.output.length && this.reserve(1) === 0) return 'limit'
      if (symbol < endOfBlock) {
        this.output[this.length++] = symbol
        continue
      }
      const stop = this.copy(symbol - endOfBlock - 1, distances)
      if (stop !== undefined) return stop
    }
  }

  private copy(lengthSymbol: number, distances: PrefixCode): Inflated['stop'] {
    const { bits } = this
    const length = lengthBases[lengthSymbol]! + bits.number(lengthExtra[lengthSymbol]!)
    const symbol = bits.symbol(distances)
    if (symbol < 0 || symbol >= distanceBases.length) return bits.isPastEnd ? 'cut' : 'damaged'
    const distance = distanceBases[symbol]! + bits.number(distanceExtra[symbol]!)
    if (bits.isPastEnd) return 'cut'
    if (distance > this.length) return 'damaged'
    const room = this.reserve(length)
    const { output } = this
    for (let at = this.length, to = at + room; at < to; at++) output[at] = output[at - distance]!
    this.length += room
    return room < length ? 'limit' : undefined
  }

  /** Section 3.2.7: the codes of a block, themselves coded; undefined if they are damaged. */
  private codes(): Codes | undefined {
    const { bits } = this
    const literals = bits.number(5) + 257
    const distances = bits.number(5) + 1
    const lengths = new Uint8Array(lengthOrder.length)
    for (let index = 0, count = bits.number(4) + 4; index < count; index++)
      lengths[lengthOrder[index]!] = bits.number(3)
    const code = prefixCode(lengths)
    if (code === undefined) return undefined
    const all = new Uint8Array(literals + distances)
    for (let at = 0; at < all.length;) {
      const symbol = bits.symbol(code)
      if (symbol < 0 || bits.isPastEnd) return undefined
      if (symbol < 16) {
        all[at++] = symbol
        continue
      }
      const [base, extra] = repeats[symbol - 16]!
      const to = at + base + bits.number(extra)
      if (to > all.length || (symbol === 16 && at === 0)) return undefined
      all.fill(symbol === 16 ? all[at - 1]! : 0, at, to)
      at = to
    }
    const found = [prefixCode(all.subarray(0, literals)), prefixCode(all.subarray(literals))] as const
    return found[0] && found[1] && { literals: found[0], distances: found[1] }
  }

  /** Makes room for more bytes; returns for how many, at most as many. */
  private reserve(count: number): number {
    const { output, length, limit } = this
    const wanted = Math.min(limit, length + count)
    if (wanted > output.length) {
      this.output = new Uint8Array(Math.min(limit, Math.max(wanted, 2 * output.length)))
      this.output.set(output.subarray(0, length))
    }
    return wanted - length
  }
}

interface Codes {
  readonly literals: PrefixCode
  readonly distances: PrefixCode
}

let fixed: Codes | undefined
/** Section 3.2.6. */
function fixedCodes(): Codes {
  return (fixed ??= {
    literals: prefixCode(
      Uint8Array.from({ length: 288 }, (_, at) => (at < 144 ? 8 : at < 256 ? 9 : at < 280 ? 7 : 8)),
    )!,
    distances: prefixCode(new Uint8Array(32).fill(5))!,
  })
}

/** Bytes of memory to begin with: what is compressed may claim more than it holds. */
const smallMemory = 16 << 10
const endOfBlock = 256
const lastLength = 285
/** Base and extra bits of what repeats code lengths. */
const repeats = [[3, 2], [3, 3], [11, 7]] as const // prettier-ignore
const lengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
const lengthExtra = Array.from({ length: 29 }, (_, at) => (at < 8 || at === 28 ? 0 : (at >> 2) - 1))
const distanceExtra = Array.from({ length: 30 }, (_, at) => (at < 4 ? 0 : (at >> 1) - 1))
const bases = (extra: readonly number[], first: number): readonly number[] =>
  extra.map((_, at) => extra.slice(0, at).reduce((sum, bits) => sum + 2 ** bits, first))
const lengthBases = bases(lengthExtra, 3).map((base, at) => (at === 28 ? 258 : base))
const distanceBases = bases(distanceExtra, 1)
