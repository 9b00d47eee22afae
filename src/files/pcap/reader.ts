import { type Batch, batchCapacity } from '../batch.ts'
import { FrameSequence } from '../frame-sequence.ts'
import type { CaptureInterface, CaptureSection, PcapHeader } from '../description.ts'
import { CaptureError } from '../error.ts'
import { longestFrame } from '../limits.ts'
import type { CaptureReader } from '../capture-reader.ts'
import { linkTypeOf, pcapHeaderLength } from './header.ts'

/** Reads the frames of a classic pcap file, or of a stream of its records; the header is passed separately. */
export class PcapReader implements CaptureReader {
  readonly format = 'pcap'
  readonly interfaces: readonly [CaptureInterface]
  readonly sections: readonly [CaptureSection]
  readonly names = []
  readonly secrets = []
  needed = 0
  private readonly linkType: number
  private readonly longest: number
  private readonly sequence = new FrameSequence()
  private offset = pcapHeaderLength
  private view: DataView = new DataView(new ArrayBuffer(0))
  private viewed: Uint8Array | undefined

  constructor(
    readonly pcapHeader: PcapHeader,
    private readonly path?: string,
  ) {
    this.linkType = linkTypeOf(pcapHeader.linkTypeWord)
    this.longest = longestFrame(this.linkType)
    this.interfaces = [
      {
        linkType: this.linkType,
        snapLength: pcapHeader.snapLength,
        timeResolution: pcapHeader.resolution === 'nanoseconds' ? 9 : 6,
      },
    ]
    this.sections = [{ littleEndian: pcapHeader.littleEndian }]
  }

  read(bytes: Uint8Array, from: number, end: number, batch: Batch): number {
    const { littleEndian, recordHeaderLength, minorVersion, majorVersion } = this.pcapHeader
    const { linkType, longest } = this
    const view = this.viewOf(bytes)
    const fractions = this.pcapHeader.resolution === 'nanoseconds' ? 1_000_000_000 : 1_000_000
    const nanosecondsEach = 1_000_000_000 / fractions
    const mayBeSwapped = majorVersion === 2 && minorVersion <= 3
    let count = 0
    let at = from
    this.needed = 0
    while (count < batchCapacity && end - at >= recordHeaderLength) {
      let capturedLength = view.getUint32(at + 8, littleEndian)
      let originalLength = view.getUint32(at + 12, littleEndian)
      // Before version 2.3 the two lengths were swapped; in 2.3 that depended on the program.
      if (mayBeSwapped && (minorVersion < 3 || capturedLength > originalLength)) {
        const swapped = capturedLength
        capturedLength = originalLength
        originalLength = swapped
      }
      if (capturedLength > longest) {
        if (count === 0) throw this.damaged(at - from, capturedLength)
        break
      }
      const start = at + recordHeaderLength
      if (capturedLength > end - start) {
        this.needed = recordHeaderLength + capturedLength
        break
      }
      let seconds = view.getUint32(at, littleEndian)
      let fraction = view.getUint32(at + 4, littleEndian)
      if (fraction >= fractions) {
        seconds += Math.floor(fraction / fractions)
        fraction %= fractions
      }
      batch.start[count] = start
      batch.capturedLength[count] = capturedLength
      batch.originalLength[count] = originalLength
      batch.seconds[count] = seconds
      batch.nanoseconds[count] = fraction * nanosecondsEach
      batch.linkType[count] = linkType
      count++
      at = start + capturedLength
    }
    this.complete(batch, bytes, count)
    batch.memoryStart = this.offset - from
    this.offset += at - from
    return at
  }

  /** Sets what all `count` frames of a batch have in common. */
  private complete(batch: Batch, bytes: Uint8Array, count: number): void {
    batch.memory = bytes
    batch.littleEndian = this.pcapHeader.littleEndian
    batch.length = count
    batch.interfaceId.fill(0, 0, count)
    batch.optionsStart.fill(0, 0, count)
    batch.optionsEnd.fill(0, 0, count)
    this.sequence.pass(batch)
  }

  finish(bytes: Uint8Array, from: number, end: number): void {
    if (end === from) return
    const { littleEndian, recordHeaderLength } = this.pcapHeader
    const found = `the end of the file after ${end - from} bytes`
    const expected =
      end - from < recordHeaderLength
        ? `a packet's header of ${recordHeaderLength} bytes`
        : `a packet of ${recordHeaderLength + this.viewOf(bytes).getUint32(from + 8, littleEndian)} bytes with its header`
    throw new CaptureError({ code: 'truncated', path: this.path, offset: this.offset, expected, found })
  }

  private viewOf(bytes: Uint8Array): DataView {
    if (bytes !== this.viewed) {
      this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      this.viewed = bytes
    }
    return this.view
  }

  private damaged(distance: number, length: number): CaptureError {
    return new CaptureError({
      code: 'damaged',
      path: this.path,
      offset: this.offset + distance,
      expected: `a packet of at most ${this.longest} bytes`,
      found: `a length of ${length}`,
    })
  }
}
