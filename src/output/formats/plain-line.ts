/** Lines as programs read them: plain, in one pass. What lines for people have besides is given to them. */
import type { Batch } from '../../files/batch.ts'
import { describedFacts, Description } from '../../packet/summary/description.ts'
import { writeLine } from '../../packet/summary/line-writer.ts'
import type { TextBuffer } from '../../text/buffer.ts'
import type { Dump } from '../describe/dump.ts'
import { following } from '../describe/followed.ts'
import { TimeFormatter } from '../describe/time.ts'
import type { OutputSettings } from '../options.ts'
import type { Output } from '../output.ts'
import { writeWhole, type Pieces } from '../pieces.ts'

export interface LineOutput extends Output {
  /** Processes a packet without writing it: its conversation tells of later ones, such as relative sequence numbers. */
  follow(batch: Batch, index: number): void
}

/** Appends something about frame `index`, which was described last. */
export type LineWriter = (batch: Batch, index: number, text: TextBuffer) => void

export interface LineParts {
  readonly description: Description
  readonly clock: TimeFormatter
  /** Writes the line itself. Default: a plain one. */
  readonly line?: LineWriter
  /** Writes lines below it. */
  readonly details?: LineWriter | undefined
  /** Writes the bytes of the packet below all that. */
  readonly dump?: Dump | undefined
}

/** Lines without colors, alignment, details, names and dumps. */
export const plainLineOutput = (options: OutputSettings): LineOutput =>
  new Lines(options, {
    description: new Description(options),
    clock: new TimeFormatter(options.time, options.precision),
  })

export class Lines implements LineOutput {
  readonly needsConversations = true
  readonly facts: ReadonlySet<string> | undefined
  readonly showsContent: boolean
  private readonly follows: (batch: Batch) => void

  constructor(
    private readonly options: OutputSettings,
    private readonly parts: LineParts,
  ) {
    this.facts = options.verbose > 0 ? undefined : describedFacts
    this.showsContent = options.verbose > 0
    this.follows = following(this)
  }

  *pieces(batch: Batch, index: number, text: TextBuffer): Pieces {
    const { dump, description } = this.parts
    this.line(batch, index, text)
    if (dump !== undefined) yield* dump(batch, index, description.layers, text)
  }

  packet(batch: Batch, index: number, text: TextBuffer): void {
    const { dump, description } = this.parts
    this.line(batch, index, text)
    if (dump !== undefined) writeWhole(dump(batch, index, description.layers, text))
  }

  follow(batch: Batch, index: number): void {
    this.follows(batch)
    this.parts.description.describe(batch, index)
  }

  private line(batch: Batch, index: number, text: TextBuffer): void {
    const { description, line, details } = this.parts
    this.follows(batch)
    description.describe(batch, index)
    if (line === undefined) this.plainLine(batch, index, text)
    else line(batch, index, text)
    text.byte(newline)
    details?.(batch, index, text)
  }

  private plainLine(batch: Batch, index: number, text: TextBuffer): void {
    const { options, parts } = this
    if (options.number) {
      text.integer(batch.number(index))
      text.byte(space)
    }
    if (options.time !== 'none') {
      parts.clock.write(batch, index, text)
      text.byte(space)
    }
    writeLine(parts.description, batch, index, options, text)
  }
}

const space = 32
const newline = 10
