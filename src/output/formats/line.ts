/** One line per packet: time, addresses, protocol, length, and a description. */
import type { Batch } from '../../files/batch.ts'
import { Description } from '../../packet/summary/description.ts'
import { DetailWriter } from '../describe/details.ts'
import { packetDump, type Dump } from '../describe/dump.ts'
import { scalesOf, sequencesOf } from '../describe/sequences.ts'
import type { OutputOptions } from '../options.ts'
import type { Output } from '../output.ts'
import { writeWhole, type Pieces } from '../pieces.ts'
import { writeLine } from '../../packet/summary/line-writer.ts'
import { plainPalette } from '../../text/palette.ts'
import type { TextBuffer } from '../../text/buffer.ts'
import { TimeFormatter } from '../describe/time.ts'
import { ColumnLine } from './column-line.ts'

export const lineOutput = (options: OutputOptions): LineOutput => new Lines(options)

class Lines implements LineOutput {
  private readonly description: Description
  private readonly clock: TimeFormatter
  private readonly dump: Dump | undefined
  /** Writes lines for people: aligned, cut or colored. */
  private readonly columns: ColumnLine | undefined
  private readonly details: DetailWriter | undefined

  constructor(private readonly options: OutputOptions) {
    this.description = new Description(options, sequencesOf(options), scalesOf(options))
    this.clock = new TimeFormatter(options.time, options.precision)
    this.dump = packetDump(options)
    if (options.verbose > 0 && !options.quiet) this.details = new DetailWriter(options)
    if (options.width !== undefined || options.palette !== plainPalette)
      this.columns = new ColumnLine(options, this.description, this.clock)
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
    const { description, columns } = this
    description.describe(batch, index)
    if (columns === undefined) this.plainLine(batch, index, text)
    else columns.write(batch, index, text)
    text.byte(newline)
    this.details?.write(description, batch, index, text)
  }

  private plainLine(batch: Batch, index: number, text: TextBuffer): void {
    const { description, options } = this
    if (options.number) {
      text.integer(batch.number(index))
      text.byte(space)
    }
    if (options.time !== 'none') {
      this.clock.write(batch, index, text)
      text.byte(space)
    }
    writeLine(description, batch, index, options, text)
  }
}

export interface LineOutput extends Output {
  /** Processes a packet without writing it, for state that later lines need, such as relative TCP sequence numbers. */
  follow(batch: Batch, index: number): void
}

const space = 32
const newline = 10
