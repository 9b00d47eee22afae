import type { ZstdError } from 'fzstd'
import { zstdMagic } from './compression.ts'
import { FramedDecompressor } from './framed-decompressor.ts'
import { largestBlock, ZstdBlocks } from './zstd-blocks.ts'
import { ZstdWindow } from './zstd-window.ts'

/**
 * Decompresses one or more Zstandard frames (RFC 8878). Parses frames and blocks itself and passes fzstd one block at a
 * time (at most 128 KiB), so memory stays small whatever a frame claims. Checksums are not verified.
 */
export class ZstdDecompressor extends FramedDecompressor<Frame> {
  private readonly window = new ZstdWindow()

  constructor(path?: string) {
    super('zstd', zstdMagic, path)
  }

  /** Frame header: section 3.1.1.1. */
  protected override startFrame(bytes: Uint8Array, from: number, end: number): number {
    if (end - from < 5) return from
    const descriptor = bytes[from + 4]!
    const singleSegment = descriptor & 0x20
    const dictionaryLength = [0, 1, 2, 4][descriptor & 3]!
    const sizeLength = [singleSegment ? 1 : 0, 2, 4, 8][descriptor >> 6]!
    const length = 5 + (singleSegment ? 0 : 1) + dictionaryLength + sizeLength
    if (end - from < length) return from
    if ((descriptor & 8) !== 0) throw this.error('damaged', 'a zstd frame header', 'a reserved bit that is set')
    if (dictionaryLength > 0) throw this.error('unsupported', 'a zstd frame without a dictionary', 'a dictionary ID')
    const window = singleSegment ? numberAt(bytes, from + 5, sizeLength) : windowSize(bytes[from + 5]!)
    if (window > largestWindow) {
      throw this.error(
        'unsupported',
        `a zstd window of at most ${largestWindow} bytes`,
        `${window}`,
        'Compress the file again without --long=28 or more',
      )
    }
    this.frame = { checksum: (descriptor & 4) !== 0, blocks: new ZstdBlocks(this.window, window) }
    return from + length
  }

  /** Block: section 3.1.1.2. */
  protected override readBlock(frame: Frame, bytes: Uint8Array, from: number, end: number): number {
    if (end - from < 3) return from
    const word = bytes[from]! | (bytes[from + 1]! << 8) | (bytes[from + 2]! << 16)
    const last = (word & 1) === 1
    const type = (word >> 1) & 3
    const size = word >> 3
    if (type === 3 || size > largestBlock)
      throw this.error('damaged', `a zstd block of at most ${largestBlock} bytes`, `type ${type} of ${size} bytes`)
    const next = from + 3 + (type === repeated ? 1 : size)
    if (next > end) return from
    try {
      this.output = frame.blocks.decompress(bytes.subarray(from, next))
    } catch (error) {
      throw this.error('damaged', 'a zstd block', (error as ZstdError).message)
    }
    if (last) {
      this.frame = undefined
      if (frame.checksum) this.skipping = checksumLength
    }
    return next
  }
}

interface Frame {
  /** Whether a 4-byte checksum follows the last block. */
  readonly checksum: boolean
  readonly blocks: ZstdBlocks
}

/** The default limit of the zstd command. Its usual levels use windows of 2 to 8 MiB. */
const largestWindow = 128 << 20
const repeated = 1
const checksumLength = 4

/** Window descriptor: section 3.1.1.1.2. */
function windowSize(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3))
  return base + (base / 8) * (descriptor & 7)
}

/** The frame content size; 2-byte values are offset by 256: section 3.1.1.1.4. */
function numberAt(bytes: Uint8Array, at: number, length: number): number {
  let number = 0
  for (let index = length - 1; index >= 0; index--) number = number * 256 + bytes[at + index]!
  return length === 2 ? number + 256 : number
}
