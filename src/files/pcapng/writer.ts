import type { Batch } from '../batch.ts'
import type { CaptureDescription, CaptureInterface, InterfaceStatistics, NameRecord, Secret } from '../description.ts'
import type { OutputBytes } from '../output-bytes.ts'
import { CaptureError } from '../error.ts'
import type { CaptureEncoder } from '../capture-encoder.ts'
import { blockOverhead, blockType, bodyStart, byteOrderMagic, padded } from './blocks.ts'
import { Clock } from './clock.ts'
import { copyOptions } from './copied-options.ts'
import { appendCount, appendOption, appendText, appendTexts, endOptions } from './written-options.ts'

/**
 * Writes a pcapng file of one section. Metadata of the source (interfaces, names, secrets) is written before the next
 * frame once it is known. Throws a CaptureError for a link type that 16 bits cannot hold.
 */
export class PcapngEncoder implements CaptureEncoder {
  private readonly clocks: Clock[] = []
  private names = 0
  private secrets = 0

  constructor(
    private readonly source: CaptureDescription,
    readonly littleEndian: boolean,
  ) {}

  start(output: OutputBytes): void {
    this.section(output)
    this.catchUp(output)
  }

  frame(output: OutputBytes, batch: Batch, index: number): void {
    const { source } = this
    if (
      this.clocks.length < source.interfaces.length ||
      this.names < source.names.length ||
      this.secrets < source.secrets.length
    ) {
      this.catchUp(output)
    }
    if (Number.isNaN(batch.seconds[index]) && this.fitsSimplePacket(batch, index))
      this.simplePacket(output, batch, index)
    else this.enhancedPacket(output, batch, index)
  }

  finish(output: OutputBytes): void {
    this.catchUp(output)
    this.source.interfaces.forEach(({ statistics }, id) => statistics && this.statistics(output, id, statistics))
  }

  private catchUp(output: OutputBytes): void {
    const { interfaces, names, secrets } = this.source
    while (this.clocks.length < interfaces.length) this.interface(output, interfaces[this.clocks.length]!)
    while (this.secrets < secrets.length) this.secret(output, secrets[this.secrets++]!)
    if (this.names < names.length) this.resolutions(output, names.slice(this.names))
    this.names = names.length
  }

  private section(output: OutputBytes): void {
    const {
      sections: [section],
      format,
    } = this.source
    const start = begin(output, blockType.sectionHeader, 16)
    output.set32(start + bodyStart, byteOrderMagic)
    output.set16(start + 12, 1)
    // Section length: all bits set means unknown.
    output.set64(start + 16, 0xffff_ffff_ffff_ffffn)
    appendTexts(output, 1, section?.comments)
    appendText(output, 2, section?.hardware)
    appendText(output, 3, section?.operatingSystem)
    appendText(output, 4, section?.application ?? (format === 'pcapng' ? undefined : 'onwire'))
    endOptions(output)
    end(output, start)
  }

  private interface(output: OutputBytes, described: CaptureInterface): void {
    if (described.linkType > highestLinkType) throw otherLinkType(described)
    const clock = clockFor(described)
    this.clocks.push(clock)
    const start = begin(output, blockType.interfaceDescription, 8)
    const options = output.length
    output.set16(start + bodyStart, described.linkType)
    output.set32(start + 12, described.snapLength)
    appendTexts(output, 1, described.comments)
    appendText(output, 2, described.name)
    appendText(output, 3, described.description)
    if (clock.resolution !== 6) appendOption(output, 9, Uint8Array.of(clock.resolution))
    if (described.captureFilter) appendText(output, 11, `\0${described.captureFilter}`)
    appendText(output, 12, described.operatingSystem)
    if (clock.offset !== 0) appendCount(output, 14, BigInt.asUintN(64, BigInt(clock.offset)))
    appendText(output, 15, described.hardware)
    if (output.length > options) endOptions(output)
    end(output, start)
  }

