/** One line per packet: time, addresses, protocol, length, and a description. */
import type { Batch } from '../../files/batch.ts'
import { processOf } from '../../packet/frame-fields.ts'
import { Description } from '../../packet/summary/description.ts'
import { packetDump, type Dump } from '../describe/dump.ts'
import { writeEnd } from '../../packet/endpoints.ts'
import { sequencesOf } from '../describe/sequences.ts'
import type { OutputOptions } from '../options.ts'
import type { Output } from '../output.ts'
import { writeWhole, type Pieces } from '../pieces.ts'
import { ownerText } from '../../packet/summary/packet-line.ts'
import type { TextBuffer } from '../../text/buffer.ts'
import { TimeFormatter } from '../describe/time.ts'

export const lineOutput = (options: OutputOptions): LineOutput => new Lines(options)

class Lines implements LineOutput {
  private readonly description: Description
  private readonly clock: TimeFormatter
  private readonly dump: Dump | undefined
  private readonly colors: Readonly<Record<'time' | 'address' | 'protocol' | 'name' | 'trouble', Color>>

  constructor(private readonly options: OutputOptions) {
    const { palette } = options
    this.description = new Description(options, sequencesOf(options))
    this.clock = new TimeFormatter(options.time, options.precision)
    this.dump = packetDump(options)
    this.colors = {
      time: codesOf(palette.time),
      address: codesOf(palette.address),
      protocol: codesOf(palette.protocol),
      name: codesOf(palette.name),
      trouble: codesOf(palette.trouble),
    }
  }

  *pieces(batch: Batch, index: number, text: TextBuffer): Pieces {
    this.line(batch, index, text)
    if (this.dump !== undefined) yield* this.dump(batch, index, this.description.layers, text)
  }

  packet(batch: Batch, index: number, text: TextBuffer): void {
    this.line(batch, index, text)
    if (this.dump !== undefined) writeWhole(this.dump(batch, index, this.description.layers, text))
  }

  follow(batch: Batch, index: number): void {
    this.description.describe(batch, index)
  }

  private line(batch: Batch, index: number, text: TextBuffer): void {
    const { description, options, colors } = this
    description.describe(batch, index)
    if (options.number) {
      text.integer(batch.number(index))
      text.byte(space)
    }
    if (options.time !== 'none') {
      text.text(colors.time.open)
      this.clock.write(batch, index, text)
      text.text(colors.time.close)
      text.byte(space)
    }
    this.addresses(text)
    text.text(colors.protocol.open)
    description.protocol(text)
    text.text(colors.protocol.close)
    text.byte(space)
    text.integer(batch.originalLength[index]!)
    if (!options.quiet) description.words(text)
    const troubles = description.troubles()
    for (let at = 0; at < troubles.length; at++)
      text.text(` ${colors.trouble.open}[${troubles[at]}]${colors.trouble.close}`)
    if (batch.optionsEnd[index]! > 0) this.owner(batch, index, text)
    text.byte(newline)
  }

  private addresses(text: TextBuffer): void {
    const { layers, ends } = this.description
    if (ends.address < 0 && ends.link < 0) return
    if (this.options.link && ends.link >= 0 && ends.address >= 0) {
      writeEnd(layers, ends.link, 'source', text)
      text.text(' > ')
      writeEnd(layers, ends.link, 'destination', text)
      text.byte(space)
    }
    text.text(this.colors.address.open)
    ends.write(layers, 'source', text)
    text.text(' > ')
    ends.write(layers, 'destination', text)
    text.text(this.colors.address.close)
    text.byte(space)
  }

  /** The process that owns the packet, if recorded. */
  private owner(batch: Batch, index: number, text: TextBuffer): void {
    const owner = processOf(batch, index)
    if (owner === undefined) return
    const { open, close } = this.colors.name
    text.text(` ${open}${ownerText(owner)}${close}`)
  }
}

export interface LineOutput extends Output {
  /** Processes a packet without writing it, for state that later lines need, such as relative TCP sequence numbers. */
  follow(batch: Batch, index: number): void
}

const space = 32
const newline = 10

/** The escape sequences before and after a colored text. */
interface Color {
  readonly open: string
  readonly close: string
}

function codesOf(color: (text: string) => string): Color {
  const [open = '', close = ''] = color('\0').split('\0')
  return { open, close }
}
