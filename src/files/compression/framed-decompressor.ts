import { type Decompressor, isSkippable, littleEndian32, nothing } from './compression.ts'
import { CaptureError } from '../error.ts'

/** The common framing of lz4 and Zstandard: a sequence of frames made of blocks, with skippable frames in between. */
export abstract class FramedDecompressor<Frame> implements Decompressor {
  output = nothing
  protected frame: Frame | undefined
  /** Remaining bytes to skip. */
  protected skipping = 0
  private offset = 0

  constructor(
    private readonly format: 'lz4' | 'zstd',
    private readonly magic: number,
    private readonly path: string | undefined,
  ) {}

  decompress(bytes: Uint8Array, from: number, end: number): number {
    this.output = nothing
    const next =
      this.skipping > 0
        ? this.skip(from, end)
        : this.frame
          ? this.readBlock(this.frame, bytes, from, end)
          : this.readMagic(bytes, from, end)
    this.offset += next - from
    return next
  }

  finish(_bytes: Uint8Array, from: number, end: number): void {
    if (!this.frame && this.skipping === 0 && from === end) return
    throw this.error('truncated', `more of a ${this.format} frame`, `the end of the file after ${end - from} bytes`)
  }

  /**
   * Sets `frame` from the header whose magic number is at `from`; returns its end, or `from` if more bytes are needed.
   */
  protected abstract startFrame(bytes: Uint8Array, from: number, end: number): number

  /**
   * Sets `output` from the block at `from`; returns its end, or `from` if more bytes are needed. Clears `frame` after
   * the last block.
   */
  protected abstract readBlock(frame: Frame, bytes: Uint8Array, from: number, end: number): number

  protected error(
    code: 'damaged' | 'truncated' | 'unsupported',
    expected: string,
    found: string,
    advice?: string,
  ): CaptureError {
    return new CaptureError({ code, path: this.path, offset: this.offset, expected, found, advice })
  }

  private readMagic(bytes: Uint8Array, from: number, end: number): number {
    if (end - from < 4) return from
    const magic = littleEndian32(bytes, from)
    if (magic === this.magic) return this.startFrame(bytes, from, end)
    if (!isSkippable(magic))
      throw this.error('damaged', `another ${this.format} frame, or the end`, `0x${magic.toString(16)}`)
    if (end - from < 8) return from
    this.skipping = littleEndian32(bytes, from + 4)
    return from + 8
  }

  private skip(from: number, end: number): number {
    const step = Math.min(this.skipping, end - from)
    this.skipping -= step
    return from + step
  }
}
