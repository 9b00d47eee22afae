/**
 * What a capture is, in the terms of capinfos: type, packets, times, rates, interfaces. Sizes are bytes, lengths of
 * packets those on the wire.
 */
import type { Batch } from '../../../files/batch.ts'
import type { CaptureDescription, CaptureInterface } from '../../../files/description.ts'
import { linkTypes } from '../../../protocols/names/link-types.ts'
import { dateText, PointInTime } from './point-in-time.ts'

export interface CaptureFacts {
  readonly type: 'pcap' | 'pcap, nanoseconds' | 'pcapng'
  /** The link type of all interfaces; `per packet` where they differ. */
  readonly encapsulation: string | undefined
  readonly packets: number
  /** Total length of the packets. */
  readonly dataSize: number
  /** Seconds from the earliest packet to the latest. */
  readonly duration: number | undefined
  /** Of the earliest and the latest packet, in UTC. */
  readonly first: string | undefined
  readonly last: string | undefined
  /** Bytes, bits and packets a second; undefined where the duration is 0 or not known. */
  readonly byteRate: number | undefined
  readonly bitRate: number | undefined
  readonly packetRate: number | undefined
  readonly averageSize: number | undefined
  /** Whether no packet is earlier than the one before it; undefined where packets have no times. */
  readonly inOrder: boolean | undefined
  /** Packets of which not all bytes were captured, and the longest captured one of these. */
  readonly cutPackets: number
  readonly hardware: string | undefined
  readonly operatingSystem: string | undefined
  readonly application: string | undefined
  readonly comments: readonly string[]
  readonly sections: number
  /** Addresses with names, and keys, that the file has. */
  readonly names: number
  readonly secrets: number
  readonly interfaces: readonly InterfaceFacts[]
}

export interface InterfaceFacts {
  readonly name: string | undefined
  readonly description: string | undefined
  readonly encapsulation: string
  /** Bytes; 0 for no limit. */
  readonly snapLength: number
  /** The unit of times, such as 10^-6 s. */
  readonly precision: string
  readonly packets: number
  readonly captureFilter: string | undefined
  readonly hardware: string | undefined
  readonly operatingSystem: string | undefined
  readonly comments: readonly string[]
  readonly droppedByInterface: number | undefined
  readonly droppedByKernel: number | undefined
}

/** Takes the batches of one capture. */
export class CaptureInfo {
  private packets = 0
  private bytes = 0
  private cut = 0
  private timeless = false
  private inOrder = true
  private readonly first = new PointInTime()
  private readonly last = new PointInTime()
  private readonly previous = new PointInTime()
  /** Packets of each interface. */
  private readonly ofInterface: number[] = []

  take(batch: Batch): void {
    const { seconds, nanoseconds, originalLength, capturedLength, interfaceId, length } = batch
    this.packets += length
    for (let index = 0; index < length; index++) {
      this.bytes += originalLength[index]!
      if (capturedLength[index]! < originalLength[index]!) this.cut++
      const id = interfaceId[index]!
      this.ofInterface[id] = (this.ofInterface[id] ?? 0) + 1
      this.time(seconds[index]!, nanoseconds[index]!)
    }
  }

  /** What was found out so far about a capture that describes itself like this. */
  facts(capture: CaptureDescription): CaptureFacts {
    const { packets, bytes, first, last } = this
    const { interfaces, sections } = capture
    const duration = first.isKnown ? last.since(first) : undefined
    const rate = (amount: number) => (duration === undefined || duration === 0 ? undefined : amount / duration)
    return {
      type: capture.pcapHeader?.resolution === 'nanoseconds' ? 'pcap, nanoseconds' : capture.format,
      encapsulation: commonEncapsulation(interfaces),
      packets,
      dataSize: bytes,
      duration,
      first: dateText(first),
      last: dateText(last),
      byteRate: rate(bytes),
      bitRate: rate(8 * bytes),
      packetRate: rate(packets),
      averageSize: packets === 0 ? undefined : bytes / packets,
      inOrder: this.timeless ? undefined : this.inOrder,
      cutPackets: this.cut,
      hardware: sections.find(({ hardware }) => hardware !== undefined)?.hardware,
      operatingSystem: sections.find(({ operatingSystem }) => operatingSystem !== undefined)?.operatingSystem,
      application: sections.find(({ application }) => application !== undefined)?.application,
      comments: sections.flatMap(({ comments = [] }) => comments),
      sections: sections.length,
      names: capture.names.length,
      secrets: capture.secrets.length,
      interfaces: interfaces.map((each, id) => interfaceFacts(each, this.ofInterface[id] ?? 0, capture)),
    }
  }

  private time(seconds: number, nanoseconds: number): void {
    if (Number.isNaN(seconds)) {
      this.timeless = true
      return
    }
    const { first, last, previous } = this
    if (previous.isAfter(seconds, nanoseconds)) this.inOrder = false
    if (!first.isKnown || first.isAfter(seconds, nanoseconds)) first.set(seconds, nanoseconds)
    if (!last.isKnown || !last.isAfter(seconds, nanoseconds)) last.set(seconds, nanoseconds)
    previous.set(seconds, nanoseconds)
  }
}

function commonEncapsulation(interfaces: readonly CaptureInterface[]): string | undefined {
  const names = new Set(interfaces.map(({ linkType }) => linkTypeText(linkType)))
  return names.size > 1 ? 'per packet' : [...names][0]
}

const linkTypeNames = new Map(
  Object.entries(linkTypes).map(([number, name]): [number, string] => [Number(number), name]),
)
const linkTypeText = (linkType: number): string => linkTypeNames.get(linkType) ?? `link type ${linkType}`

function interfaceFacts(
  { name, description, linkType, snapLength, statistics, timeResolution, ...more }: CaptureInterface,
  packets: number,
  { pcapHeader }: CaptureDescription,
): InterfaceFacts {
  const { captureFilter, hardware, operatingSystem, comments = [] } = more
  const resolution = timeResolution ?? (pcapHeader?.resolution === 'nanoseconds' ? 9 : 6)
  return {
    name,
    description,
    encapsulation: linkTypeText(linkType),
    snapLength,
    precision: precisionText(resolution),
    packets,
    captureFilter,
    hardware,
    operatingSystem,
    comments,
    droppedByInterface: statistics?.droppedByInterface,
    droppedByKernel: statistics?.droppedByKernel,
  }
}

/** What if_tsresol says: `microseconds`, `nanoseconds`, `10^-2 s`, `2^-20 s`. */
function precisionText(resolution: number): string {
  if ((resolution & 0x80) !== 0) return `2^-${resolution & 0x7f} s`
  return resolutions.get(resolution) ?? `10^-${resolution} s`
}

const resolutions: ReadonlyMap<number, string> = new Map([
  [0, 'seconds'],
  [3, 'milliseconds'],
  [6, 'microseconds'],
  [9, 'nanoseconds'],
])
