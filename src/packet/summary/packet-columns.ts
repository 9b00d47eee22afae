/** The parts of a packet's line as texts of their own: the columns of a packet list. */
import type { Batch } from '../../files/batch.ts'
import { TextBuffer } from '../../text/buffer.ts'
import { Description, type DescriptionOptions } from './description.ts'

export class PacketColumns {
  private readonly description: Description
  private readonly buffer = new TextBuffer(1024)
  private readonly decoder = new TextDecoder()

  constructor(options: DescriptionOptions) {
    this.description = new Description(options)
  }

  /** Goes on to a packet. */
  describe(batch: Batch, index: number): void {
    this.description.describe(batch, index)
  }

  get source(): string {
    const { ends, layers } = this.description
    return this.written((text) => ends.write(layers, 'source', text))
  }

  get destination(): string {
    const { ends, layers } = this.description
    return this.written((text) => ends.write(layers, 'destination', text))
  }

  get protocol(): string {
    return this.written((text) => this.description.protocol(text))
  }

  /** What the packet is about, and what is wrong with it. */
  get info(): string {
    const { description } = this
    const words = this.written((text) => description.words(text))
    return [words, ...description.troubles().map((trouble) => `[${trouble}]`)].join(' ').trim()
  }

  /** What a function writes. */
  written(write: (text: TextBuffer) => void): string {
    this.buffer.clear()
    write(this.buffer)
    return this.decoder.decode(this.buffer.written).trim()
  }
}
