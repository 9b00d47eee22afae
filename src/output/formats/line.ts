/** One packet a line: time, who to whom, protocol, length, and what it says in words. */
import type { Batch } from '../../files/batch.ts'
import { processOf } from '../../packet/frame-fields.ts'
import { Description } from '../describe/description.ts'
import { packetDump } from '../describe/dump.ts'
import { writeEnd } from '../../packet/endpoints.ts'
import type { OutputOptions } from '../options.ts'
import type { Output } from '../output.ts'
import { writeWhole, type Pieces } from '../pieces.ts'
import { printable } from '../../text/escape.ts'
import type { TextBuffer } from '../../text/buffer.ts'
import { TimeFormatter } from '../describe/time.ts'

export function lineOutput(options: OutputOptions): LineOutput {
  const { time, precision, number, link, quiet, palette } = options
  const description = new Description(options)
  const { layers, ends } = description
  const clock = new TimeFormatter(time, precision)
  const dump = packetDump(options)
  const [timeColour, addressColour, protocolColour, nameColour, troubleColour] = [
    palette.time,
    palette.address,
    palette.protocol,
    palette.name,
    palette.trouble,
  ].map(bracket) as [Colour, Colour, Colour, Colour, Colour] // one for each

  function line(batch: Batch, index: number, text: TextBuffer): void {
    description.describe(batch, index)
    if (number) {
      text.integer(batch.number(index))
      text.byte(space)
    }
    if (time !== 'none') {
      text.text(timeColour.open)
      clock.write(batch, index, text)
      text.text(timeColour.close)
      text.byte(space)
    }
    if (link && ends.link >= 0 && ends.address >= 0) linkAddresses(text)
    if (ends.address >= 0 || ends.link >= 0) {
      text.text(addressColour.open)
      ends.write(layers, 'source', text)
      text.text(' > ')
      ends.write(layers, 'destination', text)
      text.text(addressColour.close)
      text.byte(space)
    }
    text.text(protocolColour.open)
    description.protocol(text)
    text.text(protocolColour.close)
    text.byte(space)
    text.integer(batch.originalLength[index]!)
    if (!quiet) description.words(text)
    const troubles = description.troubles()
    for (let at = 0; at < troubles.length; at++)
      text.text(` ${troubleColour.open}[${troubles[at]}]${troubleColour.close}`)
    if (batch.optionsEnd[index]! > 0) writeOwner(batch, index, text)
    text.byte(newline)
  }

  function* pieces(batch: Batch, index: number, text: TextBuffer): Pieces {
    line(batch, index, text)
    if (dump !== undefined) yield* dump(batch, index, layers, text)
  }

  function packet(batch: Batch, index: number, text: TextBuffer): void {
    line(batch, index, text)
    if (dump !== undefined) writeWhole(dump(batch, index, layers, text))
  }

  /** Whose packet it is, where the capture says so. */
  function writeOwner(batch: Batch, index: number, text: TextBuffer): void {
    const owner = processOf(batch, index)
    if (owner === undefined) return
    text.text(
      ` ${nameColour.open}[${owner.name === undefined ? '' : `${printable(owner.name)} `}${owner.pid}]${nameColour.close}`,
    )
  }

  function linkAddresses(text: TextBuffer): void {
    writeEnd(layers, ends.link, 'source', text)
    text.text(' > ')
    writeEnd(layers, ends.link, 'destination', text)
    text.byte(space)
  }

  return { packet, pieces, follow: (batch, index) => description.describe(batch, index) }
}

export interface LineOutput extends Output {
  /** Takes note of a packet without a line of it: others may count from it, as TCP sequence numbers do. */
  follow(batch: Batch, index: number): void
}

const space = 32
const newline = 10

/** What a colour puts before and behind a text. */
interface Colour {
  readonly open: string
  readonly close: string
}

function bracket(colour: (text: string) => string): Colour {
  const [open = '', close = ''] = colour('\0').split('\0')
  return { open, close }
}
