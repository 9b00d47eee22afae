import { type Batch, batchCapacity } from '../batch.ts'
import { FrameSequence } from '../frame-sequence.ts'
import type { CaptureInterface, CaptureSection, NameRecord, Secret } from '../description.ts'
import { CaptureError } from '../error.ts'
import { longestBlock, mostInterfaces } from '../limits.ts'
import type { CaptureReader } from '../reader.ts'
import { blockOverhead, blockType, bodyStart, byteOrderMagic, padded } from './blocks.ts'
import { describeInterface, describeSection } from './descriptions.ts'
import { type FrameOrigin, SectionMetadata } from './section-metadata.ts'
import { readOptions, type Options } from './options.ts'

/** Finds the frames of a pcapng capture, and keeps what its other blocks say. Unknown blocks are passed over. */
export class PcapngReader implements CaptureReader {
  readonly format = 'pcapng'
  needed = 0
  private readonly kept = new SectionMetadata()
  private littleEndian = true
  private readonly course = new FrameSequence()
  /** Bytes from the beginning of the capture to the position the next read begins at. */
  private offset = 0
  /** The position the current read began at. */
  private readStart = 0
  /** Bytes left of a block that is passed over, and the length that must come after them. */
  private passing = 0
  private closingLength: number | undefined
  private view: DataView = new DataView(new ArrayBuffer(0))
  private viewed: Uint8Array | undefined

  constructor(private readonly path?: string) {}

  get interfaces(): readonly CaptureInterface[] {
    return this.kept.interfaces
  }
  get sections(): readonly CaptureSection[] {
    return this.kept.sections
  }
  get names(): readonly NameRecord[] {
    return this.kept.names
  }
  get secrets(): readonly Secret[] {
    return this.kept.secrets
  }

  read(bytes: Uint8Array, from: number, end: number, batch: Batch): number {
    const view = this.viewOf(bytes)
    this.readStart = from
    this.needed = 0
    batch.memory = bytes
    batch.length = 0
    batch.littleEndian = this.littleEndian
    let at = from
    try {
      while (batch.length < batchCapacity) {
        const next = this.readBlock(view, at, end, batch)
        if (next < 0) break
        at = next
      }
    } catch (error) {
      // The damage is met again by the next read, which then has nothing to deliver.
      if (batch.length === 0) throw error
    }
    this.course.pass(batch)
    this.offset += at - from
    return at
  }

  finish(bytes: Uint8Array, from: number, end: number): void {
    if (end === from && this.passing === 0 && this.closingLength === undefined) return
    this.readStart = from
    const expected =
      this.passing > 0
        ? `${this.passing} more bytes of a block`
        : end - from < blockOverhead
          ? `a block of at least ${blockOverhead} bytes`
          : `a block of ${this.viewOf(bytes).getUint32(from + 4, this.littleEndian)} bytes`
    throw this.error('truncated', from, expected, `the end of the file after ${end - from} bytes`)
  }

  /** Reads the block at `at` and returns where it ends; -1 if more bytes, or an empty batch, are needed. */
  private readBlock(view: DataView, at: number, end: number, batch: Batch): number {
    if (this.passing > 0 || this.closingLength !== undefined) return this.passOver(view, at, end)
    if (end - at < blockOverhead) return -1
    const type = view.getUint32(at, this.littleEndian)
    if (type === blockType.sectionHeader) return this.readSection(view, at, end, batch)
    const length = this.lengthAt(view, at)
    if (type === blockType.enhancedPacket || type === blockType.packet)
      return this.readPacket(view, at, end, type, length, batch)
    if (type === blockType.simplePacket) return this.readSimplePacket(view, at, end, length, batch)
    if (type === blockType.interfaceDescription) return this.readInterface(view, at, end, length)
    if (!isKept(type) || length > longestBlock) {
      this.passing = length - 4
      this.closingLength = length
      return this.passOver(view, at, end)
    }
    if (!this.isWhole(view, at, end, length)) return -1
    this.kept.take(type, view, at + bodyStart, at + length - 4, this.littleEndian)
    return at + length
  }

