/** The blocks of a Zstandard frame, decompressed one at a time by fzstd. */
import { Decompress } from 'fzstd'
import { nothing } from './compression.ts'
import type { ZstdWindow } from './zstd-window.ts'

/** Limit of a block in bytes, compressed and decompressed: RFC 8878, section 3.1.1.2.4. */
export const largestBlock = 128 << 10

/**
 * Internal state of fzstd 0.1.1 inside a frame: `w` the window, `e` the end of its content, `m` the maximum output of a
 * block. fzstd moves the whole window for each block, 16 ms for one of 128 MiB; it is given our window instead and
 * never moves it.
 */
interface FzstdFrame {
  w: Uint8Array
  e: number
  m: number
}

/**
 * A substitute for the frame header, without checksum and with the smallest window, since fzstd allocates it. fzstd
 * holds back the first 18 bytes of a frame, hence the five empty blocks.
 */
const opening = new Uint8Array(6 + 5 * 3)
opening.set([0x28, 0xb5, 0x2f, 0xfd])

export class ZstdBlocks {
  private readonly fzstd = new Decompress()
  private output = nothing

  /** For a frame whose blocks may refer to the last `windowSize` bytes. */
  constructor(
    private readonly window: ZstdWindow,
    windowSize: number,
  ) {
    this.fzstd.ondata = (data) => {
      this.output = data
      // fzstd moves its window after each block: give it a short one.
      const frame = this.frame
      if (frame !== undefined) frame.w = scratch
    }
    window.begin(windowSize)
    this.fzstd.push(opening)
    this.frame!.m = Math.min(largestBlock, windowSize)
  }

  /** Decompresses the block in `bytes`, header included. Throws a ZstdError. */
  decompress(bytes: Uint8Array): Uint8Array {
    const { frame, window } = this
    if (frame === undefined) return nothing
    frame.w = window.bytes
    frame.e = window.end
    this.output = nothing
    this.fzstd.push(bytes)
    window.append(this.output)
    // fzstd would keep an empty remainder of each block.
    this.internals.c.length = 0
    return this.output
  }

  /** Undefined after the last block. */
  private get frame(): FzstdFrame | undefined {
    const { s } = this.internals
    return typeof s === 'object' ? s : undefined
  }

  /** These fields are not in the types of the package. */
  private get internals(): { readonly c: Uint8Array[]; readonly s: FzstdFrame | number | undefined } {
    return this.fzstd as never
  }
}

const scratch = new Uint8Array(largestBlock)
