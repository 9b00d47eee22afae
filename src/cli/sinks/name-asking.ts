/** Asks for the names of the addresses of packets before they are shown. */
import type { Batch } from '../../files/batch.ts'
import { kindsOfEnds, placeOf, type End } from '../../packet/endpoints.ts'
import { Layers } from '../../packet/layers.ts'
import { entries } from '../../packet/registry/index.ts'
import { ipv4Text, ipv6Text } from '../../schema/index.ts'
import type { NameResolver } from '../names/resolver.ts'
import type { PacketSink } from './pipeline.ts'

export class NameAsking implements PacketSink {
  private readonly layers = new Layers()

  /** With `waits`, a batch is passed on once its names are known; otherwise names show from when they are. */
  constructor(
    private readonly resolver: NameResolver,
    private readonly waits: boolean,
  ) {}

  take(batch: Batch): void | Promise<void> {
    const { layers } = this
    for (let index = 0; index < batch.length; index++) {
      layers.decode(batch, index)
      for (let layer = 0; layer < layers.count; layer++) this.askFor(layer)
    }
    return this.waits ? this.resolver.settled() : undefined
  }

  end(): void {
    // What is not answered yet is not shown.
  }

  private askFor(layer: number): void {
    const { layers, resolver } = this
    const id = layers.protocol[layer]!
    if (kindsOfEnds[id] !== 'address' || !layers.isHeaded(layer)) return
    const { type, varied } = entries[id]!.schema.ends!
    if (varied !== undefined || (type !== 'ipv4' && type !== 'ipv6')) return
    for (const end of ends) {
      const at = placeOf(layers, layer, end)
      if (type === 'ipv4' ? isHost(layers.bytes[at]!) : layers.bytes[at] !== 0xff)
        resolver.ask(type === 'ipv4' ? ipv4Text(layers.bytes, at) : ipv6Text(layers.bytes, at))
    }
  }
}

/** Neither this network, nor groups and broadcasts: they have no names of hosts. */
const isHost = (first: number) => first !== 0 && first < 224
const ends: readonly End[] = ['source', 'destination']