  /** Enhanced Packet Block (section 4.3), and the Packet Block (appendix A) that differs in one field. */
  private readPacket(view: DataView, at: number, end: number, type: number, length: number, batch: Batch): number {
    if (length < 32) throw this.error('damaged', at, 'a packet block of at least 32 bytes', `a length of ${length}`)
    if (end - at < 28) return -1
    const { littleEndian } = this
    const id = type === blockType.packet ? view.getUint16(at + 8, littleEndian) : view.getUint32(at + 8, littleEndian)
    const origin = this.originOf(id, at)
    const capturedLength = view.getUint32(at + 20, littleEndian)
    if (capturedLength > length - 32) {
      throw this.error('damaged', at + 20, `at most ${length - 32} captured bytes in this block`, `${capturedLength}`)
    }
    this.checkPacket(origin, capturedLength, length, at)
    if (!this.isWhole(view, at, end, length)) return -1
    const index = batch.length++
    const start = at + 28
    const optionsStart = start + padded(capturedLength)
    const optionsEnd = at + length - 4
    batch.start[index] = start
    batch.capturedLength[index] = capturedLength
    batch.originalLength[index] = view.getUint32(at + 24, littleEndian)
    batch.linkType[index] = origin.linkType
    batch.interfaceId[index] = this.kept.firstInterface + id
    batch.optionsStart[index] = optionsStart < optionsEnd ? optionsStart : 0
    batch.optionsEnd[index] = optionsStart < optionsEnd ? optionsEnd : 0
    origin.clock.decode(view.getUint32(at + 12, littleEndian), view.getUint32(at + 16, littleEndian), batch, index)
    return at + length
  }

  /** Simple Packet Block (section 4.4): of the section's first interface, without a time, cut at its snap length. */
  private readSimplePacket(view: DataView, at: number, end: number, length: number, batch: Batch): number {
    if (length < 16)
      throw this.error('damaged', at, 'a simple packet block of at least 16 bytes', `a length of ${length}`)
    const origin = this.originOf(0, at)
    const originalLength = view.getUint32(at + 8, this.littleEndian)
    const capturedLength = Math.min(originalLength, origin.snapLength || originalLength, length - 16)
    this.checkPacket(origin, capturedLength, length, at)
    if (!this.isWhole(view, at, end, length)) return -1
    const index = batch.length++
    batch.start[index] = at + 12
    batch.capturedLength[index] = capturedLength
    batch.originalLength[index] = originalLength
    batch.seconds[index] = NaN
    batch.nanoseconds[index] = 0
    batch.linkType[index] = origin.linkType
    batch.interfaceId[index] = this.kept.firstInterface
    batch.optionsStart[index] = 0
    batch.optionsEnd[index] = 0
    return at + length
  }

  /** Section Header Block (section 4.1): from here on another byte order, and other interfaces. */
  private readSection(view: DataView, at: number, end: number, batch: Batch): number {
    if (batch.length > 0) return -1
    if (end - at < 28) return -1
    const littleEndian = view.getUint32(at + bodyStart, true) === byteOrderMagic
    if (!littleEndian && view.getUint32(at + bodyStart, false) !== byteOrderMagic) {
      throw this.error(
        'damaged',
        at + bodyStart,
        'the byte order of a section',
        `0x${view.getUint32(at + bodyStart).toString(16)}`,
      )
    }
    const majorVersion = view.getUint16(at + 12, littleEndian)
    const minorVersion = view.getUint16(at + 14, littleEndian)
    // 1.2 was written for a while and differs in nothing.
    if (majorVersion !== 1 || (minorVersion !== 0 && minorVersion !== 2)) {
      throw this.error(
        'unsupported',
        at + 12,
        'version 1.0 of the pcapng format',
        `version ${majorVersion}.${minorVersion}`,
      )
    }
    this.littleEndian = littleEndian
    batch.littleEndian = littleEndian
    const length = this.lengthAt(view, at)
    if (length < 28 || length > longestBlock) {
      throw this.error('damaged', at, `a section header of 28 to ${longestBlock} bytes`, `a length of ${length}`)
    }
    if (!this.isWhole(view, at, end, length)) return -1
    this.kept.beginSection(describeSection(view, this.optionsOf(view, at + 24, at + length - 4), littleEndian), length)
    return at + length
  }

