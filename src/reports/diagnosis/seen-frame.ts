/** The frame that the rules look at: one object, refilled for each frame. */
import { Batch } from '../../files/batch.ts'
import { Endpoints } from '../../packet/endpoints.ts'
import { Layers } from '../../packet/layers.ts'
import { idOf } from '../../packet/registry/index.ts'
import { protocols, type tcpFacts } from '../../protocols/index.ts'
import type { FactsOf, View } from '../../schema/index.ts'

export type TcpFacts = FactsOf<typeof tcpFacts>

export class SeenFrame {
  readonly layers = new Layers()
  /** Its layers of addresses and ports: those of the packet itself, not of one that it quotes. */
  readonly ends = new Endpoints()
  batch = new Batch()
  index = 0
  number = 0
  /** Seconds since the first frame; NaN if the frame has no time. */
  time = NaN
  /** Of the last layer that is part of the packet itself: the place of its protocol in the registry; -1 if none. */
  last = -1
  /** What its connection tells of it, if it is a TCP segment. */
  tcp: TcpFacts | undefined = undefined
  /** Whether the same packet was captured just before. */
  isDuplicate = false
  private first = { seconds: NaN, nanoseconds: 0 }

  begin(batch: Batch, index: number): void {
    const { layers, ends } = this
    this.batch = batch
    this.index = index
    this.number = batch.number(index)
    this.isDuplicate = false
    this.tick(batch.seconds[index]!, batch.nanoseconds[index]!)
    layers.decode(batch, index)
    ends.find(layers)
    this.last = ends.last < 0 ? -1 : layers.protocol[ends.last]!
    this.tcp =
      ends.port >= 0 && layers.protocol[ends.port] === tcpId && ends.cut !== ends.port
        ? layers.facts[ends.port]
        : undefined
  }

  /** The last layer that is part of the packet itself. */
  view(): View {
    return this.layers.view(this.ends.last)
  }

  private tick(seconds: number, nanoseconds: number): void {
    if (Number.isNaN(this.first.seconds) && !Number.isNaN(seconds)) this.first = { seconds, nanoseconds }
    this.time = seconds - this.first.seconds + (nanoseconds - this.first.nanoseconds) / 1e9
  }
}

const tcpId = idOf(protocols.tcp)
