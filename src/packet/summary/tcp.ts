/** Describes a TCP segment: flags, sequence numbers, options. */
import type { Layers } from '../layers.ts'
import { protocols } from '../../protocols/index.ts'
import type { ViewOf } from '../../schema/index.ts'
import { placeOf, sizeOf } from '../endpoints.ts'
import type { TextBuffer } from '../../text/buffer.ts'

/** Relative sequence numbers: those of a segment, once it was located. */
export interface SequenceNumbers {
  readonly sequence: number
  readonly acknowledgment: number
  locate(
    bytes: Uint8Array,
    source: number,
    destination: number,
    length: number,
    sourcePort: number,
    destinationPort: number,
    sequence: number,
    acknowledgment: number,
    flags: { readonly syn: boolean; readonly ack: boolean },
  ): void
}

/** How windows are scaled, as far as the handshakes were captured. */
export interface WindowScales {
  /** Tracks a segment: what it offers, if it is a SYN. */
  follow(layers: Layers, address: number, segment: number): void
  /** The window of the segment tracked last, as it is meant; undefined if that is not known. */
  readonly window: number | undefined
}

const tcp = protocols.tcp.cursor

export class TcpSummary {
  private layers: Layers | undefined = undefined
  private segment = -1

  /** Without `sequences`, absolute numbers are written. */
  constructor(
    private readonly sequences: SequenceNumbers | undefined,
    private readonly windows: Pick<WindowScales, 'follow'> | undefined,
  ) {}

  /** Tracks the segment with these address and header layers. */
  follow(layers: Layers, address: number, segment: number): void {
    this.layers = layers
    this.segment = segment
    this.windows?.follow(layers, address, segment)
    if (this.sequences === undefined) return
    layers.look(segment)
    const source = placeOf(layers, address, 'source')
    const destination = placeOf(layers, address, 'destination')
    this.sequences.locate(
      layers.bytesOf(address),
      source,
      destination,
      sizeOf(layers, address),
      tcp.sourcePort,
      tcp.destinationPort,
      tcp.sequence,
      tcp.acknowledgment,
      tcp.flags,
    )
  }

  /** Describes the segment tracked last, after a space. */
  write(text: TextBuffer): void {
    this.layers!.look(this.segment)
    const { flags, segmentLength, bytes, start } = tcp
    const sequence = this.sequences === undefined ? tcp.sequence : this.sequences.sequence
    text.text(flagWords[bytes[start + flagsAt]!]!)
    if (segmentLength > 0 || flags.syn || flags.fin || flags.rst) {
      text.text(' seq ')
      text.integer(sequence)
      if (segmentLength > 0) {
        text.byte(colon)
        text.integer((sequence + segmentLength) >>> 0)
      }
    }
    if (flags.ack) {
      text.text(' ack ')
      text.integer(this.acknowledgment)
    }
    text.text(' win ')
    text.integer(tcp.window)
    if (flags.urg) text.text(` urg ${tcp.urgentPointer}`)
    if (flags.syn) for (const option of this.options()) text.text(` ${option}`)
    if (segmentLength > 0) {
      text.text(' len ')
      text.integer(segmentLength)
    }
  }

  /** Flags that matter to the application as well, each after a space: its peer is gone, or something is urgent. */
  writeNotable(text: TextBuffer): void {
    const { layers, segment } = this
    const flags = layers!.bytesOf(segment)[layers!.start[segment]! + flagsAt]! & notable
    if (flags !== 0) text.text(flagWords[flags]!)
  }

  private get acknowledgment(): number {
    return this.sequences === undefined ? tcp.acknowledgment : this.sequences.acknowledgment
  }

  /** The options of the segment tracked last, in words. */
  options(): readonly string[] {
    this.layers!.look(this.segment)
    const { acknowledgment } = this
    /** A number relative to the same base as acknowledgments. */
    const counted = (edge: number) => (edge - tcp.acknowledgment + acknowledgment) >>> 0
    const { options } = this.layers!.view(this.segment) as ViewOf<typeof protocols.tcp>
    return options.flatMap((option) => {
      if (option.maximumSegmentSize !== undefined) return [`mss ${option.maximumSegmentSize}`]
      if (option.windowShift !== undefined) return [`wscale ${option.windowShift}`]
      if (option.timestamp !== undefined) return [`ts ${option.timestamp}/${option.timestampEcho}`]
      if (option.blocks !== undefined)
        return [
          `sack ${option.blocks.map((block) => `${counted(block.leftEdge)}:${counted(block.rightEdge)}`).join(',')}`,
        ]
      if (option.kind === 4) return ['sackOK']
      if (option.multipathSubtype !== undefined) return ['mptcp']
      if (option.fastOpenCookie !== undefined) return ['tfo']
      return option.kind > 1 ? [`option ${option.kind}`] : []
    })
  }
}

const colon = 58
/** Where in the header the flags are, in bytes. */
const flagsAt = 13
/** FIN, SYN, RST and URG. */
const notable = 0x27

/** The names for each value of the flags byte, in the usual order. */
const flagWords = Array.from({ length: 256 }, (_, flags) => {
  const names = [
    [0x02, 'SYN'],
    [0x01, 'FIN'],
    [0x04, 'RST'],
    [0x08, 'PSH'],
    [0x10, 'ACK'],
    [0x20, 'URG'],
    [0x40, 'ECE'],
    [0x80, 'CWR'],
  ] as const
  const words = names
    .filter(([bit]) => (flags & bit) !== 0)
    .map(([, name]) => name)
    .join(' ')
  return ` ${words === '' ? 'no flags' : words}`
})