  /** Interface Description Block: section 4.2. */
  private readInterface(view: DataView, at: number, end: number, length: number): number {
    if (length < 20 || length > longestBlock) {
      throw this.error(
        'damaged',
        at,
        `an interface description of 20 to ${longestBlock} bytes`,
        `a length of ${length}`,
      )
    }
    if (!this.isWhole(view, at, end, length)) return -1
    if (this.kept.interfaces.length === mostInterfaces) {
      throw this.error('unsupported', at, `at most ${mostInterfaces} interfaces`, 'one more')
    }
    const options = this.optionsOf(view, at + 16, at + length - 4)
    this.kept.addInterface(describeInterface(view, at + bodyStart, options, this.littleEndian), length)
    return at + length
  }

  /** Moves on through a block that is not looked at, in as many reads as it takes. */
  private passOver(view: DataView, at: number, end: number): number {
    const step = Math.min(this.passing, end - at)
    const closing = at + step
    if (step === this.passing && end - closing >= 4) {
      this.checkClosing(view, closing, this.closingLength!)
      this.passing = 0
      this.closingLength = undefined
      return closing + 4
    }
    this.passing -= step
    return step > 0 ? closing : -1
  }

  private lengthAt(view: DataView, at: number): number {
    const length = view.getUint32(at + 4, this.littleEndian)
    if (length < blockOverhead)
      throw this.error('damaged', at + 4, `a block of at least ${blockOverhead} bytes`, `a length of ${length}`)
    // Some programs forget the padding, and everybody reads their files.
    return padded(length)
  }

  private originOf(id: number, at: number): FrameOrigin {
    const { origins, firstInterface } = this.kept
    const origin = firstInterface + id < origins.length ? origins[firstInterface + id] : undefined
    if (origin) return origin
    const described = origins.length - firstInterface
    throw this.error(
      'damaged',
      at,
      `a packet of one of the ${described} interfaces described so far`,
      `interface ${id}`,
    )
  }

  private checkPacket(origin: FrameOrigin, capturedLength: number, length: number, at: number): void {
    if (capturedLength > origin.longest) {
      throw this.error('damaged', at, `a packet of at most ${origin.longest} bytes`, `a length of ${capturedLength}`)
    }
    if (length > capturedLength + longestBlock) {
      throw this.error(
        'damaged',
        at + 4,
        `a block that fits a packet of ${capturedLength} bytes`,
        `a length of ${length}`,
      )
    }
  }

  /** Whether all of a block is here, and ends as it should. */
  private isWhole(view: DataView, at: number, end: number, length: number): boolean {
    if (end - at < length) {
      this.needed = length
      return false
    }
    this.checkClosing(view, at + length - 4, length)
    return true
  }

  private checkClosing(view: DataView, at: number, length: number): void {
    const closing = view.getUint32(at, this.littleEndian)
    // The lengths are the same word, also where it lacks the padding.
    if (closing === length || padded(closing) === length) return
    throw this.error('damaged', at, `the length ${length} again at the end of a block`, `${closing}`)
  }

  private optionsOf(view: DataView, from: number, end: number): Options {
    const options = readOptions(view, from, end, this.littleEndian)
    if (options.damagedAt === undefined) return options
    throw this.error(
      'damaged',
      options.damagedAt,
      `an option of at most ${end - options.damagedAt - 4} bytes`,
      `a length of ${view.getUint16(options.damagedAt + 2, this.littleEndian)}`,
    )
  }

  private viewOf(bytes: Uint8Array): DataView {
    if (bytes !== this.viewed) {
      this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      this.viewed = bytes
    }
    return this.view
  }

  private error(
    code: 'damaged' | 'truncated' | 'unsupported',
    at: number,
    expected: string,
    found: string,
  ): CaptureError {
    return new CaptureError({ code, path: this.path, offset: this.offset + at - this.readStart, expected, found })
  }
}

/** The blocks whose content is kept, beside sections and interfaces. */
function isKept(type: number): boolean {
  return (
    type === blockType.nameResolution || type === blockType.interfaceStatistics || type === blockType.decryptionSecrets
  )
}
