import { type Batch, batchCapacity } from '../batch.ts'
import type { CaptureInterface, CaptureSection, NameRecord, Secret } from '../description.ts'
import { CaptureError } from '../error.ts'
import { Allowance, longestBlock, longestFrame, mostInterfaces } from '../limits.ts'
import type { CaptureReader } from '../reader.ts'
import { blockOverhead, blockType, bodyStart, byteOrderMagic, padded } from './blocks.ts'
import { Clock } from './clock.ts'
import { describeInterface, describeSection, describeStatistics, readNames, readSecret } from './descriptions.ts'
import { readOptions, type Options } from './options.ts'

/** Finds the frames of a pcapng capture, and keeps what its other blocks say. Unknown blocks are passed over. */
export class PcapngReader implements CaptureReader {
  readonly format = 'pcapng'
  readonly interfaces: CaptureInterface[] = []
  readonly sections: CaptureSection[] = []
  readonly names: NameRecord[] = []
  readonly secrets: Secret[] = []
  private readonly allowance = new Allowance()
  /** What it takes to read the frames of each of `interfaces`. */
  private readonly sources: Source[] = []
  /** The number of the first interface of this section: ids start at 0 in each. */
  private firstInterface = 0
  private littleEndian = true
  private frames = 0
  /** Bytes from the beginning of the capture to the position the next read begins at. */
  private offset = 0
  /** Where the current read began, of which `offset` is the offset. */
  private origin = 0
  /** Bytes left of a block that is passed over, and the length that must come after them. */
  private passing = 0
  private closingLength: number | undefined
  private view: DataView = new DataView(new ArrayBuffer(0))
  private viewed: Uint8Array | undefined

  constructor(private readonly path?: string) {}

  read(bytes: Uint8Array, from: number, end: number, batch: Batch): number {
    const view = this.viewOf(bytes)
    this.origin = from
    batch.memory = bytes
    batch.length = 0
    batch.littleEndian = this.littleEndian
    batch.firstNumber = this.frames + 1
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
    this.frames += batch.length
    this.offset += at - from
    return at
  }

  finish(bytes: Uint8Array, from: number, end: number): void {
    if (end === from && this.passing === 0 && this.closingLength === undefined) return
    this.origin = from
    const expected = this.passing > 0 ? `${this.passing} more bytes of a block`
      : end - from < blockOverhead ? `a block of at least ${blockOverhead} bytes`
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
    if (type === blockType.enhancedPacket || type === blockType.packet) return this.readPacket(view, at, end, type, length, batch)
    if (type === blockType.simplePacket) return this.readSimplePacket(view, at, end, length, batch)
    if (type === blockType.interfaceDescription && length > longestBlock) {
      throw this.error('damaged', at + 4, `an interface description of at most ${longestBlock} bytes`, `a length of ${length}`)
    }
    if (!isDescription(type) || length > longestBlock) {
      this.passing = length - 4
      this.closingLength = length
      return this.passOver(view, at, end)
    }
    if (!this.isWhole(view, at, end, length)) return -1
    this.readDescription(view, at, type, length)
    return at + length
  }

  /** Enhanced Packet Block (section 4.3), and the Packet Block (appendix A) that differs in one field. */
  private readPacket(view: DataView, at: number, end: number, type: number, length: number, batch: Batch): number {
    if (length < 32) throw this.error('damaged', at, 'a packet block of at least 32 bytes', `a length of ${length}`)
    if (end - at < 28) return -1
    const { littleEndian } = this
    const id = type === blockType.packet ? view.getUint16(at + 8, littleEndian) : view.getUint32(at + 8, littleEndian)
    const source = this.sourceOf(id, at)
    const capturedLength = view.getUint32(at + 20, littleEndian)
    if (capturedLength > length - 32) {
      throw this.error('damaged', at + 20, `at most ${length - 32} captured bytes in this block`, `${capturedLength}`)
    }
    this.checkPacket(source, capturedLength, length, at)
    if (!this.isWhole(view, at, end, length)) return -1
    const index = batch.length++
    const start = at + 28
    const optionsStart = start + padded(capturedLength)
    const optionsEnd = at + length - 4
    batch.start[index] = start
    batch.capturedLength[index] = capturedLength
    batch.originalLength[index] = view.getUint32(at + 24, littleEndian)
    batch.linkType[index] = source.linkType
    batch.interfaceId[index] = this.firstInterface + id
    batch.optionsStart[index] = optionsStart < optionsEnd ? optionsStart : 0
    batch.optionsEnd[index] = optionsStart < optionsEnd ? optionsEnd : 0
    source.clock.decode(view.getUint32(at + 12, littleEndian), view.getUint32(at + 16, littleEndian), batch, index)
    return at + length
  }

