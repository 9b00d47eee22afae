/** One line per packet: time, addresses, protocol, length, and a description. */
import type { Batch } from '../../files/batch.ts'
import { Description } from '../../packet/summary/description.ts'
import { packetDump, type Dump } from '../describe/dump.ts'
import { sequencesOf } from '../describe/sequences.ts'
import type { OutputOptions } from '../options.ts'
import type { Output } from '../output.ts'
import { writeWhole, type Pieces } from '../pieces.ts'
import { writeLine, type Color, type LineLook } from '../../packet/summary/line-writer.ts'
import type { TextBuffer } from '../../text/buffer.ts'
import { TimeFormatter } from '../describe/time.ts'

export const lineOutput = (options: OutputOptions): LineOutput => new Lines(options)

class Lines implements LineOutput {
  private readonly description: Description
  private readonly clock: TimeFormatter
  private readonly dump: Dump | undefined
  private readonly timeColor: Color
  private readonly look: LineLook

  constructor(private readonly options: OutputOptions) {
    const { palette } = options
    this.description = new Description(options, sequencesOf(options))
    this.clock = new TimeFormatter(options.time, options.precision)
    this.dump = packetDump(options)
    this.timeColor = codesOf(palette.time)
    this.look = {
      link: options.link,
      quiet: options.quiet,
      colors: {
        address: codesOf(palette.address),
        protocol: codesOf(palette.protocol),
        name: codesOf(palette.name),
        trouble: codesOf(palette.trouble),
      },
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
    const { description, options, timeColor } = this
    description.describe(batch, index)
    if (options.number) {
      text.integer(batch.number(index))
      text.byte(space)
    }
    if (options.time !== 'none') {
      text.text(timeColor.open)
      this.clock.write(batch, index, text)
      text.text(timeColor.close)
      text.byte(space)
    }
    writeLine(description, batch, index, this.look, text)
    text.byte(newline)
  }
}

export interface LineOutput extends Output {
  /** Processes a packet without writing it, for state that later lines need, such as relative TCP sequence numbers. */
  follow(batch: Batch, index: number): void
}

const space = 32
const newline = 10

function codesOf(color: (text: string) => string): Color {
  const [open = '', close = ''] = color('\0').split('\0')
  return { open, close }
}
