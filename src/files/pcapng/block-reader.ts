import { CaptureError } from '../error.ts'
import { blockOverhead, padded } from './blocks.ts'

/**
 * The framing of pcapng blocks (section 3.1 of the draft): a length before and after each body. It follows the position
 * in the capture and skips blocks whose content is not needed, which may be longer than the memory they are read into.
 */
export abstract class BlockReader {
  needed = 0
  protected littleEndian = true
  /** The position of the next read: bytes from the beginning of the capture. */
  protected offset = 0
  /** Where the current read began in the memory it was given. */
  protected readStart = 0
  /** Bytes left of a skipped block, and the length that must follow them. */
  private toSkip = 0
  private closingLength: number | undefined
  private view: DataView = new DataView(new ArrayBuffer(0))
  private viewed: Uint8Array | undefined

  constructor(private readonly path?: string) {}

  finish(bytes: Uint8Array, from: number, end: number): void {
    if (end === from && !this.skipping) return
    this.readStart = from
    const expected =
      this.toSkip > 0
        ? `${this.toSkip} more bytes of a block`
        : end - from < blockOverhead
          ? `a block of at least ${blockOverhead} bytes`
          : `a block of ${this.viewOf(bytes).getUint32(from + 4, this.littleEndian)} bytes`
    throw this.error('truncated', from, expected, `the end of the file after ${end - from} bytes`)
  }

  /** Whether a block is being skipped. */
  protected get skipping(): boolean {
    return this.toSkip > 0 || this.closingLength !== undefined
  }

  /** Skips a block of `length` bytes at `at`, as far as it is in memory; returns as `skip` does. */
  protected startSkipping(view: DataView, at: number, end: number, length: number): number {
    this.toSkip = length - 4
    this.closingLength = length
    return this.skip(view, at, end)
  }

  /** Continues to skip a block; returns the position reached, -1 if more bytes are needed. */
  protected skip(view: DataView, at: number, end: number): number {
    const step = Math.min(this.toSkip, end - at)
    const closing = at + step
    if (step === this.toSkip && end - closing >= 4) {
      this.checkClosing(view, closing, this.closingLength!)
      this.toSkip = 0
      this.closingLength = undefined
      return closing + 4
    }
    this.toSkip -= step
    return step > 0 ? closing : -1
  }

  protected lengthAt(view: DataView, at: number): number {
    const length = view.getUint32(at + 4, this.littleEndian)
    if (length < blockOverhead)
      throw this.error('damaged', at + 4, `a block of at least ${blockOverhead} bytes`, `a length of ${length}`)
    // Some programs omit the padding; Wireshark and libpcap accept their files.
    return padded(length)
  }

  /** Whether a block is complete in memory. Throws a CaptureError (`damaged`) if its two lengths differ. */
  protected isWhole(view: DataView, at: number, end: number, length: number): boolean {
    if (end - at < length) {
      this.needed = length
      return false
    }
    this.checkClosing(view, at + length - 4, length)
    return true
  }

  private checkClosing(view: DataView, at: number, length: number): void {
    const closing = view.getUint32(at, this.littleEndian)
    // Both lengths are equal, with or without the padding.
    if (closing === length || padded(closing) === length) return
    throw this.error('damaged', at, `the length ${length} again at the end of a block`, `${closing}`)
  }

  protected viewOf(bytes: Uint8Array): DataView {
    if (bytes !== this.viewed) {
      this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      this.viewed = bytes
    }
    return this.view
  }

  protected error(
    code: 'damaged' | 'truncated' | 'unsupported',
    at: number,
    expected: string,
    found: string,
  ): CaptureError {
    return new CaptureError({ code, path: this.path, offset: this.offset + at - this.readStart, expected, found })
  }
}
