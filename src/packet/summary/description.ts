/** Describes a packet in parts, for lists of packets: endpoints, protocol, summary. */
import type { Batch } from '../../files/batch.ts'
import { Layers } from '../layers.ts'
import { displayNames, entries, idOf } from '../registry/index.ts'
import { protocols } from '../../protocols/index.ts'
import type { AddressNames } from '../names/address-names.ts'
import { Endpoints, quotes } from '../endpoints.ts'
import { printable } from '../../text/escape.ts'
import { packetWarnings } from './warnings.ts'
import { TcpSummary } from './tcp.ts'
import type { Family, Severity } from '../../schema/index.ts'
import type { TextBuffer } from '../../text/buffer.ts'

/** The facts of conversations that a description is made of, by filter name. */
export const describedFacts: ReadonlySet<string> = new Set(['tcp.seq', 'tcp.ack'])

export interface DescriptionOptions {
  /** If above 0, adds malformed values. */
  readonly verbose: number
  /** Verifies checksums and reports wrong ones. */
  readonly checksums: boolean
  /** Shows TCP sequence numbers as in the header. Default: relative ones, as far as the conversation is followed. */
  readonly absoluteSequence?: boolean
}

export class Description {
  readonly layers = new Layers()
  readonly ends = new Endpoints()
  private readonly quoted = new Endpoints()
  readonly tcp: TcpSummary
  /** The layer of TCP, if the packet is a segment between two addresses; otherwise -1. */
  segment = -1

  constructor(
    private readonly options: DescriptionOptions,
    /** Names for addresses and ports. Default: numbers. */
    readonly names?: AddressNames,
  ) {
    this.tcp = new TcpSummary(options.absoluteSequence ?? false)
  }

  /** Decodes the next packet. */
  describe(batch: Batch, index: number): void {
    const { layers, ends } = this
    layers.decode(batch, index)
    ends.find(layers)
    this.names?.learn(batch, layers)
    const isSegment =
      ends.port >= 0 && ends.port !== ends.cut && ends.address >= 0 && layers.protocol[ends.port] === tcpId
    this.segment = isSegment ? ends.port : -1
    if (isSegment) this.tcp.take(layers, ends.port)
  }

  protocol(text: TextBuffer): void {
    text.text(this.ends.last < 0 ? 'DATA' : displayNames[this.layers.protocol[this.ends.last]!]!)
  }

  /** The summary of the innermost layer, after a space. */
  words(text: TextBuffer): void {
    const { layers, ends, tcp, segment } = this
    if (ends.last < 0) return
    if (segment === ends.last) return tcp.write(text)
    if (segment >= 0) tcp.writeNotable(text)
    this.summary(ends.last, text)
    if (quotes[layers.protocol[ends.last]!] && layers.count > ends.last + 1) this.quotation(text)
  }

  /** The packet that an ICMP error quotes. */
  private quotation(text: TextBuffer): void {
    const { layers, quoted, names } = this
    quoted.find(layers, this.ends.last + 1)
    if (quoted.address < 0) return
    text.text(' (')
    quoted.write(layers, 'source', text, names)
    text.text(' > ')
    quoted.write(layers, 'destination', text, names)
    text.text(` ${displayNames[layers.protocol[quoted.cut >= 0 ? quoted.cut : quoted.last]!]})`)
  }

  /** The family of the protocol described, for its color. */
  get family(): Family | undefined {
    const { layers, ends } = this
    return ends.last < 0 ? undefined : entries[layers.protocol[ends.last]!]!.schema.family
  }

  /** The gravest that the layers say, up to the one described. */
  severity(): Severity | undefined {
    const { layers, ends } = this
    let gravest = -1
    for (let index = 0; index <= ends.last; index++) {
      const found = entries[layers.protocol[index]!]!.schema.severity?.(layers.view(index) as never)
      if (found !== undefined) gravest = Math.max(gravest, severities.indexOf(found))
    }
    return severities[gravest]
  }

  /** Problems of the packet; nearly always empty. */
  troubles(): readonly string[] {
    const { layers, ends, options } = this
    const found = packetWarnings(layers, options)
    const cut = ends.cut < 0 ? this.cutBody() : ends.cut
    return cut < 0 ? found : [`|${entries[layers.protocol[cut]!]!.schema.name}`, ...found]
  }

  /** The layer among those described whose own fields, such as options, were not captured to their end; -1 if none. */
  private cutBody(): number {
    const { layers, ends, segment } = this
    if (layers.count === 0 || layers.originalEnd[0]! <= layers.end[0]! || ends.last < 0) return -1
    if (segment >= 0 && isCutShort(layers, segment)) return segment
    return isCutShort(layers, ends.last) ? ends.last : -1
  }

  private summary(index: number, text: TextBuffer): void {
    const { layers } = this
    const { schema } = entries[layers.protocol[index]!]!
    if (schema.summary === undefined) return
    text.byte(space)
    if (schema.isSummarizedWhole) this.before(index, text)
    // A view instead of the cursor: it caches what it has read, such as the positions of HTTP header lines.
    text.text(printable(schema.summary(layers.view(index) as never)))
  }

  /** The summaries of the layers of one protocol before the last one, that lie in the same layer. */
  private before(last: number, text: TextBuffer): void {
    const { layers } = this
    const parent = layers.parent(last)
    let count = 0
    for (let index = parent + 1; index < last; index++) {
      if (layers.protocol[index] !== layers.protocol[last] || layers.parent(index) !== parent) continue
      if (++count > mostSummaries) return text.text('… ')
      const { schema } = entries[layers.protocol[index]!]!
      text.text(`${printable(schema.summary!(layers.view(index) as never))}, `)
    }
  }
}

/** Whether the fields of a layer go on where the capture does not. */
function isCutShort(layers: Layers, index: number): boolean {
  const view = layers.view(index)
  return !(view.offsetOf() <= (view.end - view.start) * 8)
}

const severities: readonly Severity[] = ['chat', 'note', 'warning', 'error']
const space = 32
/** How many layers of one protocol have their words in a line, besides the last. */
const mostSummaries = 16
const tcpId = idOf(protocols.tcp)
