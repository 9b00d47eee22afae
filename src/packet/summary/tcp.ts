/** Describes a TCP segment: flags, sequence numbers, options. */
import type { Layers } from '../layers.ts'
import { protocols, type tcpFacts } from '../../protocols/index.ts'
import type { FactsOf, ViewOf } from '../../schema/index.ts'
import type { TextBuffer } from '../../text/buffer.ts'

type Known = FactsOf<typeof tcpFacts> | undefined

const tcp = protocols.tcp.cursor

export class TcpSummary {
  private layers: Layers | undefined = undefined
  private segment = -1

  /** With `absolute`, sequence numbers are those of the header, also where the conversation gives relative ones. */
  constructor(private readonly absolute: boolean) {}

  /** Takes the segment with this header layer. */
  take(layers: Layers, segment: number): void {
    this.layers = layers
    this.segment = segment
  }

  /** What its conversation tells of the segment taken last. */
  private get known(): Known {
    return this.layers!.facts[this.segment] as Known
  }

  /** The window of the segment taken last as it is meant; undefined if the handshake is not known. */
  get window(): number | undefined {
    const { windowScale = -1, windowSize } = this.known ?? {}
    return windowScale === -1 ? undefined : windowSize
  }

  /** Describes the segment taken last, after a space. */
  write(text: TextBuffer): void {
    this.layers!.look(this.segment)
    const { flags, segmentLength, bytes, start } = tcp
    const known = this.absolute ? undefined : this.known
    const sequence = known?.relativeSequence ?? tcp.sequence
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
    return (this.absolute ? undefined : this.known?.relativeAcknowledgment) ?? tcp.acknowledgment
  }

  /** The options of the segment taken last, in words. */
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
