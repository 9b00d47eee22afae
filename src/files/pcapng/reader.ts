import { type Batch, batchCapacity } from '../batch.ts'
import { FrameSequence } from '../frame-sequence.ts'
import type { CaptureInterface, CaptureSection, NameRecord, Secret } from '../description.ts'
import { longestBlock, mostInterfaces } from '../limits.ts'
import type { CaptureReader } from '../capture-reader.ts'
import { BlockReader } from './block-reader.ts'
import { blockOverhead, blockType, bodyStart, byteOrderMagic, padded } from './blocks.ts'
import { describeInterface, describeSection } from './descriptions.ts'
import { type FrameOrigin, SectionMetadata } from './section-metadata.ts'
import { readOptions, type Options } from './options.ts'

/** Reads the frames of a pcapng capture and keeps the metadata of its other blocks. Unknown blocks are skipped. */
export class PcapngReader extends BlockReader implements CaptureReader {
  readonly format = 'pcapng'
  private readonly metadata = new SectionMetadata()
  private readonly sequence = new FrameSequence()

  get interfaces(): readonly CaptureInterface[] {
    return this.metadata.interfaces
  }
  get sections(): readonly CaptureSection[] {
    return this.metadata.sections
  }
  get names(): readonly NameRecord[] {
    return this.metadata.names
  }
  get secrets(): readonly Secret[] {
    return this.metadata.secrets
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
      // Deliver the frames before the damage first; the next read meets it again and throws.
      if (batch.length === 0) throw error
    }
    this.sequence.pass(batch)
    batch.memoryStart = this.offset - from
    this.offset += at - from
    return at
  }

  /** Reads the block at `at` and returns where it ends; -1 if more bytes, or an empty batch, are needed. */
  private readBlock(view: DataView, at: number, end: number, batch: Batch): number {
    if (this.skipping) return this.skip(view, at, end)
    if (end - at < blockOverhead) return -1
    const type = view.getUint32(at, this.littleEndian)
    if (type === blockType.sectionHeader) return this.readSection(view, at, end, batch)
    const length = this.lengthAt(view, at)
    if (type === blockType.enhancedPacket || type === blockType.packet)
      return this.readPacket(view, at, end, type, length, batch)
    if (type === blockType.simplePacket) return this.readSimplePacket(view, at, end, length, batch)
    if (type === blockType.interfaceDescription) return this.readInterface(view, at, end, length)
    if (!isKept(type) || length > longestBlock) return this.startSkipping(view, at, end, length)
    if (!this.isWhole(view, at, end, length)) return -1
    this.metadata.take(type, view, at + bodyStart, at + length - 4, this.littleEndian)
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
    batch.interfaceId[index] = this.metadata.firstInterface + id
    batch.optionsStart[index] = optionsStart < optionsEnd ? optionsStart : 0
    batch.optionsEnd[index] = optionsStart < optionsEnd ? optionsEnd : 0
    origin.clock.decode(view.getUint32(at + 12, littleEndian), view.getUint32(at + 16, littleEndian), batch, index)
    return at + length
  }

  /**
   * Simple Packet Block (section 4.4): belongs to the section's first interface, has no timestamp, and is cut at that
   * interface's snap length.
   */
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
    batch.interfaceId[index] = this.metadata.firstInterface
    batch.optionsStart[index] = 0
    batch.optionsEnd[index] = 0
    return at + length
  }

  /** Section Header Block (section 4.1): starts another byte order and a new list of interfaces. */
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
    // Version 1.2 was in use for a while; its format is the same as 1.0.
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
    this.metadata.beginSection(
      describeSection(view, this.optionsOf(view, at + 24, at + length - 4), littleEndian),
      length,
    )
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
    if (this.metadata.interfaces.length === mostInterfaces) {
      throw this.error('unsupported', at, `at most ${mostInterfaces} interfaces`, 'one more')
    }
    const options = this.optionsOf(view, at + 16, at + length - 4)
    this.metadata.addInterface(describeInterface(view, at + bodyStart, options, this.littleEndian), length)
    return at + length
  }

  private originOf(id: number, at: number): FrameOrigin {
    const { origins, firstInterface } = this.metadata
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
}

/** Blocks whose content is kept, in addition to sections and interfaces. */
function isKept(type: number): boolean {
  return (
    type === blockType.nameResolution || type === blockType.interfaceStatistics || type === blockType.decryptionSecrets
  )
}