  /** Simple Packet Block (section 4.4): of the section's first interface, without a time, cut at its snap length. */
  private readSimplePacket(view: DataView, at: number, end: number, length: number, batch: Batch): number {
    if (length < 16) throw this.error('damaged', at, 'a simple packet block of at least 16 bytes', `a length of ${length}`)
    const source = this.sourceOf(0, at)
    const originalLength = view.getUint32(at + 8, this.littleEndian)
    const capturedLength = Math.min(originalLength, source.snapLength || originalLength, length - 16)
    this.checkPacket(source, capturedLength, length, at)
    if (!this.isWhole(view, at, end, length)) return -1
    const index = batch.length++
    batch.start[index] = at + 12
    batch.capturedLength[index] = capturedLength
    batch.originalLength[index] = originalLength
    batch.seconds[index] = NaN
    batch.nanoseconds[index] = 0
    batch.linkType[index] = source.linkType
    batch.interfaceId[index] = this.firstInterface
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
      throw this.error('damaged', at + bodyStart, 'the byte order of a section', `0x${view.getUint32(at + bodyStart).toString(16)}`)
    }
    const majorVersion = view.getUint16(at + 12, littleEndian)
    const minorVersion = view.getUint16(at + 14, littleEndian)
    // 1.2 was written for a while and differs in nothing.
    if (majorVersion !== 1 || minorVersion !== 0 && minorVersion !== 2) {
      throw this.error('unsupported', at + 12, 'version 1.0 of the pcapng format', `version ${majorVersion}.${minorVersion}`)
    }
    this.littleEndian = littleEndian
    batch.littleEndian = littleEndian
    const length = this.lengthAt(view, at)
    if (length < 28 || length > longestBlock) {
      throw this.error('damaged', at, `a section header of 28 to ${longestBlock} bytes`, `a length of ${length}`)
    }
    if (!this.isWhole(view, at, end, length)) return -1
    this.firstInterface = this.interfaces.length
    const options = this.optionsOf(view, at + 24, at + length - 4)
    if (this.allowance.covers(length + costOfRecord)) this.sections.push(describeSection(view, options, littleEndian))
    return at + length
  }

  private readDescription(view: DataView, at: number, type: number, length: number): void {
    const { littleEndian } = this
    const body = at + bodyStart
    const end = at + length - 4
    if (type === blockType.interfaceDescription) {
      if (length < 20) throw this.error('damaged', at, 'an interface description of at least 20 bytes', `a length of ${length}`)
      this.addInterface(describeInterface(view, body, this.optionsOf(view, body + 8, end), littleEndian), at, length)
    } else if (type === blockType.interfaceStatistics && length >= 24) {
      const described = this.interfaces[this.firstInterface + view.getUint32(body, littleEndian)]
      if (described) described.statistics = describeStatistics(view, readOptions(view, body + 12, end, littleEndian), littleEndian)
    } else if (type === blockType.nameResolution && this.allowance.covers(length * costOfName)) {
      this.names.push(...readNames(view, body, end, littleEndian))
    } else if (type === blockType.decryptionSecrets && this.allowance.covers(length + costOfRecord)) {
      const secret = readSecret(view, body, end, littleEndian)
      if (secret) this.secrets.push(secret)
    }
  }

  private addInterface(described: CaptureInterface, at: number, length: number): void {
    if (this.interfaces.length === mostInterfaces) {
      throw this.error('unsupported', at, `at most ${mostInterfaces} interfaces`, 'one more')
    }
    const { linkType, snapLength, timeResolution, timeOffset } = described
    // What has too much to say of its interfaces is left with what frames need.
    this.interfaces.push(this.allowance.covers(length) ? described : { linkType, snapLength, timeResolution, timeOffset })
    this.sources.push({ linkType, snapLength, longest: longestFrame(linkType), clock: new Clock(timeResolution, timeOffset) })
  }

  /** Moves on through a block that is not looked at, in as many reads as it takes. */
  private passOver(view: DataView, at: number, end: number): number {
    const step = Math.min(this.passing, end - at)
    this.passing -= step
    if (this.passing > 0) return step > 0 ? at + step : -1
    const closing = at + step
    if (end - closing < 4) return step > 0 ? closing : -1
    this.checkClosing(view, closing, this.closingLength!)
    this.closingLength = undefined
    return closing + 4
  }

  private lengthAt(view: DataView, at: number): number {
    const length = view.getUint32(at + 4, this.littleEndian)
    if (length < blockOverhead) throw this.error('damaged', at + 4, `a block of at least ${blockOverhead} bytes`, `a length of ${length}`)
    // Some programs forget the padding, and everybody reads their files.
    return padded(length)
  }

  private sourceOf(id: number, at: number): Source {
    const source = this.firstInterface + id < this.sources.length ? this.sources[this.firstInterface + id] : undefined
    if (source) return source
    const described = this.interfaces.length - this.firstInterface
    throw this.error('damaged', at, `a packet of one of the ${described} interfaces described so far`, `interface ${id}`)
  }

  private checkPacket(source: Source, capturedLength: number, length: number, at: number): void {
    if (capturedLength > source.longest) {
      throw this.error('damaged', at, `a packet of at most ${source.longest} bytes`, `a length of ${capturedLength}`)
    }
    if (length > capturedLength + longestBlock) {
      throw this.error('damaged', at + 4, `a block that fits a packet of ${capturedLength} bytes`, `a length of ${length}`)
    }
  }

  /** Whether all of a block is here, and ends as it should. */
  private isWhole(view: DataView, at: number, end: number, length: number): boolean {
    if (end - at < length) return false
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
    throw this.error('damaged', options.damagedAt, `an option of at most ${end - options.damagedAt - 4} bytes`,
      `a length of ${view.getUint16(options.damagedAt + 2, this.littleEndian)}`)
  }

  private viewOf(bytes: Uint8Array): DataView {
    if (bytes !== this.viewed) {
      this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      this.viewed = bytes
    }
    return this.view
  }

  private error(code: 'damaged' | 'truncated' | 'unsupported', at: number, expected: string, found: string): CaptureError {
    return new CaptureError({ code, path: this.path, offset: this.offset + at - this.origin, expected, found })
  }
}

interface Source {
  readonly linkType: number
  readonly snapLength: number
  readonly longest: number
  readonly clock: Clock
}

function isDescription(type: number): boolean {
  return type === blockType.interfaceDescription || type === blockType.nameResolution
    || type === blockType.interfaceStatistics || type === blockType.decryptionSecrets
}

/** Bytes of memory an object takes beside its bytes, and how many times its own length a short name does. */
const costOfRecord = 256
const costOfName = 32