  private enhancedPacket(output: OutputBytes, batch: Batch, index: number): void {
    const length = batch.capturedLength[index]!
    const id = batch.interfaceId[index]!
    const clock = this.clocks[id]
    if (!clock)
      throw new TypeError(`frame ${batch.number(index)} belongs to interface ${id}, which its source does not describe`)
    const start = begin(output, blockType.enhancedPacket, 20 + padded(length))
    output.set32(start + 8, id)
    clock.encode(batch.seconds[index]!, batch.nanoseconds[index]!)
    output.set32(start + 12, clock.high)
    output.set32(start + 16, clock.low)
    output.set32(start + 20, length)
    output.set32(start + 24, batch.originalLength[index]!)
    output.copy(batch.memory, batch.start[index]!, length, start + 28)
    if (batch.optionsEnd[index]! > 0) copyOptions(output, batch, index)
    end(output, start)
  }

  /** A Simple Packet Block has no timestamp and no interface, and its captured length follows from the snap length. */
  private fitsSimplePacket(batch: Batch, index: number): boolean {
    const originalLength = batch.originalLength[index]!
    const snapLength = this.source.interfaces[0]?.snapLength || originalLength
    return batch.interfaceId[index] === 0 && batch.capturedLength[index] === Math.min(originalLength, snapLength)
  }

  private simplePacket(output: OutputBytes, batch: Batch, index: number): void {
    const length = batch.capturedLength[index]!
    const start = begin(output, blockType.simplePacket, 4 + padded(length))
    output.set32(start + 8, batch.originalLength[index]!)
    output.copy(batch.memory, batch.start[index]!, length, start + 12)
    end(output, start)
  }

  private resolutions(output: OutputBytes, records: readonly NameRecord[]): void {
    const start = begin(output, blockType.nameResolution, 0)
    for (const { address, names } of records) {
      const text = new TextEncoder().encode(names.map((name) => `${name}\0`).join(''))
      const length = Math.min(address.length + text.length, 0xffff)
      const at = output.extend(4 + padded(length))
      output.set16(at, address.length === 4 ? 1 : 2)
      output.set16(at + 2, length)
      output.copy(address, 0, address.length, at + 4)
      output.copy(text, 0, length - address.length, at + 4 + address.length)
    }
    output.extend(4)
    end(output, start)
  }

  private secret(output: OutputBytes, { type, bytes }: Secret): void {
    const start = begin(output, blockType.decryptionSecrets, 8 + padded(bytes.length))
    output.set32(start + 8, type)
    output.set32(start + 12, bytes.length)
    output.copy(bytes, 0, bytes.length, start + 16)
    end(output, start)
  }

  private statistics(output: OutputBytes, id: number, counts: InterfaceStatistics): void {
    const start = begin(output, blockType.interfaceStatistics, 12)
    output.set32(start + 8, id)
    const numbers = [
      [4, counts.received],
      [5, counts.droppedByInterface],
      [6, counts.acceptedByFilter],
      [7, counts.droppedByKernel],
      [8, counts.delivered],
    ] as const
    for (const [code, count] of numbers) if (count !== undefined) appendCount(output, code, BigInt(count))
    endOptions(output)
    end(output, start)
  }
}

/**
 * The interface's own clock if its timestamps can be written exactly; otherwise nanoseconds, the precision of a frame.
 */
function clockFor({ timeResolution, timeOffset }: CaptureInterface): Clock {
  const clock = new Clock(timeResolution, timeOffset)
  return clock.exact ? clock : new Clock(9, timeOffset)
}

/** Begins a block and reserves `length` bytes of its body; returns its position. */
function begin(output: OutputBytes, type: number, length: number): number {
  const start = output.extend(bodyStart + length)
  output.set32(start, type)
  return start
}

/** Ends the block and writes its length at both ends. */
function end(output: OutputBytes, start: number): void {
  const length = output.length - start + blockOverhead - bodyStart
  output.set32(start + 4, length)
  output.set32(output.extend(4), length)
}

/** A pcapng file has 16 bits for a link type, pcap 26. */
const highestLinkType = 0xffff

const otherLinkType = ({ linkType }: CaptureInterface) =>
  new CaptureError({
    code: 'unsupported',
    expected: `link types up to ${highestLinkType} in a pcapng file`,
    found: `link type ${linkType}`,
    advice: 'Write a .pcap file instead, which can hold it',
  })
