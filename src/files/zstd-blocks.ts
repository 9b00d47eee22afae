/** The blocks of a Zstandard frame, decompressed one at a time by fzstd. */
import { Decompress } from 'fzstd'
import { nothing } from './compression.ts'
import type { ZstdWindow } from './zstd-window.ts'

/** The most bytes a block takes or gives: RFC 8878, section 3.1.1.2.4. */
export const largestBlock = 128 << 10

/**
 * What fzstd 0.1.1 keeps of a frame, while it is in one: `w` what blocks may refer to, `e` where that ends in it, `m`
 * the most bytes a block gives. It moves all of its window for each block, which takes 16 ms where that is one of 128
 * MiB; so it is given ours, and never moves it.
 */
interface FzstdFrame {
  w: Uint8Array
  e: number
  m: number
}

/**
 * What fzstd is told instead of the header: of a frame without checksum, and with the smallest window, which it would
 * allocate. It holds back the first 18 bytes of a frame, so that five empty blocks follow.
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
      // Where fzstd moves and keeps its window, after each block: as short as can be.
      const frame = this.frame
      if (frame !== undefined) frame.w = scratch
    }
    window.begin(windowSize)
    this.fzstd.push(opening)
    this.frame!.m = Math.min(largestBlock, windowSize)
  }

  /** What the block in `bytes`, with its header, gives. Throws a ZstdError. */
  decompress(bytes: Uint8Array): Uint8Array {
    const { frame, window } = this
    if (frame === undefined) return nothing
    frame.w = window.bytes
    frame.e = window.end
    this.output = nothing
    this.fzstd.push(bytes)
    window.append(this.output)
    // It would keep the rest of what it was given, which is nothing, for each block.
    this.internals.c.length = 0
    return this.output
  }

  /** Undefined after the last block. */
  private get frame(): FzstdFrame | undefined {
    const { s } = this.internals
    return typeof s === 'object' ? s : undefined
  }

  /** Its package declares none of it. */
  private get internals(): { readonly c: Uint8Array[]; readonly s: FzstdFrame | number | undefined } {
    return this.fzstd as never
  }
}

const scratch = new Uint8Array(largestBlock)
