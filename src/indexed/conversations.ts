/** What the frames of an index gain from their conversations, whatever the order in which they are looked at. */
import type { Foresight } from '../conversations/foresight.ts'
import { gainOf, type KeptGains } from '../conversations/kept/kept-gains.ts'
import { SourceMaker } from '../conversations/kept/source-maker.ts'
import type { Batch, Gains } from '../files/batch.ts'
import type { Gain } from '../packet/gain.ts'
import type { Layers } from '../packet/layers.ts'
import type { StoredFrames } from './stored-frames.ts'

export class IndexedConversations {
  private readonly maker: SourceMaker

  constructor(
    private readonly frames: StoredFrames,
    private readonly gains: KeptGains,
    private readonly known: Foresight,
  ) {
    this.maker = new SourceMaker({
      split: (number, layers) => this.split(number, layers),
      layersOf: (number) => gains.readLayers(number, frames.columns.note(number)),
    })
  }

  /** Bytes of memory. */
  get memory(): number {
    return this.gains.memory + this.known.memory
  }

  /** Sources that were not made as a whole. */
  get sourcesLeft(): number {
    return this.maker.left
  }

  /** Adds what the frames of a batch gained. */
  async addTo(batch: Batch): Promise<void> {
    const { firstNumber } = batch
    const gains: (Gain | undefined)[] = []
    for (let index = 0; index < batch.length; index++) {
      const gain = this.gainOf(firstNumber + index)
      gains.push(gain instanceof Promise ? await gain : gain)
    }
    batch.gains = { of: (number) => gains[number - firstNumber] } satisfies Gains
  }

  /** What a frame gained; a promise only where bytes of others are needed for it. */
  gainOf(number: number): Gain | undefined | Promise<Gain | undefined> {
    const kept = this.gains.read(number, this.frames.columns.note(number))
    if (kept === undefined || kept.sources.length === 0) return gainOf(number, kept, none, this.known)
    return this.maker.sourcesOf(number, kept).then((sources) => gainOf(number, kept, sources, this.known))
  }

  private split(number: number, layers: Layers): void | Promise<void> {
    const bytes = this.frames.read(number)
    if (!(bytes instanceof Uint8Array)) return bytes.then((read) => this.splitBytes(number, read, layers))
    this.splitBytes(number, bytes, layers)
  }

  private splitBytes(number: number, bytes: Uint8Array, layers: Layers): void {
    const { columns } = this.frames
    const length = columns.capturedLength(number)
    layers.split(bytes, 0, length, columns.originalLength(number), this.frames.linkType(number))
  }
}

const none: readonly never[] = []
