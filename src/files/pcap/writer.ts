import type { Batch } from '../batch.ts'
import { type CaptureDescription, commonLinkType, type PcapHeader } from '../description.ts'
import { CaptureError } from '../error.ts'
import type { OutputBytes } from '../output-bytes.ts'
import type { CaptureEncoder } from '../capture-encoder.ts'
import { encodePcapHeader, linkTypeOf } from './header.ts'

/**
 * Writes a classic pcap file. Timestamps are truncated to its resolution; frames without a timestamp get 0. Throws a
 * CaptureError for a time before 1970 or after 2106, which 32 bits cannot hold.
 */
export class PcapEncoder implements CaptureEncoder {
  private readonly linkType: number
  private readonly nanosecondsEach: number

  constructor(
    private readonly header: PcapHeader,
    private readonly path?: string,
  ) {
    this.linkType = linkTypeOf(header.linkTypeWord)
    this.nanosecondsEach = header.resolution === 'nanoseconds' ? 1 : 1000
  }

  get littleEndian(): boolean {
    return this.header.littleEndian
  }

  start(output: OutputBytes): void {
    output.append(encodePcapHeader(this.header))
  }

  frame(output: OutputBytes, batch: Batch, index: number): void {
    if (batch.linkType[index] !== this.linkType) throw this.otherLinkType(batch, index)
    const seconds = batch.seconds[index]!
    if (seconds < 0 || seconds > latest) throw this.otherTime(batch, index)
    const length = batch.capturedLength[index]!
    const at = output.extend(16 + length)
    output.set32(at, Number.isNaN(seconds) ? 0 : seconds)
    output.set32(at + 4, Math.floor(batch.nanoseconds[index]! / this.nanosecondsEach))
    output.set32(at + 8, length)
    output.set32(at + 12, batch.originalLength[index]!)
    output.copy(batch.memory, batch.start[index]!, length, at + 16)
  }

  finish(): void {
    // A pcap file has no trailer.
  }

  private otherTime(batch: Batch, index: number): CaptureError {
    return new CaptureError({
      code: 'unsupported',
      path: this.path,
      expected: 'times between 1970 and 2106 in a pcap file',
      found: `${batch.seconds[index]} seconds since 1970 in frame ${batch.number(index)}`,
      advice: 'Write a .pcapng file instead, which can hold other times',
    })
  }

  private otherLinkType(batch: Batch, index: number): CaptureError {
    return new CaptureError({
      code: 'unsupported',
      path: this.path,
      expected: `frames of one link type (${this.linkType}) in a pcap file`,
      found: `link type ${batch.linkType[index]} in frame ${batch.number(index)}`,
      advice: 'Write a .pcapng file instead, which can hold several link types',
    })
  }
}

/** A pcap header for the frames of a source: that of the source if it has one. */
export function pcapHeaderLike(
  source: CaptureDescription,
  littleEndian: boolean,
  resolution?: PcapHeader['resolution'],
): PcapHeader {
  const { pcapHeader, interfaces } = source
  const snapLengths = interfaces.map((one) => one.snapLength || longestSnapLength)
  const header = pcapHeader ?? {
    majorVersion: 2,
    minorVersion: 4,
    timeZone: 0,
    accuracy: 0,
    snapLength: snapLengths.length > 0 ? Math.max(...snapLengths) : longestSnapLength,
    linkTypeWord: commonLinkType(interfaces) ?? interfaces[0]?.linkType ?? ethernet,
    resolution: interfaces.every((one) => (one.timeResolution ?? 6) <= 6) ? 'microseconds' : 'nanoseconds',
  }
  // Before version 2.4 the lengths in a record were swapped; records are written as in 2.4.
  const old = header.majorVersion === 2 && header.minorVersion < 4
  return {
    ...header,
    minorVersion: old ? 4 : header.minorVersion,
    recordHeaderLength: 16,
    littleEndian,
    resolution: resolution ?? header.resolution,
  }
}

/** 2106-02-07 06:28:15 UTC: seconds are unsigned. */
const latest = 0xffff_ffff
/** The default of tcpdump and Wireshark. */
const longestSnapLength = 262_144
const ethernet = 1
