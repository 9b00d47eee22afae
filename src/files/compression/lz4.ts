import { littleEndian32, lz4Magic, nothing } from './compression.ts'
import { FramedDecompressor } from './framed-decompressor.ts'
import { decodeLz4Block } from './lz4-block.ts'
import { XxHash32, xxHash32 } from './xxhash.ts'

/**
 * Decompresses one or more lz4 frames: https://github.com/lz4/lz4/blob/dev/doc/lz4_Frame_format.md. Works block by
 * block (at most 4 MiB each) with a history of 64 KiB. Checksums are verified.
 */
export class Lz4Decompressor extends FramedDecompressor<Frame> {
  /** Of the largest block so far; reused, since a frame that states large blocks may hold none. */
  private memory = nothing

  constructor(path?: string) {
    super('lz4', lz4Magic, path)
  }

  protected override startFrame(bytes: Uint8Array, from: number, end: number): number {
    if (end - from < 7) return from
    const flags = bytes[from + 4]!
    if (flags >> 6 !== 1) throw this.error('unsupported', 'version 1 of the lz4 frame format', `version ${flags >> 6}`)
    if (flags & 1) throw this.error('unsupported', 'an lz4 frame without a dictionary', 'a dictionary ID')
    const length = flags & 8 ? 15 : 7
    if (end - from < length) return from
    const checksum = (xxHash32(bytes.subarray(from + 4, from + length - 1)) >> 8) & 0xff
    if (checksum !== bytes[from + length - 1]) {
      throw this.error('damaged', `the header checksum ${checksum}`, `${bytes[from + length - 1]}`)
    }
    const blockLength = blockLengths[(bytes[from + 5]! >> 4) & 7]
    if (blockLength === undefined)
      throw this.error('unsupported', 'lz4 blocks of 64 KiB to 4 MiB', `size code ${(bytes[from + 5]! >> 4) & 7}`)
    this.frame = {
      blockLength,
      linked: (flags & 0x20) === 0,
      blockChecksum: (flags & 0x10) !== 0,
      contentHash: flags & 4 ? new XxHash32() : undefined,
      history: 0,
    }
    return from + length
  }

  protected override readBlock(frame: Frame, bytes: Uint8Array, from: number, end: number): number {
    if (end - from < 4) return from
    const word = littleEndian32(bytes, from)
    if (word === 0) return this.endFrame(frame, bytes, from, end)
    const length = word & 0x7fff_ffff
    if (length > frame.blockLength)
      throw this.error('damaged', `an lz4 block of at most ${frame.blockLength} bytes`, `a length of ${length}`)
    const start = from + 4
    const next = start + length + (frame.blockChecksum ? 4 : 0)
    if (next > end) return from
    const block = bytes.subarray(start, start + length)
    if (frame.blockChecksum) this.verify('block', xxHash32(block), littleEndian32(bytes, start + length))
    const { history } = frame
    if (this.memory.length < historyLength + frame.blockLength)
      this.memory = new Uint8Array(historyLength + frame.blockLength)
    const { memory } = this
    const limit = history + frame.blockLength
    const outputEnd = word >>> 31 ? store(block, memory, history) : decodeLz4Block(block, memory, history, limit)
    if (outputEnd === undefined) throw this.error('damaged', 'a valid lz4 block', 'a malformed one')
    this.output = memory.slice(history, outputEnd)
    frame.contentHash?.update(this.output)
    frame.history = frame.linked ? keepHistory(memory, outputEnd) : 0
    return next
  }

  private endFrame(frame: Frame, bytes: Uint8Array, from: number, end: number): number {
    if (!frame.contentHash) {
      this.frame = undefined
      return from + 4
    }
    if (end - from < 8) return from
    this.verify('content', frame.contentHash.digest(), littleEndian32(bytes, from + 4))
    this.frame = undefined
    return from + 8
  }

  private verify(what: string, computed: number, written: number): void {
    if (computed === written) return
    throw this.error('damaged', `the ${what} checksum 0x${computed.toString(16)}`, `0x${written.toString(16)}`)
  }
}

interface Frame {
  readonly blockLength: number
  /** Blocks may refer to the output of earlier blocks. */
  readonly linked: boolean
  readonly blockChecksum: boolean
  readonly contentHash: XxHash32 | undefined
  /** Length of the earlier output that `memory` begins with, in bytes; the output of the block follows it. */
  history: number
}

const historyLength = 64 << 10
const blockLengths = [undefined, undefined, undefined, undefined, 64 << 10, 256 << 10, 1 << 20, 4 << 20]

function store(block: Uint8Array, memory: Uint8Array, at: number): number {
  memory.set(block, at)
  return at + block.length
}

/** Moves the last 64 KiB of output to the beginning; returns their length. */
function keepHistory(memory: Uint8Array, end: number): number {
  const length = Math.min(end, historyLength)
  memory.copyWithin(0, end - length, end)
  return length
}
