/** How wide the columns of a packet list are: they grow with what is in them, within bounds, and never shrink. */
import type { Batch } from '../../files/batch.ts'
import { Endpoints } from '../../packet/endpoints.ts'
import { Layers } from '../../packet/layers.ts'
import { displayWidth } from '../../text/width.ts'
import { Written } from './written.ts'

type Column = 'number' | 'time' | 'place' | 'link' | 'source' | 'destination' | 'protocol' | 'length'

export class ColumnWidths {
  private readonly widths: Record<Column, number> = {
    number: 5,
    time: 0,
    place: 0,
    link: 0,
    source: leastOfAddress,
    destination: leastOfAddress,
    protocol: 4,
    length: 4,
  }
  private readonly most: Record<Column, number> = {
    number: 10,
    time: 29,
    place: 16,
    link: 17,
    source: 0,
    destination: 0,
    protocol: 10,
    length: 7,
  }
  /** Cells of an address; a longer one is cut. */
  mostOfAddress = Infinity

  /** Sets the bounds for a terminal of this many cells. */
  fit(width: number): void {
    this.mostOfAddress = Math.max(wholeAddress, Math.floor(width / 4))
    // On a narrow terminal, addresses are not padded: their description has more use for the cells.
    const padded = Math.max(leastOfAddress, Math.min(this.mostOfAddress, Math.floor((width - besideAddresses) / 2)))
    this.most.source = this.most.destination = padded
    for (const end of ['source', 'destination'] as const) this.widths[end] = Math.min(this.widths[end], padded)
  }

  /** The width of a column for a row that has this text. */
  of(column: Column, text: string): number {
    const width = Math.min(this.most[column], displayWidth(text))
    if (width > this.widths[column]) this.widths[column] = width
    return this.widths[column]
  }

  /** The width of source and destination with what is between them. */
  get pair(): number {
    return this.widths.source + this.widths.destination + 3
  }

  /** Measures the addresses of the first packets, from frame `from` on, so that the first lines are aligned too. */
  lookAhead(batch: Batch, from: number): void {
    const layers = new Layers()
    const ends = new Endpoints()
    const written = new Written()
    for (let index = from; index < Math.min(batch.length, from + firstScreen); index++) {
      layers.decode(batch, index)
      ends.find(layers)
      if (ends.address < 0 && ends.link < 0) continue
      for (const end of ['source', 'destination'] as const)
        this.of(
          end,
          written.of((text) => ends.write(layers, end, text)),
        )
    }
  }
}

/** `192.0.2.1`. */
const leastOfAddress = 9
/** The longest IPv4 address with a port. */
const wholeAddress = 21
/** Cells of a line that time, protocol, length and a short description take. */
const besideAddresses = 48
/** Packets. */
const firstScreen = 64
